import { TIERS, type Tier } from '../../../billing/tiers.ts';
import type { Explained } from '../../../engine/explainer.ts';
import type { Reading } from '../../../engine/explanation/family-readings.ts';
import { familyShares, mainShares } from '../../../engine/explanation/family-shares.ts';
import type { FeatureFamily } from '../../../engine/explanation/feature-family.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import type { CandleStore, LedgerEntry, SignalReader } from '../../../engine/ports.ts';
import type { Predictor } from '../../../engine/predict.ts';
import { deliveryId } from '../../../engine/signals/delivery.ts';
import type { TrackRecordReader } from '../../../engine/signals/track-record.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { CLOSE_TIME_MS, isClosedBy, outcomeOf, RECORD, recordAround, signalOf } from '../signal-fixtures.ts';

/** An explanation whose families are the main ones of its parts; a family without a reading given has none. */
export function explainedOf(
  why: Pick<Explained, 'probabilityUp' | 'startUp' | 'parts'>,
  readings: Partial<Record<FeatureFamily, Reading>> = {},
): Explained {
  const families = mainShares(familyShares(why.parts)).map((each) => ({
    ...each,
    reading: readings[each.family] ?? null,
  }));
  return { type: 'why', ...why, families, past: { rises: 4_050, cases: 8_000 } };
}

const SAMPLE = {
  probabilityUp: 0.583,
  startUp: 0.503,
  parts: [
    { feature: 'close_location', value: -0.9, points: 0.041 },
    { feature: 'range_position_12', value: -0.8, points: 0.022 },
    { feature: 'hour_sin', value: 0.5, points: 0.012 },
    { feature: 'half_day_cos', value: 0.5, points: 0.01 },
    { feature: 'momentum_24', value: 1.2, points: -0.011 },
    { feature: 'leader_return', value: 0.4, points: 0.008 },
    { feature: 'rsi_14', value: -0.3, points: 0.004 },
    { feature: 'ti:CCI(20)', value: -120, points: -0.003 },
    { feature: 'volume_z', value: Number.NaN, points: Number.NaN },
    { feature: 'streak', value: -0.3, points: -0.003 },
  ],
};

/** What moved a signal, in probability points. */
export const SAMPLE_WHY: Explained = explainedOf(SAMPLE, {
  'candle-close': { value: 0.052, timesUsual: null, followed: { rises: 285, cases: 500 } },
  'day-place': { value: 0.1, timesUsual: null, followed: { rises: 41, cases: 72 } },
  hour: { value: CLOSE_TIME_MS, timesUsual: null, followed: null },
});

/** Fourteen hourly signals of two pairs, newest first; each reaches Free half an hour after Pro. All but the newest are settled. */
export function sampleEntries(channelIds: Readonly<Record<Tier, number | null>>): readonly LedgerEntry[] {
  return Array.from({ length: 14 }, (_, index) => {
    const closeTimeMs = CLOSE_TIME_MS - index * HOUR_MS;
    const symbol = index % 2 === 0 ? 'BTC/USDT' : 'ETH/USDT';
    const signal = signalOf({
      series: { exchange: 'binance', symbol, timeframe: '1h' },
      closeTimeMs,
      createdAtMs: closeTimeMs + 2_000,
    });
    const deliveryTo = (tier: Tier, delayMs: number) => {
      const chatId = channelIds[tier] ?? 0;
      const dueAtMs = closeTimeMs + delayMs;
      return {
        id: deliveryId(signal.id, chatId),
        audience: tier,
        priority: TIERS.indexOf(tier),
        chatId,
        dueAtMs,
        expiresAtMs: dueAtMs + HOUR_MS,
        state: 'sent',
        attempt: 1,
        messageId: 1,
        sentAtMs: dueAtMs,
        form: 'text',
        outcomeShown: false,
        error: null,
      } as const;
    };
    return {
      signal,
      steps: [],
      outcome: index === 0 ? null : outcomeOf(),
      deliveries: [deliveryTo('pro', 2_000), deliveryTo('free', HOUR_MS / 2)],
    };
  });
}

export function memorySignals(entries: readonly LedgerEntry[]): SignalReader {
  return {
    async latest({ symbol, timeframe, closedBy, beforeMs = Number.POSITIVE_INFINITY, limit }) {
      return entries
        .filter(({ signal }) => symbol === undefined || signal.series.symbol === symbol)
        .filter(({ signal }) => timeframe === undefined || signal.series.timeframe === timeframe)
        .filter(({ signal }) => isClosedBy(signal, closedBy) && signal.createdAtMs < beforeMs)
        .slice(0, limit);
    },
    async byId(prefix) {
      const found = entries.filter(({ signal }) => signal.id.startsWith(prefix));
      return found.length === 1 ? (found[0] ?? null) : null;
    },
  };
}

export function sampleCandles(): CandleStore {
  const candles = Array.from({ length: 120 }, (_, index) => {
    const base = 65_000 + 300 * Math.sin(index / 7);
    return {
      openTimeMs: CLOSE_TIME_MS - (100 - index) * HOUR_MS,
      open: base,
      high: base + 120,
      low: base - 110,
      close: base + 40,
      volume: 10,
    };
  });
  const inRange = (fromMs: number, toMs: number) =>
    columnsOf(candles.filter(({ openTimeMs }) => openTimeMs >= fromMs && openTimeMs < toMs));
  return {
    append: async () => {},
    read: async (_series, fromMs, toMs) => inRange(fromMs, toMs),
    readNewest: async (_series, count) => columnsOf(candles.slice(-count)),
    newestOpenTimeMs: async () => candles.at(-1)?.openTimeMs ?? null,
  };
}

export const sampleRecord: TrackRecordReader = {
  read: async () =>
    recordAround({
      fromMs: CLOSE_TIME_MS - 90 * 24 * HOUR_MS,
      toMs: CLOSE_TIME_MS,
      published: RECORD,
      allScored: { ...RECORD, count: 2_000 },
      perSeries: [],
    }),
};

export const samplePredictor: Predictor = async ({ symbol, timeframe }) => ({
  type: 'answer',
  answer: {
    id: 'f'.repeat(64),
    symbol,
    timeframe,
    closeTime: new Date(CLOSE_TIME_MS).toISOString(),
    action: 'HOLD',
    direction: 'up',
    probabilityUp: 0.523,
    confidencePercent: 52.3,
    expectedValueBps: -12.4,
    costBps: 20,
    dataQuality: { stamp: 'green', reasons: [] },
    modelVersion: 'logistic-2024-05-01-a1b2c3',
  },
});

/** One grey pixel. */
export const SMALL_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOor6//DwAFfgJ9gxZ1WwAAAABJRU5ErkJggg==',
  'base64',
);
