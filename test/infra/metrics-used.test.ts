import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../bot/observe/metrics.ts';
import { createObserve } from '../../bot/observe/observe.ts';
import { DASHBOARDS } from '../../scripts/dashboards/dashboard-list.ts';
import { dashboardJson } from '../../scripts/dashboards/panel.ts';
import { EVENT_SAMPLES } from '../support/event-samples.ts';

const INFRA = join(import.meta.dirname, '../../infra');
const { registry } = createMetrics({ nowMs: () => 0 });
const known = new Map(registry.getMetricsAsArray().map((metric) => [metric.name, metric.type.toString()]));
/** What Prometheus itself makes. */
const OWN = new Set(['up', 'ALERTS']);

/** The metrics that PromQL names: identifiers before a selector or a range. */
function metricsIn(query: string): readonly string[] {
  return [...query.matchAll(/\b([a-zA-Z_][\w:]*)(?=[{[])/g)].map(([, name = '']) => name);
}

function isKnown(name: string): boolean {
  const base = name.replace(/_(bucket|count|sum)$/, '');
  return OWN.has(name) || recorded.has(name) || known.has(name) || (base !== name && known.get(base) === 'histogram');
}

interface Selector {
  readonly name: string;
  readonly text: string;
  readonly matchers: readonly (readonly [label: string, operator: string, value: string])[];
}

/** The selectors of our metrics in PromQL that name labels. */
function selectorsIn(query: string): readonly Selector[] {
  return [...query.replaceAll(/\$\w+/g, '.*').matchAll(/\b(analyser_\w+)\{([^}]*)\}/g)].map(
    ([text, name = '', labels = '']) => ({
      ...{ name, text },
      matchers: [...labels.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g)].map(
        ([, label = '', operator = '', value = '']) => [label, operator, value] as const,
      ),
    }),
  );
}

type Labels = Readonly<Record<string, string>>;

/** Labels of each series that a process exports, by name: after every kind of event, with what the scrape adds. */
async function exportedSeries(): Promise<ReadonlyMap<string, readonly Labels[]>> {
  const { series } = EVENT_SAMPLES['walk-failed'];
  const observe = createObserve({ level: 'silent', clock: { nowMs: () => 0 }, walked: [series] });
  for (const event of Object.values(EVENT_SAMPLES)) observe.log(event);
  // Of these samples a rule asks for another value of an open label.
  observe.log({ ...EVENT_SAMPLES['http-request'], status: 500 });
  observe.log({ ...EVENT_SAMPLES['model-ready'], group: 'crypto@15m' });
  const exported = new Map<string, Labels[]>();
  for (const [, name = '', labels = ''] of (await observe.metricsText()).matchAll(/^(analyser_\w+)(?:\{(.*)\})? /gm)) {
    const own = Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label, value]));
    const { job, role, ...rest } = own;
    const moved = {
      ...(job === undefined ? {} : { exported_job: job }),
      ...(role === undefined ? {} : { exported_role: role }),
    };
    const scraped = { ...rest, ...moved, job: 'analyser', role: 'all', instance: 'analyser:9464' };
    // Prometheus 3 writes bounds with a point.
    const bounds = /^\d+$/.test(own.le ?? '') ? [scraped, { ...scraped, le: `${own.le}.0` }] : [scraped];
    exported.set(name, [...(exported.get(name) ?? []), ...bounds]);
  }
  return exported;
}

const exported = await exportedSeries();

function isMet(labels: Labels, [label, operator, value]: Selector['matchers'][number]): boolean {
  const is = labels[label] ?? '';
  const isEqual = operator.endsWith('~') ? new RegExp(`^(?:${value})$`).test(is) : is === value;
  return operator.startsWith('!') ? !isEqual : isEqual;
}

const isExported = ({ name, matchers }: Selector): boolean =>
  exported.get(name)?.some((labels) => matchers.every((matcher) => isMet(labels, matcher))) === true;

const rules = readdirSync(join(INFRA, 'prometheus/rules')).map((file) =>
  readFileSync(join(INFRA, 'prometheus/rules', file), 'utf8'),
);
/** What rules record. */
const recorded = new Set(rules.flatMap((text) => [...text.matchAll(/- record: (\S+)/g)].map(([, name = '']) => name)));
const alerted = [...new Set(rules.flatMap(metricsIn))];
const shown = DASHBOARDS.flatMap(({ title, rows }) =>
  rows.flatMap(({ panels }) =>
    panels.map((panel) => [`${title}: ${panel.title}`, panel.queries.map(({ expr }) => expr)] as const),
  ),
);

describe('metrics', () => {
  it('finds what queries name', () => {
    expect(metricsIn('sum(rate(a_total{x="y"}[5m])) / b{c!="d"} or vector(0)')).toEqual(['a_total', 'b']);
    expect(alerted.length).toBeGreaterThan(25);
  });

  it.each(alerted)('%s, which an alert asks for, exists', (name) => {
    expect(isKnown(name)).toBe(true);
  });

  it.each(shown)('"%s" asks for metrics that exist', (_, queries) => {
    for (const query of queries) {
      expect(metricsIn(query).length).toBeGreaterThan(0);
      expect(metricsIn(query).filter((name) => !isKnown(name))).toEqual([]);
    }
  });

  it.each([...new Set(rules.flatMap(selectorsIn).map(({ text }) => text))])('has a series for %s of a rule', (text) => {
    expect(selectorsIn(text).filter((selector) => !isExported(selector))).toEqual([]);
  });

  it('has a series for each selector of a dashboard', () => {
    const selectors = shown.flatMap(([, queries]) => queries.flatMap(selectorsIn));
    expect(selectors.length).toBeGreaterThan(50);
    expect(selectors.filter((selector) => !isExported(selector)).map(({ text }) => text)).toEqual([]);
  });

  it.each([
    ['analyser_deliveries_total{job="analyser",outcome="expired"}', true],
    ['analyser_deliveries_total{job="analyser",outcome="expird"}', false],
    ['analyser_deliveries_total{job="analyser",tier="pro",outcome=~"dead|unknown"}', true],
    ['analyser_walk_failures_total{job="analyser",series="a"}', false],
    ['analyser_job_runs_total{job="retention"}', false],
    ['analyser_job_runs_total{job="analyser",exported_job!~".+"}', false],
  ])('knows of %s that it is exported: %s', (text, is) => {
    expect(selectorsIn(text).map(isExported)).toEqual([is]);
  });

  it('are all on a dashboard', () => {
    const used = new Set(
      shown.flatMap(([, queries]) =>
        queries.flatMap(metricsIn).map((name) => name.replace(/_(bucket|count|sum)$/, '')),
      ),
    );
    const ours = [...known.keys()].filter((name) => name.startsWith('analyser_'));
    expect(ours.filter((name) => !used.has(name) && !UNSHOWN.has(name))).toEqual([]);
  });
});

/** The same as another metric that is shown, in another form. */
const UNSHOWN = new Set(['analyser_candles_stored_total', 'analyser_clock_trusted']);

describe('dashboards', () => {
  it.each(DASHBOARDS.map((dashboard) => [dashboard.uid, dashboard] as const))(
    '%s has a choice for each variable of its queries, whose values exist',
    (_, { rows, variables = [] }) => {
      const queries = rows.flatMap(({ panels }) => panels.flatMap((panel) => panel.queries.map(({ expr }) => expr)));
      const used = new Set(queries.flatMap((query) => [...query.matchAll(/\$(\w+)/g)].map(([, name = '']) => name)));
      expect([...used]).toEqual(variables.map(({ name }) => name));
      for (const { name, metric } of variables)
        expect(exported.get(metric)?.some((labels) => labels[name] !== undefined)).toBe(true);
    },
  );

  it.each(DASHBOARDS.map((dashboard) => [dashboard.uid, dashboard] as const))(
    '%s is what npm run dashboards writes',
    (uid, dashboard) => {
      const file = readFileSync(join(INFRA, 'grafana/dashboards', `${uid}.json`), 'utf8');
      expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(dashboardJson(dashboard))));
    },
  );

  it('lays no panel over another', () => {
    for (const dashboard of DASHBOARDS) {
      const cells = new Set<string>();
      const places = JSON.stringify(dashboardJson(dashboard)).matchAll(
        /"gridPos":\{"x":(\d+),"y":(\d+),"w":(\d+),"h":(\d+)\}/g,
      );
      for (const [, x, y, w, h] of places) {
        for (let column = Number(x); column < Number(x) + Number(w); column += 1) {
          expect(column).toBeLessThan(24);
          for (let line = Number(y); line < Number(y) + Number(h); line += 1) {
            expect(cells.has(`${column}:${line}`)).toBe(false);
            cells.add(`${column}:${line}`);
          }
        }
      }
      expect(cells.size).toBeGreaterThan(100);
    }
  });
});
