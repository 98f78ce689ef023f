import { type Api, Composer, type Context, GrammyError } from 'grammy';
import { claimCoupon } from '../../../billing/coupons/claim-coupon.ts';
import { decodeInvoicePayload } from '../../../billing/invoice.ts';
import { isCharge, type LedgerFact, type MoneyFact } from '../../../billing/ledger-fact.ts';
import { findPlan } from '../../../billing/plans.ts';
import type { Account } from '../../../billing/ports.ts';
import {
  decidePreCheckout,
  type PreCheckoutFacts,
  type PreCheckoutRefusal,
  refuseSubscription,
} from '../../../billing/pre-checkout.ts';
import {
  type StarPaymentFacts,
  type StarSettlement,
  settleStarPayment,
  settleStarRefund,
} from '../../../billing/settle.ts';
import { bookMoney } from '../../../billing/upgrade-credit.ts';
import { withDeadline } from '../deadline.ts';
import { type BotDependencies, outgoingOf } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { languageOfUser } from '../messages/language-of-user.ts';
import { textsFor } from '../messages/texts.ts';
import { readClosing } from '../money/closing.ts';
import { endReplaced } from '../money/end-replaced.ts';
import { settledEvent } from '../money/settled-event.ts';
import { takeSubscriptionUpdate } from '../money/take-subscription-update.ts';
import { sendOnce } from '../send-once.ts';
import { thankBuyer } from '../thank-buyer.ts';

/** For the database alone, so that the answer is there within a second. Telegram gives ten; a refusal beats a spinner. */
const PRE_CHECKOUT_MS = 600;
/** Telegram charges within seconds of the answer, or not at all; the news of it may come later. */
const PAID_WITHIN_MS = 15 * 60_000;
/** A lost answer is repeated while the buyer's ten seconds last: answering twice is harmless. */
const ANSWER_LIMITS_MS = [2_500, 2_500, 3_000] as const;

/** Every update about money. Runs before the account, the limits and the conversations, and needs none of them. */
export function paymentsFeature(deps: BotDependencies): Composer<Context> {
  const composer = new Composer<Context>();

  composer.on('pre_checkout_query', async (ctx) => {
    const startedMs = performance.now();
    const { from, currency, total_amount: totalAmount, invoice_payload: payload } = ctx.preCheckoutQuery;
    const facts = { telegramId: from.id, currency, totalAmount, payload };
    const known = Promise.all([
      deps.stores.accounts.find(from.id),
      deps.stores.payments.ofAccount(from.id),
      readClosing(deps.stores),
    ]);
    const refusal = await withDeadline(known, PRE_CHECKOUT_MS, deps.runtime.startTimer).then(
      async ([account, ledger, closing]) => {
        const nowMs = deps.runtime.clock.nowMs();
        const code =
          (closing === null ? null : 'pre-checkout/closed') ??
          refusalOf(facts, { account, ledger, nowMs }) ??
          (await couponRefusal(deps, facts, { ledger, nowMs }));
        const texts = textsFor(account?.settings?.language ?? from.language_code ?? 'en');
        return code === null ? null : { code, text: texts.preCheckoutRefused[code] };
      },
      // No database, no sale: nothing would grant what was paid.
      () => ({
        code: 'pre-checkout/unavailable',
        text: textsFor(from.language_code ?? 'en').preCheckoutUnavailable,
      }),
    );
    await answerSurely(deps, () =>
      refusal === null ? ctx.answerPreCheckoutQuery(true) : ctx.answerPreCheckoutQuery(false, refusal.text),
    );
    const elapsedMs = Math.round(performance.now() - startedMs);
    deps.log({
      type: 'pre-checkout-answered',
      telegramId: from.id,
      accepted: refusal === null,
      code: refusal?.code ?? null,
      elapsedMs,
    });
  });

  composer.on('message:successful_payment', async (ctx) => {
    const { from, date, successful_payment: paid } = ctx.message;
    const facts = factsOf(from.id, date, paid);
    await settle({ deps, api: ctx.api, payer: from, facts, settlement: settleStarPayment(facts) });
  });

  composer.on('message:refunded_payment', async (ctx) => {
    const { from, date, refunded_payment: refunded } = ctx.message;
    // The notice may come in the bot's own name; the chat is always the payer's.
    const facts = factsOf(ctx.chat.id, date, refunded);
    const payer = from.id === ctx.chat.id ? from : { id: ctx.chat.id };
    await settle({ deps, api: ctx.api, payer, facts, settlement: settleStarRefund(facts) });
  });

  composer.on('subscription', (ctx) => takeSubscriptionUpdate(deps, ctx));

  return composer;
}

/** Why somebody may not pay an invoice now; null when they may. */
function refusalOf(
  facts: PreCheckoutFacts,
  { account, ledger, nowMs }: { account: Account | null; ledger: readonly LedgerFact[]; nowMs: number },
): PreCheckoutRefusal | null {
  const decision = decidePreCheckout(facts, account, nowMs);
  if (decision.type === 'refuse') return decision.code;
  const order = decodeInvoicePayload(facts.payload);
  const renews = (order?.terms?.subscriptionSeconds ?? null) !== null;
  return order !== null && renews
    ? refuseSubscription(decision.plan.tier, ledger, { nowMs, order: order.nonce })
    : null;
}

/** Claims the coupon that made an invoice's price: only now, so that an invoice nobody pays uses none up; and once for each invoice. */
async function couponRefusal(
  { stores }: BotDependencies,
  { telegramId, payload }: PreCheckoutFacts,
  { ledger, nowMs }: { readonly ledger: readonly LedgerFact[]; readonly nowMs: number },
): Promise<PreCheckoutRefusal | null> {
  const order = decodeInvoicePayload(payload);
  const code = order?.terms?.code ?? null;
  if (order === null || code === null) return null;
  const isPaid = ledger.some((fact) => isCharge(fact) && fact.order === order.nonce);
  const plan = findPlan(order.planId, order.planVersion);
  const ask = { telegramId, ledger, nowMs, plan, order: order.nonce, heldMs: PAID_WITHIN_MS };
  return isPaid || (await claimCoupon(stores.coupons, code, ask)) !== null ? 'pre-checkout/coupon' : null;
}

function factsOf(
  telegramId: number,
  dateSeconds: number,
  said: {
    currency: string;
    total_amount: number;
    invoice_payload: string;
    telegram_payment_charge_id: string;
    is_recurring?: true;
    is_first_recurring?: true;
  },
): StarPaymentFacts {
  return {
    telegramId,
    chargeId: said.telegram_payment_charge_id,
    currency: said.currency,
    totalAmount: said.total_amount,
    payload: said.invoice_payload,
    // Telegram's own time of the payment, so that a repeated notice gives the same line.
    atMs: dateSeconds * 1000,
    isRenewal: said.is_recurring === true && said.is_first_recurring !== true,
  };
}

interface Settling {
  readonly deps: BotDependencies;
  readonly api: Api;
  readonly payer: Parameters<typeof languageOfUser>[1];
  readonly facts: StarPaymentFacts;
  readonly settlement: StarSettlement<MoneyFact>;
}

/** Rejects when the money is not in the ledger, or when thanking has to be tried again: the update is then dealt with once more. */
async function settle(settling: Settling): Promise<void> {
  const { deps, api, facts, settlement, payer } = settling;
  const { telegramId, chargeId } = facts;
  if (settlement.type === 'unmatched') {
    deps.log({ type: 'payment-unmatched', telegramId, chargeId, code: settlement.code });
    const { paymentUnmatched: text, maybeRepeated: repeatNote } = textsFor(
      await languageOfUser(deps.stores.accounts, payer),
    );
    const screen = { text, keyboard: [] };
    await sendOnce(outgoingOf(deps, api), { key: `unmatched|${chargeId}`, chatId: telegramId, screen, repeatNote });
    return;
  }
  const { fact } = settlement;
  const repeated = (await append(deps, fact)) === 'duplicate';
  deps.log(settledEvent(fact, { repeated, nowMs: deps.runtime.clock.nowMs() }));
  await thankBuyer(outgoingOf(deps, api), fact, await languageOfUser(deps.stores.accounts, payer));
  // Last, because Telegram may refuse it: what was paid for must not wait for that.
  await endReplaced({ api, payments: deps.stores.payments, cards: deps.cards }, fact);
}

async function append(deps: BotDependencies, fact: MoneyFact): Promise<'appended' | 'duplicate'> {
  try {
    return await bookMoney(deps.stores.payments, fact);
  } catch (error) {
    const { telegramId, externalId: chargeId } = fact;
    deps.log({ type: 'payment-unstored', telegramId, chargeId, error: describeError(error) });
    throw error;
  }
}

async function answerSurely(deps: BotDependencies, answer: () => Promise<unknown>): Promise<void> {
  for (const [index, limitMs] of ANSWER_LIMITS_MS.entries()) {
    try {
      await withDeadline(answer(), limitMs, deps.runtime.startTimer);
      return;
    } catch (error) {
      const isRefused = error instanceof GrammyError && error.error_code === 400;
      if (isRefused || index === ANSWER_LIMITS_MS.length - 1) throw error;
    }
  }
}
