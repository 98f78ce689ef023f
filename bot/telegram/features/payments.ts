import { type Api, Composer, type Context } from 'grammy';
import { entitlementAt } from '../../../billing/entitlement.ts';
import type { Payment } from '../../../billing/ports.ts';
import { decidePreCheckout } from '../../../billing/pre-checkout.ts';
import {
  type StarPaymentFacts,
  type StarSettlement,
  settleStarPayment,
  settleStarRefund,
} from '../../../billing/settle.ts';
import { pause, withDeadline } from '../deadline.ts';
import type { BotDependencies } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { removeFromClosedChannels } from '../jobs/remove-expired.ts';
import { textsFor } from '../locales/texts.ts';
import { actionButton, type Keyboard, linkButton, tell } from '../show.ts';

/** For the database alone, so that the answer is there within a second. Telegram gives ten; a refusal beats a spinner. */
const PRE_CHECKOUT_MS = 600;
const APPEND_PAUSES_MS = [200, 800, 2_000] as const;

/** Everything Telegram says about money. Stands before the account, the limits and the conversations, and needs none of them. */
export function paymentsFeature(deps: BotDependencies): Composer<Context> {
  const composer = new Composer<Context>();

  composer.on('pre_checkout_query', async (ctx) => {
    const startedMs = performance.now();
    const { from, currency, total_amount: totalAmount, invoice_payload: payload } = ctx.preCheckoutQuery;
    const texts = textsFor(from.language_code ?? 'en');
    const facts = { telegramId: from.id, currency, totalAmount, payload };
    const refusal = await withDeadline(deps.accounts.find(from.id), PRE_CHECKOUT_MS, deps.startTimer).then(
      (account) => {
        const decision = decidePreCheckout(facts, account, deps.clock.nowMs());
        return decision.type === 'accept'
          ? null
          : { code: decision.code, text: texts.preCheckoutRefused[decision.code] };
      },
      // No database, no sale: nothing would grant what was paid.
      () => ({ code: 'pre-checkout/unavailable', text: texts.preCheckoutUnavailable }),
    );
    if (refusal === null) await ctx.answerPreCheckoutQuery(true);
    else await ctx.answerPreCheckoutQuery(false, refusal.text);
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
    await settle({
      deps,
      api: ctx.api,
      languageCode: from.language_code ?? 'en',
      facts,
      settlement: settleStarPayment(facts),
    });
  });

  composer.on('message:refunded_payment', async (ctx) => {
    const { from, date, refunded_payment: refunded } = ctx.message;
    // The notice may come in the bot's own name; the chat is always the payer's.
    const facts = factsOf(ctx.chat.id, date, refunded);
    await settle({
      deps,
      api: ctx.api,
      languageCode: from.language_code ?? 'en',
      facts,
      settlement: settleStarRefund(facts),
    });
  });

  return composer;
}

function factsOf(
  telegramId: number,
  dateSeconds: number,
  said: { currency: string; total_amount: number; invoice_payload: string; telegram_payment_charge_id: string },
): StarPaymentFacts {
  return {
    telegramId,
    chargeId: said.telegram_payment_charge_id,
    currency: said.currency,
    totalAmount: said.total_amount,
    payload: said.invoice_payload,
    // Telegram's own time of the payment, so that a repeated notice gives the same line.
    atMs: dateSeconds * 1000,
  };
}

interface Settling {
  readonly deps: BotDependencies;
  readonly api: Api;
  readonly languageCode: string;
  readonly facts: StarPaymentFacts;
  readonly settlement: StarSettlement;
}

async function settle(settling: Settling): Promise<void> {
  const { deps, api, facts, settlement, languageCode } = settling;
  const { telegramId, chargeId } = facts;
  if (settlement.type === 'unmatched') {
    deps.log({ type: 'payment-unmatched', telegramId, chargeId, code: settlement.code });
    await tell({ api, accounts: deps.accounts }, telegramId, {
      text: textsFor(languageCode).paymentUnmatched,
      keyboard: [],
    });
    return;
  }
  const { payment } = settlement;
  const repeated = (await appendSurely(deps, payment)) === 'duplicate';
  const type = payment.type === 'paid' ? 'payment-settled' : 'refund-settled';
  deps.log({ type, telegramId, planId: payment.planId, amountMinor: payment.amountMinor, repeated });
  // The money is safe from here on: a failing word of thanks must not make it look otherwise.
  await thank(settling, payment).catch((error: unknown) => {
    deps.log({ type: 'update-failed', updateId: null, error: `after a settled payment: ${describeError(error)}` });
  });
}

/** Appends with a few short pauses: grammY's polling has no way to hand an update back. */
async function appendSurely(deps: BotDependencies, payment: Payment): Promise<'appended' | 'duplicate'> {
  for (const pauseMs of APPEND_PAUSES_MS) {
    try {
      return await deps.payments.append(payment);
    } catch {
      await pause(pauseMs, deps.startTimer);
    }
  }
  try {
    return await deps.payments.append(payment);
  } catch (error) {
    deps.log({
      type: 'payment-unstored',
      telegramId: payment.telegramId,
      chargeId: payment.externalId,
      error: describeError(error),
    });
    throw error;
  }
}

async function thank({ deps, api, languageCode }: Settling, payment: Payment): Promise<void> {
  const texts = textsFor(languageCode);
  const nowMs = Math.max(deps.clock.nowMs(), payment.atMs);
  const entitlement = entitlementAt(await deps.payments.ofAccount(payment.telegramId), nowMs);
  if (payment.type === 'refunded') {
    await removeFromClosedChannels({ ...deps, api }, payment.telegramId, nowMs);
    await tell({ api, accounts: deps.accounts }, payment.telegramId, {
      text: texts.refunded(payment.amountMinor, entitlement),
      keyboard: [],
    });
    return;
  }
  const channel = deps.channels[entitlement.tier];
  const keyboard: Keyboard = [
    ...(channel === null || entitlement.tier === 'free'
      ? []
      : [[linkButton(texts.buttonOpenChannel(channel.title), channel.inviteLink)]]),
    [
      actionButton(texts.buttonSignals, { type: 'signals', symbol: null, page: 0 }),
      actionButton(texts.buttonPlan, { type: 'plan' }),
    ],
  ];
  await tell({ api, accounts: deps.accounts }, payment.telegramId, {
    text: texts.paid(entitlement, payment.amountMinor, channel !== null),
    keyboard,
  });
}
