import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const INFRA = join(import.meta.dirname, '../../infra');
const ruleFile = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string().optional(),
          record: z.string().optional(),
          expr: z.string(),
          labels: z.record(z.string(), z.string()).optional(),
          annotations: z.record(z.string(), z.string()).optional(),
        }),
      ),
    }),
  ),
});
const testFile = z.object({
  tests: z.array(
    z.object({
      input_series: z.array(z.unknown()).default([]),
      alert_rule_test: z.array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()) })),
    }),
  ),
});

const yamlFiles = (folder: string): readonly unknown[] =>
  readdirSync(join(INFRA, folder))
    .filter((name) => name.endsWith('.yml'))
    .map((name): unknown => parse(readFileSync(join(INFRA, folder, name), 'utf8'), { merge: true }));
const rules = yamlFiles('prometheus/rules').flatMap((file) =>
  ruleFile.parse(file).groups.flatMap((group) => group.rules),
);
const alerts = rules.flatMap(({ alert, ...rest }) => (alert === undefined ? [] : [{ alert, ...rest }]));
const cases = yamlFiles('prometheus/tests')
  .flatMap((file) => testFile.parse(file).tests)
  .flatMap((test) => test.alert_rule_test.map((each) => ({ ...each, isFed: test.input_series.length > 0 })));
const pages = readdirSync(join(INFRA, 'runbooks')).filter((name) => name !== 'README.md');
/** The one alert that is never quiet. */
const ALWAYS = 'Watchdog';
/** What an operator does without being alerted: named in the folder's README. */
const UNALERTED = ['move-region.md', 'restore.md', 'rotate-secrets.md'];

/** What is promised: its name for sloth and the share that is kept, or none where not one may go wrong; and the alert. */
const PROMISES = [
  ['a post within 30 s of its close', 'close-to-post', 0.99, 'PostsSlow'],
  ['a message to a person within its maximum age', 'direct-messages', 0.99, 'DirectsLate'],
  ['fresh candles', 'freshness', 0.995, 'CandlesStale'],
  ['what was paid for within 60 s', 'payment-to-entitlement', 0.999, 'EntitlementsSlow'],
  ['no silent duplicate', null, null, 'SilentDuplicates'],
] as const;

describe('an alert', () => {
  it('is there for every symptom', () => {
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBeGreaterThan(30);
  });

  it.each(PROMISES)('is there for the promise of %s', (_, slo, objective, name) => {
    const own = alerts.filter(({ alert }) => alert === name);
    expect(own.some(({ labels }) => labels?.severity === 'page')).toBe(true);
    if (objective === null) return expect(own.map(({ expr }) => expr)).toEqual([expect.stringMatching(/> 0$/)]);
    const objectives = rules.filter(
      ({ record, labels }) => record === 'slo:objective:ratio' && labels?.sloth_slo === slo,
    );
    expect(objectives.map(({ expr }) => Number(/^vector\(([\d.]+)\)$/.exec(expr)?.[1]))).toEqual([
      expect.closeTo(objective, 9),
    ]);
    for (const { expr } of own) expect(expr).toContain(`sloth_slo="${slo}"`);
  });

  it.each(alerts.map((each) => [each.alert, each] as const))('%s says whom it wakes and links its page', (_, alert) => {
    expect(['page', 'ticket', 'none']).toContain(alert.labels?.severity);
    expect(alert.annotations?.summary).toMatch(/\w/);
    expect(alert.annotations?.runbook_url).toMatch(/^infra\/runbooks\/[\w-]+\.md$/);
    expect(pages).toContain(alert.annotations?.runbook_url?.split('/').at(-1));
  });

  it.each([...new Set(alerts.map(({ alert }) => alert))])(
    '%s has a case in which it fires and one in which it is quiet',
    (name) => {
      const own = cases.filter(({ alertname }) => alertname === name);
      expect(own.filter(({ exp_alerts }) => exp_alerts.length > 0).length).toBeGreaterThan(0);
      const quiet = own.filter(({ exp_alerts, isFed }) => exp_alerts.length === 0 && isFed).length;
      expect(quiet > 0).toBe(name !== ALWAYS);
    },
  );
});

describe('a runbook', () => {
  const linked = alerts.map(({ annotations }) => annotations?.runbook_url?.split('/').at(-1));

  it.each(pages)('%s is reached from an alert, or is said to have none', (page) => {
    expect(linked.includes(page)).toBe(!UNALERTED.includes(page));
  });

  it.each(pages)('%s says what it means, where to look, what to do and what then', (page) => {
    const text = readFileSync(join(INFRA, 'runbooks', page), 'utf8');
    for (const part of ['What it means.', 'Look.', 'Do.', 'Afterwards.']) expect(text).toContain(`**${part}**`);
  });
});
