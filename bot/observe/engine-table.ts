import type { EngineEvent } from '../../engine/events.ts';
import { seriesName } from '../../engine/market/series.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import { describeSignal } from '../../engine/signals/signal.ts';
import { ENGLISH } from '../texts/language.ts';
import { reasonText } from '../texts/reason-text.ts';
import { type EventTable, errorFields, errorText } from './event-table.ts';
import { walkFailureKind } from './walk-failure-kind.ts';

const isoTime = (timeMs: number): string => new Date(timeMs).toISOString();

/** What the engine's events become. */
export const ENGINE_TABLE: EventTable<EngineEvent> = {
  'candles-stored': {
    line: (event) => ({
      level: 'debug',
      message: `${event.count} candles stored for ${seriesName(event.series)}`,
      fields: { 'analyser.series': seriesName(event.series), 'analyser.open_time': isoTime(event.newestOpenTimeMs) },
    }),
    count: (metrics, event) => {
      const series = seriesName(event.series);
      // Another process tells its followers as well of what it stored; it has counted it.
      if (event.count > 0) metrics.candlesStored.inc({ series }, event.count);
      metrics.candleCloseMs.set(series, event.newestOpenTimeMs + timeframeMs(event.series.timeframe));
    },
  },
  'candles-refused': {
    line: (event) => ({
      level: 'warn',
      message: `candles of ${seriesName(event.series)} refused: ${event.findings.slice(0, 3).join('; ')}`,
      fields: { 'analyser.series': seriesName(event.series), 'analyser.findings': event.findings.slice(0, 20) },
    }),
    count: (metrics, event) => metrics.candlesRefused.inc({ series: seriesName(event.series) }, event.findings.length),
  },
  'candle-held': {
    line: ({ series, candle, reach }) => ({
      level: 'warn',
      message: `candle ${isoTime(candle.openTimeMs)} of ${seriesName(series)} reaches ${reach.toFixed(1)} average ranges: asked for again`,
      fields: { 'analyser.series': seriesName(series), 'analyser.candle': candle },
    }),
    count: (metrics) => metrics.candlesSuspect.inc({ what: 'held' }),
  },
  'candle-confirmed': {
    line: ({ series, candle, reach }) => ({
      level: 'info',
      message: `candle ${isoTime(candle.openTimeMs)} of ${seriesName(series)} reaches ${reach.toFixed(1)} average ranges: confirmed`,
      fields: { 'analyser.series': seriesName(series) },
    }),
    count: (metrics) => metrics.candlesSuspect.inc({ what: 'confirmed' }),
  },
  'candle-revised': {
    line: ({ series, revision }) => ({
      level: 'warn',
      message:
        `candle ${isoTime(revision.openTimeMs)} of ${seriesName(series)} was revised: ` +
        `close ${revision.before.close} → ${revision.after.close}`,
      fields: {
        'analyser.series': seriesName(series),
        'analyser.before': revision.before,
        'analyser.after': revision.after,
      },
    }),
    count: (metrics, event) => metrics.candlesRevised.inc({ series: seriesName(event.series) }),
  },
  'data-arrived': {
    line: (event) => ({
      level: 'info',
      message: `${seriesName(event.series)} has candles again, after ${Math.round(event.silentMs / 1000)} s`,
      fields: { 'analyser.series': seriesName(event.series) },
    }),
  },
  'data-late': {
    line: (event) => ({
      level: 'warn',
      message: `data late: ${seriesName(event.series)} has no candle closing ${isoTime(event.closeTimeMs)} yet`,
      fields: { 'analyser.series': seriesName(event.series) },
    }),
    count: (metrics, event) => metrics.candlesLate.inc({ series: seriesName(event.series) }),
  },
  decided: {
    line: (event) => ({
      level: 'debug',
      message: `${event.action} ${seriesName(event.series)} p ${event.probabilityUp.toFixed(3)} at ${isoTime(event.closeTimeMs)}`,
      fields: {
        'analyser.series': seriesName(event.series),
        'analyser.action': event.action,
        'analyser.probability_up': event.probabilityUp,
        'analyser.data_quality': event.dataQuality.stamp,
      },
    }),
    count: (metrics, event) => metrics.decisions.inc({ series: seriesName(event.series), action: event.action }),
  },
  undecided: {
    line: (event) => ({
      level: 'info',
      message: `no decision for ${seriesName(event.series)} at ${isoTime(event.closeTimeMs)}: ${reasonText(event.reason, ENGLISH)}`,
      fields: { 'analyser.series': seriesName(event.series) },
    }),
    count: (metrics, event) => metrics.undecided.inc({ series: seriesName(event.series) }),
  },
  'signal-opened': {
    line: ({ signal }) => ({
      level: 'info',
      message: `signal ${describeSignal(signal)}`,
      fields: {
        'analyser.signal_id': signal.id,
        'analyser.series': seriesName(signal.series),
        'analyser.side': signal.side,
        'analyser.family': signal.family,
        'analyser.confidence': signal.confidence,
        'analyser.model_version': signal.modelVersion,
        'analyser.market_source': signal.marketSource,
      },
    }),
    count: (metrics, { signal }) => metrics.signals.inc({ side: signal.side }),
  },
  'position-step': {
    line: ({ signal, step }) => ({
      level: 'info',
      message: `signal ${describeSignal(signal)}: ${step.type} ${step.fraction.toFixed(2)} (${step.reason})`,
      fields: {
        'analyser.signal_id': signal.id,
        'analyser.series': seriesName(signal.series),
        'analyser.step': step.type,
        'analyser.reason': step.reason,
      },
    }),
    count: (metrics, { step }) => metrics.positionSteps.inc({ step: step.type }),
  },
  'signal-settled': {
    line: ({ signal, outcome }) => ({
      level: 'info',
      message: `signal ${describeSignal(signal)} was ${outcome.direction.type}`,
      fields: {
        'analyser.signal_id': signal.id,
        'analyser.series': seriesName(signal.series),
        'analyser.outcome': outcome.direction.type,
        'analyser.return_bps': outcome.direction.grossBps,
        'analyser.touched': outcome.plan?.touched ?? null,
        'analyser.plan_net_bps': outcome.plan?.netBps ?? null,
      },
    }),
    count: (metrics, { outcome }) => metrics.outcomes.inc({ outcome: outcome.direction.type }),
  },
  'model-ready': {
    line: (event) => ({
      level: 'info',
      message: `model ${event.version} ${event.how} for ${event.group} (${event.rows} rows until ${isoTime(event.trainedUntilMs)})`,
      fields: { 'analyser.model_version': event.version, 'analyser.group': event.group },
    }),
    count: (metrics, event) => {
      metrics.models.set(event.group, { version: event.version, trainedUntilMs: event.trainedUntilMs });
    },
  },
  'model-refused': {
    line: (event) => ({
      level: 'error',
      message: `model ${event.version} of ${event.group} refused: ${reasonText(event.reason, ENGLISH)}`,
      fields: { 'analyser.model_version': event.version, 'analyser.group': event.group },
    }),
    count: (metrics, event) => metrics.modelsRefused.inc({ group: event.group }),
  },
  'model-damaged': {
    line: (event) => ({
      level: 'error',
      message:
        `champion ${event.champion} of ${event.group} is damaged: ` +
        (event.serving === null ? 'nothing serves' : `${event.serving}, promoted before it, serves`),
      fields: { 'analyser.model_version': event.champion, 'analyser.group': event.group },
    }),
  },
  training: {
    line: (event) => ({
      level: 'debug',
      message:
        `training ${event.kind} for ${event.group}: ${event.done} of ${event.total} folds` +
        (event.leftMs === null ? '' : `, ${Math.round(event.leftMs / 1_000)} s left`),
      fields: { 'analyser.group': event.group },
    }),
    count: (metrics, { group, done, total, tensors }) => {
      metrics.trainingShare.set({ group }, done / Math.max(1, total));
      if (tensors !== undefined) metrics.trainingTensors.set({ group }, tensors);
    },
  },
  'model-change': {
    line: (event) => ({
      level: 'info',
      message:
        `from now on ${event.to} decides for ${event.group}${event.from === null ? '' : `, no longer ${event.from}`}: ` +
        reasonText(event.reason, ENGLISH),
      fields: { 'analyser.model_version': event.to, 'analyser.group': event.group },
    }),
    count: (metrics, event) => metrics.challenges.inc({ group: event.group, outcome: 'promoted' }),
  },
  'challenger-refused': {
    line: (event) => ({
      level: 'info',
      message: `challenger ${event.version} of ${event.group} stays out, ${event.champion} goes on: ${reasonText(event.reason, ENGLISH)}`,
      fields: { 'analyser.model_version': event.version, 'analyser.group': event.group },
    }),
    count: (metrics, event) => metrics.challenges.inc({ group: event.group, outcome: 'refused' }),
  },
  evidence: {
    line: (event) => ({
      level: 'debug',
      message:
        `evidence of ${seriesName(event.series)}: ${event.rows} scored in 90 days, ` +
        `Brier skill ${event.brierSkill === null ? 'unknown' : event.brierSkill.toFixed(4)}`,
      fields: {
        'analyser.series': seriesName(event.series),
        'analyser.muted': event.mutedReason === null ? null : reasonText(event.mutedReason, ENGLISH),
      },
    }),
    count: (metrics, event) => metrics.evidence.set(seriesName(event.series), event),
  },
  'signals-muted': {
    line: (event) => ({
      level: event.reason === null ? 'info' : 'warn',
      message:
        event.reason === null
          ? `${seriesName(event.series)} may speak again`
          : `${seriesName(event.series)} publishes no signals: ${reasonText(event.reason, ENGLISH)}`,
      fields: { 'analyser.series': seriesName(event.series) },
    }),
  },
  'walk-failed': {
    line: (event) => ({
      // Said once: what goes on failing in the same words is for the metric.
      level: event.repeats === 0 ? 'error' : 'debug',
      message: `walk of ${seriesName(event.series)} failed: ${errorText(event.error)}`,
      fields: {
        'analyser.series': seriesName(event.series),
        'analyser.kind': walkFailureKind(event.error),
        ...errorFields(event.error),
      },
    }),
    count: (metrics, event) => metrics.walkFailures.inc({ kind: walkFailureKind(event.error) }),
  },
};
