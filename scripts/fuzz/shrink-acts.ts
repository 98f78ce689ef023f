import type { Act } from './acts/act.ts';

const MOST_TRIALS = 250;

/**
 * The fewest acts found that still go wrong: the shortest beginning by bisection, then ever smaller pieces left out of it (delta
 * debugging, Zeller 1999).
 */
export async function shrinkActs(
  all: readonly Act[],
  isWrong: (acts: readonly Act[]) => Promise<boolean>,
): Promise<readonly Act[]> {
  let trials = 0;
  const stillWrong = async (acts: readonly Act[]): Promise<boolean> => {
    trials += 1;
    return trials <= MOST_TRIALS && (await isWrong(acts));
  };
  let [low, high] = [0, all.length];
  while (low + 1 < high) {
    const middle = Math.floor((low + high) / 2);
    if (await stillWrong(all.slice(0, middle))) high = middle;
    else low = middle;
  }
  let acts = all.slice(0, high);
  for (let size = Math.ceil(acts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < acts.length; ) {
      const rest = [...acts.slice(0, from), ...acts.slice(from + size)];
      if (rest.length > 0 && (await stillWrong(rest))) acts = rest;
      else from += size;
    }
  }
  return acts;
}
