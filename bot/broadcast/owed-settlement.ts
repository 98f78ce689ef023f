import type { Clock, Outbox } from '../../engine/ports.ts';

/** The settlement that the outbox has not taken yet: something was sent, and only this process knows how it ended. */
export interface OwedSettlement {
  /** Stores how a claim ended, and remembers the write where it fails. */
  settle(write: () => Promise<void>): Promise<void>;
  /** Repeats the write that failed, if any; rejects when it fails again. */
  settleLeft(): Promise<void>;
}

export function createOwedSettlement(outbox: Pick<Outbox, 'oldestDueAgeMs'>, clock: Clock): OwedSettlement {
  let owed: (() => Promise<void>) | null = null;

  async function settle(write: () => Promise<void>): Promise<void> {
    owed = write;
    await write();
    owed = null;
  }

  return {
    settle,
    async settleLeft() {
      if (owed === null) return;
      await settle(owed).catch(async (error: unknown) => {
        // An outbox that answers this and still refuses the settlement always will: its lease runs out to "unknown".
        await outbox.oldestDueAgeMs(clock.nowMs());
        owed = null;
        throw error;
      });
    },
  };
}
