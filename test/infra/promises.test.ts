import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { DASHBOARDS } from '../../scripts/dashboards/dashboard-list.ts';
import { promiseRules } from '../../scripts/slo/promise-rules.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'infra/prometheus');
const { INFRA_TOOLS = '', PATH = '' } = process.env;
const env = { ...process.env, PATH: [INFRA_TOOLS, PATH].join(delimiter) };
const slo = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/slo/slo.ts', ...args], { cwd: ROOT, env, encoding: 'utf8' });
const hasSloth = spawnSync('sh', ['-c', 'command -v sloth'], { env }).status === 0;

const rule = z.object({ record: z.string().optional(), alert: z.string().optional(), expr: z.string() });
const rulesIn = (text: string) =>
  z
    .object({ groups: z.array(z.object({ rules: z.array(rule) })) })
    .parse(parse(text))
    .groups.flatMap((group) => group.rules);
const written = rulesIn(readFileSync(join(FOLDER, 'rules/slo.yml'), 'utf8'));

describe('a query for one bucket of a histogram', () => {
  const rules = readdirSync(join(FOLDER, 'rules')).flatMap((file) =>
    rulesIn(readFileSync(join(FOLDER, 'rules', file), 'utf8')).map(({ expr }) => expr),
  );
  const panels = DASHBOARDS.flatMap(({ rows }) =>
    rows.flatMap((row) => row.panels.flatMap(({ queries }) => queries.map(({ expr }) => expr))),
  );
  const ofBucket = [...rules, ...panels].filter((expr) => /\ble=/.test(expr));

  it('finds the bucket as Prometheus 2 stores it ("30") and as Prometheus 3 does ("30.0")', () => {
    expect(ofBucket.length).toBeGreaterThan(5);
    for (const expr of ofBucket) {
      const asked = [...expr.matchAll(/\ble=(~?)"((?:[^"\\]|\\.)*)"/g)];
      expect(asked.length, expr).toBeGreaterThan(0);
      for (const [, how, escaped = ''] of asked) {
        expect(how, expr).toBe('~');
        const pattern = new RegExp(`^(?:${escaped.replaceAll('\\\\', '\\')})$`);
        const [whole = ''] = escaped.split('(');
        expect(
          [whole, `${whole}.0`].map((le) => pattern.test(le)),
          expr,
        ).toEqual([true, true]);
      }
    }
  });
});

describe('the rules of the promises', () => {
  it('record no ratio that may be NaN', () => {
    const ratios = written.filter(
      ({ record, expr }) => record?.startsWith('slo:sli_error:') && expr.includes('increase('),
    );
    expect(ratios.length).toBeGreaterThan(10);
    for (const { expr } of ratios) expect(expr).toMatch(/> 0\s+or vector\(1\)/);
  });

  it('ask for enough events in the longer window of each pair, and in no ratio', () => {
    const alerts = written.filter(({ alert, expr }) => alert !== undefined && /sloth_slo="(?!freshness)/.test(expr));
    expect(alerts).toHaveLength(8);
    for (const { alert, expr } of alerts) expect(expr.match(/and on\(\)\n.* >= \d+/g), alert).toHaveLength(2);
    for (const { record = '', expr } of written) if (record.includes('ratio')) expect(expr).not.toContain('>= ');
  });

  const spec = (minimum: string) =>
    `slos: [{name: posts, ${minimum} sli: {events: {error_query: 'e[{{.window}}]', total_query: 'n[{{.window}}] > 0 or vector(1)'}}}]`;
  const part = (window: string) =>
    `max(slo:sli_error:ratio_rate${window}{sloth_slo="posts"} > (1 * 0.01)) without (sloth_window)`;
  const generated = (...windows: readonly string[]) =>
    `groups: [{name: g, rules: [{alert: A, expr: '${windows.map(part).join(' and ')}', labels: {sloth_slo: posts}}]}]`;
  const byHand = 'groups: []';

  it('are made of what sloth generates, whose longer windows come second', () => {
    const expr = `${part('5m')} and ${part('1h')} or ${part('30m')} and ${part('6h')}`;
    const sloths = `groups: [{name: g, rules: [{alert: A, expr: '${expr}', labels: {sloth_slo: posts}}]}]`;
    const [alert] = rulesIn(promiseRules({ spec: spec('minimum_events: 7,'), generated: sloths, byHand }));
    expect(alert?.expr.replace(/\s+/g, ' ')).toBe(
      `${part('5m')} and ${part('1h')} and on() n[1h] >= 7 or ${part('30m')} and ${part('6h')} and on() n[6h] >= 7`,
    );
  });

  it('weigh 30 days by events', () => {
    const sloths = `groups: [{name: g, rules: [{record: 'slo:sli_error:ratio_rate30d', expr: x, labels: {sloth_slo: posts}}]}]`;
    const rules = rulesIn(promiseRules({ spec: spec('minimum_events: 7,'), generated: sloths, byHand }));
    expect(rules.map(({ record, expr }) => [record, expr])).toEqual([
      ['slo:sli_bad_events:increase5m', 'e[5m]'],
      ['slo:sli_events:increase5m', 'n[5m] or vector(0)'],
      [
        'slo:sli_error:ratio_rate30d',
        'sum_over_time(slo:sli_bad_events:increase5m{sloth_slo="posts"}[30d]) / ' +
          '(sum_over_time(slo:sli_events:increase5m{sloth_slo="posts"}[30d]) > 0) or ' +
          '0 * sum_over_time(slo:sli_events:increase5m{sloth_slo="posts"}[30d])',
      ],
    ]);
  });

  it('are refused where the minimum is missing, or where sloth writes another form', () => {
    const of = (minimum: string, sloths: string) => () =>
      promiseRules({ spec: spec(minimum), generated: sloths, byHand });
    expect(of('', generated('5m', '1h'))).toThrow('expected minimum_events of "posts", was nothing');
    expect(of('minimum_events: 7,', generated('5m', '1h'))).toThrow(
      'expected two longer windows in an alert of "posts", was 1',
    );
    expect(of('minimum_events: 7,', `groups: [{name: other, rules: [{record: r, expr: x}]}]`)).toThrow('was "other"');
  });
});

describe('npm run slo', () => {
  it('says how sloth failed, and changes nothing', () => {
    const before = readFileSync(join(FOLDER, 'rules/slo.yml'), 'utf8');
    const { status, stderr } = slo('--sloth', 'false');
    expect(status).toBe(1);
    expect(stderr).toContain('expected rules from false');
    expect(readFileSync(join(FOLDER, 'rules/slo.yml'), 'utf8')).toBe(before);
  });

  it.skipIf(!hasSloth)('writes what is there (skipped: no sloth; see npm run slo -- --help)', () => {
    const { status, stdout, stderr } = slo('--check', '--json');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ file: 'infra/prometheus/rules/slo.yml', isSame: true });
  });
});
