import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { Clock } from '../../engine/ports.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { VenueError } from '../../engine/venue/venue-error.ts';
import type { WalkResult } from '../../engine/walk/on-candle-close.ts';
import { newestCloseMs, nextPollMs } from '../../engine/walk/schedule.ts';
import type { Deliverer } from '../broadcast/deliver.ts';
import type { Observe } from '../observe/observe.ts';
import type { Duty } from './sharing/duty.ts';

/** Work besides the walk, by the product's clock. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** Whether every process runs it for itself; else only the one that leads. */
  readonly everywhere?: boolean;
  run(nowMs: number): Promise<void>;
}

export interface SchedulerDependencies {
  readonly clock: Clock;
  readonly series: readonly SeriesKey[];
  /**
   * The walk: what is due for one series (engine/walk/on-candle-close.ts), which says when its decision is stored, and when a venue
   * is to be asked again (engine/walk/late-candle.ts).
   */
  readonly walk: {
    readonly onCandleClose: (series: SeriesKey, onDecided: () => void) => Promise<WalkResult>;
    readonly nextAskMs: () => number | null;
  };
  /** Loads what is missing, and starts trainings that are due. */
  readonly refreshModels: (nowMs: number) => Promise<void>;
  readonly deliverer: Pick<Deliverer, 'drain'>;
  readonly jobs: readonly Job[];
  readonly observe: Pick<Observe, 'log'>;
  readonly wallNowMs: () => number;
  /**
   * How long a job of an hour or less rests by wall time, in runDue: a fast-forwarded replay would run all of them at every turn.
   * Default: not at all.
   */
  readonly jobRestWallMs?: () => number;
  /** Default: this process alone does everything. */
  readonly duty?: Duty;
}

/** One piece of work that has its own time and never runs twice at once: no lane waits for another. */
export interface Lane {
  /** "walk", "models", "deliver" or a job's name; several series share "walk". */
  readonly job: string;
  /** Whether it is this process's to begin. */
  readonly isOurs: () => boolean;
  readonly run: () => Promise<void>;
  /** Whether it rests between two runs of a replay. */
  readonly rests: boolean;
  /** Product time from which it may run again; Infinity: when somebody asks for it. */
  dueMs: number;
  running: Promise<void> | null;
  startedWallMs: number;
  /** Whether the run under way has been reported as overdue. */
  reported: boolean;
}

/** How a series' walk failed last, for which candle, and how often in the same way before. */
interface Failure {
  readonly dueMs: number;
  readonly restUntilMs: number;
  readonly way: string;
  readonly repeats: number;
}

/** The state that the functions of this file work on. */
export interface Scheduler {
  readonly deps: SchedulerDependencies;
  /** One for each series: a venue that hangs holds up its own series and nothing else. */
  readonly walks: readonly Lane[];
  readonly models: Lane;
  readonly deliver: Lane;
  readonly jobs: readonly Lane[];
  readonly follow: Lane;
  readonly followClose: Lane;
  readonly failures: Map<string, Failure>;
  /** Deliveries wait until every walk under way has ended: one look into the outbox instead of one per series. */
  holdsDeliveries: boolean;
  /** When the deliverer wants to be called again; null: nothing is planned. */
  nextDeliveryMs: number | null;
  /** Product time of the last tick. */
  lastTickMs: number;
  /** Wall time of the last tick, for the health probe: it stands for the event loop, not for any venue. */
  lastTickWallMs: number;
}

/** What other processes put into the outbox, and what a lost wake-up left there, is found at the latest after this. */
const DELIVER_EVERY_MS = 5_000;
/** How old the newest candle and model may be that a process shows which does not lead. */
const FOLLOW_EVERY_MS = 5_000;
/** All outside calls have time limits, so that a run which takes longer than this is a bug worth a line in the log. */
const OVERDUE_MS = 600_000;

/** Lanes for everything that is to be done; nothing runs before the first tick. */
export function createScheduler(deps: SchedulerDependencies): Scheduler {
  const lane = (work: Pick<Lane, 'job' | 'isOurs' | 'run'> & { readonly rests?: boolean }, dueMs = 0): Lane => ({
    ...{ rests: false, ...work, dueMs, running: null, startedWallMs: 0, reported: false },
  });
  const { series, duty } = deps;
  const leads = (): boolean => duty?.leads() !== false;
  const walks = (each: SeriesKey): boolean => duty?.walks(each) !== false;
  const scheduler: Scheduler = {
    deps,
    walks: series.map((each) =>
      lane({ job: 'walk', isOurs: () => walks(each), run: () => walkSeries(scheduler, each) }),
    ),
    models: lane({ job: 'models', isOurs: leads, run: () => refreshModels(scheduler) }, Number.POSITIVE_INFINITY),
    deliver: lane({ job: 'deliver', isOurs: leads, run: () => deliver(scheduler) }),
    jobs: deps.jobs.map((job) =>
      lane({
        job: job.name,
        isOurs: job.everywhere === true ? () => true : leads,
        run: () => runJob(scheduler, job),
        rests: job.everyMs <= HOUR_MS,
      }),
    ),
    follow: lane({ job: 'follow', isOurs: () => !leads() || !series.every(walks), run: () => follow(scheduler) }),
    followClose: lane({
      ...{ job: 'follow-close', isOurs: () => series.some(walks) && !series.every(walks) },
      run: async () => await duty?.followClose(() => wakeDeliveries(scheduler)),
    }),
    failures: new Map(),
    holdsDeliveries: false,
    nextDeliveryMs: null,
    lastTickMs: Number.NEGATIVE_INFINITY,
    lastTickWallMs: deps.wallNowMs(),
  };
  return scheduler;
}

const lanesOf = (scheduler: Scheduler): readonly Lane[] => [
  ...scheduler.walks,
  // In the same turn as the walks, which may await what it brings.
  scheduler.followClose,
  scheduler.models,
  scheduler.deliver,
  ...scheduler.jobs,
  scheduler.follow,
];

/**
 * Starts every lane that is due and not running, and waits for none. What is due is
 * computed from what is stored, so a lost tick costs nothing.
 */
export function tick(scheduler: Scheduler): void {
  const { clock, wallNowMs, observe } = scheduler.deps;
  scheduler.lastTickWallMs = wallNowMs();
  const nowMs = clock.nowMs();
  if (nowMs < scheduler.lastTickMs) forgetTimes(scheduler);
  scheduler.lastTickMs = nowMs;
  for (const lane of lanesOf(scheduler)) {
    if (lane.running === null && nowMs >= lane.dueMs && lane.isOurs()) void start(scheduler, lane);
    const durationMs = wallNowMs() - lane.startedWallMs;
    if (lane.running === null || lane.reported || durationMs < OVERDUE_MS) continue;
    lane.reported = true;
    observe.log({ type: 'job-run', job: lane.job, outcome: 'skipped', durationMs });
  }
}

/** The clock was set back: what was to go on at a time that it had wrongly reached would stand still for hours. */
function forgetTimes(scheduler: Scheduler): void {
  for (const lane of lanesOf(scheduler)) if (Number.isFinite(lane.dueMs)) lane.dueMs = 0;
  scheduler.nextDeliveryMs = null;
}

/**
 * Does everything that is due, one thing after another, and resolves with the product time at which work goes on that waits for a late
 * venue or for its time in the outbox; null: for nothing known. For the sandbox, whose clock stands still meanwhile.
 */
export async function runDue(scheduler: Scheduler): Promise<number | null> {
  const { clock, walk, wallNowMs } = scheduler.deps;
  scheduler.holdsDeliveries = true;
  await Promise.all(scheduler.walks.map((lane) => start(scheduler, lane)));
  scheduler.holdsDeliveries = false;
  // Begun before, it may have ended just before a walk stored something.
  await scheduler.deliver.running;
  if (isDeliveryDue(scheduler)) await start(scheduler, scheduler.deliver);
  const restWallMs = scheduler.deps.jobRestWallMs?.() ?? 0;
  for (const lane of [scheduler.models, ...scheduler.jobs]) {
    const hasRested = !lane.rests || wallNowMs() - lane.startedWallMs >= restWallMs;
    if (clock.nowMs() >= lane.dueMs && hasRested) await start(scheduler, lane);
  }
  scheduler.lastTickWallMs = wallNowMs();
  const nowMs = clock.nowMs();
  const askMs = walk.nextAskMs();
  const nextMs = Math.min(
    askMs === null || askMs <= nowMs ? Number.POSITIVE_INFINITY : askMs,
    scheduler.nextDeliveryMs === null ? Number.POSITIVE_INFINITY : Math.max(nowMs + 1, scheduler.nextDeliveryMs),
  );
  return Number.isFinite(nextMs) ? nextMs : null;
}

/**
 * Whether to look into the outbox: what the walks stored woke it already, what waits has its time, and the rest is looked for by
 * wall time, because a replay's five seconds are over at every turn.
 */
function isDeliveryDue({ deps, deliver: { dueMs, startedWallMs }, nextDeliveryMs }: Scheduler): boolean {
  const isTime = deps.clock.nowMs() >= (nextDeliveryMs ?? Number.POSITIVE_INFINITY);
  return dueMs === 0 || isTime || deps.wallNowMs() - startedWallMs >= DELIVER_EVERY_MS;
}

/** Resolves when nothing is under way any more. */
export async function idle(scheduler: Scheduler): Promise<void> {
  await Promise.all(lanesOf(scheduler).map((lane) => lane.running));
}

/** Runs a lane, or joins the run under way. Never rejects: every failure is reported and contained where it happened. */
function start(scheduler: Scheduler, lane: Lane): Promise<void> {
  if (lane.running !== null) return lane.running;
  lane.startedWallMs = scheduler.deps.wallNowMs();
  lane.reported = false;
  lane.running = lane.run().finally(() => {
    lane.running = null;
  });
  return lane.running;
}

/** Walks one series. One that fails rests like one whose candle is late. */
async function walkSeries(scheduler: Scheduler, series: SeriesKey): Promise<void> {
  const { clock, walk, observe } = scheduler.deps;
  const name = seriesName(series);
  const nowMs = clock.nowMs();
  const dueMs = newestCloseMs(nowMs, timeframeMs(series.timeframe));
  const before = scheduler.failures.get(name);
  if (before?.dueMs === dueMs && nowMs < before.restUntilMs) return;
  try {
    const result = await walk.onCandleClose(series, () => wakeDeliveries(scheduler));
    // While it waits nothing was asked, so nothing was put right.
    if (result !== 'waiting') scheduler.failures.delete(name);
    if (result === 'decided' || result === 'undecided') scheduler.models.dueMs = 0;
    if (result !== 'nothing') wakeDeliveries(scheduler);
  } catch (error) {
    const way = error instanceof VenueError ? error.code : String(error);
    const repeats = before?.way === way ? before.repeats + 1 : 0;
    const restUntilMs = nextPollMs(dueMs, clock.nowMs());
    scheduler.failures.set(name, { dueMs, restUntilMs, way, repeats });
    observe.log({ type: 'walk-failed', series, error, repeats });
  }
}

/** Something to be sent was stored: it is sent now, where this process sends, not at the next tick. A drain under way looks once more. */
export function wakeDeliveries(scheduler: Scheduler): void {
  if (scheduler.deps.duty?.leads() === false) return;
  scheduler.deliver.dueMs = 0;
  if (scheduler.holdsDeliveries) return;
  if (scheduler.deliver.running === null) void start(scheduler, scheduler.deliver);
  // The drain under way reports its own failure.
  else void scheduler.deps.deliverer.drain().catch(() => {});
}

async function deliver(scheduler: Scheduler): Promise<void> {
  const { clock, deliverer, observe } = scheduler.deps;
  scheduler.deliver.dueMs = Number.POSITIVE_INFINITY;
  try {
    scheduler.nextDeliveryMs = (await deliverer.drain()).nextAtMs;
  } catch (error) {
    observe.log({ type: 'failure', where: 'deliver', error });
  }
  const latestMs = clock.nowMs() + DELIVER_EVERY_MS;
  scheduler.deliver.dueMs = Math.min(scheduler.deliver.dueMs, latestMs, scheduler.nextDeliveryMs ?? latestMs);
}

async function refreshModels(scheduler: Scheduler): Promise<void> {
  scheduler.models.dueMs = Number.POSITIVE_INFINITY;
  await timed(scheduler, 'models', () => scheduler.deps.refreshModels(scheduler.deps.clock.nowMs()));
}

async function follow(scheduler: Scheduler): Promise<void> {
  scheduler.follow.dueMs = scheduler.deps.clock.nowMs() + FOLLOW_EVERY_MS;
  await timed(scheduler, 'follow', async () => {
    if ((await scheduler.deps.duty?.follow()) !== true) return;
    // Another process has decided: what this one does after a decision of its own.
    scheduler.models.dueMs = 0;
    wakeDeliveries(scheduler);
  });
}

async function runJob(scheduler: Scheduler, job: Job): Promise<void> {
  const nowMs = scheduler.deps.clock.nowMs();
  const lane = scheduler.jobs[scheduler.deps.jobs.indexOf(job)];
  if (lane !== undefined) lane.dueMs = nowMs + job.everyMs;
  await timed(scheduler, job.name, () => job.run(nowMs));
}

async function timed({ deps }: Scheduler, job: string, run: () => Promise<void>): Promise<void> {
  const startedMs = deps.wallNowMs();
  try {
    await run();
    deps.observe.log({ type: 'job-run', job, outcome: 'ok', durationMs: deps.wallNowMs() - startedMs });
  } catch (error) {
    deps.observe.log({ type: 'job-run', job, outcome: 'failed', durationMs: deps.wallNowMs() - startedMs, error });
  }
}
