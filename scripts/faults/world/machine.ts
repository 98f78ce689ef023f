import type { Update } from 'grammy/types';
import type { FactJournal } from '../../../bot/telegram/updates/fact-journal.ts';
import type { KeptFact } from '../../../bot/telegram/updates/parse-journal.ts';

/** The data folder of one machine: it survives its processes. */
export interface Disk {
  /** What is on it, oldest first. */
  left(): readonly KeptFact[];
  /** The journal of facts that Telegram tells once; every write of it passes `write`. */
  journal(use: DiskUse): FactJournal;
}

/** How a process writes. */
export interface DiskUse {
  readonly isFull: () => boolean;
  readonly write: (name: string, run: () => void) => void;
}

export function createDisk(): Disk {
  const kept = new Map<number, { readonly update: Update; notified: boolean }>();
  return {
    left: () => [...kept.values()],
    journal: ({ isFull, write }) => ({
      async keep(updates) {
        if (isFull()) throw new Error('ENOSPC: no space left on device');
        write('disk.keep', () => {
          for (const update of updates) kept.set(update.update_id, { update, notified: false });
        });
      },
      noteNotified(updateId) {
        const fact = kept.get(updateId);
        if (fact !== undefined)
          write('disk.noteNotified', () => {
            fact.notified = true;
          });
      },
      noteDone: (updateId) => write('disk.noteDone', () => void kept.delete(updateId)),
      close: async () => {},
    }),
  };
}
