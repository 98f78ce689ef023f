import { type Entitlement, entitlementAt, opensTier } from '../../billing/entitlement.ts';
import { isCharge, type MoneyFact } from '../../billing/ledger-fact.ts';
import { PAID_TIERS, type Tier } from '../../billing/tiers.ts';
import type { Outgoing } from './dependencies.ts';
import { removeFromClosedChannels } from './jobs/remove-expired.ts';
import { type Texts, textsFor } from './messages/texts.ts';
import { rewardReferral } from './money/reward-referral.ts';
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
  if (fact.type !== 'refunded') await rewardReferral(deps, fact);
}

async function screenOf(
  deps: Outgoing,
  fact: MoneyFact,
  { languageCode, nowMs }: { readonly languageCode: string; readonly nowMs: number },
): Promise<Screen> {
  const texts = textsFor(languageCode);
  const entitlement = entitlementAt(await deps.payments.ofAccount(fact.telegramId), nowMs);
  if (fact.type === 'refunded') {
    // Of a charge that went back in parts the fact has what was left: the buyer is told of the whole.
    const charge = await deps.payments.find(fact.provider, fact.of);
    return { text: texts.refunded(charge !== null && isCharge(charge) ? charge : fact, entitlement), keyboard: [] };
  }
  if (fact.gift && fact.order !== null) return await giftScreen(deps, fact.order, texts);
  const tier = highestOpen(deps, entitlement);
  const channel = tier === null ? null : deps.channels[tier];
  const link = channel?.inviteLink ?? null;
  // Whoever left the channel meanwhile needs its door again.
  const isInside =
    fact.type === 'renewed' && tier !== null && (await deps.memberships.member(fact.telegramId, tier)) !== null;
  const keyboard: Keyboard = [
    ...(isInside || channel === null || link === null
      ? []
      : [[linkButton(texts.buttonOpenChannel(channel.title), link)]]),
    [
      actionButton(texts.buttonSignals, { type: 'signals', symbol: null, page: 0 }),
      actionButton(texts.buttonPlan, { type: 'plan' }),
    ],
  ];
  return {
    text: texts.paid(entitlement, fact, {
      hasChannel: link !== null,
      isInside,
      renews: fact.subscriptionMs !== null,
    }),
    keyboard,
  };
}

/** The highest paid tier with a channel that a plan opens: a higher plan may have none of its own. */
function highestOpen({ channels }: Outgoing, entitlement: Entitlement): Tier | null {
  return PAID_TIERS.findLast((tier) => opensTier(entitlement, tier) && channels[tier] !== null) ?? null;
}

/** The present goes on by a link; Telegram's own picker of chats sends it. */
async function giftScreen({ api }: Pick<Outgoing, 'api'>, order: string, texts: Texts): Promise<Screen> {
  const { username } = await api.getMe();
  const link = `https://t.me/${username}?start=gift_${order}`;
  const share = `https://t.me/share/url?url=${encodeURIComponent(link)}`;
  return {
    text: texts.giftPaid(link),
    keyboard: [[linkButton(texts.buttonShare, share)], [actionButton(texts.buttonGiftTo, { type: 'gift-to', order })]],
  };
}
