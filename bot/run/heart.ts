import { VenueError } from '../../engine/adapters/ccxt/venue-error.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { Pipeline } from '../../engine/pipeline.ts';
import type { Clock } from '../../engine/ports.ts';
import { newestCloseMs, nextPollMs } from '../../engine/schedule.ts';
import type { ModelRoom } from '../../engine/training/model-room.ts';
import type { Deliverer } from '../broadcast/deliver.ts';
import type { Observe } from '../observe.ts';

/** Work besides the walk, by the product's clock. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  run(nowMs: number): Promise<void>;
}

export interface HeartDependencies {
  readonly clock: Clock;
  readonly series: readonly SeriesKey[];
  readonly pipeline: Pipeline;
  readonly models: ModelRoom;
  readonly deliverer: Deliverer;
  readonly jobs: readonly Job[];
  readonly observe: Observe;
  readonly wallNowMs: () => number;
  /** Whether a beat waits until what is due has been sent: in the sandbox, whose clock waits for the beat. A slow Telegram must not hold up the walk of a live market. */
  readonly awaitDeliveries: boolean;
}

/** What wakes up, walks every series, sends what is due and runs the jobs. */
export interface Heart {
  /**
   * One beat; resolves with the time of the product's clock at which work goes on that waits for a late venue or for Telegram's limits,
   * or null. Calls during a beat join it. Never rejects: every failure is told and contained where it happened.
   */
  beat(): Promise<number | null>;
  /** Wall time of the last finished beat, for the health probe. */
  lastBeatWallMs(): number;
}

/** How a series' walk failed last, for which candle, and how often in the same way before. */
interface Failure {
  readonly dueMs: number;
  readonly restUntilMs: number;
  readonly way: string;
  readonly repeats: number;
}

/** A chat takes one message a second. */
const HELD_BACK_MS = 1_000;

export function createHeart(deps: HeartDependencies): Heart {
  const { clock, observe } = deps;
  const failures = new Map<string, Failure>();
  const ranAtMs = new Map<string, number>();
  let running: Promise<number | null> | null = null;
  let lastBeat = deps.wallNowMs();

  async function timed(job: string, run: () => Promise<void>): Promise<void> {
    const startedMs = deps.wallNowMs();
    try {
      await run();
      observe.log({ type: 'job-run', job, outcome: 'ok', durationMs: deps.wallNowMs() - startedMs });
    } catch (error) {
      observe.log({ type: 'job-run', job, outcome: 'failed', durationMs: deps.wallNowMs() - startedMs, error });
    }
  }

  /** True when a candle was dealt with. A failing series rests like a late one and holds up no other. */
  async function walk(series: SeriesKey): Promise<boolean> {
    const name = seriesName(series);
    const nowMs = clock.nowMs();
    const dueMs = newestCloseMs(nowMs, timeframeMs(series.timeframe));
    const before = failures.get(name);
    if (before?.dueMs === dueMs && nowMs < before.restUntilMs) return false;
    try {
      const result = await deps.pipeline.onCandleClose(series);
      // While it waits nothing was asked, so nothing was put right.
      if (result !== 'waiting') failures.delete(name);
      return result === 'decided' || result === 'undecided';
    } catch (error) {
      const way = error instanceof VenueError ? error.code : String(error);
      const repeats = before?.way === way ? before.repeats + 1 : 0;
      failures.set(name, { dueMs, restUntilMs: nextPollMs(dueMs, nowMs), way, repeats });
      observe.log({ type: 'walk-failed', series, error, repeats });
      return false;
    }
  }

  async function once(): Promise<number | null> {
    const walked = await Promise.all(deps.series.map(walk));
    if (walked.includes(true)) await timed('models', () => deps.models.refresh(clock.nowMs()));
    const delivering = deps.deliverer.drain().then(
      ({ deferred, nextAtMs }) => nextAtMs ?? (deferred > 0 ? clock.nowMs() + HELD_BACK_MS : null),
      (error: unknown) => {
        observe.log({ type: 'failure', where: 'deliver', error });
        return null;
      },
    );
    const againAtMs = deps.awaitDeliveries ? await delivering : null;
    for (const job of deps.jobs) {
      const nowMs = clock.nowMs();
      if (nowMs - (ranAtMs.get(job.name) ?? Number.NEGATIVE_INFINITY) < job.everyMs) continue;
      ranAtMs.set(job.name, nowMs);
      await timed(job.name, () => job.run(nowMs));
    }
    lastBeat = deps.wallNowMs();
    const nowMs = clock.nowMs();
    const waiting = [againAtMs, deps.pipeline.nextAskMs()]
      .filter((timeMs) => timeMs !== null)
      .filter((timeMs) => timeMs > nowMs);
    return waiting.length === 0 ? null : Math.min(...waiting);
  }

  return {
    beat() {
      running ??= once().finally(() => {
        running = null;
      });
      return running;
    },
    lastBeatWallMs: () => lastBeat,
  };
}
