import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { memoryLimit } from '../../../bot/observe/memory-limit.ts';
import { createObserve } from '../../../bot/observe/observe.ts';
import { EVENT_SAMPLES } from '../../support/event-samples.ts';
import { CLOSE_TIME_MS } from '../../support/signal-fixtures.ts';

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

const ecsLine = z.looseObject({
  '@timestamp': z.iso.datetime(),
  'log.level': z.enum(['debug', 'info', 'warn', 'error']),
  message: z.string().min(1),
  'ecs.version': z.string(),
  'service.name': z.literal('analyser'),
  'event.action': z.string(),
});

describe('createObserve', () => {
  it.each(Object.values(EVENT_SAMPLES))('tells $type as one ECS line', (event) => {
    const { observe, lines } = observed();
    observe.log(event);
    expect(lines).toHaveLength(1);
    const line = ecsLine.parse(JSON.parse(lines[0] ?? ''));
    expect(line['event.action']).toBe(event.type);
    expect(lines[0]).not.toContain('undefined');
  });

  it('has every series that it may walk, none of them late, from the start', async () => {
    const { series } = EVENT_SAMPLES['data-late'];
    const stream = { write: () => {} };
    const observe = createObserve({ level: 'silent', clock: { nowMs: () => CLOSE_TIME_MS }, stream, walked: [series] });
    const late = async () => (await observe.metricsText()).match(/^analyser_data_late\{.*$/gm);
    expect(await late()).toEqual(['analyser_data_late{series="binance:BTC/USDT@1h"} 0']);
    observe.log(EVENT_SAMPLES['data-late']);
    expect(await late()).toEqual(['analyser_data_late{series="binance:BTC/USDT@1h"} 1']);
  });

  it('writes nothing below its level, and counts all the same', async () => {
    const { observe, lines } = observed('info');
    observe.log(EVENT_SAMPLES.decided);
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
    for (const event of Object.values(EVENT_SAMPLES)) observe.log(event);
    at(CLOSE_TIME_MS + 90_000);
    const text = await observe.metricsText();
    for (const line of [
      'analyser_candle_age_seconds{series="binance:BTC/USDT@1h"} 90',
      'analyser_model_age_seconds{group="crypto@1h"} 86490',
      'analyser_model_info{group="crypto@1h",version="logistic-1"} 1',
      'analyser_signals_total{side="BUY"} 1',
      'analyser_outcomes_total{outcome="right"} 1',
      'analyser_deliveries_total{tier="pro",side="BUY",outcome="sent"} 1',
      'analyser_close_to_post_seconds_count{tier="pro"} 1',
      'analyser_summaries_total{tier="pro",outcome="retry"} 1',
      'analyser_telegram_too_many_requests_total{method="sendMessage"} 1',
      'analyser_venue_up{exchange="binance"} 0',
      'analyser_payments_minor_total{provider="stars",currency="XTR"} 1950',
      'analyser_payment_to_entitlement_seconds_sum{provider="stars"} 2',
      'analyser_silent_duplicates_total{kind="post"} 1',
      'analyser_active_subscribers{tier="pro"} 2',
      'analyser_http_requests_total{method="GET",route="/v1/signals",status="429"} 1',
      'analyser_http_rate_limited_total{tier="free"} 1',
      'analyser_entitlement_mismatches_total{tier="pro",what="left"} 1',
      'analyser_entitlement_mismatches_total{tier="pro",what="found"} 0',
      'analyser_job_runs_total{job="walk",outcome="ok"} 1',
      'analyser_database_up 1',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('speaks the Prometheus text format: each sample has a type and a number', async () => {
    const { observe } = observed();
    for (const event of Object.values(EVENT_SAMPLES)) observe.log(event);
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

  it("lets the age of what is due grow until it is sent, or is another process's to send", async () => {
    const { observe, at } = observed();
    const age = async () => /^analyser_outbox_age_seconds (\S+)$/m.exec(await observe.metricsText())?.[1];
    expect(await age()).toBe('0');
    observe.log({ ...EVENT_SAMPLES['outbox-age'], oldestDueAgeMs: 2_000 });
    expect(await age()).toBe('2');
    at(CLOSE_TIME_MS + 90_000);
    expect(await age()).toBe('92');
    observe.log({ ...EVENT_SAMPLES['outbox-swept'], oldestDueAgeMs: 0 });
    expect(await age()).toBe('0');
    observe.log({ ...EVENT_SAMPLES['outbox-age'], oldestDueAgeMs: 5_000 });
    observe.log({ type: 'lease', name: 'engine', what: 'lost' });
    at(CLOSE_TIME_MS + 180_000);
    expect(await age()).toBe('0');
  });

  it.each([
    ['a limit', 536_870_912, 536_870_912],
    ['none', 0, 0],
    ['the whole machine', 16e9, 0],
    ['a number beyond any memory', 2 ** 63, 0],
  ])('takes %s for what it is', (_, constrained, limit) => {
    expect(memoryLimit(constrained, 16e9)).toBe(limit);
  });

  it('names one serving model for each group after a change', async () => {
    const { observe } = observed();
    observe.log(EVENT_SAMPLES['model-ready']);
    observe.log({ ...EVENT_SAMPLES['model-ready'], version: 'logistic-2' });
    const text = await observe.metricsText();
    expect(text).toContain('version="logistic-2"} 1');
    expect(text).not.toContain('version="logistic-1"');
  });

  it('goes on when an event cannot be told', () => {
    const { observe, lines } = observed();
    observe.log({ ...EVENT_SAMPLES.undecided, closeTimeMs: Number.NaN });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ 'event.action': 'observe-failed' });
  });
});
