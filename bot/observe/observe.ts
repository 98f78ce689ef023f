import pino from 'pino';
import type { EngineEvent } from '../../engine/events.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import type { Clock } from '../../engine/ports.ts';
import type { VenueEvent } from '../../engine/venue/venue-event.ts';
import { redactSecrets } from '../redact.ts';
import { standardOutput } from '../standard-output.ts';
import type { BotEvent } from '../telegram/bot-event.ts';
import type { FailureKind } from '../telegram/operations.ts';
import { traceFields } from '../tracing/span.ts';
import { troubleOf } from '../troubles/trouble-table.ts';
import { BOT_TABLE } from './bot-table.ts';
import { ENGINE_TABLE } from './engine-table.ts';
import type { Line } from './event-table.ts';
import { createFailureKinds } from './failure-kinds.ts';
import { createMetrics, type Metrics, setTroubleGauge } from './metrics.ts';
import type { ProcessEvent } from './process-event.ts';
import { PROCESS_TABLE } from './process-table.ts';
import { VENUE_TABLE } from './venue-table.ts';

/** Everything that goes into log and metrics; each kind of event has a table of its own in observe/. */
export type ObservedEvent = EngineEvent | VenueEvent | BotEvent | ProcessEvent;

/** A line that was written, in wall time. */
export interface RecentLine {
  readonly atMs: number;
  readonly level: 'warn' | 'error';
  readonly message: string;
}

/** Lines kept for operators. */
const MOST_RECENT = 50;

/** The one way to log: pass the event, and the tables in observe/ turn it into a log line and metrics. Never throws. */
export interface Observe {
  log(event: ObservedEvent): void;
  /** The newest lines that warn or report an error, oldest first; secrets are gone from them. */
  recent(): readonly RecentLine[];
  /** Failures that readers met, by kind, the last one first; secrets are gone from them. */
  failures(): readonly FailureKind[];
  /** All metrics in the Prometheus text format. */
  metricsText(): Promise<string>;
  /** The content type of metricsText. */
  readonly metricsType: string;
}

export interface ObserveOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** The product's time, from which ages of candles and models are taken; in sandbox mode the replay's. */
  readonly clock: Clock;
  /** Series that this process may walk: none is late until it says so. Absent: none. */
  readonly walked?: readonly SeriesKey[];
  /** Where lines go; standard output when absent. Secrets are gone before they get there. */
  readonly stream?: { write(line: string): unknown };
}

/** Log lines in ECS JSON (`@timestamp` in wall time) and metrics from one stream of events. */
export function createObserve(options: ObserveOptions): Observe {
  const stream = options.stream ?? standardOutput;
  const metrics = createMetrics(options.clock, options.walked);
  const logger = pino(
    {
      level: options.level,
      base: { 'ecs.version': '8.11.0', 'service.name': 'analyser', 'process.pid': process.pid },
      messageKey: 'message',
      mixin: traceFields,
      timestamp: () => `,"@timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ 'log.level': label }) },
    },
    { write: (line: string) => void stream.write(redactSecrets(line)) },
  );
  const recent: RecentLine[] = [];
  const failures = createFailureKinds();
  return {
    recent: () => [...recent],
    failures: failures.list,
    log(event) {
      try {
        const line = countAndLine(event, metrics);
        keepRecent(recent, line);
        if (event.type === 'update-failed' || event.type === 'backtest-failed')
          failures.note(redactSecrets(event.error));
        logger[line.level]({ 'event.action': event.type, ...line.fields }, line.message);
      } catch (error) {
        // A line that cannot be written must not take down what it reports.
        logger.error(
          { 'event.action': 'observe-failed', 'error.message': String(error) },
          `event ${event.type} could not be reported`,
        );
      }
    },
    metricsText: () => metrics.registry.metrics(),
    metricsType: metrics.registry.contentType,
  };
}

function keepRecent(recent: RecentLine[], { level, message }: Line): void {
  if (level !== 'warn' && level !== 'error') return;
  recent.push({ atMs: Date.now(), level, message: redactSecrets(message) });
  if (recent.length > MOST_RECENT) recent.shift();
}

const TABLE = { ...ENGINE_TABLE, ...VENUE_TABLE, ...BOT_TABLE, ...PROCESS_TABLE };

function countAndLine(event: ObservedEvent, metrics: Metrics): Line {
  // The table has one row per member, which TypeScript checks there; it cannot correlate the row with the event here.
  const row = TABLE[event.type] as {
    readonly line: (event: ObservedEvent) => Line;
    readonly count?: (metrics: Metrics, event: ObservedEvent) => void;
  };
  row.count?.(metrics, event);
  const gauge = troubleOf(event)?.gauge;
  if (gauge !== undefined) setTroubleGauge(metrics, gauge);
  return row.line(event);
}
