/** Calls of a function of which those with the same key wait for each other, in the order they came; others do not. */
export function oneByOne<A, R>(run: (given: A) => Promise<R>, keyOf: (given: A) => unknown): (given: A) => Promise<R> {
  const last = new Map<unknown, Promise<unknown>>();
  return (given) => {
    const key = keyOf(given);
    const own = (last.get(key) ?? Promise.resolve()).then(() => run(given));
    const ended = own
      .catch(() => {})
      .then(() => {
        if (last.get(key) === ended) last.delete(key);
      });
    last.set(key, ended);
    return own;
  };
}
