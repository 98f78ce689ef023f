/** A walk through states, one per step, to be found. */
export interface StateQuestion {
  readonly length: number;
  readonly states: number;
  /** What it costs to be in `state` at `step`; finite. */
  readonly cost: (step: number, state: number) => number;
  /** What a change of state costs. */
  readonly change: number;
}

/** The cheapest walk: the state of each step (A. Viterbi, 1967, with one price for all changes, hence linear in states). */
export function bestStates({ length, states, cost, change }: StateQuestion): Int32Array {
  const cameFrom = new Int32Array(length * states);
  let totals = new Float64Array(states);
  for (let step = 0; step < length; step += 1) {
    let cheapest = 0;
    for (let state = 1; state < states; state += 1) {
      if ((totals[state] ?? 0) < (totals[cheapest] ?? 0)) cheapest = state;
    }
    const jump = (totals[cheapest] ?? 0) + (step === 0 ? 0 : change);
    const next = new Float64Array(states);
    for (let state = 0; state < states; state += 1) {
      const stay = totals[state] ?? 0;
      cameFrom[step * states + state] = stay <= jump ? state : cheapest;
      next[state] = Math.min(stay, jump) + cost(step, state);
    }
    totals = next;
  }
  const walk = new Int32Array(length);
  let state = totals.indexOf(Math.min(...totals));
  for (let step = length - 1; step >= 0; step -= 1) {
    walk[step] = state;
    state = cameFrom[step * states + state] ?? 0;
  }
  return walk;
}
