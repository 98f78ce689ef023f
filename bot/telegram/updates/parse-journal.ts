import type { Update } from 'grammy/types';
import { z } from 'zod';
import { readUpdate } from './read-update.ts';

/** A fact of the journal that is not done. */
export interface KeptFact {
  readonly update: Update;
  /** The person was notified already that it takes longer. */
  readonly notified: boolean;
}

export interface ParsedJournal {
  /** Not done, oldest first. */
  readonly facts: readonly KeptFact[];
  /** Length up to the end of the last whole line. */
  readonly goodBytes: number;
  /** Whole lines that are no line of a journal. */
  readonly brokenLines: number;
}

const line = z.union([
  z.object({ fact: z.looseObject({ update_id: z.number().int() }) }),
  z.object({ notified: z.number().int() }),
  z.object({ done: z.number().int() }),
]);

/** Reads a journal's bytes; a last line without its end was being written when the process was killed. */
export function parseJournal(bytes: Buffer): ParsedJournal {
  const facts = new Map<number, KeptFact>();
  const goodBytes = bytes.lastIndexOf(0x0a) + 1;
  let brokenLines = 0;
  for (const text of bytes.toString('utf8', 0, goodBytes).split('\n')) {
    if (text === '') continue;
    const read = parseLine(text);
    if (read === null) brokenLines += 1;
    else if ('fact' in read) facts.set(read.fact.update_id, { update: readUpdate(read.fact), notified: false });
    else if ('done' in read) facts.delete(read.done);
    else {
      const fact = facts.get(read.notified);
      if (fact !== undefined) facts.set(read.notified, { ...fact, notified: true });
    }
  }
  return { facts: [...facts.values()], goodBytes, brokenLines };
}

function parseLine(text: string): z.infer<typeof line> | null {
  try {
    return line.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
