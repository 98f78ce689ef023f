import { HttpError } from 'grammy';
import type { Random } from '../../../engine/random.ts';
import type { Around } from '../../faults/world/around.ts';
import type { Life } from '../../faults/world/life.ts';
import type { BotCall } from './star-books.ts';

/** What breaks in a history: shares of calls, and the side effects after which the process dies. */
export interface Breaks {
  readonly random: Random;
  /** Share of calls that are lost on their way, and as many again whose answer is lost; 0: none. */
  rate: number;
  /** Side effects so far: what was written to the database, the disk, Telegram and Stripe. */
  effects: number;
  readonly killAfter: Set<number>;
  /** The database says nothing, until a driver gives up. */
  isDatabaseAway: boolean;
}

/** Verbs that only read. Whatever else is called leaves something behind. */
const READS =
  /\.(?:find\w*|of\w*|read|payers|members?|reachable|all|open|isUsed|dueMoves|leftSince|live|pages|wanting|count\w*|get\w*|retrieve)$/;

class DatabaseError extends Error {
  override readonly name = 'MongoNetworkError';
}

/** The way of one process to something outside it: a call may be lost, or its answer, and the process may die of what it did. */
export function road(breaks: Breaks, life: Life, broken: (what: string) => Error): Around {
  return async (name, run) => {
    await life.running();
    if (breaks.random() < breaks.rate) throw broken('the call was lost');
    const result = await run();
    if (!READS.test(name)) tookEffect(breaks, life);
    await life.running();
    if (breaks.random() < breaks.rate) throw broken('the answer was lost');
    return result;
  };
}

/** Counts an effect; the process dies after the ones that it is to die of. */
export function tookEffect(breaks: Breaks, life: Life): void {
  breaks.effects += 1;
  if (breaks.killAfter.has(breaks.effects)) life.kill();
}

/** A driver gives up a connection that says nothing. */
const SILENT_MS = 60_000;

/** The way to the database. */
export function databaseRoad(breaks: Breaks, life: Life): Around {
  const pass = road(breaks, life, (what) => new DatabaseError(what));
  return async (name, run) => {
    if (!breaks.isDatabaseAway) return await pass(name, run);
    await new Promise<void>((resolve) => void life.startTimer(SILENT_MS, resolve));
    throw new DatabaseError('connection timed out');
  };
}

/** The way to Telegram. */
export function telegramRoad(
  { breaks, life }: { readonly breaks: Breaks; readonly life: Life },
  perform: (call: BotCall) => unknown,
): (call: BotCall) => Promise<unknown> {
  const pass = road(breaks, life, (what) => {
    const cause = Object.assign(new Error(what), { code: 'ECONNRESET' });
    return new HttpError('Network request failed!', cause);
  });
  return (call) => pass(`telegram.${call.method}`, async () => perform(call));
}
