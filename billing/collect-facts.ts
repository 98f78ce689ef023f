import { type ChargeFact, type FactKind, type FactOf, factKey, type LedgerFact } from './ledger-fact.ts';
import { type Plan, planMs } from './plans.ts';
import type { PaidTier } from './tiers.ts';

/** A piece of time that was bought once, or given. durationMs is Infinity for what never ends. */
export interface TimeItem {
  readonly tier: PaidTier;
  readonly durationMs: number;
  readonly atMs: number;
  readonly source: 'paid' | 'trial' | 'granted';
  readonly key: string;
}

/** What a subscription was charged and told, oldest first. Refunded and disputed charges are not among the charges. */
export interface Subscription {
  readonly charges: readonly SubscriptionCharge[];
  /** From when on it is charged again (true) or not (false): charges, cancellations and refunds. */
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
  readonly charges: Map<string, SubscriptionCharge[]>;
  readonly turns: Map<string, { readonly atMs: number; readonly goesOn: boolean }[]>;
  readonly orders: Map<string, string>;
  readonly cuts: TimeCut[];
  readonly pauses: { readonly startMs: number; endMs: number }[];
  hadTime: boolean;
  hadTrial: boolean;
  readonly isVoid: (provider: string, externalId: string) => boolean;
  readonly plans: readonly Plan[];
}

type Effect<K extends FactKind> = (into: Collecting, fact: FactOf<K>) => void;
type Effects = { readonly [K in FactKind]: Effect<K> };

/** What each kind of fact does: a kind that is added must say so here. Facts come oldest first. */
const EFFECTS: Effects = {
  paid: collectCharge,
  renewed: collectCharge,
  refunded: (into, fact) => {
    // Whoever asked for a charge back is not waited for at the next.
    const order = into.orders.get(`${fact.provider}|${fact.of}`);
    if (order !== undefined) turn(into, order, { atMs: fact.atMs, goesOn: false });
  },
  disputed: ignore,
  'dispute-closed': ignore,
  commission: ignore,
  granted: (into, { tier, durationMs, atMs, ...fact }) =>
    addItem(into, fact, { tier, durationMs, atMs, source: 'granted' }),
  'trial-started': (into, { tier, durationMs, atMs, ...fact }) => {
    if (into.hadTrial) return;
    into.hadTrial = true;
    addItem(into, fact, { tier, durationMs, atMs, source: 'trial' });
  },
  gifted: (into, fact) => {
    const plan = planOf(into, fact);
    addItem(into, fact, { tier: plan.tier, durationMs: planMs(plan), atMs: fact.atMs, source: 'granted' });
  },
  credited: (into, fact) => {
    if (into.isVoid(fact.provider, fact.of)) return;
    const { tier, durationMs, atMs } = fact;
    into.cuts.push({ atMs, from: fact.from });
    addItem(into, fact, { tier, durationMs, atMs, source: 'paid' });
  },
  cancelled: (into, { provider, order, atMs }) => turn(into, `${provider}|${order}`, { atMs, goesOn: false }),
  continued: (into, { provider, order, atMs }) => turn(into, `${provider}|${order}`, { atMs, goesOn: true }),
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
export function collectFacts(facts: readonly LedgerFact[], plans: readonly Plan[]): CollectedFacts {
  const into: Collecting = {
    ...{ items: [], cuts: [], pauses: [], hadTime: false, hadTrial: false, plans },
    ...{ charges: new Map(), turns: new Map(), orders: new Map() },
    isVoid: voidCharges(facts),
  };
  for (const fact of facts) collect(into, fact);
  const subscriptions = [...into.charges].map(([order, charges]) => ({ charges, turns: into.turns.get(order) ?? [] }));
  const { items, cuts, pauses, hadTime } = into;
  return { items, subscriptions, cuts, pauses, hadTime };
}

function collect<K extends FactKind>(into: Collecting, fact: FactOf<K>): void {
  const effect: Effect<K> = EFFECTS[fact.type];
  effect(into, fact);
}

function ignore(): void {}

/** Whether a charge was taken back, or might be: refunded, or disputed without having been won. */
function voidCharges(facts: readonly LedgerFact[]): (provider: string, externalId: string) => boolean {
  const void_ = new Set<string>();
  const won = new Set<string>();
  for (const fact of facts) {
    if (fact.type === 'refunded') void_.add(`${fact.provider}|${fact.of}|refunded`);
    else if (fact.type === 'disputed') void_.add(`${fact.provider}|${fact.of}|disputed`);
    else if (fact.type === 'dispute-closed')
      (fact.outcome === 'won' ? won : void_).add(`${fact.provider}|${fact.of}|disputed`);
  }
  if (void_.size === 0) return () => false;
  return (provider, externalId) => {
    const disputed = `${provider}|${externalId}|disputed`;
    return void_.has(`${provider}|${externalId}|refunded`) || (void_.has(disputed) && !won.has(disputed));
  };
}

function collectCharge(into: Collecting, fact: ChargeFact): void {
  const plan = planOf(into, fact);
  into.hadTime = true;
  if (fact.subscriptionMs === null) {
    addItem(into, fact, { tier: plan.tier, durationMs: planMs(plan), atMs: fact.atMs, source: 'paid' });
    return;
  }
  const order = `${fact.provider}|${fact.order ?? fact.externalId}`;
  into.orders.set(factKey(fact), order);
  if (into.isVoid(fact.provider, fact.externalId)) return;
  const charges = into.charges.get(order) ?? [];
  into.charges.set(order, charges);
  charges.push({ fact, tier: plan.tier, periodMs: fact.subscriptionMs });
  turn(into, order, { atMs: fact.atMs, goesOn: true });
}

function addItem(
  into: Collecting,
  fact: Pick<LedgerFact, 'provider' | 'externalId'>,
  item: Omit<TimeItem, 'key'>,
): void {
  into.hadTime = true;
  if (!into.isVoid(fact.provider, fact.externalId)) into.items.push({ ...item, key: factKey(fact) });
}

function turn({ turns }: Collecting, order: string, change: { readonly atMs: number; readonly goesOn: boolean }): void {
  const known = turns.get(order);
  if (known === undefined) turns.set(order, [change]);
  else known.push(change);
}

function planOf({ plans }: Collecting, { planId, planVersion }: { planId: string; planVersion: number }): Plan {
  const plan = plans.find(({ id, version }) => id === planId && version === planVersion);
  if (plan !== undefined) return plan;
  throw new Error(`expected a plan of the table, was "${planId}" version ${planVersion}`);
}
