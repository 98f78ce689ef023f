import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TIERS } from '../../../billing/tiers.ts';
import { planDeliveries } from '../../../bot/broadcast/plan.ts';
import { readCandlesFile } from '../../../engine/adapters/files/read-candles-file.ts';
import { createTradeLog, type Trade, tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { aggregate } from '../../../engine/market/aggregate.ts';
import { type CandleColumns, candleAt, sliceColumns } from '../../../engine/market/candle.ts';
import { firstRowAt } from '../../../engine/market/rows.ts';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import type { LedgerEntry, SignalReader } from '../../../engine/ports.ts';
import { gainBps } from '../../../engine/signals/fills.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import { SWING_CANDLES } from '../../../engine/swing/decide-swing.ts';
import { PUBLISHED_SWING_RULE } from '../../../engine/swing/swing-rule.ts';
import { runSwing } from '../../../engine/swing/swing-run.ts';
import { trendReadings } from '../../../engine/swing/trend-readings.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { onCandleClose } from '../../../engine/walk/on-candle-close.ts';
import { openWalk, type WalkDependencies } from '../../../engine/walk/walk.ts';
import { createMemoryCandles } from '../../support/fakes/memory-candles.ts';
import { createMemoryLedger } from '../../support/fakes/memory-ledger.ts';
import { type Database, openWalkStage } from '../../support/stage/walk-stage.ts';

const CANDLE_MS = 4 * HOUR_MS;
const BTC: SeriesKey = { exchange: 'coinbase', symbol: 'BTC/USD', timeframe: '4h' };
const ETH: SeriesKey = { exchange: 'binance', symbol: 'ETH/USDT', timeframe: '4h' };
const FOLDER = fileURLToPath(new URL('../../../bot/sandbox/market/recorded/', import.meta.url));
const CHANNELS = { free: { chatId: -1 }, pro: { chatId: -2 }, elite: null };

/** Candles around a stretch that is walked, with what the family reads before it. */
interface Stretch {
  readonly series: SeriesKey;
  readonly candles: CandleColumns;
  /** First and last row whose close is walked. */
  readonly from: number;
  readonly to: number;
}

function stretchOf(
  { series, name, baseMs }: { readonly series: SeriesKey; readonly name: string; readonly baseMs: number },
  fromMs: number,
  toMs: number,
): Stretch {
  const all = aggregate(readCandlesFile(`${FOLDER}${name}.csv.gz`), { baseMs, candleMs: CANDLE_MS });
  const first = Math.max(0, firstRowAt(all, fromMs) - SWING_CANDLES);
  const candles = sliceColumns(all, first, firstRowAt(all, toMs));
  return { series, candles, from: firstRowAt(candles, fromMs), to: candles.length - 1 };
}

/** Trades of the backtest over the candles that were entered in the stretch and have ended in it. */
function testedTrades({ candles, from }: Stretch): readonly Trade[] {
  const log = createTradeLog();
  const terms = { rule: PUBLISHED_SWING_RULE, cost: 0.001, startEquity: 1 };
  runSwing({ candles, readings: trendReadings(candles, CANDLE_MS) }, terms, { log, number: 0 });
  return tradesOf(log).filter(({ entryRow, reason }) => entryRow > from && reason !== 'end');
}

const opened: Database[] = [];
afterAll(async () => {
  for (const database of opened) await database.drop();
});

/** What the walk of a stretch works with besides its stores: no model, the family, and a venue that has what has closed. */
function aroundOf({ series, candles }: Stretch, clock: { readonly nowMs: number }) {
  return {
    modelFor: () => null,
    swing: [series],
    planDeliveries: (signal: Signal) => planDeliveries(signal, { channels: CHANNELS, informed: TIERS }),
    venue: {
      fetchCandles: async (_series: SeriesKey, sinceMs: number, limit: number) => {
        const first = firstRowAt(candles, sinceMs);
        const rows = Array.from({ length: Math.min(limit, candles.length - first) }, (_, at) => first + at);
        return rows
          .map((row) => candleAt(candles, row))
          .filter(({ openTimeMs }) => openTimeMs + CANDLE_MS <= clock.nowMs);
      },
      timeMs: async () => clock.nowMs,
    },
  };
}

const closesOf =
  ({ candles }: Stretch) =>
  (row: number): number =>
    (candles.openTimeMs[row] ?? 0) + CANDLE_MS;

/** A walk over a database of its own. */
async function stageOf(stretch: Stretch) {
  const staged = await openWalkStage(null);
  opened.push(staged.database);
  await staged.stores.candles.append(stretch.series, sliceColumns(stretch.candles, 0, stretch.from));
  const deps: WalkDependencies = { ...staged.deps, ...aroundOf(stretch, staged.clock) };
  return { ...staged, deps, closeOf: closesOf(stretch) };
}

/** A walk that keeps everything in memory: for long stretches. */
async function memoryStage(stretch: Stretch) {
  const clock = { nowMs: 0 };
  const marks = new Map<string, number>();
  const ledger = createMemoryLedger();
  const candles = createMemoryCandles();
  await candles.append(stretch.series, sliceColumns(stretch.candles, 0, stretch.from));
  const deps: WalkDependencies = {
    ...{ candles, ledger, marketSource: 'recorded', historyCandles: 0, onEvent: () => {} },
    revisions: { record: async () => {}, count: async () => 0, openTimesSince: async () => [] },
    predictions: { record: async (prediction) => prediction, settle: async () => {}, newest: async () => [] },
    watermarks: {
      get: async (series) => marks.get(seriesName(series)) ?? null,
      advance: async (series, closeTimeMs) => void marks.set(seriesName(series), closeTimeMs),
    },
    clock: { nowMs: () => clock.nowMs },
    ...aroundOf(stretch, clock),
  };
  return { deps, clock, stores: { ledger }, closeOf: closesOf(stretch) };
}

async function entriesOf({
  stores,
}: {
  readonly stores: { readonly ledger: SignalReader };
}): Promise<readonly LedgerEntry[]> {
  return (await stores.ledger.latest({ limit: 100, family: 'swing' })).toSorted(
    (a, b) => a.signal.closeTimeMs - b.signal.closeTimeMs,
  );
}

describe('the walk of the swing family', () => {
  let eth: Stretch;
  let btc: Stretch;
  beforeAll(() => {
    const ofEth = { series: ETH, name: 'ETHUSDT_binance_1h_2024', baseMs: HOUR_MS };
    eth = stretchOf(ofEth, Date.UTC(2024, 2, 30), Date.UTC(2024, 5, 9));
    const ofBtc = { series: BTC, name: 'BTCUSD_coinbase_4h_2016-2025', baseMs: CANDLE_MS };
    btc = stretchOf(ofBtc, Date.UTC(2017, 8, 27), Date.UTC(2017, 10, 15));
  });

  it('enters, trims and leaves where the backtest does, and scores each trade to the last digit as it does', async () => {
    for (const [stretch, least] of [
      [eth, ['exit', 'stop', 'exit', 'exit']],
      [btc, ['exit']],
    ] as const) {
      const stage = await memoryStage(stretch);
      const { candles, from, to } = stretch;
      const walk = openWalk(stage.deps);
      for (let row = from; row <= to; row += 1) {
        stage.clock.nowMs = stage.closeOf(row) + 2_000;
        const result = await onCandleClose(walk, stretch.series);
        // A candle that reaches absurdly far is believed when it is seen again.
        stage.clock.nowMs += 20_000;
        if (result === 'waiting') await onCandleClose(walk, stretch.series);
      }
      const trades = testedTrades(stretch);
      const entries = (await entriesOf(stage)).filter(({ outcome }) => outcome !== null);
      expect(entries.map(({ outcome }) => outcome?.plan?.touched)).toEqual(least);
      expect(entries).toHaveLength(trades.length);
      expect(entries.some(({ steps }) => steps.some(({ type }) => type === 'trim'))).toBe(stretch === btc);
      entries.forEach(({ signal, steps, outcome }, at) => {
        const trade = trades[at];
        if (trade === undefined || outcome?.plan == null) throw new Error('expected a trade and its outcome');
        const { entryPrice, exitPrice, exitTimeMs, grossBps, netBps, touched } = outcome.plan;
        expect(signal.closeTimeMs).toBe(candles.openTimeMs[trade.entryRow]);
        expect(exitTimeMs).toBe(candles.openTimeMs[trade.exitRow]);
        expect([entryPrice, exitPrice]).toEqual([trade.entryRaw, trade.exitRaw]);
        expect(grossBps).toBe(gainBps(1, { from: trade.entryRaw, to: trade.exitRaw }));
        expect(netBps).toBe(grossBps - signal.costBps);
        expect(touched).toBe(trade.reason === 'stop' ? 'stop' : 'exit');
        expect(signal.entry).toBe(candles.close[trade.entryRow - 1]);
        expect(steps.at(-1)?.type).toBe('leave');
      });
    }
  });

  it('writes the same ledger and the same deliveries when it is killed after any side effect and started again', async () => {
    const whole = await stageOf(eth);
    const walk = openWalk(whole.deps);
    // An entry, its stop four days later, and what comes of it.
    const from = firstRowAt(eth.candles, Date.UTC(2024, 3, 8, 12));
    const rows = Array.from({ length: firstRowAt(eth.candles, Date.UTC(2024, 3, 13, 4)) - from }, (_, at) => from + at);
    for (const row of rows) {
      whole.clock.nowMs = whole.closeOf(row) + 2_000;
      await onCandleClose(walk, ETH);
    }
    const expected = await entriesOf(whole);
    expect(expected.map(({ steps, outcome }) => [steps.length, outcome?.plan?.touched])).toEqual([[1, 'stop']]);
    expect(expected[0]?.deliveries.map(({ audience, stepCloseMs }) => [audience, stepCloseMs !== undefined])).toEqual([
      ['pro', false],
      ['free', false],
      // Free has known of the position since the third day.
      ['pro', true],
      ['free', true],
    ]);

    const interrupted = await stageOf(eth);
    let left = 0;
    const dying =
      <A extends readonly unknown[], R>(run: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        const result = await run(...args);
        left -= 1;
        if (left === 0) throw new Error('killed');
        return result;
      };
    const { candles: store, ledger, watermarks } = interrupted.stores;
    const killable: WalkDependencies = {
      ...interrupted.deps,
      candles: { ...store, append: dying(store.append) },
      ledger: { ...ledger, open: dying(ledger.open), addStep: dying(ledger.addStep), close: dying(ledger.close) },
      watermarks: { ...watermarks, advance: dying(watermarks.advance) },
    };
    for (const row of rows) {
      interrupted.clock.nowMs = interrupted.closeOf(row) + 2_000;
      for (let kill = 1, done = false; !done; kill += 1) {
        left = kill;
        done = await onCandleClose(openWalk(killable), ETH).then(
          (result) => result !== 'waiting',
          () => false,
        );
      }
    }
    expect(await entriesOf(interrupted)).toEqual(expected);
  });

  it('decides once when two processes walk at the same time', async () => {
    const stage = await stageOf(eth);
    const from = firstRowAt(eth.candles, Date.UTC(2024, 3, 8, 12));
    for (let row = from; row < from + 26; row += 1) {
      stage.clock.nowMs = stage.closeOf(row) + 2_000;
      await Promise.all([1, 2].map(() => onCandleClose(openWalk(stage.deps), ETH)));
    }
    const entries = await entriesOf(stage);
    expect(entries.map(({ steps }) => steps.map(({ type }) => type))).toEqual([['leave']]);
    expect(entries[0]?.deliveries).toHaveLength(4);
  });

  it('does nothing on a series without the family, and nothing for a close that is over', async () => {
    const without = await stageOf(eth);
    const from = firstRowAt(eth.candles, Date.UTC(2024, 3, 8, 12));
    for (let row = from; row < from + 6; row += 1) {
      without.clock.nowMs = without.closeOf(row) + 2_000;
      await onCandleClose(openWalk({ ...without.deps, swing: [BTC] }), ETH);
    }
    expect(await entriesOf(without)).toEqual([]);
    const late = await stageOf(eth);
    late.clock.nowMs = late.closeOf(from + 30) + CANDLE_MS;
    await onCandleClose(openWalk(late.deps), ETH);
    const closes = (await entriesOf(late)).map(({ signal }) => signal.closeTimeMs);
    expect(closes.every((closeTimeMs) => closeTimeMs >= late.closeOf(from + 30))).toBe(true);
  });
});
