import type { Context } from 'grammy';
import { standingAt } from '../../../billing/entitlement.ts';
import { decodeInvoicePayload } from '../../../billing/invoice.ts';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import { type BotDependencies, outgoingOf } from '../dependencies.ts';
import { languageOfUser } from '../messages/language-of-user.ts';
import { textsFor } from '../messages/texts.ts';
import { sendOnce } from '../send-once.ts';
import { actionButton } from '../views/show.ts';

/** Telegram's words for what became of a subscription, as facts and as what the person is told. */
const STATES = {
  canceled: { type: 'cancelled', step: 'cancelled' },
  active: { type: 'continued', step: 'on' },
  failed: { type: 'payment-failed', step: 'failed' },
} as const;

/** Writes down that a subscription was cancelled, taken up again, or could not be charged, and tells the person once. */
export async function takeSubscriptionUpdate(deps: BotDependencies, ctx: Context): Promise<void> {
  const update = ctx.update.subscription;
  if (update === undefined) return;
  const { user, invoice_payload: payload } = update;
  const state = Object.entries(STATES).find(([name]) => name === update.state)?.[1];
  const order = decodeInvoicePayload(payload)?.nonce;
  deps.log({ type: 'subscription-changed', telegramId: user.id, state: update.state });
  if (state === undefined || order === undefined) return;
  const nowMs = deps.runtime.clock.nowMs();
  const before = await deps.stores.payments.ofAccount(user.id);
  // The update has no time and no id of its own; its own number keeps a repeated one from counting twice.
  const externalId = `${order}:${state.type}:${ctx.update.update_id}`;
  const fact: LedgerFact = { provider: 'stars', externalId, telegramId: user.id, atMs: nowMs, type: state.type, order };
  await deps.stores.payments.append(fact);
  const now = standingAt([...before, fact], nowMs).subscriptions.find(({ newest }) => newest.order === order);
  const earlier = standingAt(before, nowMs).subscriptions.find(({ newest }) => newest.order === order);
  // Telegram may confirm what it was told to do: what changes nothing is not worth a message.
  if (now === undefined || (state.step !== 'failed' && earlier?.renews === now.renews)) return;
  const texts = textsFor(await languageOfUser(deps.stores.accounts, user));
  await sendOnce(outgoingOf(deps, ctx.api), {
    key: `subscription|${externalId}`,
    chatId: user.id,
    screen: {
      text: texts.subscriptionStep(state.step, now.tier, now.graceUntilMs ?? now.paidUntilMs),
      keyboard: [[actionButton(texts.buttonPlan, { type: 'plan' })]],
    },
    repeatNote: texts.maybeRepeated,
  });
}
