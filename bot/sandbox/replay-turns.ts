import { setTimeout as wait } from 'node:timers/promises';
import { giveBackMemory, type ReplayMemory } from './give-back-memory.ts';
import { isLettingTimePass, type TimePassing, takeJobTurn } from './let-time-pass.ts';
import { isFastForwarding, type ReplayClock, replayNowMs } from './replay-clock.ts';
import { holdReplay, type ReplayHold, releaseReplay } from './replay-hold.ts';
import type { TelegramSandbox } from './telegram/create-telegram-sandbox.ts';

/** A fast-forwarded replay would run every job at every turn. */
const JOB_REST_WALL_MS = 1_000;
/** A bot that is away is not waited for longer than this often so long. */
const UPDATE_LOOKS = 100;
const UPDATE_LOOK_MS = 5;

/** The turns of work at the stops of the replay's clock. */
export interface ReplayTurns {
  work(run: () => Promise<number | null>): Promise<void>;
  /** How long frequent jobs rest by wall time. */
  jobRestWallMs(): number;
}

/** Nobody lets time pass yet. */
export function timePassing(replay: ReplayClock, hold: ReplayHold): TimePassing {
  const latestMs = (): number => Math.min(replay.lastMs, hold.real?.nowMs() ?? Number.POSITIVE_INFINITY);
  return { replay, latestMs, wallNowMs: () => performance.now(), endWallMs: null, jobsMs: 0 };
}

export interface TurnParts {
  readonly replay: ReplayClock;
  readonly hold: ReplayHold;
  readonly passing: TimePassing;
  readonly telegram: Pick<TelegramSandbox, 'settle' | 'pendingUpdates'>;
}

/** What is done while the clock stands still, and how long frequent jobs rest then. */
export function replayTurns({ replay, hold, passing, telegram }: TurnParts): ReplayTurns {
  // A start leaves garbage too: it is collected after the first turn.
  const memory: ReplayMemory = { collectedMs: Number.NEGATIVE_INFINITY };
  let jobRestWallMs = JOB_REST_WALL_MS;
  return {
    async work(run) {
      holdReplay(hold, replayNowMs(replay));
      const isPassing = isLettingTimePass(passing);
      if (isPassing) await settleTelegram(telegram);
      jobRestWallMs = isPassing ? (takeJobTurn(passing) ? 0 : Number.POSITIVE_INFINITY) : JOB_REST_WALL_MS;
      const againAtMs = await run();
      releaseReplay(hold, replayNowMs(replay), againAtMs);
      giveBackMemory(memory, { isFast: isFastForwarding(replay), nowMs: replayNowMs(replay) });
    },
    jobRestWallMs: () => jobRestWallMs,
  };
}

/** While the clock stands still: renewals that are due are charged, and the bot gets what waits for it. */
async function settleTelegram(telegram: TurnParts['telegram']): Promise<void> {
  telegram.settle();
  for (let look = 0; look < UPDATE_LOOKS && telegram.pendingUpdates() > 0; look += 1) await wait(UPDATE_LOOK_MS);
}
