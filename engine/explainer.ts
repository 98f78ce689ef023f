import { type FamilyReading, familyReadings } from './explanation/family-readings.ts';
import { type FamilyShare, familyShares, mainShares } from './explanation/family-shares.ts';
import type { Followed } from './explanation/followed-similar.ts';
import { otherMoves, pastCandles } from './explanation/past-candles.ts';
import { dollarSide, isLeader } from './features/market-context.ts';
import { type CandleColumns, sliceColumns } from './market/candle.ts';
import type { PublishedFigures } from './market/published.ts';
import type { SeriesKey } from './market/series.ts';
import { timeframeMs } from './market/timeframe.ts';
import { readArtefact } from './models/artefact.ts';
import type { TrainedModel } from './models/trained.ts';
import type { CandleStore, ModelRegistry } from './ports.ts';
import { LOOK_BACK_CANDLES, NEEDED_CANDLES } from './signals/evaluate.ts';
import { explainNewest, type Why } from './signals/explain.ts';
import type { Signal } from './signals/signal.ts';
import { decideSwing, SWING_CANDLES } from './swing/decide-swing.ts';
import { inOneUnit } from './swing/one-unit.ts';
import { type TrendPart, trendPartsAtEnd } from './swing/trend-readings.ts';
import { contextSeriesOf, readsContext, type SeriesCandles, withContext } from './walk/context-series.ts';

/** Why a signal came, by feature and by family of features. */
export interface Explained extends Why {
  /** The families that moved it most, largest first, until less than a quarter of all movement is left. */
  readonly families: readonly FamilyReading[];
  /** What followed any candle of the past that the readings are compared with. */
  readonly past: Followed;
}

/** Why a swing was entered: the strength of the trend and its parts. */
export interface TrendExplained {
  readonly type: 'trend';
  /** −1..1. */
  readonly strength: number;
  readonly yearlyVolatility: number;
  readonly parts: readonly TrendPart[];
}

/** Why a signal came, or that this can no longer be computed: its model is gone, or its candles are. */
export type WhyAnswer = Explained | TrendExplained | { readonly type: 'no-model' } | { readonly type: 'no-candles' };

/** What an explanation is computed from. */
export interface ExplainerDependencies {
  readonly registry: ModelRegistry;
  readonly candles: CandleStore;
  /** All series that are followed. */
  readonly series: readonly SeriesKey[];
  readonly published?: () => PublishedFigures;
}

/**
 * Says which features moved a signal, from the model that gave it and the stored
 * candles: a candle revised since then may move the answer.
 */
export type Explainer = (signal: Signal) => Promise<WhyAnswer>;

/** Models kept at hand. */
const KEPT_MODELS = 8;
/** Readings are compared with at most so much of the past: eleven months of hours. */
const PAST_CANDLES = 8_000;

/** Explains a stored signal with the model that decided it, on the candles it looked back on. */
export function createExplainer(deps: ExplainerDependencies): Explainer {
  const modelOf = createModelCache(deps.registry);
  return async (signal) => {
    if (signal.family === 'swing') return await explainTrend(deps, signal);
    const trained = await modelOf(signal);
    if (trained === null) return { type: 'no-model' };
    const { series, closeTimeMs } = signal;
    const long = await candlesBefore(deps, series, { closeTimeMs, count: PAST_CANDLES });
    const own = lookBackOf(long, closeTimeMs);
    const newestMs = own.candles.openTimeMs.at(-1) ?? Number.NEGATIVE_INFINITY;
    const isThere = newestMs + timeframeMs(series.timeframe) === closeTimeMs && own.candles.length >= NEEDED_CANDLES;
    if (!isThere) return { type: 'no-candles' };
    const candles = readsContext(trained.model) ? await withContextSeries(deps, own, closeTimeMs) : own.candles;
    const why = explainNewest(candles, trained);
    if (why === null) return { type: 'no-candles' };
    return { ...why, ...(await readingsOf(deps, long, mainShares(familyShares(why.parts)))) };
  };
}

/** The readings of the rule at the close of an entry. */
async function explainTrend({ candles }: ExplainerDependencies, signal: Signal): Promise<WhyAnswer> {
  const { series, closeTimeMs } = signal;
  const candleMs = timeframeMs(series.timeframe);
  // Twice the time, for holes.
  const before = await candles.read(series, closeTimeMs - 2 * SWING_CANDLES * candleMs, closeTimeMs - candleMs + 1);
  const read = sliceColumns(before, Math.max(0, before.length - SWING_CANDLES));
  const isThere = (read.openTimeMs.at(-1) ?? Number.NaN) + candleMs === closeTimeMs;
  const parts = isThere ? trendPartsAtEnd(inOneUnit(read, candleMs).candles, candleMs) : null;
  if (parts === null) return { type: 'no-candles' };
  const { strength, yearlyVolatility } = decideSwing(read, null).reading;
  return { type: 'trend', strength, yearlyVolatility, parts };
}

/** Reads the model of a signal, null when it is gone; the newest few stay at hand. */
function createModelCache(registry: ModelRegistry): (signal: Signal) => Promise<TrainedModel | null> {
  const models = new Map<string, TrainedModel>();
  return async ({ series, modelVersion }) => {
    const known = models.get(modelVersion);
    if (known !== undefined) return known;
    const text = await registry.load(series, modelVersion);
    const read = text === null ? null : readArtefact(text);
    if (read === null || read.type !== 'model') return null;
    const [oldest] = models.keys();
    if (models.size >= KEPT_MODELS && oldest !== undefined) models.delete(oldest);
    models.set(modelVersion, read.trained);
    return read.trained;
  };
}

/** The candles of a series that had closed at a moment and opened within `count` candle lengths before it. */
async function candlesBefore(
  { candles }: ExplainerDependencies,
  series: SeriesKey,
  { closeTimeMs, count }: { readonly closeTimeMs: number; readonly count: number },
): Promise<SeriesCandles> {
  const candleMs = timeframeMs(series.timeframe);
  return { series, candles: await candles.read(series, closeTimeMs - count * candleMs, closeTimeMs - candleMs + 1) };
}

/** What a decision looked back on. Twice the time, for markets that close. */
const LOOK_BACK = 2 * LOOK_BACK_CANDLES;

function lookBackOf({ series, candles }: SeriesCandles, closeTimeMs: number): SeriesCandles {
  const fromMs = closeTimeMs - LOOK_BACK * timeframeMs(series.timeframe);
  const from = candles.openTimeMs.findIndex((openMs) => openMs >= fromMs);
  return { series, candles: sliceColumns(candles, from < 0 ? candles.length : from) };
}

async function withContextSeries(
  deps: ExplainerDependencies,
  own: SeriesCandles,
  closeTimeMs: number,
): Promise<CandleColumns> {
  const { peers, finer } = contextSeriesOf(own.series, deps.series);
  const span = { closeTimeMs, count: LOOK_BACK };
  return withContext(own, {
    peers: await Promise.all(peers.map((each) => candlesBefore(deps, each, span))),
    finer: finer === null ? null : await candlesBefore(deps, finer, span),
    published: deps.published?.() ?? new Map(),
  });
}

/** The families with what they read at the newest candle, and how often a rise followed such readings. */
async function readingsOf(deps: ExplainerDependencies, own: SeriesCandles, shares: readonly FamilyShare[]) {
  const { series, candles } = own;
  const candleMs = timeframeMs(series.timeframe);
  const closeTimeMs = (candles.openTimeMs.at(-1) ?? 0) + candleMs;
  const reads = (...families: readonly FamilyShare['family'][]): boolean =>
    shares.some(({ family }) => families.includes(family));
  const { peers, finer } = contextSeriesOf(series, deps.series);
  const others = await Promise.all(
    (reads('leader', 'peers') ? peers : []).map((each) =>
      candlesBefore(deps, each, { closeTimeMs, count: PAST_CANDLES }),
    ),
  );
  const finerCount = finer === null ? 0 : (PAST_CANDLES * candleMs) / timeframeMs(finer.timeframe);
  const path =
    finer === null || !reads('path') ? null : await candlesBefore(deps, finer, { closeTimeMs, count: finerCount });
  const published = deps.published?.() ?? new Map();
  const past = pastCandles(withContext(own, { peers: [], finer: path, published }), candleMs);
  const ownSide = dollarSide(series.symbol);
  const markets = others.flatMap(({ series: { symbol }, candles: theirs }) => {
    const side = dollarSide(symbol);
    if (side === null || ownSide === null) return [];
    const sign: 1 | -1 = side === ownSide ? 1 : -1;
    return [{ symbol, past: pastCandles(theirs, candleMs), sign }];
  });
  const leaders = markets.filter(({ symbol }) => isLeader(symbol)).slice(0, 1);
  return familyReadings(
    {
      past,
      leader: leaders.length === 0 ? null : otherMoves(past, leaders),
      peers: markets.length === 0 ? null : otherMoves(past, markets),
    },
    shares,
  );
}
