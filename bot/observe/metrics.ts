import { totalmem } from 'node:os';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import type { Clock } from '../../engine/ports.ts';
import type { TroubleGauge } from '../troubles/trouble.ts';
import { countedMetrics } from './counted-metrics.ts';
import { createEvidenceGauges } from './evidence-gauges.ts';
import { memoryLimit } from './memory-limit.ts';
import { type MetricMakers, metricMakers } from './metric-makers.ts';
import { startAtZero, startSendingAtZero, startSeriesAtZero } from './start-at-zero.ts';

const NONE: ReadonlyMap<string, number> = new Map();

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * All metrics of one process in a registry of their own. Ages (candle, model) are taken from `clock` when they are read,
 * so that they grow while nothing happens; in sandbox mode that is the replay's time. walked: series that this process may walk: none
 * is late yet, nothing is stored or decided.
 */
export function createMetrics(clock: Clock, walked?: readonly SeriesKey[]) {
  // Several processes know each market; one that walks none exports none.
  const isWalking = walked === undefined || walked.length > 0;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Twenty-seven series of each process that nobody looks at.
  for (const what of ['total', 'used', 'available'])
    registry.removeSingleMetric(`nodejs_heap_space_size_${what}_bytes`);
  const make = metricMakers(registry);
  make.gaugeRead('analyser_memory_limit_bytes', 'Memory that this process may have; 0: no limit', () =>
    memoryLimit(process.constrainedMemory(), totalmem()),
  );
  const candleCloseMs = new Map<string, number>();
  const models = new Map<string, ServingModel>();
  make.gaugeOf('analyser_candle_age_seconds', 'Market time since the close of the newest stored candle', {
    label: 'series',
    read: () => mapValues(isWalking ? candleCloseMs : NONE, (closeMs) => (clock.nowMs() - closeMs) / 1000),
  });
  make.gaugeOf('analyser_model_age_seconds', 'Market time since the last candle the serving model was trained on', {
    label: 'group',
    read: () => mapValues(models, (model) => (clock.nowMs() - model.trainedUntilMs) / 1000),
  });
  const evidence = createEvidenceGauges(make, isWalking);
  const modelInfo = new Gauge({
    name: 'analyser_model_info',
    help: 'The serving model of each group; always 1',
    labelNames: ['group', 'version'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [group, model] of models) this.set({ group, version: model.version }, 1);
    },
  });
  const counted = countedMetrics(make);
  startAtZero(counted);
  if (isWalking) startSendingAtZero(counted);
  startSeriesAtZero(counted, (walked ?? []).map(seriesName));
  const outboxAge = createOutboxAge(make, clock);
  return { registry, candleCloseMs, models, modelInfo, evidence, outboxAge, ...counted };
}

/** Sets the gauge that shows whether a trouble lasts. */
export function setTroubleGauge(metrics: Metrics, gauge: TroubleGauge): void {
  switch (gauge.name) {
    case 'venueUp':
      metrics.venueUp.set(gauge.labels, gauge.value);
      break;
    case 'dataLate':
      metrics.dataLate.set(gauge.labels, gauge.value);
      break;
    default:
      metrics[gauge.name].set(gauge.value);
  }
}

interface ServingModel {
  readonly version: string;
  readonly trainedUntilMs: number;
}

/** Grows from what was read last: it must not stand still while the database is away or a drain waits. */
function createOutboxAge(make: MetricMakers, clock: Clock) {
  let oldestDueMs: number | null = null;
  make.gaugeRead('analyser_outbox_age_seconds', 'Age of the oldest due and unsent delivery', () =>
    oldestDueMs === null ? 0 : Math.max(0, clock.nowMs() - oldestDueMs) / 1000,
  );
  return {
    set(ageMs: number): void {
      oldestDueMs = ageMs === 0 ? null : clock.nowMs() - ageMs;
    },
  };
}

function mapValues<V>(source: ReadonlyMap<string, V>, of: (value: V) => number): ReadonlyMap<string, number> {
  return new Map([...source].map(([key, value]) => [key, of(value)]));
}
