/** The one behind the current one, the first behind the last and behind one that is not among them. */
export function nextOf<T, First extends T>(choices: readonly [First, ...T[]], current: T): T {
  return choices[(choices.indexOf(current) + 1) % choices.length] ?? choices[0];
}
