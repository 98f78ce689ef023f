/** Carries events from who starts early to who listens later; nothing told in between is lost. */
export interface Relay<T> {
  tell(event: T): void;
  /** From now on the listener hears everything, first what was told before. */
  listen(listener: (event: T) => void): void;
}

export function createRelay<T>(): Relay<T> {
  let early: T[] = [];
  let listener: ((event: T) => void) | null = null;
  return {
    tell(event) {
      if (listener === null) early.push(event);
      else listener(event);
    },
    listen(next) {
      listener = next;
      const missed = early;
      early = [];
      for (const event of missed) next(event);
    },
  };
}
