import { entitlementAt } from '../../../billing/entitlement.ts';
import type { Tier } from '../../../billing/tiers.ts';
import type { LedgerEntry } from '../../../engine/ports.ts';
import type { DelivererDeps } from '../../broadcast/deliver.ts';
import { createDirectText } from '../../broadcast/direct/direct-text.ts';
import { createDirectWork } from '../../broadcast/direct/direct-work.ts';
import type { BroadcastEvent } from '../../broadcast/event.ts';
import type { ChannelSender } from '../../telegram/channels/channel-sender.ts';
import { aboutOf, recordOf, type Stores } from './stores.ts';

export interface OpenDirectsDeps {
  readonly stores: Stores;
  readonly sender: Pick<ChannelSender, 'post'>;
  readonly onEvent: (event: BroadcastEvent) => void;
}

/** Alerts and broadcasts as sources of the deliverer. */
export function openDirects({ stores, sender, onEvent }: OpenDirectsDeps): NonNullable<DelivererDeps['more']> {
  const { fanOuts, directs, preferences, accounts, signals } = stores;
  const textOf = createDirectText({
    entry: (signalId): Promise<LedgerEntry | null> => signals.byId(signalId),
    broadcast: async (subject) => (await fanOuts.find(subject))?.broadcast?.html ?? null,
    ...{ record: recordOf(stores), about: aboutOf(stores), onEvent },
  });
  return (parts) =>
    createDirectWork({
      ...{ ...parts, fanOuts, directs, preferences, accounts, signals, onEvent },
      tiersOf: (telegramIds, nowMs) => tiersOf(stores, telegramIds, nowMs),
      send: (chatId, html) => sender.post(chatId, html),
      textOf: (claim) => textOf(claim, parts.clock.nowMs()),
      onBlocked: (chatId) => accounts.markUnreachable(chatId),
    });
}

async function tiersOf(
  { payments }: Stores,
  telegramIds: readonly number[],
  nowMs: number,
): Promise<ReadonlyMap<number, Tier>> {
  const lines = await payments.ofAccounts(telegramIds);
  return new Map([...lines].map(([telegramId, paid]) => [telegramId, entitlementAt(paid, nowMs).tier]));
}
