import type { LedgerEntry, SignalQuery } from '../../engine/ports.ts';
import { voidOutcome } from '../../engine/signals/outcome.ts';
import type { RecordLine } from '../../engine/signals/record-line.ts';
import type { RecordRow } from '../../engine/signals/record-row.ts';
import type {
  DirectionOutcome,
  Outcome,
  PlanOutcome,
  PositionStep,
  PriceSpan,
  Signal,
} from '../../engine/signals/signal.ts';
import { signalId } from '../../engine/signals/signal.ts';
import { signalsRecord, type TrackRecord } from '../../engine/signals/track-record.ts';
import { HOUR_MS } from '../../engine/time.ts';

/** 2024-05-12 14:00 UTC. */
export const CLOSE_TIME_MS = Date.UTC(2024, 4, 12, 14);

/** A BUY of BTC/USDT at 65,432.10 with everything usual; `changes` replaces fields. The id follows from them. */
export function signalOf(changes: Partial<Signal> = {}): Signal {
  const signal: Omit<Signal, 'id'> = {
    family: 'next-candle',
    series: { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' },
    closeTimeMs: CLOSE_TIME_MS,
    side: 'BUY',
    probabilityUp: 0.583,
    confidence: 0.583,
    entry: 65_432.1,
    stop: 64_900,
    target: 66_200,
    horizonCandles: 1,
    size: 1,
    expectedValueBps: 24.2,
    expectedValueInterval: null,
    costBps: 20,
    worthTrading: true,
    dataQuality: { stamp: 'green', reasons: [] },
    modelVersion: 'logistic-2024-05-01-a1b2c3',
    marketSource: 'live',
    createdAtMs: CLOSE_TIME_MS + 2_000,
    ...changes,
  };
  return { id: signalId(signal.series, signal.closeTimeMs, signal.modelVersion), ...signal, ...changes };
}

/** What an outcome of the fixtures can be told to have been. */
interface OutcomeChanges extends Partial<PriceSpan> {
  readonly type?: DirectionOutcome['type'];
  readonly grossBps?: number;
  readonly touched?: PlanOutcome['touched'];
  readonly settledAtMs?: number;
}

/** How the BUY of signalOf ended: up 0.64 % at its horizon, unless `changes` tells otherwise; a void one has no prices. */
export function outcomeOf(changes: OutcomeChanges = {}): Outcome {
  const { type = 'right', grossBps = 63.98, touched = 'horizon', ...rest } = changes;
  const { settledAtMs = CLOSE_TIME_MS + HOUR_MS + 2_000, ...span } = rest;
  if (type === 'void') return voidOutcome(settledAtMs);
  const prices = { open: 65_430, high: 65_990, low: 65_300, close: 65_850, ...span };
  const netBps = grossBps - 20;
  return {
    direction: { type, grossBps, netBps },
    plan: {
      ...{ touched, grossBps, netBps, entryPrice: prices.open, exitPrice: prices.close },
      exitTimeMs: CLOSE_TIME_MS + HOUR_MS,
    },
    prices,
    settledAtMs,
  };
}

const SWING_CANDLE_MS = 4 * HOUR_MS;

/** A swing of BTC/USDT as the walk opens one, entered at 65,432.10 with its stop 6.9 % below; `changes` replaces fields. */
export function swingOf(changes: Partial<Signal> = {}): Signal {
  return signalOf({
    family: 'swing',
    series: { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '4h' },
    ...{ probabilityUp: null, confidence: null, expectedValueBps: null },
    ...{ stop: 60_900, target: null, horizonCandles: null, size: 0.144, modelVersion: 'swing-1' },
    ...changes,
  });
}

/** A trim after 30 candles and an exit after 60 of them. */
export const SWING_STEPS: readonly [trim: PositionStep, leave: PositionStep] = [
  {
    ...{ type: 'trim', closeTimeMs: CLOSE_TIME_MS + 30 * SWING_CANDLE_MS, close: 98_200 },
    ...{ fraction: 1 - 65_432.1 / 98_200, reason: 'grown' },
  },
  {
    ...{ type: 'leave', closeTimeMs: CLOSE_TIME_MS + 60 * SWING_CANDLE_MS, close: 90_000 },
    ...{ fraction: 1, reason: 'trend-faded' },
  },
];

/** How a swing of swingOf ended: by default won, at the exit after SWING_STEPS. */
export function swingOutcomeOf(changes: Partial<PlanOutcome> = {}): Outcome {
  const exitTimeMs = CLOSE_TIME_MS + 60 * SWING_CANDLE_MS;
  const filled = { touched: 'exit', entryPrice: 65_430, exitPrice: 92_700, exitTimeMs } as const;
  const grossBps = 1e4 * Math.log((changes.exitPrice ?? filled.exitPrice) / filled.entryPrice);
  const plan = { ...filled, grossBps, netBps: grossBps - 20, ...changes };
  return { ...outcomeOf({ type: grossBps > 0 ? 'right' : 'wrong', grossBps }), plan };
}

export function entryOf(signal: Signal = signalOf(), outcome: Outcome | null = null): LedgerEntry {
  return { signal, steps: [], outcome, deliveries: [] };
}

/** 2024-01-01. */
export const ROW_START_MS = Date.UTC(2024, 0, 1);

/** A row of the record: a next candle of BTC/USDT 4h, worth trading, with this net result. */
export function rowOf(netBps: number, changes: Partial<RecordRow> = {}): RecordRow {
  const grossBps = netBps + 20;
  return {
    ...{ series: 'binance:BTC/USDT@4h', symbol: 'BTC/USDT', timeframe: '4h', family: 'next-candle' },
    ...{ closeTimeMs: ROW_START_MS, size: 1, worthTrading: true, inTime: true },
    direction: { type: grossBps > 0 ? 'right' : 'wrong', grossBps, netBps },
    plan: { touched: 'horizon', grossBps, netBps },
    ...changes,
  };
}

/** 414 counted signals at 260 closes: more often right than the reversal rule, and a loss by their plans after cost. */
export const RECORD: RecordLine = {
  count: 420,
  closes: 260,
  right: 231,
  wrong: 183,
  flat: 4,
  void: 2,
  accuracy: 231 / 414,
  accuracyInterval: [0.51, 0.605],
  reversalAccuracy: 0.541,
  averageReturnBps: 3.1,
  averageNetBps: -16.9,
  averageRightBps: 48,
  averageWrongBps: -53.6,
  plan: {
    ...{ count: 418, won: 170, lost: 248, stopped: 120, atTarget: 96 },
    ...{ winShare: 170 / 418, winShareInterval: [0.351, 0.464], averageWinBps: 61, averageLossBps: -72.4 },
    ...{ averageGrossBps: 2.1, averageNetBps: -17.9, averageNetInterval: [-24.2, -11.6] },
  },
};

/** A whole record around the lines given: nothing was worth trading, and all months are one. */
export function recordAround(
  lines: Pick<TrackRecord, 'fromMs' | 'toMs' | 'published' | 'allScored' | 'perSeries'>,
): TrackRecord {
  const { published } = lines;
  return {
    ...signalsRecord([]),
    ...lines,
    ...{ information: published, last7Days: published, last30Days: published },
    perMonth: [{ month: '2024-05', published }],
  };
}

/** Whether a query that is bounded by closes shows a signal. */
export function isClosedBy({ series, closeTimeMs }: Signal, closedBy: SignalQuery['closedBy']): boolean {
  return closedBy?.some((each) => each.timeframe === series.timeframe && closeTimeMs <= each.closeTimeMs) ?? true;
}
