import type { CandleColumns } from './market/candle.ts';
import type { PublishedFigures } from './market/published.ts';
import type { SeriesKey } from './market/series.ts';
import { timeframeMs } from './market/timeframe.ts';
import { readArtefact } from './models/artefact.ts';
import type { TrainedModel } from './models/trained.ts';
import type { CandleStore, ModelRegistry } from './ports.ts';
import { LOOK_BACK_CANDLES, NEEDED_CANDLES } from './signals/evaluate.ts';
import { explainNewest, type Why } from './signals/explain.ts';
import type { Signal } from './signals/signal.ts';
import { contextSeriesOf, readsContext, type SeriesCandles, withContext } from './walk/context-series.ts';

/** Why a signal came, or that it can no longer be told: its model is gone, or its candles are. */
export type WhyAnswer = Why | { readonly type: 'no-model' } | { readonly type: 'no-candles' };

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

/** Explains a stored signal with the model that decided it, on the candles it looked back on. */
export function createExplainer(deps: ExplainerDependencies): Explainer {
  const models = new Map<string, TrainedModel>();

  async function modelOf({ series, modelVersion }: Signal): Promise<TrainedModel | null> {
    const known = models.get(modelVersion);
    if (known !== undefined) return known;
    const text = await deps.registry.load(series, modelVersion);
    const read = text === null ? null : readArtefact(text);
    if (read === null || read.type !== 'model') return null;
    const [oldest] = models.keys();
    if (models.size >= KEPT_MODELS && oldest !== undefined) models.delete(oldest);
    models.set(modelVersion, read.trained);
    return read.trained;
  }

  /** The candles of a series that a decision at a moment looked back on. */
  async function candlesBefore(series: SeriesKey, closeTimeMs: number): Promise<SeriesCandles> {
    const candleMs = timeframeMs(series.timeframe);
    // Twice the time, for markets that close.
    const fromMs = closeTimeMs - 2 * LOOK_BACK_CANDLES * candleMs;
    return { series, candles: await deps.candles.read(series, fromMs, closeTimeMs - candleMs + 1) };
  }

  async function withCompanions(own: SeriesCandles, closeTimeMs: number): Promise<CandleColumns> {
    const { peers, finer } = contextSeriesOf(own.series, deps.series);
    return withContext(own, {
      peers: await Promise.all(peers.map((each) => candlesBefore(each, closeTimeMs))),
      finer: finer === null ? null : await candlesBefore(finer, closeTimeMs),
      published: deps.published?.() ?? new Map(),
    });
  }

  return async (signal) => {
    const trained = await modelOf(signal);
    if (trained === null) return { type: 'no-model' };
    const { series, closeTimeMs } = signal;
    const own = await candlesBefore(series, closeTimeMs);
    const newestMs = own.candles.openTimeMs[own.candles.length - 1] ?? Number.NEGATIVE_INFINITY;
    const isThere = newestMs + timeframeMs(series.timeframe) === closeTimeMs && own.candles.length >= NEEDED_CANDLES;
    if (!isThere) return { type: 'no-candles' };
    const candles = readsContext(trained.model) ? await withCompanions(own, closeTimeMs) : own.candles;
    return explainNewest(candles, trained) ?? { type: 'no-candles' };
  };
}
