import {
  type ChargeFact,
  type FactKind,
  type FactOf,
  factKey,
  isCharge,
  type LedgerFact,
  type Provider,
  standingFacts,
} from './ledger-fact.ts';
import { type Plan, planMs } from './plans.ts';
import type { PaidTier } from './tiers.ts';

/** A piece of time that was bought once, or given. durationMs is Infinity for what never ends. */
export interface TimeItem {
  readonly tier: PaidTier;
  readonly durationMs: number;
  readonly atMs: number;
  readonly source: 'paid' | 'trial' | 'granted';
  readonly fact: LedgerFact;
}

/** Charges and state changes of a subscription, oldest first. Refunded and disputed charges are not among the charges. */
export interface Subscription {
  readonly charges: readonly SubscriptionCharge[];
  /** Changes of whether it is charged again (charges, cancellations, refunds), oldest first; before the first it is. */
  readonly turns: readonly { readonly atMs: number; readonly goesOn: boolean }[];
}

/** One charge of a subscription. */
export interface SubscriptionCharge {
  readonly fact: ChargeFact;
  readonly tier: PaidTier;
  readonly periodMs: number;
}

/** All time, or the paid time of one tier, that was there at atMs ends then. */
export interface TimeCut {
  readonly atMs: number;
  /** Null: every tier, and free time too. */
  readonly from: PaidTier | null;
}

/** What the facts of an account come to before any of it is laid out in time. */
export interface CollectedFacts {
  readonly items: readonly TimeItem[];
  readonly subscriptions: readonly Subscription[];
  readonly cuts: readonly TimeCut[];
  readonly pauses: readonly { readonly startMs: number; readonly endMs: number }[];
  readonly hadTime: boolean;
}

interface Collecting {
  readonly items: TimeItem[];
  /** Every order that a charge or a change was seen of. */
  readonly orders: Order[];
  readonly facts: readonly LedgerFact[];
  readonly cuts: TimeCut[];
  readonly pauses: { readonly startMs: number; endMs: number }[];
  hadTime: boolean;
  hadTrial: boolean;
  readonly isVoid: (provider: Provider, externalId: string) => boolean;
  readonly plans: readonly Plan[];
}

/** A subscription while it is collected. An account has one or two: they are found by looking at each. */
interface Order extends Subscription {
  readonly provider: Provider;
  readonly order: string;
  readonly charges: SubscriptionCharge[];
  readonly turns: { readonly atMs: number; readonly goesOn: boolean }[];
}

type Effect<K extends FactKind> = (into: Collecting, fact: FactOf<K>) => void;
type Effects = { readonly [K in FactKind]: Effect<K> };

/** The effect of each kind of fact: the compiler demands an entry for a kind that is added. Facts come oldest first. */
const EFFECTS: Effects = {
  paid: collectCharge,
  renewed: collectCharge,
  refunded: (into, fact) => {
    const { provider, of, atMs } = fact;
    const charge = into.facts.find((each) => each.externalId === of && each.provider === provider);
    if (charge === undefined || charge.atMs > atMs || !isSubscribed(charge)) return;
    const order = orderOf(into, provider, orderName(charge));
    const goesOn = order.turns.at(-1)?.goesOn ?? true;
    // Whoever asked for a charge back is not waited for: grace ends.
    turn(order, atMs, false);
    // Stripe goes on charging unless it was cancelled there as well, of which we hear by its subscription.
    if (provider === 'stripe') turn(order, atMs, goesOn);
  },
  'refunded-part': ignore,
  'refund-failed': ignore,
  disputed: ignore,
  'dispute-closed': ignore,
  commission: ignore,
  revoked: ignore,
  reduced: ignore,
  restored: ignore,
  earned: ignore,
  'paid-out': ignore,
  granted: (into, fact) => addItem(into, itemOf(fact, 'granted')),
  'trial-started': (into, fact) => {
    if (into.hadTrial) return;
    into.hadTrial = true;
    addItem(into, itemOf(fact, 'trial'));
  },
  gifted: (into, fact) => {
    const plan = planOf(into, fact);
    addItem(into, { tier: plan.tier, durationMs: planMs(plan), atMs: fact.atMs, source: 'granted', fact });
  },
  credited: (into, fact) => {
    if (into.isVoid(fact.provider, fact.of) || into.isVoid(fact.provider, fact.externalId)) return;
    into.cuts.push({ atMs: fact.atMs, from: fact.from });
    addItem(into, itemOf(fact, 'paid'));
  },
  cancelled: (into, { provider, order, atMs }) => turn(orderOf(into, provider, order), atMs, false),
  continued: (into, { provider, order, atMs }) => turn(orderOf(into, provider, order), atMs, true),
  'payment-failed': ignore,
  paused: ({ pauses }, { atMs }) => {
    if (pauses.at(-1)?.endMs !== Number.POSITIVE_INFINITY)
      pauses.push({ startMs: atMs, endMs: Number.POSITIVE_INFINITY });
  },
  resumed: ({ pauses }, { atMs }) => {
    const last = pauses.at(-1);
    if (last?.endMs === Number.POSITIVE_INFINITY) last.endMs = atMs;
  },
  closed: ({ cuts }, { atMs }) => void cuts.push({ atMs, from: null }),
};

/** Sorts an account's facts (each once, oldest first, none from the future) by what they do. Throws on a plan of no table. */
export function collectFacts(known: readonly LedgerFact[], plans: readonly Plan[]): CollectedFacts {
  const isChanged = anyTakesBack(known);
  const facts = isChanged ? standingFacts(known) : known;
  const into: Collecting = {
    items: [],
    orders: [],
    cuts: [],
    pauses: [],
    hadTime: false,
    hadTrial: false,
    facts,
    isVoid: isChanged ? voidCharges(facts) : never,
    plans,
  };
  for (const fact of facts) {
    // Nearly all are charges.
    if (fact.type === 'renewed' || fact.type === 'paid') collectCharge(into, fact);
    else collect(into, fact);
  }
  const { items, orders, cuts, pauses, hadTime } = into;
  return { items, subscriptions: orders.every(isCharged) ? orders : orders.filter(isCharged), cuts, pauses, hadTime };
}

function collect<K extends FactKind>(into: Collecting, fact: FactOf<K>): void {
  const effect: Effect<K> = EFFECTS[fact.type];
  effect(into, fact);
}

function anyTakesBack(facts: readonly LedgerFact[]): boolean {
  for (const fact of facts) if (takesBack(fact)) return true;
  return false;
}

function ignore(): void {}

function never(): boolean {
  return false;
}

/** A fact that gives time by itself. */
type TimeFact = FactOf<'granted'> | FactOf<'trial-started'> | FactOf<'credited'>;

type TakenBack = FactOf<'refunded'> | FactOf<'revoked'> | FactOf<'disputed'> | FactOf<'dispute-closed'>;

function takesBack(fact: LedgerFact): fact is TakenBack {
  const { type } = fact;
  return type === 'refunded' || type === 'revoked' || type === 'disputed' || type === 'dispute-closed';
}

/** Whether a charge was taken back, or might be: refunded, or disputed without having been won. */
function voidCharges(facts: readonly LedgerFact[]): Collecting['isVoid'] {
  const refunded = new Set<string>();
  const disputed = new Set<string>();
  const won = new Set<string>();
  for (const fact of facts) {
    if (!takesBack(fact)) continue;
    const key = factKey({ provider: fact.provider, externalId: fact.of });
    if (fact.type === 'refunded' || fact.type === 'revoked') refunded.add(key);
    else if (fact.type === 'dispute-closed' && fact.outcome === 'won') won.add(key);
    else disputed.add(key);
  }
  return (provider, externalId) => {
    const key = factKey({ provider, externalId });
    return refunded.has(key) || (disputed.has(key) && !won.has(key));
  };
}

function collectCharge(into: Collecting, fact: ChargeFact): void {
  const plan = planOf(into, fact);
  if (fact.gift) return;
  const { provider, externalId, atMs, subscriptionMs: periodMs } = fact;
  if (periodMs === null) {
    addItem(into, { tier: plan.tier, durationMs: planMs(plan), atMs, source: 'paid', fact });
    return;
  }
  into.hadTime = true;
  if (into.isVoid(provider, externalId)) return;
  const order = orderOf(into, provider, orderName(fact));
  order.charges.push({ fact, tier: plan.tier, periodMs });
  turn(order, atMs, true);
}

function isSubscribed(fact: LedgerFact): fact is ChargeFact {
  return isCharge(fact) && fact.subscriptionMs !== null && !fact.gift;
}

function orderName({ order, externalId }: ChargeFact): string {
  return order ?? externalId;
}

function orderOf({ orders }: Collecting, provider: Provider, order: string): Order {
  for (const each of orders) if (each.order === order && each.provider === provider) return each;
  const added: Order = { provider, order, charges: [], turns: [] };
  orders.push(added);
  return added;
}

function isCharged({ charges }: Order): boolean {
  return charges.length > 0;
}

function turn({ turns }: Order, atMs: number, goesOn: boolean): void {
  if (goesOn !== (turns.at(-1)?.goesOn ?? true)) turns.push({ atMs, goesOn });
}

function itemOf(fact: TimeFact, source: TimeItem['source']): TimeItem {
  const { tier, durationMs, atMs } = fact;
  return { tier, durationMs, atMs, source, fact };
}

function addItem(into: Collecting, item: TimeItem): void {
  const { provider, externalId } = item.fact;
  into.hadTime = true;
  if (!into.isVoid(provider, externalId)) into.items.push(item);
}

function planOf({ plans }: Collecting, { planId, planVersion }: { planId: string; planVersion: number }): Plan {
  for (const plan of plans) if (plan.id === planId && plan.version === planVersion) return plan;
  throw new Error(`expected a plan of the table, was "${planId}" version ${planVersion}`);
}
