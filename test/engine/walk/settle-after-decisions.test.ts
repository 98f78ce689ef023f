import { expect, it } from 'vitest';
import { columnsOf } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { trainModel } from '../../../engine/training/train.ts';
import { onCandleClose } from '../../../engine/walk/on-candle-close.ts';
import { candles, closeOf, openWalkStage, PAST, SERIES } from '../../support/stage/walk-stage.ts';

it('settles a series once all others of the close are decided upon, or after the limit', async () => {
  const trained = await trainModel({
    series: [{ name: 'binance:BTC/USDT@1h', columns: columnsOf(candles.slice(0, PAST)) }],
    ...{ timeframe: '1h', kind: 'logistic', seed: 1 },
  });
  const other: SeriesKey = { ...SERIES, symbol: 'ETH/USDT' };
  const steps: string[] = [];
  let gate = Promise.resolve();
  let limit: Promise<void> = new Promise(() => {});
  const { walk, clock, database } = await openWalkStage(trained, (deps) => ({
    ...deps,
    waitForDecisions: async (deciding) => void (await Promise.race([deciding, limit])),
    predictions: {
      ...deps.predictions,
      async record(prediction) {
        if (prediction.series.symbol === other.symbol) await gate;
        steps.push(`${prediction.series.symbol} decided`);
        return await deps.predictions.record(prediction);
      },
      async settle(series, ...rest) {
        steps.push(`${series.symbol} settled`);
        return await deps.predictions.settle(series, ...rest);
      },
    },
  }));
  const closeBoth = async (row: number, whileHeld: () => Promise<void>): Promise<readonly string[]> => {
    clock.nowMs = closeOf(row) + 2_000;
    steps.length = 0;
    let release = (): void => {};
    gate = new Promise((resolve) => {
      release = resolve;
    });
    const first = onCandleClose(walk, SERIES);
    const second = onCandleClose(walk, other);
    await whileHeld();
    release();
    await Promise.all([first, second]);
    return [...steps];
  };
  await closeBoth(PAST, async () => {});
  await closeBoth(PAST + 1, async () => {});
  const waited = await closeBoth(PAST + 2, async () => await new Promise((resolve) => setTimeout(resolve, 300)));
  expect(waited.slice(0, 2)).toEqual(['BTC/USDT decided', 'ETH/USDT decided']);
  expect(waited.slice(2).toSorted()).toEqual(['BTC/USDT settled', 'ETH/USDT settled']);
  limit = Promise.resolve();
  const impatient = await closeBoth(PAST + 3, async () => {
    while (steps.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  });
  expect(impatient.slice(0, 3)).toEqual(['BTC/USDT decided', 'BTC/USDT settled', 'ETH/USDT decided']);
  await database.drop();
});
