import type { EngineListener } from '../events.ts';
import { type SeriesKey, seriesName } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { TrainedModel } from '../models/trained.ts';
import type { CandleStore, PredictionStore } from '../ports.ts';
import type { Reason } from '../reason.ts';
import { LOOK_BACK_CANDLES } from '../signals/evaluate.ts';
import { type FeatureDrift, featureDrift } from './drift.ts';
import { type LiveCalibration, liveCalibration, poolScored } from './live-calibration.ts';
import { type MuteProgress, muteProgress, muteReason } from './mute-rule.ts';
import { createScoredHistory, firstAtOrAfter, sliceScored } from './scored-history.ts';

/** The stored predictions and candles that the evidence is read from. */
export interface EvidenceDependencies {
  readonly series: readonly SeriesKey[];
  readonly predictions: PredictionStore;
  readonly candles: CandleStore;
  readonly modelFor: (series: SeriesKey) => TrainedModel | null;
  /** A reason that lies with the model itself, such as its age. */
  readonly staleReason: (series: SeriesKey, nowMs: number) => Reason | null;
  readonly onEvent: EngineListener;
}

/** What is known live of one series. */
export interface SeriesEvidence {
  readonly series: SeriesKey;
  readonly calibration: LiveCalibration;
  /** Of the features of the serving model, the largest first; empty before the first look. */
  readonly drift: readonly FeatureDrift[];
  /** Why it says nothing, or null. */
  readonly mutedReason: Reason | null;
}

/** How well the probabilities of some series were calibrated, together and one by one. */
export interface CalibrationReading {
  /** All the series asked for, together. */
  readonly overall: LiveCalibration;
  readonly perSeries: readonly SeriesEvidence[];
}

/** What the engine knows of its own work while it works: calibration of all that was scored, drift, and who must be mute. */
export interface Evidence {
  /** Looks at every series: tells figures as events, and mutes or unmutes. */
  look(nowMs: number): Promise<void>;
  /** Why a series says nothing at nowMs, by the last look and the age of its model; null when it may speak. */
  mutedReason(series: SeriesKey, nowMs: number): Reason | null;
  read(query: { readonly symbol?: string; readonly timeframe?: string }, nowMs: number): Promise<CalibrationReading>;
}

/** Drift is measured on the newest candles: a month of hours. */
const DRIFT_CANDLES = 720;
/** Days over which the rolling figures of the metrics are taken. */
const ROLLING_MS = 90 * 86_400_000;

/** Live evidence of all followed series. */
export function createEvidence(deps: EvidenceDependencies): Evidence {
  const { onEvent } = deps;
  const history = createScoredHistory(deps.predictions);
  const progress = new Map<string, MuteProgress>();
  const muted = new Map<string, Reason | null>();
  const drifts = new Map<string, readonly FeatureDrift[]>();
  const computed = new Map<
    string,
    { readonly newestMs: number; readonly rows: number; readonly calibration: LiveCalibration }
  >();

  const mutedNow = (series: SeriesKey, nowMs: number): Reason | null =>
    deps.staleReason(series, nowMs) ?? muted.get(seriesName(series)) ?? null;

  async function driftOf(series: SeriesKey): Promise<readonly FeatureDrift[]> {
    const trained = deps.modelFor(series);
    if (trained === null) return [];
    return featureDrift(trained, await deps.candles.readNewest(series, LOOK_BACK_CANDLES + DRIFT_CANDLES));
  }

  async function lookAt(series: SeriesKey, nowMs: number): Promise<void> {
    const name = seriesName(series);
    const columns = await history.read(series, nowMs);
    const before = muted.get(name) ?? null;
    const now = muteProgress(columns, progress.get(name) ?? null);
    progress.set(name, now);
    const reason = muteReason(now.state);
    muted.set(name, reason);
    if ((before === null) !== (reason === null)) onEvent({ type: 'signals-muted', series, reason });
    const drift = await driftOf(series);
    drifts.set(name, drift);
    const recent = liveCalibration(sliceScored(columns, firstAtOrAfter(columns, nowMs - ROLLING_MS)));
    onEvent({
      type: 'evidence',
      series,
      rows: recent.rows,
      signals: recent.signals,
      brierSkill: recent.brierSkill,
      calibrationError: recent.calibrationError,
      drift,
      mutedReason: mutedNow(series, nowMs),
    });
  }

  async function calibrationOf(series: SeriesKey, nowMs: number): Promise<LiveCalibration> {
    const name = seriesName(series);
    const columns = await history.read(series, nowMs);
    const rows = columns.closeTimeMs.length;
    const newestMs = columns.closeTimeMs.at(-1) ?? 0;
    const known = computed.get(name);
    if (known !== undefined && known.newestMs === newestMs && known.rows === rows) return known.calibration;
    const calibration = liveCalibration(columns);
    computed.set(name, { newestMs, rows, calibration });
    return calibration;
  }

  return {
    async look(nowMs) {
      for (const series of deps.series) await lookAt(series, nowMs);
    },
    mutedReason: mutedNow,
    async read({ symbol, timeframe }, nowMs) {
      const wanted = deps.series.filter(
        (each) =>
          (symbol === undefined || each.symbol === symbol) && (timeframe === undefined || each.timeframe === timeframe),
      );
      const perSeries: SeriesEvidence[] = [];
      for (const series of wanted) {
        const drift = drifts.get(seriesName(series)) ?? [];
        const calibration = await calibrationOf(series, nowMs);
        perSeries.push({ series, calibration, drift, mutedReason: mutedNow(series, nowMs) });
      }
      const [only] = perSeries;
      if (only !== undefined && perSeries.length === 1) return { overall: only.calibration, perSeries };
      const columns = await Promise.all(wanted.map((series) => history.read(series, nowMs)));
      return { overall: liveCalibration(poolScored(columns)), perSeries };
    },
  };
}

/** Product time between two looks: four a day at one hour, never more often than every 30 candles of a short timeframe. */
export function lookEveryMs(series: readonly SeriesKey[]): number {
  const shortestMs = Math.min(...series.map(({ timeframe }) => timeframeMs(timeframe)));
  return Math.min(6 * 3_600_000, 30 * shortestMs);
}
