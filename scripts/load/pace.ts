import type { LoadStage } from './load-stage.ts';
import { readMetrics } from './read-metrics.ts';

const METRICS_LIMIT_MS = 30_000;

/** A stretch of time in which messages went out. */
export interface Pace {
  /** How many times as fast as the machine's the clock ran. */
  readonly speed: number;
  /** Its length by the product's clock. */
  readonly marketMs: number;
  /** Sends a second that were the engine's; the other processes have the rest of Telegram's limit. */
  readonly permitted: number;
}

/** How many sends a second the engine may take of Telegram's limit. */
export async function permittedNow({ roles }: Pick<LoadStage, 'roles'>): Promise<number> {
  const response = await fetch(roles.engine.metricsUrl, { signal: AbortSignal.timeout(METRICS_LIMIT_MS) });
  return readMetrics(await response.text()).sum('analyser_sends_permitted');
}
