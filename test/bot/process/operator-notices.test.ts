import { describe, expect, it } from 'vitest';
import { createOperator } from '../../../bot/troubles/operator.ts';
import type { EngineEvent } from '../../../engine/events.ts';
import type { VenueEvent } from '../../../engine/venue/venue-event.ts';

const series = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;
const late: EngineEvent = { type: 'data-late', series, closeTimeMs: Date.UTC(2024, 0, 1, 14) };
const arrived: EngineEvent = { type: 'data-arrived', series, closeTimeMs: Date.UTC(2024, 0, 1, 15), silentMs: 720_000 };
const paused = (forMs: number): VenueEvent => ({
  type: 'paused',
  exchangeId: 'binance',
  code: 'venue/rate-limited',
  forMs,
  detail: 'binance: 418 <b>',
});

function stage(adminIds: readonly number[] = [1, 2]) {
  const sent: (readonly [number, string])[] = [];
  const failures: unknown[] = [];
  const time = { wallMs: 0 };
  const state = { failing: false };
  const timers: { readonly ms: number; readonly run: () => void }[] = [];
  const operator = createOperator({
    adminIds,
    send: async (telegramId, text) => {
      if (state.failing) throw new Error('Telegram is away');
      sent.push([telegramId, text]);
    },
    wallNowMs: () => time.wallMs,
    onFailed: (error) => failures.push(error),
    startTimer: (ms, run) => {
      timers.push({ ms, run });
      return () => {};
    },
  });
  return { operator, sent, failures, time, state, timers };
}

describe('operators', () => {
  it('are each told once of data that are late, however many candles it lasts, and when it is over', async () => {
    const { operator, sent } = stage();
    for (let candle = 0; candle < 5; candle += 1) operator.onEvent(late);
    operator.onEvent(arrived);
    await operator.idle();
    expect(sent.map(([id]) => id)).toEqual([1, 2, 1, 2]);
    expect(sent[0]?.[1]).toContain('BTC/USDT 1h (binance) has no candle closing 2024‑01‑01 14:00 UTC');
    expect(sent[2]?.[1]).toContain('has candles again, after 12\u00a0min');
  });

  it('are told of a trouble that comes and goes at most once an hour', async () => {
    const { operator, sent, time } = stage([1]);
    for (let minute = 0; minute < 61; minute += 5) {
      time.wallMs = minute * 60_000;
      operator.onEvent(late);
      operator.onEvent(arrived);
    }
    await operator.idle();
    // Told with its end at the beginning, and again after an hour.
    expect(sent).toHaveLength(4);
  });

  it('are told nothing of the end of a trouble that was not worth telling', async () => {
    const { operator, sent } = stage();
    operator.onEvent(paused(5_000));
    operator.onEvent({ type: 'recovered', exchangeId: 'binance' });
    operator.onEvent({ type: 'clock-skew', exchangeId: 'binance', level: 'warn', skewMs: 1_500 });
    await operator.idle();
    expect(sent).toEqual([]);
  });

  it.each([
    ['a long pause', paused(300_000), /binance is not asked for 5\u00a0min.*418 &lt;b&gt;/],
    [
      'a geo-block',
      { type: 'disabled', exchangeId: 'binance', code: 'venue/geo-blocked', forMs: 21_600_000, detail: 'HTTP 451' },
      /binance shuts us out.*HTTP 451\n.*in 6\u00a0h/,
    ],
    [
      'a symbol that the venue refuses',
      {
        type: 'quarantined',
        exchangeId: 'binance',
        series,
        code: 'venue/bad-symbol',
        forMs: 900_000,
        detail: 'no such symbol',
      },
      /BTC\/USDT 1h \(binance\) is refused by its venue.*no such symbol\nI try again in 15\u00a0min/,
    ],
    [
      'clocks six seconds apart',
      { type: 'clock-skew', exchangeId: 'binance', level: 'stop', skewMs: -6_000 },
      /clocks of binance and this machine are 6\.0 s apart/,
    ],
    [
      'a payment that is disputed',
      { type: 'payment-disputed', telegramId: 71, chargeId: 'pi_1' },
      /payment is disputed.*bank of <code>71<\/code> asks for charge <code>pi_1<\/code> back/,
    ],
    [
      'a refund that failed, and what to do',
      { type: 'refund-failed', telegramId: 71, chargeId: 'pi_1', refundId: 're_1', amountMinor: 500, currency: 'USD' },
      /bank of <code>71<\/code> sent \$5\.00 of charge <code>pi_1<\/code> back.*another way.*<code>\/refund pi_1<\/code>/,
    ],
  ] as const)('are told of %s', async (_, event, says) => {
    const { operator, sent } = stage([7]);
    operator.onEvent(event);
    operator.onEvent(event);
    await operator.idle();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.[1]).toMatch(says);
  });

  it('that cannot be reached hold up nobody: the failure is told, the next notice is tried again', async () => {
    const { operator, sent, failures, state } = stage();
    state.failing = true;
    operator.onEvent(late);
    await operator.idle();
    expect(failures).toHaveLength(2);
    state.failing = false;
    operator.onEvent(arrived);
    await operator.idle();
    expect(sent).toHaveLength(2);
  });

  it('get later what could not be sent, until it is sent', async () => {
    const { operator, sent, failures, state, timers } = stage([1]);
    state.failing = true;
    operator.onEvent(late);
    await operator.idle();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      timers.pop()?.run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(failures).toHaveLength(4);
    expect(timers[0]?.ms).toBe(120_000);
    state.failing = false;
    timers.pop()?.run();
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toHaveLength(1);
    expect(timers).toEqual([]);
  });
});
