import type { EngineListener } from '../events.ts';
import { type SeriesKey, seriesName } from '../market/series.ts';
import { timeframeMs } from '../market/timeframe.ts';
import type { TrainedModel } from '../models/trained.ts';
import type { CandleStore, PredictionStore } from '../ports.ts';
import type { Reason } from '../reason.ts';
import { LOOK_BACK_CANDLES } from '../signals/evaluate.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';
import { type FeatureDrift, featureDrift } from './drift.ts';
import { type LiveCalibration, liveCalibration, poolScored } from './live-calibration.ts';
import { type MuteProgress, muteProgress, muteReason } from './mute-state.ts';
import { createScoredHistory, firstAtOrAfter, type ScoredHistory, sliceScored } from './scored-history.ts';

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
  /** Why it publishes no signal, or null. */
  readonly mutedReason: Reason | null;
}

/** How well the probabilities of some series were calibrated, together and one by one. */
export interface CalibrationReading {
  /** All the series asked for, together. */
  readonly overall: LiveCalibration;
  readonly perSeries: readonly SeriesEvidence[];
}

/** Live monitoring: calibration of everything scored, feature drift, and which series are muted. */
export interface Evidence {
  /** Computes the figures of every series, publishes them as events, and mutes or unmutes. */
  look(nowMs: number): Promise<void>;
  /** Why a series publishes no signal at nowMs, by the last look and the age of its model; null when it may. */
  mutedReason(series: SeriesKey, nowMs: number): Reason | null;
  read(query: { readonly symbol?: string; readonly timeframe?: string }, nowMs: number): Promise<CalibrationReading>;
}

/** Drift is measured on the newest candles: a month of hours. */
const DRIFT_CANDLES = 720;
/** Days over which the rolling figures of the metrics are taken. */
const ROLLING_MS = 90 * DAY_MS;

/** What was computed at the last look or question, by the name of the series. */
interface EvidenceMemory {
  readonly deps: EvidenceDependencies;
  readonly history: ScoredHistory;
  /** How far the mute rule has followed the settled signals. */
  readonly progress: Map<string, MuteProgress>;
  readonly muted: Map<string, Reason | null>;
  readonly drifts: Map<string, readonly FeatureDrift[]>;
  /** The calibration of so many rows up to newestMs: computed again when either has changed. */
  readonly calibrations: Map<
    string,
    { readonly newestMs: number; readonly rows: number; readonly calibration: LiveCalibration }
  >;
}

/** Live evidence of all followed series. */
export function createEvidence(deps: EvidenceDependencies): Evidence {
  const memory: EvidenceMemory = {
    deps,
    history: createScoredHistory(deps.predictions),
    progress: new Map(),
    muted: new Map(),
    drifts: new Map(),
    calibrations: new Map(),
  };
  return {
    look: async (nowMs) => {
      for (const series of deps.series) await lookAt(memory, series, nowMs);
    },
    mutedReason: (series, nowMs) => mutedNow(memory, series, nowMs),
    read: async ({ symbol, timeframe }, nowMs) => {
      const wanted = deps.series
        .filter((each) => symbol === undefined || each.symbol === symbol)
        .filter((each) => timeframe === undefined || each.timeframe === timeframe);
      return await readingOf(memory, wanted, nowMs);
    },
  };
}

function mutedNow({ deps, muted }: EvidenceMemory, series: SeriesKey, nowMs: number): Reason | null {
  return deps.staleReason(series, nowMs) ?? muted.get(seriesName(series)) ?? null;
}

async function lookAt(memory: EvidenceMemory, series: SeriesKey, nowMs: number): Promise<void> {
  const { deps, history, progress, muted, drifts } = memory;
  const name = seriesName(series);
  const columns = await history.read(series, nowMs);
  const before = muted.get(name) ?? null;
  const now = muteProgress(columns, progress.get(name) ?? null);
  progress.set(name, now);
  const reason = muteReason(now.state);
  muted.set(name, reason);
  if ((before === null) !== (reason === null)) deps.onEvent({ type: 'signals-muted', series, reason });
  const drift = await driftOf(deps, series);
  drifts.set(name, drift);
  const recent = liveCalibration(sliceScored(columns, firstAtOrAfter(columns, nowMs - ROLLING_MS)));
  deps.onEvent({
    type: 'evidence',
    series,
    rows: recent.rows,
    signals: recent.signals,
    brierSkill: recent.brierSkill,
    calibrationError: recent.calibrationError,
    drift,
    mutedReason: mutedNow(memory, series, nowMs),
  });
}

async function driftOf(deps: EvidenceDependencies, series: SeriesKey): Promise<readonly FeatureDrift[]> {
  const trained = deps.modelFor(series);
  if (trained === null) return [];
  return featureDrift(trained, await deps.candles.readNewest(series, LOOK_BACK_CANDLES + DRIFT_CANDLES));
}

async function readingOf(
  memory: EvidenceMemory,
  wanted: readonly SeriesKey[],
  nowMs: number,
): Promise<CalibrationReading> {
  const perSeries: SeriesEvidence[] = [];
  for (const series of wanted) {
    const drift = memory.drifts.get(seriesName(series)) ?? [];
    const calibration = await calibrationOf(memory, series, nowMs);
    perSeries.push({ series, calibration, drift, mutedReason: mutedNow(memory, series, nowMs) });
  }
  const [only] = perSeries;
  if (only !== undefined && perSeries.length === 1) return { overall: only.calibration, perSeries };
  const columns = await Promise.all(wanted.map((series) => memory.history.read(series, nowMs)));
  return { overall: liveCalibration(poolScored(columns)), perSeries };
}

async function calibrationOf(
  { history, calibrations }: EvidenceMemory,
  series: SeriesKey,
  nowMs: number,
): Promise<LiveCalibration> {
  const name = seriesName(series);
  const columns = await history.read(series, nowMs);
  const rows = columns.closeTimeMs.length;
  const newestMs = columns.closeTimeMs.at(-1) ?? 0;
  const known = calibrations.get(name);
  if (known !== undefined && known.newestMs === newestMs && known.rows === rows) return known.calibration;
  const calibration = liveCalibration(columns);
  calibrations.set(name, { newestMs, rows, calibration });
  return calibration;
}

/** Product time between two looks: four a day at one hour, never more often than every 30 candles of a short timeframe. */
export function lookEveryMs(series: readonly SeriesKey[]): number {
  const shortestMs = Math.min(...series.map(({ timeframe }) => timeframeMs(timeframe)));
  return Math.min(6 * HOUR_MS, 30 * shortestMs);
}
