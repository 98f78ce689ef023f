import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMongoTextStore } from '../../../bot/adapters/mongo/text-store.ts';
import { createControls, followControls } from '../../../bot/process/product/create-controls.ts';
import type { ModelRegistry } from '../../../engine/ports.ts';
import { openModelSelection } from '../../../engine/serving/model-selection.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { createManualClock } from '../../support/fakes/broadcast-fakes.ts';
import { createMemoryCandles } from '../../support/fakes/memory-candles.ts';
import { createMemoryPredictions } from '../../support/fakes/memory-predictions.ts';

const NOW = Date.UTC(2026, 8, 1);
const BTC = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;
const MARKETS = ['BTC', 'ETH', 'SOL', 'ADA', 'XRP', 'DOT', 'LTC', 'TRX'].map((coin) => ({
  ...{ ...BTC, symbol: `${coin}/USDT` },
}));
const PAUSED = { code: 'paused', params: {} };

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.drop());
beforeEach(async () => {
  await database.connection.collection('telegram_setup').deleteMany({});
});

/** A registry without models; `onAsked` runs while the process that decides waits for it. */
function registryOf(onAsked: () => Promise<void>): ModelRegistry {
  return {
    async champion() {
      await onAsked();
      return null;
    },
    ...{ save: async () => undefined, list: async () => [], load: async () => null, promoted: async () => [] },
    ...{ promote: async () => undefined, remove: async () => undefined },
  };
}

/** Two processes over one database: the bot that operators write to, and the one that decides. */
function openProcesses(onAsked: () => Promise<void> = async () => undefined) {
  const setup = () => createMongoTextStore(database.connection, 'telegram_setup');
  const clock = createManualClock(NOW);
  const selection = openModelSelection({
    ...{ series: MARKETS, registry: registryOf(onAsked), candles: createMemoryCandles() },
    ...{ predictions: createMemoryPredictions(), firstKind: 'logistic', challengerKind: 'logistic', seed: 1 },
    ...{ trainingCandles: 100, onEvent: () => undefined },
    train: () => Promise.reject(new Error('expected no training')),
  });
  const controls = createControls({
    setup: setup(),
    registry: registryOf(async () => undefined),
    series: MARKETS,
    clock,
  });
  return { controls, engine: followControls(setup(), () => selection), selection };
}

describe('what operators ask for', () => {
  it('stays where it was asked while the process that decides works off what was asked before', async () => {
    let pending: (() => Promise<void>) | null = null;
    const { controls, engine, selection } = openProcesses(async () => {
      const run = pending;
      pending = null;
      await run?.();
    });
    await controls.retrain(BTC);
    pending = async () => {
      await controls.pause({ series: BTC, untilMs: null });
      await controls.retrain({ ...BTC, timeframe: '4h' });
    };
    await engine.look(true);
    expect([...selection.memory.dueMs]).toEqual([['crypto@1h', 0]]);
    expect((await controls.pauses()).map(({ series }) => series)).toEqual([BTC]);
    await engine.look(true);
    expect(engine.pausedReason(BTC, NOW)).toEqual(PAUSED);
    expect([...selection.memory.dueMs.keys()]).toEqual(['crypto@1h', 'crypto@4h']);
  });

  it('is kept whole where eight pauses are asked for at the same moment', async () => {
    const { controls, engine } = openProcesses();
    await Promise.all(MARKETS.map((series) => controls.pause({ series, untilMs: NOW + 1 })));
    await engine.look(false);
    expect(MARKETS.map((series) => engine.pausedReason(series, NOW))).toEqual(MARKETS.map(() => PAUSED));
    await Promise.all(MARKETS.map((series) => controls.resume(series)));
    expect(await controls.pauses()).toEqual([]);
  });
});
