import type { StartTimer } from '../deadline.ts';

/** Runs what can be repeated: in order for one person, concurrently for different people. */
export interface ChatLanes {
  /** False, and nothing happens, when too many wait already. */
  add(personId: number, work: () => Promise<void>): boolean;
  waiting(): number;
  /** Resolves when everything begun or waiting has ended. */
  idle(): Promise<void>;
}

/** Below the database's 20 connections, together with what payments and members take. */
const AT_ONCE = 12;
/** A slow answer gives its place to the next after this, and goes on. */
const PLACE_MS = 5_000;
/** Some 2 kB each. Telegram sends no more than 100 at once; this many wait only under attack. */
const MOST_WAITING = 10_000;

interface Piece {
  readonly personId: number;
  readonly work: () => Promise<void>;
}

/** `work` must not reject. */
export function createChatLanes({ startTimer }: { readonly startTimer: StartTimer }): ChatLanes {
  const lanes = new Map<number, Piece[]>();
  const ready: Piece[] = [];
  const running = new Set<Promise<void>>();
  let busy = 0;
  let waiting = 0;

  function pump(): void {
    while (busy < AT_ONCE) {
      const piece = ready.shift();
      if (piece === undefined) return;
      begin(piece);
    }
  }

  function begin({ personId, work }: Piece): void {
    busy += 1;
    waiting -= 1;
    let holdsPlace = true;
    const leavePlace = (): void => {
      if (!holdsPlace) return;
      holdsPlace = false;
      busy -= 1;
      pump();
    };
    const cancel = startTimer(PLACE_MS, leavePlace);
    const mine = work().finally(() => {
      cancel();
      running.delete(mine);
      const lane = lanes.get(personId);
      lane?.shift();
      const next = lane?.[0];
      if (next === undefined) lanes.delete(personId);
      else ready.push(next);
      leavePlace();
      pump();
    });
    running.add(mine);
  }

  return {
    add(personId, work) {
      if (waiting >= MOST_WAITING) return false;
      waiting += 1;
      const piece = { personId, work };
      const lane = lanes.get(personId);
      if (lane === undefined) {
        lanes.set(personId, [piece]);
        ready.push(piece);
        pump();
      } else lane.push(piece);
      return true;
    },
    waiting: () => waiting,
    async idle() {
      while (running.size > 0 || waiting > 0) await Promise.allSettled(running);
    },
  };
}
