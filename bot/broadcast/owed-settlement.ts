import type { Clock, Outbox } from '../../engine/ports.ts';

/** Settlements that the outbox has not taken yet: something was sent, and only this process knows how it ended. */
export interface OwedSettlement {
  /** Stores how a claim ended, and remembers the write where it fails. */
  settle(write: () => Promise<void>): Promise<void>;
  /** Repeats the writes that failed, if any; rejects when one fails again. */
  settleLeft(): Promise<void>;
}

export function createOwedSettlement(outbox: Pick<Outbox, 'oldestDueAgeMs'>, clock: Clock): OwedSettlement {
  const owed = new Set<() => Promise<void>>();

  async function settle(write: () => Promise<void>): Promise<void> {
    owed.add(write);
    await write();
    owed.delete(write);
  }

  return {
    settle,
    async settleLeft() {
      for (const write of [...owed]) {
        await settle(write).catch(async (error: unknown) => {
          // An outbox that answers this and still refuses the settlement always will: its lease runs out to "unknown".
          await outbox.oldestDueAgeMs(clock.nowMs());
          owed.delete(write);
          throw error;
        });
      }
    },
  };
}
