import { expect, it } from 'vitest';
import { realSurroundings } from '../scripts/faults/real/real-commands.ts';
import { runSharedEngines } from '../scripts/faults/real/shared-engines.ts';

const COINS = ['BTC', 'ETH', 'SOL', 'XRP', 'ADA', 'DOT', 'LTC', 'TRX', 'UNI', 'XLM', 'ETC', 'BCH'];

/** `npm run faults -- --engines` is the same with more series, a restart and a pause. */
it('two engines share the series of a close, and lose none when the one that leads is killed with -9', {
  timeout: 240_000,
}, async () => {
  const { mongodbUri, toolsDir } = realSurroundings();
  const found = await runSharedEngines({
    ...{ mongodbUri, toolsDir, log: () => {} },
    market: { coins: COINS, timeframes: ['15m'], candles: 2_000 },
    steps: ['quiet', 'kill'],
  });
  expect(found.broken).toEqual([]);
  expect(found.shares.every((count) => count >= 2)).toBe(true);
  expect(found.closes.map(({ decided }) => decided)).toEqual([12, 12]);
  expect(found.closes[0]?.byEngine).toEqual(found.shares);
});
