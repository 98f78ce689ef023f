import { entitlementAt } from '../../../billing/entitlement.ts';
import type { Tier } from '../../../billing/tiers.ts';
import type { LedgerEntry } from '../../../engine/ports.ts';
import type { DelivererDeps } from '../../broadcast/deliver.ts';
import { createDirectText } from '../../broadcast/direct/direct-text.ts';
import { createDirectWork } from '../../broadcast/direct/direct-work.ts';
import { signalIdOf } from '../../broadcast/direct/outcome-subject.ts';
import type { BroadcastEvent } from '../../broadcast/event.ts';
import type { PersonSender } from '../../telegram/channels/channel-sender.ts';
import { aboutOf, recordOf, type Stores } from './stores.ts';

export interface OpenDirectsDeps {
  readonly stores: Stores;
  readonly sender: PersonSender;
  readonly isPaid: boolean;
  readonly onEvent: (event: BroadcastEvent) => void;
}

/** Alerts and broadcasts as sources of the deliverer. */
export function openDirects({ stores, sender, isPaid, onEvent }: OpenDirectsDeps): NonNullable<DelivererDeps['more']> {
  const { fanOuts, directs, alertDays, accounts, signals } = stores;
  const textOf = createDirectText({
    entry: (subject): Promise<LedgerEntry | null> => signals.byId(signalIdOf(subject)),
    broadcast: async (subject) => (await fanOuts.find(subject))?.broadcast?.html ?? null,
    ...{ record: recordOf(stores), about: aboutOf(stores), onEvent },
  });
  return (parts) =>
    createDirectWork({
      ...{ ...parts, fanOuts, directs, alertDays, accounts, signals, isPaid, onEvent },
      tiersOf: (telegramIds, nowMs) => tiersOf(stores, telegramIds, nowMs),
      send: (chatId, html, how) => sender.write(chatId, html, how),
      textOf: (claim) => textOf(claim, parts.clock.nowMs()),
      onBlocked: (chatId) => accounts.markUnreachable(chatId),
    });
}

/** The tier of each of these persons by their payments. */
export async function tiersOf(
  { payments }: Pick<Stores, 'payments'>,
  telegramIds: readonly number[],
  nowMs: number,
): Promise<ReadonlyMap<number, Tier>> {
  const lines = await payments.ofAccounts(telegramIds);
  return new Map([...lines].map(([telegramId, paid]) => [telegramId, entitlementAt(paid, nowMs).tier]));
}
