import type { Panel, Query, Unit } from './panel.ts';

/** One number of now. */
export const stat = (
  title: string,
  of: Query & { readonly help: string; readonly unit: Unit; readonly colours?: Panel['thresholds'] },
): Panel => ({
  ...{ title, help: of.help, kind: 'stat', unit: of.unit, width: 4 },
  queries: [{ expr: of.expr, legend: of.legend ?? '' }],
  ...(of.colours === undefined ? {} : { thresholds: of.colours }),
});

/** Lines over time. */
export const lines = (
  title: string,
  of: { readonly help: string; readonly unit: Unit },
  ...queries: readonly Query[]
): Panel => ({
  ...{ title, help: of.help, kind: 'timeseries', unit: of.unit, width: 12 },
  queries,
});

/** One row for each series, now. */
export const table = (
  title: string,
  of: { readonly help: string; readonly unit: Unit },
  ...queries: readonly Query[]
): Panel => ({
  ...{ title, help: of.help, kind: 'table', unit: of.unit, width: 12 },
  queries,
});
