import type { SendWork } from './work-source.ts';

/** Calls under way at the same time: 30 a second at a round trip of one second, and what settling them takes. */
const MOST = 64;
/** At first, and after a call that got no answer: each such call costs a message. */
const FIRST = 1;

/** The messages under way. Their number doubles with each answer and falls back to one when Telegram is away. */
export interface Flight {
  /** How many more may be under way. */
  room(): number;
  size(): number;
  /** Those that have not begun their call, and so are not counted by the budget yet. */
  preparing(): number;
  start(work: SendWork): void;
  /** Told of each call whether Telegram was there to answer it. */
  readonly answered: (isAnswered: boolean) => void;
  /** Resolves when a message begins its call or ends. */
  nextChange(): Promise<void>;
  allEnded(): Promise<void>;
  /** Throws what a message could not be settled for, once. */
  throwFailure(): void;
}

/** Nothing is under way. */
export function createFlight(): Flight {
  const flying = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let changed: (() => void)[] = [];
  const change = (): void => {
    const waiting = changed;
    changed = [];
    for (const resolve of waiting) resolve();
  };
  let most = FIRST;
  let preparing = 0;
  return {
    room: () => most - flying.size,
    size: () => flying.size,
    preparing: () => preparing,
    start(work) {
      let isPreparing = true;
      preparing += 1;
      const ready = (): void => {
        if (!isPreparing) return;
        isPreparing = false;
        preparing -= 1;
        change();
      };
      const running = work(ready)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => {
          ready();
          flying.delete(running);
          change();
        });
      flying.add(running);
    },
    answered(isAnswered) {
      most = isAnswered ? Math.min(MOST, most * 2) : FIRST;
    },
    nextChange: () => new Promise((resolve) => changed.push(resolve)),
    async allEnded() {
      while (flying.size > 0) await Promise.all(flying);
    },
    throwFailure() {
      const [failure] = failures.splice(0);
      if (failure !== undefined) throw failure;
    },
  };
}
