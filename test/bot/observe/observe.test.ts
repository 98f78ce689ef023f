import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { EventOf } from '../../../bot/observe/event-table.ts';
import { createObserve, type ObservedEvent } from '../../../bot/observe/observe.ts';
import { redactSecrets } from '../../../bot/redact.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { textReason } from '../../support/reasons.ts';
import { CLOSE_TIME_MS, outcomeOf, signalOf } from '../../support/signal-fixtures.ts';

const series = signalOf().series;

function observed(level: 'debug' | 'info' = 'debug') {
  const lines: string[] = [];
  let nowMs = CLOSE_TIME_MS;
  const observe = createObserve({
    level,
    clock: { nowMs: () => nowMs },
    stream: { write: (line) => lines.push(line) },
  });
  return {
    observe,
    lines,
    at: (timeMs: number) => {
      nowMs = timeMs;
    },
  };
}

const candleOf = (close: number) => ({
  openTimeMs: CLOSE_TIME_MS - HOUR_MS,
  open: 10,
  high: 12,
  low: 9,
  close,
  volume: 1,
});

const ecsLine = z.looseObject({
  '@timestamp': z.iso.datetime(),
  'log.level': z.enum(['debug', 'info', 'warn', 'error']),
  message: z.string().min(1),
  'ecs.version': z.string(),
  'service.name': z.literal('analyser'),
  'event.action': z.string(),
});

/** One of each; the type makes sure that a new kind of event is added here. */
const EVENTS: { readonly [T in ObservedEvent['type']]: EventOf<ObservedEvent, T> } = {
  'candles-stored': { type: 'candles-stored', series, count: 3, newestOpenTimeMs: CLOSE_TIME_MS - HOUR_MS },
  'candles-refused': { type: 'candles-refused', series, findings: ['high below close', 'off grid'] },
  'data-late': { type: 'data-late', series, closeTimeMs: CLOSE_TIME_MS },
  'data-arrived': { type: 'data-arrived', series, closeTimeMs: CLOSE_TIME_MS, silentMs: 90_000 },
  'candle-held': { type: 'candle-held', series, candle: candleOf(11), reach: 12.3 },
  'candle-confirmed': { type: 'candle-confirmed', series, candle: candleOf(11), reach: 12.3 },
  'candle-revised': {
    type: 'candle-revised',
    series,
    revision: { openTimeMs: CLOSE_TIME_MS - HOUR_MS, before: candleOf(10), after: candleOf(11) },
  },
  decided: {
    type: 'decided',
    series,
    closeTimeMs: CLOSE_TIME_MS,
    action: 'HOLD',
    probabilityUp: 0.51,
    dataQuality: { stamp: 'green', reasons: [] },
  },
  undecided: { type: 'undecided', series, closeTimeMs: CLOSE_TIME_MS, reason: textReason('too many gaps') },
  'signal-opened': { type: 'signal-opened', signal: signalOf() },
  'signal-settled': { type: 'signal-settled', signal: signalOf(), outcome: outcomeOf() },
  'model-ready': {
    type: 'model-ready',
    group: 'crypto@1h',
    version: 'logistic-1',
    how: 'trained',
    rows: 9,
    trainedUntilMs: CLOSE_TIME_MS - 24 * HOUR_MS,
  },
  'model-damaged': { type: 'model-damaged', group: 'crypto@1h', champion: 'logistic-2', serving: 'logistic-1' },
  'model-refused': {
    type: 'model-refused',
    group: 'crypto@1h',
    version: 'logistic-0',
    reason: textReason('sha256 differs'),
  },
  training: { type: 'training', group: 'crypto@1h', kind: 'ensemble', done: 3, total: 12, leftMs: 4_000 },
  'model-change': {
    type: 'model-change',
    group: 'crypto@1h',
    from: 'logistic-1',
    to: 'ensemble-2',
    reason: textReason('better'),
  },
  'challenger-refused': {
    type: 'challenger-refused',
    group: 'crypto@1h',
    version: 'ensemble-3',
    champion: 'logistic-1',
    reason: textReason('worse'),
  },
  evidence: {
    type: 'evidence',
    series,
    rows: 2_000,
    signals: { count: 210, accuracy: 0.6, interval: [0.53, 0.66] },
    brierSkill: 0.012,
    calibrationError: 0.004,
    drift: [{ feature: 'range_168', stabilityIndex: 0.12 }],
    mutedReason: null,
  },
  'signals-muted': { type: 'signals-muted', series, reason: textReason('the record is below the bar') },
  'walk-failed': { type: 'walk-failed', series, error: new Error('expected a row'), repeats: 0 },
  retried: {
    type: 'retried',
    exchangeId: 'binance',
    code: 'venue/timeout',
    attempt: 1,
    afterMs: 500,
    detail: 'timed out',
  },
  paused: { type: 'paused', exchangeId: 'binance', code: 'venue/rate-limited', forMs: 30_000, detail: '429' },
  recovered: { type: 'recovered', exchangeId: 'kraken' },
  quarantined: {
    type: 'quarantined',
    exchangeId: 'binance',
    series,
    code: 'venue/bad-symbol',
    forMs: 900_000,
    detail: 'no such market',
  },
  released: { type: 'released', exchangeId: 'binance', series },
  disabled: { type: 'disabled', exchangeId: 'bybit', code: 'venue/geo-blocked', forMs: 21_600_000, detail: 'HTTP 451' },
  'clock-skew': { type: 'clock-skew', exchangeId: 'binance', skewMs: 1_500, level: 'warn' },
  'rows-suspect': {
    type: 'rows-suspect',
    exchangeId: 'binance',
    series,
    findings: [{ type: 'gap', openTimeMs: 0, say: 'one missing' }],
  },
  'listening-trouble': { type: 'listening-trouble', kind: 'conflict', detail: '409' },
  'listening-again': { type: 'listening-again', kind: 'conflict', silentMs: 9_000 },
  'facts-waiting': { type: 'facts-waiting', id: '1-1', waiting: 2, error: 'no database' },
  'facts-done': { type: 'facts-done', id: '1-1', done: 2, waitedMs: 26_000 },
  'fact-failed': { type: 'fact-failed', updateId: 7, road: 'money', attempt: 1, error: 'no database' },
  'fact-given-up': { type: 'fact-given-up', updateId: 7, error: '400' },
  'facts-unkept': { type: 'facts-unkept', count: 1, error: 'ENOSPC' },
  'update-dropped': { type: 'update-dropped', updateId: 7 },
  'journal-unavailable': { type: 'journal-unavailable', path: '/data/facts.jsonl', error: 'EROFS' },
  'journal-available': { type: 'journal-available', path: '/data/facts.jsonl' },
  'journal-torn': { type: 'journal-torn', path: '/data/facts.jsonl', bytes: 9 },
  'journal-damaged': {
    type: 'journal-damaged',
    path: '/data/facts.jsonl',
    lines: 1,
    copy: '/data/facts.jsonl.damaged',
  },
  'clock-distrusted': { type: 'clock-distrusted', source: 'Telegram', skewMs: -3_456_000_000 },
  'clock-unconfirmed': { type: 'clock-unconfirmed', error: 'no Date header' },
  'clock-trusted': { type: 'clock-trusted', source: 'Telegram' },
  'subscription-changed': { type: 'subscription-changed', telegramId: 42, state: 'canceled' },
  'member-asked': { type: 'member-asked', telegramId: 42, tier: 'pro' },
  'channel-unreachable': { type: 'channel-unreachable', setting: 'CHANNEL_PRO', chatId: -1001, error: '400' },
  'channel-reachable': { type: 'channel-reachable', setting: 'CHANNEL_PRO', chatId: -1001 },
  'update-failed': { type: 'update-failed', updateId: 7, error: 'boom' },
  'update-repeated': { type: 'update-repeated', updateId: 7 },
  'payment-settled': {
    type: 'payment-settled',
    telegramId: 1,
    planId: 'pro-month',
    amountMinor: 1_950,
    repeated: false,
  },
  'refund-settled': { type: 'refund-settled', telegramId: 1, planId: 'pro-month', amountMinor: 1_950, repeated: true },
  'payment-unmatched': { type: 'payment-unmatched', telegramId: 1, chargeId: 'c', code: 'payment/unknown-plan' },
  'payment-unstored': { type: 'payment-unstored', telegramId: 1, chargeId: 'c', error: 'database away' },
  'pre-checkout-answered': { type: 'pre-checkout-answered', telegramId: 1, accepted: true, code: null, elapsedMs: 12 },
  'join-approved': { type: 'join-approved', telegramId: 1, tier: 'pro' },
  'join-declined': { type: 'join-declined', telegramId: 1, tier: 'pro' },
  'member-removed': { type: 'member-removed', telegramId: 1, tier: 'pro', dryRun: false },
  'member-removal-failed': { type: 'member-removal-failed', telegramId: 1, tier: 'pro', error: 'no rights' },
  unreachable: { type: 'unreachable', telegramId: 1 },
  'channel-rights-missing': { type: 'channel-rights-missing', chatId: -1, title: 'Pro', detail: 'not an admin' },
  'ticket-opened': { type: 'ticket-opened', telegramId: 1, id: 't1', topic: 'payment' },
  'backtest-failed': { type: 'backtest-failed', series: 'binance:BTC/USDT@1h', error: 'the thread died' },
  'chart-failed': { type: 'chart-failed', signalId: 'abcdef', error: 'no font' },
  'setup-step-failed': { type: 'setup-step-failed', step: 'commands', error: 'timeout' },
  started: { type: 'started', version: '0.1.0', mode: 'sandbox', role: 'all' },
  stopping: { type: 'stopping', reason: 'SIGTERM' },
  stopped: { type: 'stopped', durationMs: 12 },
  failure: { type: 'failure', where: 'broadcast/record', error: 'a thrown text' },
  delivery: {
    type: 'delivery',
    signalId: 'abcdef',
    tier: 'pro',
    side: 'BUY',
    outcome: 'sent',
    attempt: 1,
    closeToPostMs: 4_000,
  },
  'delivery-edit': { type: 'delivery-edit', signalId: 'abcdef', tier: 'pro', outcome: 'shown' },
  'outbox-swept': { type: 'outbox-swept', expired: 1, unknown: 0, oldestDueAgeMs: 2_000 },
  'telegram-limited': { type: 'telegram-limited', method: 'sendMessage', retryAfterSeconds: 3 },
  subscribers: { type: 'subscribers', counts: { free: 3, pro: 2, elite: 1 } },
  'stars-reconciled': { type: 'stars-reconciled', added: 0 },
  webhook: { type: 'webhook', source: 'telegram', outcome: 'accepted' },
  'http-request': {
    type: 'http-request',
    method: 'GET',
    route: '/v1/signals',
    status: 429,
    durationMs: 2,
    requestId: 'r',
    tier: 'free',
    code: 'quota/minute',
  },
  'http-failure': { type: 'http-failure', requestId: 'r', route: '/predict', error: new Error('boom') },
  'job-run': { type: 'job-run', job: 'walk', outcome: 'ok', durationMs: 30 },
  database: { type: 'database', what: 'connected', detail: 'mongodb://127.0.0.1:1/analyser' },
};

describe('createObserve', () => {
  it.each(Object.values(EVENTS))('tells $type as one ECS line', (event) => {
    const { observe, lines } = observed();
    observe.log(event);
    expect(lines).toHaveLength(1);
    const line = ecsLine.parse(JSON.parse(lines[0] ?? ''));
    expect(line['event.action']).toBe(event.type);
    expect(lines[0]).not.toContain('undefined');
  });

  it('writes nothing below its level, and counts all the same', async () => {
    const { observe, lines } = observed('info');
    observe.log(EVENTS.decided);
    expect(lines).toEqual([]);
    expect(await observe.metricsText()).toContain(
      'analyser_decisions_total{series="binance:BTC/USDT@1h",action="HOLD"} 1',
    );
  });

  it('keeps the stack and the code of an error', () => {
    const { observe, lines } = observed();
    observe.log({
      type: 'failure',
      where: 'outbox',
      error: Object.assign(new Error('away'), { code: 'database/lost' }),
    });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      'error.type': 'Error',
      'error.message': 'away',
      'error.code': 'database/lost',
      'error.stack_trace': expect.stringContaining('observe.test.ts'),
    });
  });

  it('counts each event where the runbooks look for it', async () => {
    const { observe, at } = observed();
    for (const event of Object.values(EVENTS)) observe.log(event);
    at(CLOSE_TIME_MS + 90_000);
    const text = await observe.metricsText();
    for (const line of [
      'analyser_candle_age_seconds{series="binance:BTC/USDT@1h"} 90',
      'analyser_model_age_seconds{group="crypto@1h"} 86490',
      'analyser_model_info{group="crypto@1h",version="logistic-1"} 1',
      'analyser_signals_total{series="binance:BTC/USDT@1h",side="BUY"} 1',
      'analyser_outcomes_total{series="binance:BTC/USDT@1h",outcome="right"} 1',
      'analyser_rolling_accuracy{series="binance:BTC/USDT@1h"} 1',
      'analyser_deliveries_total{tier="pro",side="BUY",outcome="sent"} 1',
      'analyser_close_to_post_seconds_count{tier="pro"} 1',
      'analyser_outbox_age_seconds 2',
      'analyser_telegram_too_many_requests_total{method="sendMessage"} 1',
      'analyser_venue_up{exchange="binance"} 0',
      'analyser_payments_minor_total{provider="stars",currency="XTR"} 1950',
      'analyser_active_subscribers{tier="pro"} 2',
      'analyser_http_requests_total{method="GET",route="/v1/signals",status="429"} 1',
      'analyser_http_rate_limited_total{tier="free"} 1',
      'analyser_job_runs_total{job="walk",outcome="ok"} 1',
      'analyser_database_up 1',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('speaks the Prometheus text format: each sample has a type and a number', async () => {
    const { observe } = observed();
    for (const event of Object.values(EVENTS)) observe.log(event);
    const text = await observe.metricsText();
    const typed = new Set(
      [...text.matchAll(/^# TYPE (\w+) (?:counter|gauge|histogram|summary)$/gm)].map((match) => match[1]),
    );
    const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(samples.length).toBeGreaterThan(100);
    for (const line of samples) {
      const name =
        /^(\w+)(?:\{(?:\w+="(?:[^"\\]|\\.)*",?)*\})? (?:[-+]?[\d.eE+-]+|[Nn]a[Nn]|[+-]Inf)(?: \d+)?$/.exec(line)?.[1] ??
        '';
      expect(typed.has(name) || typed.has(name.replace(/_(?:bucket|sum|count)$/, '')), line).toBe(true);
    }
  });

  it('names one serving model for each group after a change', async () => {
    const { observe } = observed();
    observe.log(EVENTS['model-ready']);
    observe.log({ ...EVENTS['model-ready'], version: 'logistic-2' });
    const text = await observe.metricsText();
    expect(text).toContain('version="logistic-2"} 1');
    expect(text).not.toContain('version="logistic-1"');
  });

  it('goes on when an event cannot be told', () => {
    const { observe, lines } = observed();
    observe.log({ ...EVENTS.undecided, closeTimeMs: Number.NaN });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ 'event.action': 'observe-failed' });
  });
});

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const textOf = (alphabet: string, length: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((parts) => parts.join(''));

/** Built from parts, so that no text in this file looks like a secret to a scanner. */
const SECRETS: readonly {
  readonly name: string;
  readonly secret: fc.Arbitrary<string>;
  readonly around: (secret: string) => string;
}[] = [
  {
    name: 'a bot token in an address',
    secret: textOf(`${letters}_-`, 35),
    around: (s) => `https://api.telegram.org/bot${'1234567'}:${s}/sendMessage`,
  },
  { name: 'a bare bot token', secret: textOf(letters, 35), around: (s) => `TELEGRAM_BOT_TOKEN=${'1234567'}:${s}` },
  { name: 'a live Stripe key', secret: textOf(letters, 24), around: (s) => `sk_${'live'}_${s}` },
  { name: 'a test Stripe key', secret: textOf(letters, 24), around: (s) => `"sk_${'test'}_${s}"` },
  { name: 'a webhook secret', secret: textOf(letters, 32), around: (s) => `whsec${'_'}${s}` },
  { name: 'one of our API keys', secret: textOf(`${letters}_-`, 43), around: (s) => `key an_${'0123456789ab'}_${s}` },
  {
    name: 'a database password',
    secret: textOf(letters, 12),
    around: (s) => `mongodb+srv://user:${s}@cluster.example/analyser`,
  },
  { name: 'a bearer token', secret: textOf(letters, 30), around: (s) => `authorization: Bearer ${s}` },
];

describe('redaction', () => {
  it.each(SECRETS)('leaves nothing of $name in any field of a line', ({ secret, around }) => {
    fc.assert(
      fc.property(secret, (value) => {
        const { observe, lines } = observed();
        const text = around(value);
        observe.log({ type: 'failure', where: text, error: new Error(`call failed: ${text}`, { cause: text }) });
        observe.log({ type: 'job-run', job: text, outcome: 'failed', durationMs: 1, error: text });
        expect(lines).toHaveLength(2);
        for (const line of lines) {
          expect(line).not.toContain(value);
          expect(() => JSON.parse(line)).not.toThrow();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leaves ordinary text alone', () => {
    for (const text of [
      'BTC/USDT@1h 0.61',
      'robot 12:30',
      'mongodb://127.0.0.1:27017/analyser',
      'loan_application_form',
      '2024-05-12T14:00:00Z',
    ]) {
      expect(redactSecrets(text)).toBe(text);
    }
  });
});
