import { entitlementAt } from '../../billing/entitlement.ts';
import type { Payment } from '../../billing/ports.ts';
import { isPaid } from '../../billing/tiers.ts';
import type { Outgoing } from './dependencies.ts';
import { removeFromClosedChannels } from './jobs/remove-expired.ts';
import { textsFor } from './messages/texts.ts';
import { sendOnce } from './send-once.ts';
import { actionButton, type Keyboard, linkButton, type Screen } from './views/show.ts';

/** After a payment or refund is in the ledger: doors that it closes, and one message to the payer, however often this is called. */
export async function thankBuyer(deps: Outgoing, payment: Payment, languageCode: string): Promise<void> {
  const nowMs = Math.max(deps.clock.nowMs(), payment.atMs);
  if (payment.type === 'refunded') await removeFromClosedChannels(deps, payment.telegramId, nowMs);
  await sendOnce(deps, {
    key: `payment|${payment.provider}|${payment.externalId}`,
    chatId: payment.telegramId,
    screen: await screenOf(deps, payment, { languageCode, nowMs }),
    repeatNote: textsFor(languageCode).maybeRepeated,
  });
}

async function screenOf(
  deps: Outgoing,
  payment: Payment,
  { languageCode, nowMs }: { readonly languageCode: string; readonly nowMs: number },
): Promise<Screen> {
  const texts = textsFor(languageCode);
  const entitlement = entitlementAt(await deps.payments.ofAccount(payment.telegramId), nowMs);
  if (payment.type === 'refunded') return { text: texts.refunded(payment.amountMinor, entitlement), keyboard: [] };
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
  return { text: texts.paid(entitlement, payment.amountMinor, link !== null), keyboard };
}
