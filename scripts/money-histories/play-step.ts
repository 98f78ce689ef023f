import { couponPrice, refuseCoupon } from '../../billing/coupons/claim-coupon.ts';
import { redeemCoupon } from '../../billing/coupons/redeem-coupon.ts';
import { standingAt } from '../../billing/entitlement.ts';
import { encodeInvoicePayload, type InvoiceTerms, orderOf } from '../../billing/invoice.ts';
import { type ChargeFact, isCharge, type LedgerFact } from '../../billing/ledger-fact.ts';
import { pauseFact, refusePause } from '../../billing/lifecycle/pause.ts';
import { mayTry, trialFact } from '../../billing/lifecycle/trial.ts';
import { isStarsSubscription, PLANS, type Plan, starsOf } from '../../billing/plans.ts';
import { changeSubscription } from '../../bot/sandbox/stripe/state/change-subscription.ts';
import type { Subscription } from '../../bot/sandbox/stripe/state/objects.ts';
import { paySession } from '../../bot/sandbox/stripe/state/pay-session.ts';
import {
  closeDispute,
  failRefund,
  openDispute,
  refundCharge as returnAtStripe,
} from '../../bot/sandbox/stripe/state/take-payment.ts';
import { cancelSubscription, resumeSubscription } from '../../bot/telegram/money/cancel-subscription.ts';
import { refundCharge } from '../../bot/telegram/money/refund-charge.ts';
import { DAY_MS } from '../../engine/time.ts';
import type { Step, StepKind } from './history.ts';
import { PARTNER_ACTIONS } from './play-partner.ts';
import { MONTH_SECONDS, type MoneyProcess } from './world/money-process.ts';
import type { MoneyWorld } from './world/money-world.ts';

/** Who acts, by which process; the account they have now. */
export interface Acting {
  readonly world: MoneyWorld;
  readonly process: MoneyProcess;
  readonly telegramId: number;
  readonly pick: number;
  /** Everybody's ledger belongs to these accounts. */
  readonly moveTo: number;
}

type Action = (acting: Acting) => unknown;

/** What each kind of step does. What the product does rejects where calls break: people then leave it at that. */
const ACTIONS: Readonly<Record<StepKind, Action>> = {
  ...PARTNER_ACTIONS,
  'stars-once': (acting) => askStars(acting, planBy(acting.pick), {}),
  'stars-subscribe': (acting) => askStars(acting, monthBy(acting.pick), { subscriptionSeconds: MONTH_SECONDS }),
  'stars-code': askWithCode,
  'stars-affiliate': (acting) => askStars(acting, planBy(acting.pick), { affiliate: 100 }),
  gift: (acting) => askStars(acting, planBy(acting.pick), { gift: true }),
  'take-gift': takeGift,
  'stars-cancel': (acting) => changeStars(acting, 'canceled'),
  'stars-resume': (acting) => changeStars(acting, 'active'),
  'stars-broke': (acting) => setPays(acting, false),
  'stars-flush': (acting) => setPays(acting, true),
  'bot-cancel': (acting) => setRenewal(acting, false),
  'bot-resume': (acting) => setRenewal(acting, true),
  'card-once': (acting) => payByCard(acting, planBy(acting.pick), null),
  'card-subscribe': (acting) => payByCard(acting, monthBy(acting.pick), null),
  'card-code': (acting) => payByCard(acting, planBy(acting.pick), acting.pick % 2 === 0 ? 'HALF' : 'LESS'),
  'card-change': ({ process, telegramId, pick, world }) =>
    process.cards.change({ telegramId, plan: monthBy(pick), order: world.newNonce() }),
  'card-declines': (acting) => setCard(acting, 'declined'),
  'card-pays': (acting) => setCard(acting, 'pays'),
  'portal-cancel': ({ world, ...acting }) => {
    const own = ownSubscription({ world, ...acting });
    // The portal's flexible billing sets cancel_at and leaves cancel_at_period_end false.
    const cancel_at = own?.items.data[0].current_period_end;
    if (own !== undefined && cancel_at !== undefined) changeSubscription(world.stripe.world, own, { cancel_at });
  },
  'portal-resume': ({ world, ...acting }) => {
    const own = ownSubscription({ world, ...acting });
    if (own !== undefined && own.cancel_at !== null) changeSubscription(world.stripe.world, own, { cancel_at: '' });
  },
  refund: refundOne,
  'refund-fails': ({ world, pick }) => {
    const given = Object.values(world.stripe.world.state.refunds).filter(({ status }) => status === 'succeeded');
    const refund = given[pick % Math.max(1, given.length)];
    const charge = world.stripe.world.state.charges[refund?.charge ?? ''];
    if (refund === undefined || charge === undefined) return;
    failRefund(world.stripe.world, refund, pick % 5 === 0 ? 'canceled' : 'failed');
    // Every third is tried again, as all that is left.
    if (pick % 3 === 0 && !charge.disputed)
      returnAtStripe(world.stripe.world, charge, charge.amount - charge.amount_refunded);
  },
  dispute: ({ world, telegramId, pick }) => {
    const charges = Object.values(world.stripe.world.state.charges).filter(
      ({ disputed, refunded, customer }) => !disputed && !refunded && customerOf(world, telegramId) === customer,
    );
    const charge = charges[pick % Math.max(1, charges.length)];
    if (charge !== undefined) openDispute(world.stripe.world, charge);
  },
  'dispute-ends': ({ world, pick }) => {
    const open = Object.values(world.stripe.world.state.disputes).find(({ status }) => status === 'needs_response');
    if (open !== undefined) closeDispute(world.stripe.world, open.id, pick % 2 === 0 ? 'won' : 'lost');
  },
  async trial({ process, telegramId, world }) {
    const { payments } = process.stores;
    if (mayTry(await payments.ofAccount(telegramId))) await payments.append(trialFact(telegramId, world.time.nowMs()));
  },
  code: ({ process, telegramId, world }) =>
    redeemCoupon(process.stores, { telegramId, pseudonym: -telegramId, code: 'DAYS', nowMs: world.time.nowMs() }),
  grant: ({ process, telegramId, pick, world }) =>
    process.stores.payments.append({
      ...{ provider: 'grant', externalId: `admin:${world.newNonce()}`, telegramId, atMs: world.time.nowMs() },
      ...{ type: 'granted', tier: pick % 3 === 0 ? 'elite' : 'pro', durationMs: (1 + (pick % 20)) * DAY_MS },
      ...{ reason: 'admin', code: null },
    }),
  async pause({ process, telegramId, world }) {
    const ledger = await process.stores.payments.ofAccount(telegramId);
    if (refusePause(ledger, world.time.nowMs()) === null) await appendPause('paused', { process, telegramId, world });
  },
  resume: (acting) => appendPause('resumed', acting),
  async move({ process, telegramId, moveTo, world }) {
    if (moveTo === telegramId) return;
    await process.stores.links.setRecovery(telegramId, `hash of ${telegramId}`);
    await process.stores.links.askMove(telegramId, { toTelegramId: moveTo, askedAtMs: world.time.nowMs() });
  },
};

/** Lets a step happen. Resolves when everything that it asked of the product has answered. */
export async function playStep({ kind }: Pick<Step, 'kind'>, acting: Acting): Promise<void> {
  await ACTIONS[kind](acting);
}

function at<T>(all: readonly T[], pick: number): T {
  const found = all[pick % all.length];
  if (found === undefined) throw new Error('expected something to pick from');
  return found;
}

const BOUGHT = ['pro-month', 'pro-quarter', 'elite-month', 'pro-year', 'elite-quarter'];
const planBy = (pick: number): Plan =>
  at(
    PLANS.filter(({ id }) => BOUGHT.includes(id)),
    pick,
  );
const monthBy = (pick: number): Plan => at(PLANS.filter(isStarsSubscription), pick);

/** Asks for Stars on these terms; Telegram's affiliate keeps so many of them. */
function askStars(
  { world, telegramId }: Acting,
  plan: Plan,
  { affiliate = 0, ...terms }: Partial<InvoiceTerms> & { readonly affiliate?: number },
): void {
  const nowMs = world.time.nowMs();
  const order = orderOf(plan, telegramId, { nowMs, nonce: world.newNonce(), terms });
  const seconds = terms.subscriptionSeconds ?? null;
  world.books.ask({
    ...{ telegramId, amount: terms.stars ?? starsOf(plan), payload: encodeInvoicePayload(order), affiliate },
    periodMs: seconds === null ? null : seconds * 1_000,
  });
}

async function askWithCode(acting: Acting): Promise<void> {
  const { process, telegramId, world, pick } = acting;
  const plan = planBy(pick);
  const kept = await process.stores.coupons.find(pick % 2 === 0 ? 'HALF' : 'LESS');
  const ledger = await process.stores.payments.ofAccount(telegramId);
  if (kept === null || refuseCoupon(kept, { telegramId, ledger, nowMs: world.time.nowMs(), plan }) !== null) return;
  const stars = couponPrice(kept.coupon, plan, 'XTR');
  if (stars !== null) askStars(acting, plan, { stars, code: kept.coupon.code });
}

function takeGift({ world, telegramId, pick }: Acting): void {
  const gifts = world.books.charges.filter(({ payload }) => payload.endsWith('.g'));
  const gift = gifts[pick % Math.max(1, gifts.length)];
  const order = gift?.payload.split('.')[5];
  if (order !== undefined) world.books.write(telegramId, `/start gift_${order}`);
}

const starsOfPerson = ({ world, telegramId, pick }: Acting) => {
  const own = world.books.subscriptions.filter((each) => each.telegramId === telegramId && each.state !== 'ended');
  return own[pick % Math.max(1, own.length)];
};

function changeStars(acting: Acting, state: 'active' | 'canceled'): void {
  const own = starsOfPerson(acting);
  if (own !== undefined) acting.world.books.change(own.id, state);
}

function setPays(acting: Acting, canPay: boolean): void {
  const own = starsOfPerson(acting);
  if (own !== undefined) own.canPay = canPay;
}

async function setRenewal({ process, telegramId, world, pick }: Acting, renews: boolean): Promise<void> {
  const nowMs = world.time.nowMs();
  const { subscriptions } = standingAt(await process.stores.payments.ofAccount(telegramId), nowMs);
  const own = subscriptions[pick % Math.max(1, subscriptions.length)];
  if (own === undefined) return;
  if (renews) await resumeSubscription(process.outgoing, own);
  else await cancelSubscription(process.outgoing, own, { atMs: nowMs, why: world.newNonce() });
}

const customerOf = ({ stripe }: MoneyWorld, telegramId: number): string | undefined =>
  Object.values(stripe.world.state.customers).find(({ metadata }) => metadata.telegram_id === String(telegramId))?.id;

function ownSubscription({ world, telegramId }: Pick<Acting, 'world' | 'telegramId'>): Subscription | undefined {
  const customer = customerOf(world, telegramId);
  return Object.values(world.stripe.world.state.subscriptions).find(
    (each) => each.customer === customer && each.status !== 'canceled',
  );
}

async function payByCard({ process, telegramId, world }: Acting, plan: Plan, code: string | null): Promise<void> {
  const bought = await process.cards.buy({ telegramId, plan, code });
  if (bought.type !== 'go') return;
  const session = world.stripe.world.state.sessions[bought.url.split('/').at(-1) ?? ''];
  if (session?.status === 'open') paySession(world.stripe.world, session, 'pays');
}

function setCard({ world, telegramId }: Acting, card: 'pays' | 'declined'): void {
  const customer = customerOf(world, telegramId);
  if (customer !== undefined) world.stripe.world.state.cards[customer] = card;
}

/**
 * An operator gives a charge back, or tries to for the second time. What an affiliate has a share in stays. Of two of three by card a part
 * goes back, at its provider, by hand: a third, the rest behind it, or at another time.
 */
async function refundOne({ process, telegramId, pick, world }: Acting): Promise<void> {
  const ledger = await process.stores.payments.ofAccount(telegramId);
  const shared = (charge: ChargeFact) =>
    ledger.some((fact: LedgerFact) => fact.type === 'commission' && fact.of === charge.externalId);
  const charges = ledger.filter(isCharge).filter((charge) => !shared(charge));
  const charge = charges[pick % Math.max(1, charges.length)];
  if (charge === undefined) return;
  const isBegun = ledger.some((fact) => fact.type === 'refunded-part' && fact.of === charge.externalId);
  if (charge.provider === 'stripe' && (isBegun || pick % 3 !== 0)) return returnPart(world, charge, pick);
  await refundCharge(process.outgoing, charge);
}

function returnPart({ stripe }: MoneyWorld, { externalId }: ChargeFact, pick: number): void {
  const charge = Object.values(stripe.world.state.charges).find((each) => each.payment_intent === externalId);
  if (charge === undefined || charge.refunded || charge.disputed) return;
  if (charge.amount_refunded === 0 || pick % 2 === 1)
    returnAtStripe(stripe.world, charge, Math.ceil((charge.amount - charge.amount_refunded) / 3));
  if (pick % 2 === 0) returnAtStripe(stripe.world, charge, charge.amount - charge.amount_refunded);
}

async function appendPause(
  type: 'paused' | 'resumed',
  { process, telegramId, world }: Pick<Acting, 'process' | 'telegramId' | 'world'>,
): Promise<void> {
  const fact = pauseFact(type, { telegramId, atMs: world.time.nowMs(), why: world.newNonce() });
  await process.stores.payments.append(fact);
}
