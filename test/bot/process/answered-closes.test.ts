import { expect, it } from 'vitest';
import { createAnsweredCloses } from '../../../bot/process/sharing/answered-closes.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { WalkResult } from '../../../engine/walk/on-candle-close.ts';

const CLOSE_MS = Date.UTC(2024, 0, 2, 10);
const NOW_MS = CLOSE_MS + 2_000;
const seriesOf = (symbol: string): SeriesKey => ({ exchange: 'binance', symbol, timeframe: '1h' });
const [ONE, OTHER] = [seriesOf('BTC/USDT'), seriesOf('ETH/USDT')];

function stage() {
  const closes = createAnsweredCloses([ONE, OTHER]);
  const isComplete = (): boolean => closes.isComplete('1h', CLOSE_MS);
  const end = (series: SeriesKey, result: WalkResult) => closes.answering(series, NOW_MS, async () => result);
  return { closes, isComplete, end };
}

it('a close is complete once every series has decided, while outcomes are still being stored', async () => {
  const { closes, isComplete, end } = stage();
  await end(ONE, 'decided');
  let finish = (): void => {};
  const walking = closes.answering(OTHER, NOW_MS, async (onDecided) => {
    expect(isComplete()).toBe(false);
    onDecided();
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    return 'decided';
  });
  expect(isComplete()).toBe(true);
  expect(closes.isComplete('1h', CLOSE_MS + 3_600_000)).toBe(false);
  finish();
  await walking;
  expect(isComplete()).toBe(true);
});

it('a series that waits for its venue holds it open; one that has nothing, or fails, does not', async () => {
  const { closes, isComplete, end } = stage();
  await end(ONE, 'nothing');
  await end(OTHER, 'waiting');
  expect(isComplete()).toBe(false);
  const failing = closes.answering(OTHER, NOW_MS, () => Promise.reject(new Error('the venue is away')));
  await expect(failing).rejects.toThrow('the venue is away');
  expect(isComplete()).toBe(true);
});
