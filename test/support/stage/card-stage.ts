import { openStripe, readStripeEvent } from '../../../billing/adapters/stripe/open-stripe.ts';
import { createStripeCards } from '../../../billing/adapters/stripe/stripe-cards.ts';
import { type CheckoutDependencies, type OpenedCheckout, openCheckout } from '../../../billing/card/open-checkout.ts';
import type { CardEvent, CardEvents, CardProvider } from '../../../billing/card/ports.ts';
import type { CardSettling, SettledLine, UnexplainedCard } from '../../../billing/card/settle-card.ts';
import { type Entitlement, entitlementAt, type Standing, standingAt } from '../../../billing/entitlement.ts';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import { findPlan, type Plan } from '../../../billing/plans.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../bot/sandbox/stripe/start-stripe-stand-in.ts';
import { billSubscriptions } from '../../../bot/sandbox/stripe/state/bill-subscriptions.ts';
import { signatureOf } from '../../../bot/sandbox/stripe/webhook-emitter.ts';
import { createManualClock } from '../fakes/broadcast-fakes.ts';
import { createMemoryPayments } from '../fakes/memory-billing.ts';
import { createMemoryCardAccounts, createMemoryCardEvents } from '../fakes/memory-cards.ts';

const CARD_KEY = 'sk_test_of_the_tests';
export const CARD_WEBHOOK_SECRET = 'whsec_of_the_tests';
const START_MS = Date.UTC(2026, 8, 1);

/** Stripe's own client over HTTP against the stand-in, with the ledger in memory, and a person in front of the hosted pages. */
export interface CardStage {
  readonly standIn: StripeStandIn;
  readonly provider: CardProvider;
  readonly payments: ReturnType<typeof createMemoryPayments>;
  readonly events: CardEvents;
  readonly settling: CardSettling;
  readonly checkouts: CheckoutDependencies;
  readonly settled: SettledLine[];
  readonly unexplained: UnexplainedCard[];
  readonly clock: { advance(ms: number): void; nowMs(): number };
  checkout(telegramId: number, plan: string): Promise<OpenedCheckout>;
  /** Opens a checkout and pays it with the card of these last digits. */
  buy(telegramId: number, plan: string, card?: string): Promise<void>;
  /** Presses a button of a hosted page. */
  press(url: string, form: Readonly<Record<string, string>>): Promise<Response>;
  /** Every event of the stand-in so far, as the product reads them. */
  sent(): readonly CardEvent[];
  ledger(telegramId: number): Promise<readonly LedgerFact[]>;
  entitlement(telegramId: number): Promise<Entitlement>;
  standing(telegramId: number): Promise<Standing>;
  close(): Promise<void>;
}

export function planNamed(id: string): Plan {
  const plan = findPlan(id, 1);
  if (plan === null) throw new Error(`expected a plan, was "${id}"`);
  return plan;
}

export async function openCardStage(): Promise<CardStage> {
  const clock = createManualClock(START_MS);
  const standIn = await startStripeStandIn({
    ...{ clock, wallNowMs: Date.now, secretKey: CARD_KEY, webhookSecret: CARD_WEBHOOK_SECRET, path: null },
    ...{ random: () => 0.5, startTimer: (_delayMs, run) => run() },
  });
  const stripe = openStripe({ secretKey: CARD_KEY, apiBase: standIn.url });
  const address = (page: string) => `https://t.me/analyser_bot?start=${page}`;
  const provider = createStripeCards({
    ...{ stripe, nameOf: ({ id }) => `Analyser ${id}`, automaticTax: false },
    urls: () => ({ success: address('paid'), cancel: address('plans'), portalReturn: address('plan') }),
  });
  const payments = createMemoryPayments();
  const settled: SettledLine[] = [];
  const unexplained: UnexplainedCard[] = [];
  const settling: CardSettling = {
    ...{ provider, payments, nowMs: clock.nowMs },
    onSettled: async (line) => void settled.push(line),
    onUnexplained: (_payment, code) => void unexplained.push(code),
  };
  let orders = 0;
  const checkouts: CheckoutDependencies = {
    ...{ provider, accounts: createMemoryCardAccounts(), claimDiscount: async () => null },
    releaseDiscount: async () => {},
    newOrder: () => `order${++orders}`,
  };
  const press: CardStage['press'] = (url, form) =>
    fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  const checkout: CardStage['checkout'] = (telegramId, plan) =>
    openCheckout(checkouts, { telegramId, plan: planNamed(plan), code: null });
  const ledger = (telegramId: number) => payments.ofAccount(telegramId);
  return {
    ...{ standIn, provider, payments, settling, checkouts, settled, unexplained, clock, checkout, press, ledger },
    events: createMemoryCardEvents(),
    async buy(telegramId, plan, card = '4242') {
      const opened = await checkout(telegramId, plan);
      if (opened.type !== 'open') throw new Error(`expected an open checkout, was ${opened.type}`);
      await press(opened.url, { card, action: 'pay' });
    },
    sent: () => standIn.webhook.events().map((body) => eventOf(body)),
    entitlement: async (telegramId) => entitlementAt(await ledger(telegramId), clock.nowMs()),
    standing: async (telegramId) => standingAt(await ledger(telegramId), clock.nowMs()),
    close: () => standIn.close(),
  };
}

/** Lets time pass at Stripe: renewals, retries and ends that are due. */
export function billUntilNow({ standIn }: CardStage): void {
  billSubscriptions(standIn.world);
}

function eventOf(body: string): CardEvent {
  const nowMs = Date.now();
  const header = signatureOf(body, CARD_WEBHOOK_SECRET, nowMs);
  const event = readStripeEvent(Buffer.from(body), header, { secret: CARD_WEBHOOK_SECRET, nowMs });
  if (event === null) throw new Error(`expected an event that is ours, was ${body}`);
  return event;
}
