import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AudienceBacktest,
  type LedgerMarket,
  ledgerBacktest,
} from '../../../engine/backtest/ledger/ledger-backtest.ts';
import { readLedger } from '../../../engine/backtest/ledger/read-ledger.ts';
import { type BacktestPlan, NO_COSTS, plainPlan } from '../../../engine/backtest/plan/plan.ts';
import { tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { aggregate } from '../../../engine/market/aggregate.ts';
import { type CandleColumns, candleAt, columnsOf, sliceColumns } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { LedgerEntry } from '../../../engine/ports.ts';
import { createRandom } from '../../../engine/random.ts';
import { type Delivery, deliveryId } from '../../../engine/signals/delivery.ts';
import { levelsOf } from '../../../engine/signals/levels.ts';
import { outcomeOf as outcomeFrom } from '../../../engine/signals/outcome.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { reversingCandles } from '../../support/candles/candles.ts';
import { signalOf } from '../../support/signal-fixtures.ts';

const START_MS = Date.UTC(2024, 0, 1);
const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const ETH: SeriesKey = { ...BTC, symbol: 'ETH/USDT' };
const AUDIENCES = ['elite', 'pro', 'free'];
const PLAN: BacktestPlan = { ...plainPlan(HOUR_MS), costs: NO_COSTS };

const hours = (count: number, seed: number): CandleColumns =>
  columnsOf(reversingCandles({ count, seed, startMs: START_MS, candleMs: HOUR_MS }));

function deliveryTo(audience: string, signalId: string, sentAtMs: number | null): Delivery {
  const dueAtMs = sentAtMs ?? 0;
  return {
    id: deliveryId(signalId, audience.length),
    audience,
    priority: 0,
    chatId: audience.length,
    dueAtMs,
    expiresAtMs: dueAtMs + HOUR_MS,
    state: sentAtMs === null ? 'expired' : 'sent',
    attempt: 1,
    messageId: null,
    sentAtMs,
    form: 'text',
    outcomeShown: false,
    error: null,
  };
}

/** A signal about the candle of a row, sent to tiers so many milliseconds after its open (null: never). */
function sentAbout(
  candles: CandleColumns,
  row: number,
  sent: {
    readonly series?: SeriesKey;
    readonly side?: 'BUY' | 'SELL';
    readonly sigma24?: number;
    readonly delays: Readonly<Record<string, number | null>>;
  },
): LedgerEntry {
  const closeTimeMs = (candles.openTimeMs[row - 1] ?? 0) + HOUR_MS;
  const { series = BTC, side = 'BUY', delays } = sent;
  // Levels near enough that about half of the trades leave by one.
  const { entry, stop, target } = levelsOf(side, candles.close[row - 1] ?? 0, sent.sigma24 ?? 0.004);
  const signal = signalOf({ series, side, closeTimeMs, entry, stop, target, createdAtMs: closeTimeMs + 1_000 });
  const deliveries = Object.entries(delays).map(([audience, delayMs]) =>
    deliveryTo(audience, signal.id, delayMs === null ? null : closeTimeMs + delayMs),
  );
  const time = { nowMs: closeTimeMs + 3 * HOUR_MS, candleMs: HOUR_MS };
  return { signal, steps: [], outcome: outcomeFrom(signal, candles, time), deliveries };
}

function lineOf(lines: readonly AudienceBacktest[], audience: string): AudienceBacktest {
  const found = lines.find((each) => each.audience === audience);
  if (found === undefined) throw new Error(`expected a line of ${audience}`);
  return found;
}

const tested = (question: Omit<Parameters<typeof ledgerBacktest>[0], 'audiences'>) =>
  ledgerBacktest({ ...question, audiences: AUDIENCES });

describe('what was really sent', () => {
  const candles = hours(400, 3);
  const market: LedgerMarket = { series: BTC, candles, finer: null };
  const chance = createRandom(9);
  const entries = Array.from({ length: 60 }, (_, at) =>
    sentAbout(candles, 10 + 6 * at, {
      side: chance() < 0.5 ? 'BUY' : 'SELL',
      delays: { pro: 2_000, free: HOUR_MS / 2 },
    }),
  );
  const { signals, withoutCandle, audiences } = tested({
    entries,
    markets: [market],
    plan: PLAN,
  });

  it("gives the record's returns to the last digit when nothing is late", () => {
    const { result } = lineOf(audiences, 'record');
    if (result === null) throw new Error('expected trades');
    const returns = tradesOf(result.simulation.trades).map(
      ({ side, entryRaw, exitRaw }) => side * Math.log(exitRaw / entryRaw) * 10_000,
    );
    expect(returns).toEqual(entries.map(({ outcome }) => outcome?.plan?.grossBps));
    expect({ signals, withoutCandle }).toEqual({ signals: 60, withoutCandle: 0 });
  });

  it('leaves by the printed plan, as the outcomes of the record do, finer candles deciding which level came first', () => {
    const fine = columnsOf(reversingCandles({ count: 400 * 12, seed: 5, startMs: START_MS, candleMs: HOUR_MS / 12 }));
    const coarse = aggregate(fine, { baseMs: HOUR_MS / 12, candleMs: HOUR_MS });
    const finer = { candles: fine, candleMs: HOUR_MS / 12 };
    const sent = Array.from({ length: 120 }, (_, at) =>
      sentAbout(coarse, 10 + 3 * at, {
        sigma24: 0.003,
        delays: { pro: HOUR_MS / 3 },
        side: at % 2 === 0 ? 'BUY' : 'SELL',
      }),
    );
    const { audiences: lines } = tested({
      entries: sent,
      markets: [{ series: BTC, candles: coarse, finer }],
      plan: PLAN,
    });
    const outcomes = sent.map(({ signal }) =>
      outcomeFrom(signal, coarse, { nowMs: signal.closeTimeMs + 3 * HOUR_MS, candleMs: HOUR_MS, finer }),
    );
    const tradesBy = (audience: string) => {
      const { result } = lineOf(lines, audience);
      if (result === null) throw new Error('expected trades');
      return tradesOf(result.simulation.trades);
    };
    expect(tradesBy('record').map(({ side, entryRaw, exitRaw }) => side * Math.log(exitRaw / entryRaw) * 1e4)).toEqual(
      outcomes.map((outcome) => outcome?.plan?.grossBps),
    );
    const touched = new Set(outcomes.map((outcome) => outcome?.plan?.touched));
    expect(touched).toEqual(new Set(['stop', 'target', 'horizon']));
    // What was touched before a reader came is not the reader's: some of the record's exits by a level are none of theirs.
    const byLevel = (audience: string): number =>
      tradesBy(audience).filter(({ reason }) => reason !== 'horizon').length;
    expect(byLevel('pro')).toBeGreaterThan(0);
    expect(byLevel('pro')).toBeLessThan(byLevel('record'));
  });

  it('does not test a position that is held until a message ends it', () => {
    const one = sentAbout(candles, 20, { delays: { pro: 500 } });
    const swing = { ...one, signal: signalOf({ ...one.signal, family: 'swing', horizonCandles: null, target: null }) };
    const found = tested({ entries: [one, swing], markets: [market], plan: PLAN });
    expect({ signals: found.signals, held: found.held }).toEqual({ signals: 2, held: 1 });
    expect(lineOf(found.audiences, 'record').met).toBe(1);
  });

  it('costs the free reader more than the paying one, and the paying one more than the record says', () => {
    const [record, pro, free] = (['record', 'pro', 'free'] as const).map((tier) => lineOf(audiences, tier));
    expect(record?.delayCostBps).toBe(0);
    expect(pro?.delayCostBps).toBeGreaterThan(0);
    expect(free?.delayCostBps ?? 0).toBeGreaterThan(5 * (pro?.delayCostBps ?? 0));
    expect(free?.medianDelayMs).toBe(HOUR_MS / 2);
    expect(free?.result?.statistics.netReturn ?? 0).toBeLessThan(pro?.result?.statistics.netReturn ?? 0);
    expect(audiences.map(({ audience }) => audience)).toEqual(['record', 'pro', 'free']);
  });

  it('never makes a delay pay, whatever the candles do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: HOUR_MS - 1 }), (seed, delayMs) => {
        const own = hours(60, seed);
        const sent = [5, 20, 21, 40].map((row) =>
          sentAbout(own, row, { side: seed % 2 === 0 ? 'BUY' : 'SELL', delays: { pro: delayMs } }),
        );
        const pro = lineOf(
          tested({
            entries: sent,
            markets: [{ series: BTC, candles: own, finer: null }],
            plan: PLAN,
          }).audiences,
          'pro',
        );
        expect(pro.met).toBe(4);
        expect(pro.delayCostBps ?? -1).toBeGreaterThanOrEqual(-1e-9);
      }),
      { numRuns: 50, seed: 8 },
    );
  });

  it('counts what came too late and what was never sent, and trades neither', () => {
    const some = [
      sentAbout(candles, 20, { delays: { pro: HOUR_MS } }),
      sentAbout(candles, 30, { delays: { pro: null } }),
      sentAbout(candles, 40, { delays: { pro: 500 } }),
    ];
    const pro = lineOf(tested({ entries: some, markets: [market], plan: PLAN }).audiences, 'pro');
    expect(pro).toMatchObject({ met: 1, late: 1, unsent: 1 });
    expect(pro.result?.simulation.trades.count).toBe(1);
  });

  it('leaves out signals whose candle is not there or does not follow, and the second of two on one candle', () => {
    const hole = { ...candles, ...sliceColumns(candles, 0) };
    const keep = (column: Float64Array): Float64Array => column.filter((_, row) => row !== 50);
    const holed = {
      ...hole,
      length: hole.length - 1,
      openTimeMs: keep(hole.openTimeMs),
      open: keep(hole.open),
      high: keep(hole.high),
      low: keep(hole.low),
      close: keep(hole.close),
      volume: keep(hole.volume),
    };
    const first = sentAbout(candles, 60, { delays: { pro: 1_000 } });
    const second = {
      ...first,
      signal: signalOf({
        ...first.signal,
        id: 'f'.repeat(64),
        modelVersion: 'other',
        createdAtMs: first.signal.createdAtMs + 5,
      }),
    };
    const lost = sentAbout(candles, 50, { delays: { pro: 1_000 } });
    const after = sentAbout(candles, 51, { delays: { pro: 1_000 } });
    const found = tested({
      entries: [second, first, lost, after],
      markets: [{ series: BTC, candles: holed, finer: null }],
      plan: PLAN,
    });
    expect(found.withoutCandle).toBe(3);
    expect(lineOf(found.audiences, 'pro').met).toBe(1);
  });

  it('lets several markets share one equity', () => {
    const other = hours(400, 17);
    const both = [
      sentAbout(candles, 50, { delays: { elite: 1_000 } }),
      sentAbout(other, 50, { series: ETH, side: 'SELL', delays: { elite: 1_000 } }),
    ];
    const { audiences: lines } = tested({
      entries: both,
      markets: [market, { series: ETH, candles: other, finer: null }],
      plan: PLAN,
    });
    const { result } = lineOf(lines, 'elite');
    expect(result?.simulation.trades.count).toBe(2);
    expect(result?.markets.map(({ name }) => name)).toEqual(['binance:BTC/USDT@1h', 'binance:ETH/USDT@1h']);
  });

  it('says nothing of an empty ledger, and refuses one without markets', () => {
    const empty = tested({ entries: [], markets: [market], plan: PLAN });
    expect(empty.audiences).toMatchObject([{ audience: 'record', met: 0, result: null, meanReturnBps: null }]);
    expect(() => tested({ entries, markets: [], plan: PLAN })).toThrow('expected at least one market');
  });

  it('enters at prices that the candle had', () => {
    const { result } = lineOf(audiences, 'free');
    if (result === null) throw new Error('expected trades');
    for (const trade of tradesOf(result.simulation.trades)) {
      const timeMs = result.markets[0]?.candles.openTimeMs[trade.entryRow] ?? 0;
      const candle = candleAt(candles, candles.openTimeMs.indexOf(timeMs));
      expect(trade.entryRaw).toBeGreaterThanOrEqual(candle.low);
      expect(trade.entryRaw).toBeLessThanOrEqual(candle.high);
    }
  });
});

describe('reading the whole ledger', () => {
  const page = (all: readonly LedgerEntry[]) => ({
    latest: async ({
      beforeMs = Number.POSITIVE_INFINITY,
      limit,
    }: {
      readonly beforeMs?: number;
      readonly limit: number;
    }) =>
      all
        .filter(({ signal }) => signal.createdAtMs < beforeMs)
        .toSorted((a, b) => b.signal.createdAtMs - a.signal.createdAtMs || (a.signal.id < b.signal.id ? -1 : 1))
        .slice(0, limit),
  });
  const entryAt = (createdAtMs: number, index: number): LedgerEntry => ({
    signal: signalOf({ createdAtMs, closeTimeMs: createdAtMs, modelVersion: `m${index}` }),
    steps: [],
    outcome: null,
    deliveries: [],
  });

  it('loses and repeats nothing where a page ends amid entries of one moment', async () => {
    const all = Array.from({ length: 2_500 }, (_, index) => entryAt(Math.floor(index / 7) * 1_000, index));
    const read = await readLedger(page(all), {});
    expect(new Set(read.map(({ signal }) => signal.id))).toEqual(new Set(all.map(({ signal }) => signal.id)));
    expect(read).toHaveLength(2_500);
    expect(read[0]?.signal.closeTimeMs).toBe(0);
  });

  it('refuses rather than loses when one moment has more than a page', async () => {
    const all = Array.from({ length: 1_200 }, (_, index) => entryAt(5, index));
    await expect(readLedger(page(all), {})).rejects.toThrow('expected at most 1000 signals');
  });
});
