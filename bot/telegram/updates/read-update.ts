import type { Update } from 'grammy/types';
import { z } from 'zod';

const update = z.looseObject({ update_id: z.number().int() });

/** An update as it came over the wire: checked for its id, the rest of its shape is grammY's to know. Throws when it is none. */
export function readUpdate(value: unknown): Update {
  const parsed = update.safeParse(value);
  if (!parsed.success) throw new Error('expected an update with an update_id, was something else');
  return parsed.data as Update;
}

/** What getUpdates answered. */
export function readUpdates(value: unknown): readonly Update[] {
  if (!Array.isArray(value)) throw new Error('expected a list of updates, was something else');
  return value.map(readUpdate);
}
