import { createRandom, type Random } from '../../../engine/random.ts';
import type { Verdict } from '../verdict/judge.ts';
import { compareBooks } from './compare-books.ts';
import { runRealDay } from './real-day.ts';

export interface RealKills {
  readonly verdict: Verdict & {
    /** Kills that were asked for and did not happen: a day with fewer of them proves less than it says. */
    readonly missedKills: readonly string[];
  };
  readonly kills: number;
  /** Effects of the undisturbed day, from which the moments are drawn. */
  readonly effects: number;
  readonly signals: number;
  readonly posts: number;
  readonly payments: number;
  readonly seed: number;
  readonly at: readonly number[];
}

export interface RealKillOptions {
  readonly kills: number;
  readonly seed: number;
  readonly mongodbUri: string | null;
  readonly hours: number;
  readonly toolsDir: string;
  readonly log: (line: string) => void;
}

/** Kills the real process with -9 after side effects drawn from the seed, and compares the day with one that was left alone. */
export async function runRealKills({ kills, seed, ...rest }: RealKillOptions): Promise<RealKills> {
  rest.log('the day without kills');
  const quiet = await runRealDay([], rest);
  const at = drawKills(createRandom(seed), { kills, effects: quiet.effects });
  rest.log(`the day with kills, after side effects ${at.join(', ')} of ${quiet.effects}`);
  const killed = await runRealDay(at, rest);
  const { entries, messages, charges } = killed.books;
  return {
    ...{ kills: killed.kills, effects: quiet.effects, signals: entries.length, posts: messages.length },
    ...{ payments: charges.length, seed, at },
    verdict: {
      ...compareBooks(killed.books, quiet.books),
      missedKills: killed.kills === kills ? [] : [`${killed.kills} of ${kills} kills happened`],
    },
  };
}

/** So many different side effects of a day that has `effects` of them, ascending. Throws where it has too few. */
export function drawKills(
  random: Random,
  { kills, effects }: { readonly kills: number; readonly effects: number },
): readonly number[] {
  if (kills > effects) throw new Error(`expected at least ${kills} side effects to kill at, were ${effects}`);
  const drawn = new Set<number>();
  while (drawn.size < kills) drawn.add(1 + Math.floor(random() * effects));
  return [...drawn].sort((a, b) => a - b);
}
