import { refreshModels } from '../../../engine/serving/refresh-models.ts';
import { refreshFeed } from '../../../engine/walk/feed.ts';
import type { Observe } from '../../observe/observe.ts';
import type { Environment } from '../environment.ts';
import type { Duty } from '../sharing/duty.ts';
import type { UndoStack } from '../undo-stack.ts';
import { fetchFirstCandles, type WatchedVenue } from './first-candles.ts';
import type { OpenedDuty } from './open-duty.ts';
import type { Engine } from './open-engine.ts';

/** A venue that answers nothing for so long does not hold up the start of the others. */
const SILENT_VENUE_MS = 5_000;

export interface StartingEngine {
  readonly environment: Pick<Environment, 'clock' | 'series' | 'mode'>;
  readonly observe: Pick<Observe, 'log'>;
  readonly print: (line: string) => void;
}

/** Fetches the first candles, loads or fits the first models and looks at their evidence. */
export async function startEngine(
  deps: StartingEngine,
  { engine, venue, isWalking }: { readonly engine: Engine; readonly venue: WatchedVenue; readonly isWalking: boolean },
): Promise<void> {
  const { environment, observe, print } = deps;
  const nowMs = (): number => environment.clock.nowMs();
  // Before the first tick, and as they are at a take-over: a market that was paused must not publish once more.
  await engine.controlled.look(false);
  const complete = await fetchFirstCandles({
    ...{ series: isWalking ? [] : environment.series, venue, observe, print, wallNowMs: () => performance.now() },
    fetch: (each) => refreshFeed(engine.walk.feed, each),
    // The sandbox's own venue is always there: what takes long there is the machine.
    silentMs: environment.mode === 'live' ? SILENT_VENUE_MS : Number.POSITIVE_INFINITY,
  });
  await refreshModels(engine.models, nowMs()).catch((error: unknown) => {
    // Without candles there is nothing to learn from yet: the walk asks again, and each new candle trains what is missing.
    if (complete && !isWalking) throw error;
    observe.log({ type: 'failure', where: 'first-training', error });
  });
  await engine.evidence.look(nowMs());
}

/** Takes the lease and a portion of the series, or follows who has them; both are given back at the stop. */
export async function takeUpWork(
  { lease, shares, duty }: OpenedDuty,
  { engine, nowMs, onStop }: { readonly engine: Engine; readonly nowMs: number; readonly onStop: UndoStack['push'] },
): Promise<void> {
  onStop('lease', () => lease.stop());
  onStop('shares', () => shares.stop());
  await lease.start();
  if (!lease.leads()) await standBy(duty, engine, nowMs);
  await shares.start();
}

/** What the process that leads has stored so far: enough to answer readers. */
async function standBy(duty: Duty, engine: Engine, nowMs: number): Promise<void> {
  await duty.follow();
  await engine.controlled.look(false);
  await engine.evidence.look(nowMs);
}
