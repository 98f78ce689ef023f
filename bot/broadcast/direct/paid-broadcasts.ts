import type { DirectKind, FanOuts } from './ports.ts';

/** Which broadcasts are sent for Stars of the bot's balance. */
export interface PaidBroadcasts {
  /** Whether its cost was confirmed, and Telegram has not refused to take it. */
  isPaid(subject: string): Promise<boolean>;
  /** Telegram took no Stars, such as without a balance: it goes on free of charge, at the usual pace. */
  refuse(subject: string): void;
}

/** Asks the database once for each broadcast. isOn: whether this installation pays at all. */
export function createPaidBroadcasts(
  { fanOuts, isOn }: { readonly fanOuts: Pick<FanOuts, 'find'>; readonly isOn: boolean },
  kind: DirectKind,
): PaidBroadcasts {
  const known = new Map<string, Promise<boolean>>();
  const ask = async (subject: string): Promise<boolean> =>
    (await fanOuts.find(subject))?.broadcast?.mostStars !== undefined;
  return {
    async isPaid(subject) {
      if (!isOn || kind !== 'broadcast') return false;
      const asked = known.get(subject) ?? ask(subject);
      known.set(subject, asked);
      return await asked.catch((error: unknown) => {
        known.delete(subject);
        throw error;
      });
    },
    refuse(subject) {
      known.set(subject, Promise.resolve(false));
    },
  };
}
