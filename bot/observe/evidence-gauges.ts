import type { EngineEvent } from '../../engine/events.ts';
import type { MetricMakers } from './metric-makers.ts';

/** Features of a series whose drift is exported: all of them would be most of all time series. */
const DRIFTING_SHOWN = 3;

/**
 * What the engine's last look at each series found, as gauges; features are the label values of drift. Every process looks, so one that
 * walks no series exports none.
 */
export function createEvidenceGauges(make: MetricMakers, isWalking: boolean) {
  const accuracy = make.gauge('analyser_live_accuracy', 'Of the last 500 settled signals, with the bounds of 95 %', [
    'series',
    'bound',
  ]);
  const skill = make.gauge('analyser_live_brier_skill', 'Of all scored candles of 90 days over the base rate', [
    'series',
  ]);
  const error = make.gauge('analyser_live_calibration_error', 'Of all scored candles of 90 days', ['series']);
  const drift = make.gauge('analyser_feature_drift', 'Population stability index against the training values', [
    'series',
    'feature',
  ]);
  const shownDrift = new Map<string, readonly string[]>();
  const muted = make.gauge('analyser_signals_muted', '1 while a series publishes no signals', ['series']);
  return {
    set(series: string, found: EvidenceFigures): void {
      if (!isWalking) return;
      const { signals, brierSkill, calibrationError, mutedReason } = found;
      if (signals.accuracy !== null) accuracy.set({ series, bound: 'point' }, signals.accuracy);
      if (signals.interval !== null) {
        accuracy.set({ series, bound: 'low' }, signals.interval[0]);
        accuracy.set({ series, bound: 'high' }, signals.interval[1]);
      }
      if (brierSkill !== null) skill.set({ series }, brierSkill);
      if (calibrationError !== null) error.set({ series }, calibrationError);
      const worst = found.drift.toSorted((a, b) => b.stabilityIndex - a.stabilityIndex).slice(0, DRIFTING_SHOWN);
      for (const feature of shownDrift.get(series) ?? []) drift.remove({ series, feature });
      shownDrift.set(
        series,
        worst.map(({ feature }) => feature),
      );
      for (const { feature, stabilityIndex } of worst) drift.set({ series, feature }, stabilityIndex);
      muted.set({ series }, mutedReason === null ? 0 : 1);
    },
  };
}

type EvidenceFigures = Extract<EngineEvent, { readonly type: 'evidence' }>;
