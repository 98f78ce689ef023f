/** Hands events to a listener that comes later than their source; those in between are kept, in order. */
export interface EventBuffer<T> {
  onEvent(event: T): void;
  /** The listener gets every event from now on, first those that were kept. */
  listen(listener: (event: T) => void): void;
}

export function createEventBuffer<T>(): EventBuffer<T> {
  let early: T[] = [];
  let listener: ((event: T) => void) | null = null;
  return {
    onEvent(event) {
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
