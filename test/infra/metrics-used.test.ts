import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../bot/observe/metrics.ts';
import { DASHBOARDS } from '../../scripts/dashboards/dashboard-list.ts';
import { dashboardJson } from '../../scripts/dashboards/panel.ts';

const INFRA = join(import.meta.dirname, '../../infra');
const { registry } = createMetrics({ nowMs: () => 0 });
const known = new Map(registry.getMetricsAsArray().map((metric) => [metric.name, metric.type.toString()]));
/** What Prometheus itself makes. */
const OWN = new Set(['up', 'ALERTS']);

/** The metrics that PromQL names: identifiers before a selector or a range. */
function metricsIn(query: string): readonly string[] {
  return [...query.matchAll(/\b([a-zA-Z_][a-zA-Z0-9_]*)(?=[{[])/g)].map(([, name = '']) => name);
}

function isKnown(name: string): boolean {
  const base = name.replace(/_(bucket|count|sum)$/, '');
  return OWN.has(name) || known.has(name) || (base !== name && known.get(base) === 'histogram');
}

const rules = readdirSync(join(INFRA, 'prometheus/rules')).map((file) =>
  readFileSync(join(INFRA, 'prometheus/rules', file), 'utf8'),
);
// What rules record is named with a colon and made in the same file.
const alerted = [...new Set(rules.flatMap((text) => metricsIn(text.replace(/\w+:[\w:]+(?=[{[])/g, ''))))];
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
const UNSHOWN = new Set([
  'analyser_candle_last_close_timestamp_seconds',
  'analyser_candles_stored_total',
  'analyser_clock_trusted',
]);

describe('dashboards', () => {
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
