import { ENGLISH } from '../texts/language.ts';

const { plain } = ENGLISH;

/** An answer is as good as a new one for this long: however many ask, the database is asked a few times a second. */
const KEPT_MS = 250;
/** A database that takes longer to print "here" counts as away: callers are owed an answer within a second. */
const ANSWER_LIMIT_MS = 600;
/** When the driver has lost its connections already, only a short look is taken whether they are back. */
const LOST_LIMIT_MS = 300;
const LOOK_EVERY_MS = 1_000;

export interface DatabaseWatchOptions {
  /** Asks the database for any answer; rejects when there is none. It may take long. */
  readonly ping: () => Promise<unknown>;
  /** Whether the driver has connections now. */
  readonly isConnected: () => boolean;
  /** Wall time, monotonic. */
  readonly wallNowMs: () => number;
  readonly onEvent: (event: DatabaseEvent) => void;
}

/** lost, back: it stopped answering, it answers again. connected: at start. failed: it ended by itself. */
export type DatabaseEvent = { readonly type: 'database' } & (
  | { readonly what: 'lost' }
  | { readonly what: 'back'; readonly awayMs: number }
  | { readonly what: 'connected' | 'failed'; readonly detail: string }
);

/** Whether the database answers, known within a second at any time. */
export interface DatabaseWatch {
  /** Resolves within about 600 ms; never rejects. */
  answers(): Promise<boolean>;
  /** One line for readiness. */
  describe(): string;
  /** Looks once a second, so that a loss and its end are reported without a query. */
  start(): void;
  stop(): void;
}

export function createDatabaseWatch({ ping, isConnected, wallNowMs, onEvent }: DatabaseWatchOptions): DatabaseWatch {
  let last = { answered: true, atMs: Number.NEGATIVE_INFINITY };
  let asking: Promise<boolean> | null = null;
  let awaySinceMs: number | null = null;
  let timer: NodeJS.Timeout | null = null;

  const note = (answered: boolean): boolean => {
    last = { answered, atMs: wallNowMs() };
    if (!answered && awaySinceMs === null) {
      awaySinceMs = last.atMs;
      onEvent({ type: 'database', what: 'lost' });
    } else if (answered && awaySinceMs !== null) {
      const awayMs = last.atMs - awaySinceMs;
      awaySinceMs = null;
      onEvent({ type: 'database', what: 'back', awayMs });
    }
    return answered;
  };
  const answers = (): Promise<boolean> => {
    if (wallNowMs() - last.atMs < KEPT_MS) return Promise.resolve(last.answered);
    asking ??= withinTime(ping, isConnected() ? ANSWER_LIMIT_MS : LOST_LIMIT_MS)
      .then(note)
      .finally(() => {
        asking = null;
      });
    return asking;
  };
  return {
    answers,
    describe() {
      if (awaySinceMs === null) return plain('probe-answers');
      const seconds = Math.max(1, Math.round((wallNowMs() - awaySinceMs) / 1_000));
      return plain('probe-silent', { seconds: String(seconds) });
    },
    start() {
      timer ??= setInterval(() => void answers(), LOOK_EVERY_MS);
      timer.unref();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}

function withinTime(ping: () => Promise<unknown>, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    // A loop that was busy itself runs the timer before it reads what has come meanwhile: it looks once more.
    const late = (): NodeJS.Immediate => setImmediate(() => setImmediate(() => resolve(false)));
    const timer = setTimeout(late, limitMs);
    ping().then(
      () => resolve(true),
      () => resolve(false),
    );
    void timer.unref();
  });
}
