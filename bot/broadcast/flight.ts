import type { SendWork } from './work-source.ts';

/** Messages under way at the same time, and calls: 30 a second at a round trip of one second, and what settling them takes. */
const MOST = 64;
/** Calls at first, and after one that got no answer: each such call costs a message. */
const FIRST = 1;
/** So many more with each answer: at a round trip of 400 ms every one that is spent on growing costs twelve messages. */
const GROWTH = 4;

/** "ahead": made ready before its slot opens · "due": begun only when it may be sent at once, because a claim that dies costs a post. */
export type Start = 'ahead' | 'due';

/** The messages under way. The number of their calls grows fourfold with each answer and falls back to one when Telegram is away. */
export interface Flight {
  /** How many more messages may be under way. */
  room(start: Start): number;
  size(): number;
  /** Those that have not begun their call, and so are not counted by the budget yet. */
  preparing(start: Start): number;
  start(work: SendWork, start: Start): void;
  /** Whether another call may be made. */
  mayCall(): boolean;
  /** A call is under way until the returned function is called. */
  beginCall(): () => void;
  /** Resolves when a call has ended. */
  nextCallEnd(): Promise<void>;
  /** Told of each call whether Telegram was there to answer it. */
  readonly answered: (isAnswered: boolean) => void;
  /** Resolves when a message begins its call or ends, or something was stored. */
  nextChange(): Promise<void>;
  /** Something was stored. */
  readonly changed: () => void;
  allEnded(): Promise<void>;
  /** Throws what a message could not be settled for, once. */
  throwFailure(): void;
}

/** Nothing is under way. */
export function createFlight(): Flight {
  const flying = { ahead: new Set<Promise<void>>(), due: new Set<Promise<void>>() };
  const preparing = { ahead: 0, due: 0 };
  const failures: unknown[] = [];
  const changes = createSignal();
  const callEnds = createSignal();
  let most = FIRST;
  let calls = 0;
  const size = (): number => flying.ahead.size + flying.due.size;
  return {
    room: (start) => (start === 'ahead' ? MOST : most) - flying[start].size,
    size,
    preparing: (start) => preparing[start],
    start(work, start) {
      let isPreparing = true;
      preparing[start] += 1;
      const ready = (): void => {
        if (!isPreparing) return;
        isPreparing = false;
        preparing[start] -= 1;
        changes.fire();
      };
      const running = work(ready)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => {
          ready();
          flying[start].delete(running);
          changes.fire();
        });
      flying[start].add(running);
    },
    mayCall: () => calls < most,
    beginCall() {
      calls += 1;
      return () => {
        calls -= 1;
        callEnds.fire();
      };
    },
    answered(isAnswered) {
      most = isAnswered ? Math.min(MOST, most * GROWTH) : FIRST;
      callEnds.fire();
    },
    nextChange: changes.next,
    changed: changes.fire,
    nextCallEnd: callEnds.next,
    async allEnded() {
      while (size() > 0) await Promise.all([...flying.ahead, ...flying.due]);
    },
    throwFailure() {
      const [failure] = failures.splice(0);
      if (failure !== undefined) throw failure;
    },
  };
}

/** Wakes everybody who waits for the next time. */
function createSignal(): { readonly fire: () => void; readonly next: () => Promise<void> } {
  let waiting: (() => void)[] = [];
  return {
    fire() {
      const woken = waiting;
      waiting = [];
      for (const resolve of woken) resolve();
    },
    next: () => new Promise((resolve) => waiting.push(resolve)),
  };
}
