import { findPlan, type Plan } from '../plans.ts';
import type { CardCheckout, CardDiscount } from './objects.ts';
import type { CardAccounts, CardProvider, CardReference, OpenCheckout } from './ports.ts';

/** What opening a checkout needs. */
export interface CheckoutDependencies {
  readonly provider: CardProvider;
  readonly accounts: CardAccounts;
  /** Names an order: chance, new at each call. */
  readonly newOrder: () => string;
  /** What a code takes off, claimed for an order; null when it cannot be had. */
  readonly claimDiscount: (ask: {
    readonly code: string;
    readonly plan: Plan;
    readonly telegramId: number;
    readonly order: string;
  }) => Promise<CardDiscount | null>;
  /** Gives back what a code took off an order that nobody can pay any more. */
  readonly releaseDiscount: (ask: {
    readonly code: string;
    readonly telegramId: number;
    readonly order: string;
  }) => Promise<void>;
}

/** A page to pay on, or what an earlier checkout has led to meanwhile: that has to be settled before anything is sold. */
export type OpenedCheckout =
  | { readonly type: 'open'; readonly url: string; readonly order: string }
  | { readonly type: 'paid'; readonly reference: CardReference }
  | { readonly type: 'busy' };

const ATTEMPTS = 5;

/** The customer of an account at the provider, one for ever, however many ask at once. */
async function customerOf({ provider, accounts }: CheckoutDependencies, telegramId: number): Promise<string> {
  const known = (await accounts.find(telegramId))?.customer ?? null;
  return known ?? (await accounts.claimCustomer(telegramId, await provider.createCustomer(telegramId)));
}

/**
 * The one open checkout of an account: the same for two tabs that ask at once, another one when another plan is asked for. The order is
 * stored before the provider is called and names the call, so that a crash in between leads to the same checkout.
 */
export async function openCheckout(
  deps: CheckoutDependencies,
  { telegramId, plan, code }: { readonly telegramId: number; readonly plan: Plan; readonly code: string | null },
): Promise<OpenedCheckout> {
  const { accounts, provider } = deps;
  const customer = await customerOf(deps, telegramId);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const open = (await accounts.find(telegramId))?.checkout ?? null;
    if (open !== null) {
      const session = await sessionOf(deps, { telegramId, customer, open });
      const isAsked = open.planId === plan.id && open.planVersion === plan.version && open.code === code;
      if (session?.url != null && isAsked) return { type: 'open', url: session.url, order: open.order };
      const ended = session?.status === 'open' ? await provider.expireCheckout(session.id) : session;
      if (ended?.status === 'complete') {
        const reference = await provider.outcomeOf(ended.id);
        await accounts.replaceCheckout(telegramId, open.order, null);
        if (reference !== null) return { type: 'paid', reference };
        continue;
      }
      if (open.code !== null) await deps.releaseDiscount({ code: open.code, telegramId, order: open.order });
    }
    const next = { order: deps.newOrder(), planId: plan.id, planVersion: plan.version, code, sessionId: null };
    // Whoever was faster has an order by now, which the next attempt finds.
    await accounts.replaceCheckout(telegramId, open?.order ?? null, next);
  }
  return { type: 'busy' };
}

/**
 * Lets nobody pay the account's checkout any more if it has this code (null: whatever it has), and gives the code back; what it was paid
 * for, if it was. Safe to repeat.
 */
export async function leaveCheckout(
  deps: CheckoutDependencies,
  telegramId: number,
  code: string | null,
): Promise<CardReference | null> {
  const { accounts, provider } = deps;
  const open = (await accounts.find(telegramId))?.checkout ?? null;
  if (open === null || (code !== null && open.code !== code)) return null;
  const ended = open.sessionId === null ? null : await provider.expireCheckout(open.sessionId);
  if (ended?.status === 'complete') return await provider.outcomeOf(ended.id);
  if (open.code !== null) await deps.releaseDiscount({ code: open.code, telegramId, order: open.order });
  await accounts.replaceCheckout(telegramId, open.order, null);
  return null;
}

/** The provider's checkout of an order, made if it is not there yet; null for a plan that is gone. */
async function sessionOf(
  deps: CheckoutDependencies,
  about: { readonly telegramId: number; readonly customer: string; readonly open: OpenCheckout },
): Promise<CardCheckout | null> {
  const { telegramId, customer, open } = about;
  if (open.sessionId !== null) return await deps.provider.checkout(open.sessionId);
  const plan = findPlan(open.planId, open.planVersion);
  if (plan === null) return null;
  const { code, order } = open;
  const coupon = code === null ? null : await deps.claimDiscount({ code, plan, telegramId, order });
  // Nobody pays more than the page with the code said.
  if (code !== null && coupon === null) return null;
  const made = await deps.provider.openCheckout({ id: open.order, telegramId, customer, plan, coupon });
  await deps.accounts.replaceCheckout(telegramId, open.order, { ...open, sessionId: made.id });
  return made;
}
