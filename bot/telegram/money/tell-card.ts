import type { SettledLine } from '../../../billing/card/settle-card.ts';
import { standingAt } from '../../../billing/entitlement.ts';
import {
  type FactOf,
  isCharge,
  type LedgerFact,
  type MoneyFact,
  partsBackMinor,
} from '../../../billing/ledger-fact.ts';
import { languageOf } from '../../../billing/reader-settings.ts';
import { DAY_MS } from '../../../engine/time.ts';
import type { Outgoing } from '../dependencies.ts';
import { type Texts, textsFor } from '../messages/texts.ts';
import { sendOnce } from '../send-once.ts';
import { thankBuyer } from '../thank-buyer.ts';
import { actionButton } from '../views/show.ts';
import { endReplaced } from './end-replaced.ts';
import { settledEvent } from './settled-event.ts';

/** What is older has been told, or is the past of another database. */
const TOLD_FOR_MS = 7 * DAY_MS;

const STEPS = { cancelled: 'cancelled', continued: 'on', 'payment-failed': 'failed-card' } as const;
type Turn = FactOf<'cancelled'> | FactOf<'continued'> | FactOf<'payment-failed'>;

/**
 * Tells a person what became of their money by card, once however often this is called, and closes what a refund closes. Who is forgotten
 * is told nothing.
 */
export async function tellCard(deps: Outgoing, { fact, isNew, paidAtMs }: SettledLine): Promise<void> {
  const isMoney = isCharge(fact) || fact.type === 'refunded';
  if (isNew) logLine(deps, fact, paidAtMs);
  if (deps.clock.nowMs() - fact.atMs > TOLD_FOR_MS && !isNew) return;
  if (isMoney) await tellMoney(deps, fact);
  else if (fact.type === 'refunded-part') await tellPart(deps, fact);
  else if (fact.type === 'refund-failed') await tellFailure(deps, fact);
  else if (isTurn(fact)) await tellTurn(deps, fact);
}

/** Marks a line as told: the person sees it on the screen that they pressed a button of. */
export async function markCardTold({ notices }: Pick<Outgoing, 'notices'>, { fact }: SettledLine): Promise<void> {
  if (!isTurn(fact) || (await notices.begin(keyOf(fact))) === 'done') return;
  await notices.end(keyOf(fact));
}

function isTurn(fact: LedgerFact): fact is Turn {
  return fact.type in STEPS;
}

function keyOf({ externalId }: Turn): string {
  return `subscription|${externalId}`;
}

function logLine({ log, clock }: Outgoing, fact: LedgerFact, paidAtMs: number | undefined): void {
  const { telegramId } = fact;
  if (isCharge(fact) || fact.type === 'refunded')
    log(settledEvent(fact, { repeated: false, nowMs: clock.nowMs(), paidAtMs }));
  else if (fact.type === 'refunded-part')
    log({ type: 'refund-part-settled', telegramId, chargeId: fact.of, amountMinor: fact.amountMinor });
  else if (fact.type === 'disputed') log({ type: 'payment-disputed', telegramId, chargeId: fact.of });
  else if (isTurn(fact)) log({ type: 'subscription-changed', telegramId, state: fact.type });
}

async function tellMoney(deps: Outgoing, fact: MoneyFact): Promise<void> {
  const account = await deps.accounts.find(fact.telegramId);
  if (account === null) return;
  await thankBuyer(deps, fact, languageOf(account));
  await endReplaced(deps, fact);
}

/** The part after which nothing is left is told with the whole of the charge. */
async function tellPart(deps: Outgoing, fact: FactOf<'refunded-part'>): Promise<void> {
  const ledger = await deps.payments.ofAccount(fact.telegramId);
  const charge = ledger.find((each) => each.externalId === fact.of && each.provider === fact.provider);
  if (charge !== undefined && isCharge(charge) && partsBackMinor(ledger, charge) >= charge.amountMinor) return;
  await tellOfReturn(deps, fact, (texts) => texts.refundedPart(fact));
}

/** The operators are told once, also when the process died behind the line; the buyer, if they were told of the refund. */
async function tellFailure(deps: Outgoing, fact: FactOf<'refund-failed'>): Promise<void> {
  // Of a charge that was returned in parts the line of the failed part is told.
  if (fact.amountMinor === 0) return;
  const { notices, log, payments } = deps;
  const { telegramId, of: chargeId, externalId: refundId, amountMinor, currency } = fact;
  const key = `operators|${refundId}`;
  if ((await notices.begin(key)) !== 'done') {
    log({ type: 'refund-failed', telegramId, chargeId, refundId, amountMinor, currency });
    await notices.end(key);
  }
  if ((await payments.find(fact.provider, fact.line)) === null) return;
  await tellOfReturn(deps, fact, (texts) => texts.refundFailed(fact));
}

async function tellOfReturn(deps: Outgoing, fact: LedgerFact, textOf: (texts: Texts) => string): Promise<void> {
  const account = await deps.accounts.find(fact.telegramId);
  if (account === null) return;
  const texts = textsFor(languageOf(account));
  await sendOnce(deps, {
    key: `payment|${fact.provider}|${fact.externalId}`,
    chatId: fact.telegramId,
    screen: { text: textOf(texts), keyboard: [[actionButton(texts.buttonPlan, { type: 'plan' })]] },
    repeatNote: texts.maybeRepeated,
  });
}

/** Only where a subscription is open: what ended long ago is no news. */
async function tellTurn(deps: Outgoing, fact: Turn): Promise<void> {
  const { telegramId, order } = fact;
  const nowMs = Math.max(deps.clock.nowMs(), fact.atMs);
  const { subscriptions } = standingAt(await deps.payments.ofAccount(telegramId), nowMs);
  const own = subscriptions.find(({ newest }) => newest.provider === 'stripe' && newest.order === order);
  if (own === undefined) return;
  const account = await deps.accounts.find(telegramId);
  if (account === null) return;
  const texts = textsFor(languageOf(account));
  await sendOnce(deps, {
    key: keyOf(fact),
    chatId: telegramId,
    screen: {
      text: texts.subscriptionStep(STEPS[fact.type], own.tier, own.graceUntilMs ?? own.paidUntilMs),
      keyboard: [[actionButton(texts.buttonPlan, { type: 'plan' })]],
    },
    repeatNote: texts.maybeRepeated,
  });
}
