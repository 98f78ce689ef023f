import { z } from 'zod';
import type { TextStore } from '../ports.ts';

/** How far the list of transactions was read, and what that part of it sums up to. */
export interface StarPosition {
  /** Transactions read; the list is oldest first and only grows. */
  readonly read: number;
  /** The last one read: where it is not in its place any more, the list is read from its start. */
  readonly last: string | null;
  /** What the transactions read did to the balance, billionths of a Star. */
  readonly sumNano: bigint;
  /** The difference that the operator was told of, billionths of a Star. */
  readonly toldNano: bigint;
}

/** Before anything was read. */
export const START: StarPosition = { read: 0, last: null, sumNano: 0n, toldNano: 0n };

const KEY = 'stars-position';
const stored = z.object({
  read: z.number().int().min(0),
  last: z.string().nullable(),
  sumNano: z.string().transform((text) => BigInt(text)),
  toldNano: z.string().transform((text) => BigInt(text)),
});

export async function readStarPosition(setup: Pick<TextStore, 'read'>): Promise<StarPosition> {
  const text = await setup.read(KEY);
  return text === null ? START : stored.parse(JSON.parse(text));
}

export async function writeStarPosition(setup: Pick<TextStore, 'write'>, position: StarPosition): Promise<void> {
  const { sumNano, toldNano, ...rest } = position;
  await setup.write(KEY, JSON.stringify({ ...rest, sumNano: String(sumNano), toldNano: String(toldNano) }));
}
