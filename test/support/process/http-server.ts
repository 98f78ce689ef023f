import { createApiKeys, type DemoKey } from '../../../billing/api-key.ts';
import { mapTiers } from '../../../billing/tiers.ts';
import { type AnswerSources, createAnswers } from '../../../bot/answers/answers.ts';
import type { HttpDependencies, HttpOperations, HttpTime } from '../../../bot/http/dependencies.ts';
import { createServer } from '../../../bot/http/server.ts';
import type { MarketStatus } from '../../../bot/market-status.ts';
import { createObserve } from '../../../bot/observe/observe.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import { liveCalibration } from '../../../engine/monitoring/live-calibration.ts';
import type { LedgerEntry, SignalReader } from '../../../engine/ports.ts';
import type { PredictionRequest, PredictionResult } from '../../../engine/predict.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { createMemoryApiKeyStore } from '../fakes/memory-api-keys.ts';
import { createMemoryRequestCounts, createMemoryUseCounts } from '../fakes/memory-use-counts.ts';
import { textReason } from '../reasons.ts';
import { CLOSE_TIME_MS, entryOf, isClosedBy, outcomeOf, RECORD, recordAround, signalOf } from '../signal-fixtures.ts';

export const NOW_MS = CLOSE_TIME_MS + HOUR_MS;

export const MARKET: MarketStatus = {
  exchange: 'binance',
  symbol: 'BTC/USDT',
  timeframe: '1h',
  marketSource: 'recorded',
  lastCandleTime: new Date(CLOSE_TIME_MS).toISOString(),
  ageSeconds: 3_600,
  candles: 26_280,
  gaps: 3,
  revisions: 2,
  state: 'ok',
  stateReason: null,
  dataQuality: { stamp: 'green', reasons: [] },
  modelVersion: 'logistic-20240501-a1b2c3d4',
  recentCloses: Array.from({ length: 48 }, (_, index) => 64_000 + 900 * Math.sin(index / 5) + index * 12),
};

/** Of 2,000 candles that were always said to rise with 55 % and did. */
export const CALIBRATION = liveCalibration({
  closeTimeMs: Float64Array.from({ length: 2_000 }, (_, row) => CLOSE_TIME_MS - (2_000 - row) * HOUR_MS),
  probabilityUp: new Float64Array(2_000).fill(0.55),
  up: Float64Array.from({ length: 2_000 }, (_, row) => (row % 20 < 11 ? 1 : 0)),
  returnNext: Float64Array.from({ length: 2_000 }, (_, row) => (row % 20 < 11 ? 0.001 : -0.001)),
  lastDirection: new Float64Array(2_000).fill(-1),
  published: new Uint8Array(2_000),
  withheld: new Uint8Array(2_000),
});

/** `count` hourly rows in ccxt's order that end at CLOSE_TIME_MS, oldest first: a plain wave, nothing random. */
export function candleRows(count: number): (number | null)[][] {
  const priceAt = (index: number): number => 65_000 + 800 * Math.sin(index / 7) + 300 * Math.cos(index / 3);
  return Array.from({ length: count }, (_, index) => {
    const open = priceAt(index);
    const close = priceAt(index + 1);
    const openTimeMs = CLOSE_TIME_MS - (count - index) * HOUR_MS;
    return [
      openTimeMs,
      open,
      Math.max(open, close) + 40,
      Math.min(open, close) - 40,
      close,
      index % 9 === 0 ? null : 12.5,
    ];
  });
}

/** Answers as the engine does, from the newest candle; of ETH/USDT nothing is known. */
export async function fakePredictor(request: PredictionRequest): Promise<PredictionResult> {
  if (request.symbol !== 'BTC/USDT') {
    return {
      type: 'refused',
      code: 'predict/unknown-symbol',
      field: 'symbol',
      reason: textReason(`expected BTC/USDT, was "${request.symbol}"`),
    };
  }
  if (request.timeframe !== '1h') {
    return {
      type: 'refused',
      code: 'predict/no-model',
      field: 'timeframe',
      reason: textReason(`no model serves ${request.timeframe}`),
    };
  }
  if (request.candles !== undefined && request.candles.length < 100) {
    return {
      type: 'refused',
      code: 'predict/bad-candles',
      field: 'candles',
      reason: textReason(`expected at least 100, was ${request.candles.length}`),
    };
  }
  const newest = request.candles?.at(-1);
  const closeTimeMs = newest === undefined ? CLOSE_TIME_MS : newest.openTimeMs + timeframeMs('1h');
  return {
    type: 'answer',
    answer: {
      id: 'ab'.repeat(32),
      symbol: request.symbol,
      timeframe: request.timeframe,
      closeTime: new Date(closeTimeMs).toISOString(),
      action: 'BUY',
      direction: 'up',
      probabilityUp: 0.583,
      confidencePercent: 58.3,
      expectedValueBps: 4.2,
      costBps: 20,
      dataQuality: { stamp: 'green', reasons: [] },
      modelVersion: 'logistic-20240501-a1b2c3d4',
    },
  };
}

/** A ledger of three signals: an old one that ended right, one the free tier sees by now, one it does not see yet. */
export const ENTRIES: readonly LedgerEntry[] = [
  entryOf(
    signalOf({ closeTimeMs: NOW_MS - 60_000, createdAtMs: NOW_MS - 59_000, side: 'SELL', marketSource: 'recorded' }),
  ),
  entryOf(signalOf({ closeTimeMs: NOW_MS - HOUR_MS, createdAtMs: NOW_MS - HOUR_MS + 1_000 })),
  entryOf(signalOf({ closeTimeMs: NOW_MS - 3 * HOUR_MS, createdAtMs: NOW_MS - 3 * HOUR_MS + 1_000 }), outcomeOf()),
];

/** A reader over a list, newest first. */
function readerOf(entries: readonly LedgerEntry[]): SignalReader {
  return {
    latest: async (query) =>
      entries
        .filter(({ signal }) => query.symbol === undefined || signal.series.symbol === query.symbol)
        .filter(({ signal }) => query.timeframe === undefined || signal.series.timeframe === query.timeframe)
        .filter(({ signal }) => query.beforeMs === undefined || signal.createdAtMs < query.beforeMs)
        .filter(({ signal }) => isClosedBy(signal, query.closedBy))
        .slice(0, query.limit),
    byId: async (idOrPrefix) => {
      const found = entries.filter(({ signal }) => signal.id.startsWith(idOrPrefix));
      return found.length === 1 ? (found[0] ?? null) : null;
    },
  };
}

/** Everything the test's server is made of, one by one: fakes take their places by these names. */
type ServerParts = AnswerSources &
  HttpTime &
  HttpOperations &
  Omit<HttpDependencies, 'answers' | 'time' | 'operations'>;

/** What answers are made from, unless a test gives its own. */
const SOURCES: Omit<AnswerSources, 'wallNowMs' | 'onFailed'> = {
  predictor: fakePredictor,
  signals: readerOf(ENTRIES),
  trackRecord: {
    read: async () =>
      recordAround({
        fromMs: CLOSE_TIME_MS - 90 * 24 * HOUR_MS,
        toMs: CLOSE_TIME_MS,
        published: RECORD,
        allScored: {
          ...RECORD,
          count: 2_160,
          right: 1_140,
          wrong: 1_010,
          accuracy: 0.53,
          accuracyInterval: [0.509, 0.551],
        },
        perSeries: [{ series: 'binance:BTC/USDT@1h', published: RECORD, allScored: RECORD }],
      }),
  },
  markets: async () => [MARKET],
  evidence: { read: async () => ({ overall: CALIBRATION, perSeries: [] }) },
  series: [{ exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' }],
  swing: [],
  marketNote: () => null,
  candles: { read: async () => columnsOf([]), readNewest: async () => columnsOf([]) },
  explain: async () => ({ type: 'no-model' }),
  backtests: { versionOf: () => null, run: async () => ({ type: 'too-little', haveCandles: 0 }) },
  payments: { ofAccount: async () => [], payers: async () => [], ofAccounts: async () => new Map() },
  useCounts: createMemoryUseCounts(),
  channels: mapTiers(() => null),
  renderChart: async () => Buffer.alloc(0),
  renderQr: async () => Buffer.alloc(0),
  renderWhy: async () => Buffer.alloc(0),
  renderMarket: async () => Buffer.alloc(0),
  renderCalibration: async () => Buffer.alloc(0),
  renderEquity: async () => Buffer.alloc(0),
  renderBacktest: async () => Buffer.alloc(0),
};

/** A server on fakes, its clocks in hand. `changes` replaces parts. */
export async function testServer(changes: Partial<ServerParts> = {}) {
  const lines: string[] = [];
  let wallMs = Date.UTC(2025, 0, 15, 12);
  const clock = { nowMs: () => NOW_MS };
  const store = createMemoryApiKeyStore();
  const apiKeys = createApiKeys({ store, randomBytes: (count) => new Uint8Array(count).fill(7) });
  const demoKeys = await apiKeys.ensureDemoKeys('test seed', NOW_MS);
  const parts: ServerParts = {
    clock,
    wallClock: { nowMs: () => wallMs },
    ...SOURCES,
    wallNowMs: () => wallMs,
    onFailed: () => {},
    apiKeys,
    requestCounts: createMemoryRequestCounts(),
    plans: {
      ...{ cards: null, isClosed: async () => false, checkoutOrigins: [] },
      botLink: (payload) => `https://t.me/analyser_bot?start=${payload}`,
    },
    health: {
      live: [{ name: 'engine', check: async () => ({ ok: true, say: 'walked 2 s ago' }) }],
      ready: [{ name: 'database', check: async () => ({ ok: true, say: 'answers' }) }],
    },
    observe: createObserve({ level: 'debug', clock, stream: { write: (line) => lines.push(line) } }),
    database: { answers: async () => true },
    publicMetrics: true,
    startPage: {
      mode: 'sandbox',
      installation: {
        version: '0.1.0',
        market: () => 'recorded candles of BTC/USDT 1h from binance, replayed at 12 candles a minute',
        database: 'mongod',
        settings: [{ name: 'TELEGRAM_BOT_TOKEN', enables: 'enables-bot' }],
      },
      demoKeys,
      botUrl: null,
      chat: true,
      notices: () => [],
    },
    trustProxy: [],
    ...changes,
  };
  const app = createServer({ ...parts, time: parts, operations: parts, answers: createAnswers(parts) });
  await app.ready();
  return {
    app,
    store,
    apiKeys,
    lines,
    keyOf: (tier: DemoKey['tier']): string => demoKeys.find((demo) => demo.tier === tier)?.key ?? '',
    passSeconds: (seconds: number) => {
      wallMs += seconds * 1_000;
    },
  };
}
