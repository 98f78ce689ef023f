import type { TextStore } from '../ports.ts';

/** How far the list of transactions was read, and what that part of it sums up to. */
export interface StarPosition {
  /** Transactions read; the list is oldest first and only grows. */
  readonly read: number;
  /** The last one read: where it is not in its place any more, the list is read from its start. */
  readonly last: string | null;
  /** What the transactions read did to the balance, billionths of a Star. */
  readonly sumNano: bigint;
  /** The difference already reported to the operator, billionths of a Star. */
  readonly toldNano: bigint;
}

/** Before anything was read. */
export const START: StarPosition = { read: 0, last: null, sumNano: 0n, toldNano: 0n };

const KEY = 'stars-position';
/** "<read> <sum> <told> <last>", the last one being the rest of the line. */
const STORED = /^(\d{1,15}) (-?\d{1,30}) (-?\d{1,30}) (.*)$/;

/** The position as it was stored; the start of the list where none was, or one that cannot be read. */
export async function readStarPosition(setup: Pick<TextStore, 'read'>): Promise<StarPosition> {
  const [, read, sum, told, last] = STORED.exec((await setup.read(KEY)) ?? '') ?? [];
  if (read === undefined || sum === undefined || told === undefined || last === undefined) return START;
  return { read: Number(read), sumNano: BigInt(sum), toldNano: BigInt(told), last: last === '' ? null : last };
}

export async function writeStarPosition(setup: Pick<TextStore, 'write'>, position: StarPosition): Promise<void> {
  const { read, sumNano, toldNano, last } = position;
  await setup.write(KEY, [read, sumNano, toldNano, last ?? ''].join(' '));
}
