/** One query of a panel: PromQL, and the legend of its lines (`{{label}}` is replaced by Grafana). */
export interface Query {
  readonly expr: string;
  readonly legend?: string;
}

/** Units as Grafana names them. */
export type Unit = 'short' | 's' | 'bytes' | 'percentunit' | 'reqps' | 'dtdurations' | 'none';

/** One panel; `help` is shown behind the (i) of its title. */
export interface Panel {
  readonly title: string;
  readonly help: string;
  readonly kind: 'stat' | 'timeseries' | 'table';
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** Where the colour changes, from good to bad: above these values amber and red; null: no colour. */
  readonly thresholds?: { readonly amber: number; readonly red: number } | { readonly below: number };
  /** Columns of 24. */
  readonly width: number;
}

/** A titled row of panels. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** A choice above the panels, `$name` in their queries: of the values that the label of this name has at a metric. All at first. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly metric: string;
}

/** One dashboard for one reader. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly variables?: readonly Variable[];
  readonly rows: readonly Row[];
}

const HEIGHTS: Readonly<Record<Panel['kind'], number>> = { stat: 4, timeseries: 8, table: 8 };
const DATASOURCE = { type: 'prometheus', uid: 'prometheus' } as const;

/**
 * A dashboard in Grafana's first schema: file provisioning refuses the second (grafana#122663).
 * Panels are laid out from left to right and wrap at 24 columns.
 */
export function dashboardJson({ uid, title, description, variables = [], rows }: Dashboard): unknown {
  const panels: unknown[] = [];
  let y = 0;
  for (const row of rows) {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title: row.title,
      collapsed: false,
      gridPos: { x: 0, y, w: 24, h: 1 },
      panels: [],
    });
    y += 1;
    let [x, rowHeight] = [0, 0];
    for (const panel of row.panels) {
      if (x + panel.width > 24) {
        y += rowHeight;
        [x, rowHeight] = [0, 0];
      }
      const height = HEIGHTS[panel.kind];
      panels.push(panelJson(panel, { id: panels.length + 1, gridPos: { x, y, w: panel.width, h: height } }));
      x += panel.width;
      rowHeight = Math.max(rowHeight, height);
    }
    y += rowHeight;
  }
  return {
    uid,
    title,
    description,
    tags: ['analyser'],
    schemaVersion: 39,
    editable: false,
    timezone: 'utc',
    refresh: '30s',
    time: { from: 'now-24h', to: 'now' },
    templating: { list: variables.map(variableJson) },
    annotations: { list: [] },
    panels,
  };
}

function variableJson({ name, label, metric }: Variable): unknown {
  const query = `label_values(${metric}{job="analyser"}, ${name})`;
  return {
    ...{ name, label, type: 'query', datasource: DATASOURCE, definition: query, query: { query, refId: 'values' } },
    // Asked for again whenever the range of time changes.
    ...{ refresh: 2, sort: 1, multi: true, includeAll: true, allValue: '.*' },
    current: { text: ['All'], value: ['$__all'] },
  };
}

interface Place {
  readonly id: number;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

function panelJson(panel: Panel, place: Place): unknown {
  return {
    ...place,
    type: panel.kind,
    title: panel.title,
    description: panel.help,
    datasource: DATASOURCE,
    targets: panel.queries.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource: DATASOURCE,
      expr,
      legendFormat: legend ?? '',
      instant: panel.kind !== 'timeseries',
      range: panel.kind === 'timeseries',
      ...(panel.kind === 'table' ? { format: 'table' } : {}),
    })),
    fieldConfig: {
      defaults: { unit: panel.unit, min: panel.unit === 'percentunit' ? 0 : undefined, ...colours(panel.thresholds) },
      overrides: [],
    },
    options:
      panel.kind === 'stat'
        ? { reduceOptions: { calcs: ['lastNotNull'], values: false }, colorMode: 'value', textMode: 'auto' }
        : panel.kind === 'timeseries'
          ? { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } }
          : { showHeader: true },
  };
}

function colours(thresholds: Panel['thresholds']): Readonly<Record<string, unknown>> {
  if (thresholds === undefined) return { color: { mode: 'palette-classic' } };
  const steps =
    'below' in thresholds
      ? [
          { color: 'red', value: null },
          { color: 'green', value: thresholds.below },
        ]
      : [
          { color: 'green', value: null },
          { color: 'orange', value: thresholds.amber },
          { color: 'red', value: thresholds.red },
        ];
  return { color: { mode: 'thresholds' }, thresholds: { mode: 'absolute', steps } };
}
