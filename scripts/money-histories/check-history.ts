import { createRandom } from '../../engine/random.ts';
import { type History, historyOf } from './history.ts';
import { runHistory } from './run-history.ts';
import { judgeHistory } from './verdict/judge-history.ts';
import type { Defect } from './world/money-process.ts';

/** What a history showed. */
export interface Found {
  readonly effects: number;
  readonly kills: number;
  readonly charges: number;
  /** In words; none: it kept every promise. */
  readonly broken: readonly string[];
}

/** Plays a history and judges it. What it throws is a broken promise too. */
export async function checkHistory(history: History, defect: Defect = {}): Promise<Found> {
  try {
    const played = await runHistory(history, defect);
    const { breaks, books, stripe } = played.world;
    const kills = history.weather.killAfter.filter((effect) => effect <= breaks.effects).length;
    const charges = books.charges.length + Object.keys(stripe.world.state.charges).length;
    return { effects: breaks.effects, kills, charges, broken: await judgeHistory(played) };
  } catch (error) {
    return { effects: 0, kills: 0, charges: 0, broken: [`threw ${String(error)}`] };
  }
}

/** The same history with a process that dies after this one side effect, and calls that do not break. */
export function cutAfter(history: History, effect: number): History {
  return { ...history, weather: { rate: 0, killAfter: [effect] } };
}

/** How many side effects a history has when nothing breaks. */
export async function effectsOf(history: History): Promise<number> {
  return (await checkHistory({ ...history, weather: { rate: 0, killAfter: [] } })).effects;
}

/** The first of these seeds whose history finds a planted mistake, and what it says of it; null: none does. */
export async function findMoneyDefect(defect: Defect, seeds: readonly number[]): Promise<string | null> {
  for (const seed of seeds) {
    const [first] = (await checkHistory(historyOf(seed), defect)).broken;
    if (first === undefined) continue;
    // What breaks without the mistake as well does not show it.
    if ((await checkHistory(historyOf(seed))).broken.length === 0) return `seed ${seed}: ${first}`;
  }
  return null;
}

const MOST_TRIES = 120;

/** A shorter history that still breaks a promise: steps are left out one by one, and calls that break where they need not. */
export async function shrink(history: History): Promise<History> {
  let least = history;
  let tries = 0;
  const isBroken = async (candidate: History): Promise<boolean> => {
    tries += 1;
    return tries <= MOST_TRIES && (await checkHistory(candidate)).broken.length > 0;
  };
  const calm: History = { ...least, weather: { rate: 0, killAfter: [] } };
  if (await isBroken(calm)) least = calm;
  for (let index = least.steps.length - 1; index >= 0; index -= 1) {
    const { [index]: left, [index + 1]: next } = least.steps;
    if (left === undefined) continue;
    // What follows happens when it would have.
    const later = next === undefined ? [] : [{ ...next, afterHours: next.afterHours + left.afterHours }];
    const steps = [...least.steps.slice(0, index), ...later, ...least.steps.slice(index + 2)];
    if (await isBroken({ ...least, steps })) least = { ...least, steps };
  }
  return least;
}

/** So many seeds from one. */
export function seedsFrom(seed: number, count: number): readonly number[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => Math.floor(random() * 2 ** 32));
}
