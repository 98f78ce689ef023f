import { entitlementAt } from '../../billing/entitlement.ts';
import type { MoneyFact } from '../../billing/ledger-fact.ts';
import { isPaid } from '../../billing/tiers.ts';
import type { Outgoing } from './dependencies.ts';
import { removeFromClosedChannels } from './jobs/remove-expired.ts';
import { textsFor } from './messages/texts.ts';
import { sendOnce } from './send-once.ts';
import { actionButton, type Keyboard, linkButton, type Screen } from './views/show.ts';

/** After a payment or refund is in the ledger: doors that it closes, and one message to the payer, however often this is called. */
export async function thankBuyer(deps: Outgoing, fact: MoneyFact, languageCode: string): Promise<void> {
  const nowMs = Math.max(deps.clock.nowMs(), fact.atMs);
  if (fact.type === 'refunded') await removeFromClosedChannels(deps, fact.telegramId, nowMs);
  await sendOnce(deps, {
    key: `payment|${fact.provider}|${fact.externalId}`,
    chatId: fact.telegramId,
    screen: await screenOf(deps, fact, { languageCode, nowMs }),
    repeatNote: textsFor(languageCode).maybeRepeated,
  });
}

async function screenOf(
  deps: Outgoing,
  fact: MoneyFact,
  { languageCode, nowMs }: { readonly languageCode: string; readonly nowMs: number },
): Promise<Screen> {
  const texts = textsFor(languageCode);
  const entitlement = entitlementAt(await deps.payments.ofAccount(fact.telegramId), nowMs);
  if (fact.type === 'refunded') return { text: texts.refunded(fact.amountMinor, entitlement), keyboard: [] };
  const channel = deps.channels[entitlement.tier];
  const link = channel?.inviteLink ?? null;
  const keyboard: Keyboard = [
    ...(channel === null || link === null || !isPaid(entitlement.tier)
      ? []
      : [[linkButton(texts.buttonOpenChannel(channel.title), link)]]),
    [
      actionButton(texts.buttonSignals, { type: 'signals', symbol: null, page: 0 }),
      actionButton(texts.buttonPlan, { type: 'plan' }),
    ],
  ];
  return {
    text: texts.paid(entitlement, fact.amountMinor, {
      hasChannel: link !== null,
      renews: fact.subscriptionMs !== null,
    }),
    keyboard,
  };
}
