import { z } from 'zod';
import { checkHistory, cutAfter, effectsOf, findMoneyDefect, seedsFrom, shrink } from './check-history.ts';
import { MONEY_DEFECTS } from './defects.ts';
import { historyOf } from './history.ts';

/** What a worker does at a time: histories by their seeds, one cut after each of its side effects, or the search for a planted mistake. */
export const MONEY_TASK = z.discriminatedUnion('type', [
  z.object({ type: z.literal('seeds'), seeds: z.array(z.number()) }),
  z.object({ type: z.literal('cuts'), seed: z.number() }),
  z.object({ type: z.literal('defect'), name: z.string() }),
]);
export type MoneyTask = z.infer<typeof MONEY_TASK>;

/** What was found so far. */
export const MONEY_TALLY = z.object({
  ...{ histories: z.number(), cuts: z.number(), effects: z.number(), kills: z.number(), charges: z.number() },
  planted: z.record(z.string(), z.string().nullable()),
  failures: z.array(z.object({ seed: z.number(), what: z.array(z.string()), least: z.string() })),
});
export type MoneyTally = z.infer<typeof MONEY_TALLY>;

export const emptyMoneyTally = (): MoneyTally => ({
  ...{ histories: 0, cuts: 0, effects: 0, kills: 0, charges: 0, planted: {}, failures: [] },
});

/** Adds what one more task found. */
export function addMoneyTally(into: MoneyTally, { planted, failures, ...counts }: MoneyTally): void {
  for (const name of ['histories', 'cuts', 'effects', 'kills', 'charges'] as const) into[name] += counts[name];
  Object.assign(into.planted, planted);
  into.failures.push(...failures);
}

/** Histories that a planted mistake may take to be found. */
const DEFECT_SEEDS = seedsFrom(16, 600);

export async function runMoneyTask(task: MoneyTask): Promise<MoneyTally> {
  const tally = emptyMoneyTally();
  switch (task.type) {
    case 'seeds':
      for (const seed of task.seeds) await play(tally, seed);
      break;
    case 'cuts':
      await cutEverywhere(tally, task.seed);
      break;
    case 'defect':
      tally.planted[task.name] = await findMoneyDefect(MONEY_DEFECTS[task.name] ?? {}, DEFECT_SEEDS);
  }
  return tally;
}

async function play(tally: MoneyTally, seed: number): Promise<void> {
  const history = historyOf(seed);
  const { broken, effects, kills, charges } = await checkHistory(history);
  tally.histories += 1;
  tally.effects += effects;
  tally.kills += kills;
  tally.charges += charges;
  if (broken.length === 0) return;
  const { steps, weather } = await shrink(history);
  tally.failures.push({ seed, what: [...broken], least: JSON.stringify({ steps, weather }) });
}

async function cutEverywhere(tally: MoneyTally, seed: number): Promise<void> {
  const history = historyOf(seed);
  const effects = await effectsOf(history);
  for (let effect = 1; effect <= effects; effect += 1) {
    const { broken } = await checkHistory(cutAfter(history, effect));
    tally.cuts += 1;
    if (broken.length === 0) continue;
    const least = JSON.stringify({ steps: history.steps, weather: { rate: 0, killAfter: [effect] } });
    tally.failures.push({ seed, what: [...broken], least });
  }
}
