import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createObserve } from '../../../bot/observe/observe.ts';
import { VenueError } from '../../../engine/venue/venue-error.ts';
import { EVENT_SAMPLES } from '../../support/event-samples.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Labels whose values are known only once something happened. */
const OPEN = /\{(?:[^}]*,)?(?:series|exchange|group|route)="/;

const newObserve = () => createObserve({ level: 'silent', clock: { nowMs: () => 0 } });

/** The counters in a text of metrics, without their values. */
function countersIn(text: string): readonly string[] {
  const counters = new Set([...text.matchAll(/^# TYPE (\w+) counter$/gm)].map(([, name]) => name));
  return text
    .split('\n')
    .filter((line) => counters.has(line.split(/[{ ]/)[0]))
    .map((line) => line.replace(/ \S+$/, ''));
}

describe('counters', () => {
  it('are there before the first event, wherever their labels are known', async () => {
    const observe = newObserve();
    const before = new Set(countersIn(await observe.metricsText()));
    for (const event of Object.values(EVENT_SAMPLES)) observe.log(event);
    const after = countersIn(await observe.metricsText()).filter((name) => name.startsWith('analyser_'));
    expect(after.length).toBeGreaterThan(150);
    // The job of the sample of "started" is known once it starts.
    const known = after.filter((name) => !OPEN.test(name) && !name.includes('job="retention"'));
    expect(known.filter((name) => !before.has(name))).toEqual([]);
  });

  it('of card payments, personal messages and members are at 0', async () => {
    const text = await newObserve().metricsText();
    for (const line of [
      'analyser_payments_total{provider="stripe",what="paid",result="unmatched"} 0',
      'analyser_direct_messages_total{kind="alert",tier="elite",outcome="unknown"} 0',
      'analyser_memberships_total{tier="pro",what="removal-failed"} 0',
      'analyser_webhook_events_total{source="stripe",outcome="failed"} 0',
      'analyser_telegram_too_many_requests_total{method="sendPhoto"} 0',
      'analyser_job_runs_total{job="models",outcome="failed"} 0',
      'analyser_walk_failures_total{kind="ours"} 0',
    ])
      expect(text).toContain(`${line}\n`);
  });

  it('of failures are there for each place that the code names', async () => {
    const text = await newObserve().metricsText();
    const files = ['bot', 'engine'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => readFileSync(join(ROOT, folder, path), 'utf8')),
    );
    const named = (form: RegExp): readonly string[] =>
      files.flatMap((code) => [...code.matchAll(form)].map(([, where = '']) => where));
    const places = [
      ...named(/type: 'failure',\s+where: '([^']+)'/g),
      ...named(/failures\.inc\(\{ where: '([^']+)'/g),
      ...named(/where: '(broadcast\/[^']+)'/g),
    ];
    expect(new Set(places).size).toBeGreaterThan(20);
    expect(places.filter((where) => !text.includes(`analyser_failures_total{where="${where}"} 0\n`))).toEqual([]);
  });
});

describe('a start', () => {
  it('has the decisions and candles of each series that this process may walk at 0', async () => {
    const walked = [EVENT_SAMPLES['walk-failed'].series];
    const text = await createObserve({ level: 'silent', clock: { nowMs: () => 0 }, walked }).metricsText();
    for (const action of ['BUY', 'SELL', 'HOLD'])
      expect(text).toContain(`analyser_decisions_total{series="binance:BTC/USDT@1h",action="${action}"} 0\n`);
    expect(text).toContain('analyser_candles_stored_total{series="binance:BTC/USDT@1h"} 0\n');
  });

  it('says how often each job is due, and counts as a good run of it', async () => {
    const observe = newObserve();
    observe.log(EVENT_SAMPLES.started);
    const text = await observe.metricsText();
    expect(text).toContain('analyser_job_interval_seconds{job="retention"} 86400\n');
    expect(text).toContain('analyser_job_runs_total{job="retention",outcome="failed"} 0\n');
    const [, since = '0'] = /analyser_job_last_success_timestamp_seconds\{job="retention"\} (\S+)/.exec(text) ?? [];
    expect(Math.abs(Number(since) - Date.now() / 1_000)).toBeLessThan(60);
  });
});

describe('a failed walk', () => {
  const { series } = EVENT_SAMPLES['walk-failed'];
  const lost = Object.assign(new Error('no server'), { name: 'MongoServerSelectionError' });

  it.each([
    ['venue', new VenueError('venue/timeout', 'no answer', { retry: 'later' })],
    ['database', lost],
    ['database', new Error('could not store', { cause: lost })],
    ['ours', new TypeError('expected a row')],
  ])('is counted once for all series as the fault of: %s', async (kind, error) => {
    const observe = newObserve();
    for (const repeats of [0, 1]) observe.log({ type: 'walk-failed', series, error, repeats });
    const counted = (await observe.metricsText()).match(/^analyser_walk_failures_total.*[1-9]$/gm);
    expect(counted).toEqual([`analyser_walk_failures_total{kind="${kind}"} 2`]);
  });
});
