import { expect, it } from 'vitest';
import { warmBeforeClose } from '../../../../bot/telegram/charts/warm-before-close.ts';
import type { Timeframe } from '../../../../engine/market/timeframe.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../engine/time.ts';

const START_MS = 10 * 24 * HOUR_MS;

/** The seconds of an hour at which the process is asked for, and for how long. */
function askedIn(timeframes: readonly Timeframe[]) {
  const asked: { readonly second: number; readonly forMs: number }[] = [];
  let second = 0;
  const look = warmBeforeClose({ warm: (forMs = 0) => void asked.push({ second, forMs }) }, timeframes);
  for (; second < HOUR_MS / 1_000; second += 1) look(START_MS + second * 1_000);
  return asked;
}

it('asks for the drawing process before each close, in time, and until its posts are drawn', () => {
  const asked = askedIn(['15m', '1h']);
  expect(asked.map(({ second }) => second)).toEqual([898, 899, 1_798, 1_799, 2_698, 2_699, 3_598, 3_599]);
  for (const { second, forMs } of asked) {
    const closeMs = Math.ceil((second * 1_000) / (15 * MINUTE_MS)) * 15 * MINUTE_MS;
    expect(second * 1_000 + forMs).toBeGreaterThanOrEqual(closeMs + 8_000);
  }
});

it('asks for nothing where no candle closes', () => {
  expect(askedIn([])).toEqual([]);
  expect(askedIn(['4h'])).toEqual([]);
});
