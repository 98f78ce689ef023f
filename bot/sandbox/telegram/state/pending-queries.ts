/** Questions the bot has to answer in time: pressed buttons and payments about to happen. */
export interface PendingQueries<A> {
  /** Opens a question; resolves with the answer, or null when the time is over or the sandbox closes. */
  ask(id: string, timeoutMs: number): Promise<A | null>;
  /** False when nobody asked, or the time is over. A second answer in time is accepted and changes nothing. */
  answer(id: string, answer: A): boolean;
  close(): void;
}

/** Questions live in memory: after a restart their ids are too old, as after any pause at Telegram. */
export function createPendingQueries<A>(): PendingQueries<A> {
  const open = new Map<string, (answer: A | null) => void>();
  return {
    ask(id, timeoutMs) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          open.delete(id);
          resolve(null);
        }, timeoutMs);
        open.set(id, (answer) => {
          // An answered question stays known until its time is over; a closed one does not.
          if (answer === null) clearTimeout(timer);
          else timer.unref();
          resolve(answer);
        });
      });
    },
    answer(id, answer) {
      const settle = open.get(id);
      settle?.(answer);
      return settle !== undefined;
    },
    close() {
      for (const settle of open.values()) settle(null);
      open.clear();
    },
  };
}
