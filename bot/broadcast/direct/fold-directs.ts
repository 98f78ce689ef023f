import type { DirectOutbox, FanOuts } from './ports.ts';

/** Subjects folded a day: more than there can be signals. */
const MOST = 10_000;
const AT_ONCE = 50;

/**
 * Leaves only counts of what ended before a time. The counts are stored before anything is deleted, and a subject that has them is not
 * counted again: a kill in between loses nothing and counts nothing twice.
 */
export async function foldDirects(
  { fanOuts, directs }: { readonly fanOuts: FanOuts; readonly directs: DirectOutbox },
  beforeMs: number,
): Promise<void> {
  for (let folded = 0; folded < MOST; ) {
    const ended = await fanOuts.endedBefore(beforeMs, AT_ONCE);
    if (ended.length === 0) return;
    for (const { subject, counts } of ended) {
      if (counts === null) await fanOuts.storeCounts(subject, await directs.count(subject));
      await directs.remove(subject);
      await fanOuts.move(subject, ['done', 'stopped'], 'folded');
    }
    folded += ended.length;
  }
}
