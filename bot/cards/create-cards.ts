import { discountedPrice } from '../../billing/card/card-discount.ts';
import type { CardPositions } from '../../billing/card/card-position.ts';
import { type CardSale, decideCardSale, runningCard } from '../../billing/card/card-sale.ts';
import type { CardDiscount } from '../../billing/card/objects.ts';
import { type CheckoutDependencies, leaveCheckout, openCheckout } from '../../billing/card/open-checkout.ts';
import type {
  CardAccounts,
  CardEvent,
  CardEvents,
  CardProvider,
  CardReference,
  UsedCodes,
} from '../../billing/card/ports.ts';
import { reconcileCards } from '../../billing/card/reconcile-cards.ts';
import { type CardSettling, type SettledLine, settleCard } from '../../billing/card/settle-card.ts';
import { workCardEvent, workOpenCardEvents } from '../../billing/card/work-card-events.ts';
import type { Accounts, Payments } from '../../billing/ports.ts';
import { TERMS_VERSION } from '../../billing/terms.ts';
import type { CardAsk, CardPurchase, Cards } from './cards.ts';
import { readCode, signCode } from './codes.ts';

type RunningSale = Extract<CardSale, { type: 'upgrade' | 'downgrade' }>;

const PAGE = 100;
const LINK_MS = 30 * 60_000;
const BROWSER_MS = 2 * 3_600_000;

export interface CardDependencies {
  readonly provider: CardProvider;
  readonly stores: {
    readonly accounts: Accounts;
    readonly payments: Payments;
    readonly cardAccounts: CardAccounts;
    readonly cardEvents: CardEvents;
    readonly usedCodes: UsedCodes;
    readonly position: CardPositions;
  };
  readonly isOfferedInChat: boolean;
  /** Signs the codes of links. */
  readonly linkSecret: string;
  /** The event in a webhook's body; null when it is not the provider's. */
  readonly readEvent: (body: Buffer, signature: unknown, nowMs: number) => CardEvent | null;
  /** Where the plans' page is seen from outside; null: nowhere. */
  readonly publicUrl: () => string | null;
  readonly nowMs: () => number;
  /** The service is wound down: nothing is sold. */
  readonly isClosed: () => Promise<boolean>;
  /** The machines' time, which codes and signatures are dated by. */
  readonly wallNowMs: () => number;
  readonly newNonce: () => string;
  /** What a code takes off; null when this person cannot have it. */
  readonly discountOf: (ask: CardAsk & { readonly code: string }) => Promise<CardDiscount | null>;
  readonly claimDiscount: CheckoutDependencies['claimDiscount'];
  readonly releaseDiscount: CheckoutDependencies['releaseDiscount'];
  /** Tells the person what became of their money, once however often it is called. */
  readonly tell: (line: SettledLine) => Promise<void>;
  /** The person sees it already: it is not told any more. */
  readonly markTold: (line: SettledLine) => Promise<void>;
  readonly onUnexplained: CardSettling['onUnexplained'];
  readonly onFailed: (what: string, error: unknown) => void;
  /** So many of the provider's events fail again and again; 0: no more. */
  readonly onStuck: (events: number) => void;
}

/** Paying by card over its provider and stores. */
export function createCards(deps: CardDependencies): Cards {
  const { provider, stores } = deps;
  const settling: CardSettling = {
    ...{ provider, payments: stores.payments, nowMs: deps.nowMs },
    ...{ onSettled: deps.tell, onUnexplained: deps.onUnexplained },
  };
  const work = {
    ...{ settling, events: stores.cardEvents },
    onFailed: (event: CardEvent, error: unknown) => deps.onFailed(`${event.type} ${event.id}`, error),
    onStuck: deps.onStuck,
  };
  return {
    isOfferedInChat: deps.isOfferedInChat,
    ...personCalls(deps),
    ...purchaseCalls(deps, settling),
    ...checkoutCalls(deps, settling),
    async setRenewal(subscription, renews) {
      await provider.setRenewal(subscription, renews);
      await settleCard({ ...settling, onSettled: deps.markTold }, { type: 'subscription', id: subscription });
    },
    async refund(payment) {
      await provider.refund(payment);
      await settleCard(settling, { type: 'payment', id: payment });
    },
    async receive(body, signature) {
      const event = deps.readEvent(body, signature, deps.wallNowMs());
      if (event === null) return 'bad-signature';
      if ((await stores.cardEvents.receive(event, deps.nowMs())) === 'received')
        // Not waited for: the provider gives up after some seconds, and what fails here runs again by the schedule.
        void workCardEvent(work, event).catch((error: unknown) => deps.onFailed(event.id, error));
      return 'accepted';
    },
    workOpen: () => workOpenCardEvents(work),
    async reconcile() {
      const { payments, position } = stores;
      const onFailed = ({ type, id }: CardReference, error: unknown): void => deps.onFailed(`${type} ${id}`, error);
      return (await reconcileCards({ settling, payments, position, onFailed })).added;
    },
  };
}

function personCalls(
  deps: CardDependencies,
): Pick<Cards, 'hasCustomer' | 'plansUrl' | 'invited' | 'enter' | 'personOf' | 'acceptTerms' | 'portalUrl'> {
  const { stores, linkSecret, wallNowMs, newNonce } = deps;
  const customer = async (telegramId: number) => (await stores.cardAccounts.find(telegramId))?.customer ?? null;
  return {
    hasCustomer: async (telegramId) => (await customer(telegramId)) !== null,
    plansUrl(telegramId, planId) {
      const publicUrl = deps.publicUrl();
      if (publicUrl === null) return null;
      const url = new URL(planId === null ? '/plans' : `/plans/${planId}`, publicUrl);
      const code = { telegramId, nonce: newNonce(), untilMs: wallNowMs() + LINK_MS };
      url.searchParams.set('code', signCode(linkSecret, 'link', code));
      return url.href;
    },
    async invited(code) {
      const read = readCode(linkSecret, 'link', { code, nowMs: wallNowMs() });
      if (read === null || (await stores.usedCodes.isUsed(read.nonce))) return null;
      return await stores.accounts.find(read.telegramId);
    },
    async enter(code) {
      const nowMs = wallNowMs();
      const read = readCode(linkSecret, 'link', { code, nowMs });
      if (read === null || !(await stores.usedCodes.use(read.nonce, nowMs))) return null;
      return signCode(linkSecret, 'browser', { ...read, untilMs: nowMs + BROWSER_MS });
    },
    async personOf(kept) {
      const read = readCode(linkSecret, 'browser', { code: kept, nowMs: wallNowMs() });
      return read === null ? null : await stores.accounts.find(read.telegramId);
    },
    acceptTerms: (telegramId) => stores.accounts.acceptTerms(telegramId, TERMS_VERSION, deps.nowMs()),
    async portalUrl(telegramId) {
      const known = await customer(telegramId);
      return known === null ? null : await deps.provider.portalUrl(known);
    },
  };
}

function purchaseCalls(
  deps: CardDependencies,
  settling: CardSettling,
): Pick<Cards, 'sale' | 'loweredPrice' | 'buy' | 'change'> {
  const { provider, stores } = deps;
  const sale = async ({ telegramId, plan }: CardAsk): Promise<CardSale> => {
    if (await deps.isClosed()) return { type: 'refuse', code: 'card/closed' };
    const account = await stores.accounts.find(telegramId);
    if (account === null) return { type: 'refuse', code: 'pre-checkout/terms-not-accepted' };
    const ledger = await stores.payments.ofAccount(telegramId);
    return decideCardSale(plan, { account, ledger, nowMs: deps.nowMs() });
  };
  /** As sale, and whether a change to a cheaper plan, which waits for the next charge, would be taken back. */
  const saleOrKeep = async (
    ask: CardAsk,
  ): Promise<CardSale | (Pick<RunningSale, 'subscription'> & { type: 'keep' })> => {
    const decided = await sale(ask);
    if (decided.type !== 'refuse' || decided.code !== 'pre-checkout/already-subscribed') return decided;
    const own = runningCard(ask.plan, await stores.payments.ofAccount(ask.telegramId), deps.nowMs());
    const next = own === null ? null : await provider.nextPlan(own.newest.order ?? '');
    return own === null || next === null || next.id === ask.plan.id ? decided : { type: 'keep', subscription: own };
  };
  /** Null: an earlier checkout was in the way that is settled already, and is gone now. */
  const tryBuying = async ({ telegramId, plan, code }: Parameters<Cards['buy']>[0]): Promise<CardPurchase | null> => {
    const decided = await saleOrKeep({ telegramId, plan });
    if (decided.type === 'refuse') return { type: 'refused', code: decided.code };
    if (decided.type !== 'checkout') {
      const order = decided.subscription.newest.order ?? '';
      const change = decided.type === 'upgrade' ? await provider.previewChange(order, plan) : null;
      return { type: 'ask', direction: decided.type, change };
    }
    if (code !== null && (await deps.discountOf({ telegramId, plan, code })) === null)
      return { type: 'refused', code: 'card/code' };
    const opened = await openCheckout(checkoutsOf(deps), { telegramId, plan, code });
    if (opened.type === 'open') return { type: 'go', url: opened.url };
    if (opened.type === 'busy') return { type: 'refused', code: 'card/busy' };
    return (await settleCard(settling, opened.reference)) > 0 ? { type: 'paid' } : null;
  };
  return {
    sale,
    async loweredPrice({ telegramId, plan, code }) {
      const discount = await deps.discountOf({ telegramId, plan, code });
      return discount === null ? null : discountedPrice(plan, discount);
    },
    // The second time the sale is decided again: what was settled meanwhile may be the very plan that is asked for.
    buy: async (ask) => (await tryBuying(ask)) ?? (await tryBuying(ask)) ?? { type: 'refused', code: 'card/busy' },
    async change({ telegramId, plan, order }) {
      const decided = await saleOrKeep({ telegramId, plan });
      if (decided.type === 'checkout' || decided.type === 'refuse') return 'refused';
      const subscription = decided.subscription.newest.order ?? '';
      const isDone = await provider.changePlan(subscription, plan, decided.type === 'upgrade' ? order : null);
      await settleCard(settling, { type: 'subscription', id: subscription });
      return isDone ? 'changed' : 'declined';
    },
  };
}

/** What opening, ending and settling checkouts needs. */
function checkoutsOf(deps: CardDependencies): CheckoutDependencies {
  const { provider, stores, newNonce, claimDiscount, releaseDiscount } = deps;
  return { provider, accounts: stores.cardAccounts, newOrder: newNonce, claimDiscount, releaseDiscount };
}

function checkoutCalls(
  deps: CardDependencies,
  settling: CardSettling,
): Pick<Cards, 'leaveCheckout' | 'endCheckouts' | 'settleOwn'> {
  const { provider, stores } = deps;
  const leave = async (telegramId: number, code: string | null): Promise<void> => {
    const paid = await leaveCheckout(checkoutsOf(deps), telegramId, code);
    if (paid !== null) await settleCard(settling, paid);
  };
  return {
    leaveCheckout: leave,
    async endCheckouts() {
      for (let page = await stores.cardAccounts.withCheckout(null, PAGE); page.length > 0; ) {
        for (const { telegramId } of page) await leave(telegramId, null);
        page = await stores.cardAccounts.withCheckout(page.at(-1)?.telegramId ?? null, PAGE);
      }
    },
    async settleOwn(telegramId) {
      const sessionId = (await stores.cardAccounts.find(telegramId))?.checkout?.sessionId ?? null;
      const reference = sessionId === null ? null : await provider.outcomeOf(sessionId);
      if (reference !== null) await settleCard(settling, reference);
    },
  };
}
