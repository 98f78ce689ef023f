import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import type { PaidTier } from '../../../billing/tiers.ts';
import { DAY, HORIZON_HOURS, HOUR } from './histories.ts';

/** What is open in one hour: the highest tier, and whether only grace keeps it open. Null: nothing. */
export type OpenHour = { readonly tier: PaidTier; readonly grace: boolean } | null;

interface Piece {
  readonly atMs: number;
  readonly paid: boolean;
  left: number;
}

interface Subscribed {
  readonly tier: PaidTier;
  endMs: number;
  goesOn: boolean;
  graceIsOver: boolean;
}

interface World {
  readonly banks: Record<PaidTier, Piece[]>;
  readonly waiting: { readonly tier: PaidTier; readonly piece: Piece }[];
  readonly subscriptions: Map<string, Subscribed>;
  paused: boolean;
  hadTrial: boolean;
}

const PLAN_DAYS: Readonly<Record<string, readonly [PaidTier, number]>> = {
  'pro-days': ['pro', 6],
  'elite-days': ['elite', 4],
};

/**
 * The plain reference: an account lived hour by hour, each hour spending from whatever is there. It knows nothing of intervals.
 * Facts after asOfMs have not happened; charges taken back never did.
 */
export function steppingModel(facts: readonly LedgerFact[], asOfMs: number): readonly OpenHour[] {
  const known = facts
    .filter(({ atMs }) => atMs <= asOfMs)
    .toSorted((a, b) => a.atMs - b.atMs || Number(!isMoney(a)) - Number(!isMoney(b)) || (id(a) < id(b) ? -1 : 1));
  const undone = undoneCharges(known);
  const world: World = {
    banks: { pro: [], elite: [] },
    ...{ waiting: [], subscriptions: new Map(), paused: false, hadTrial: false },
  };
  return Array.from({ length: HORIZON_HOURS }, (_, hour) => {
    const nowMs = hour * HOUR;
    const now = known.filter(({ atMs }) => atMs === nowMs);
    for (const fact of now) happen(world, fact, undone);
    for (const fact of now) cut(world, fact, undone);
    return live(world, nowMs);
  });
}

const isMoney = ({ type }: LedgerFact): boolean => type === 'paid' || type === 'renewed';
const id = ({ provider, externalId }: LedgerFact): string => `${provider}|${externalId}`;

function undoneCharges(facts: readonly LedgerFact[]): (externalId: string) => boolean {
  const refunded = facts.flatMap((fact) => (fact.type === 'refunded' || fact.type === 'revoked' ? [fact.of] : []));
  const disputed = facts.flatMap((fact) => (fact.type === 'disputed' || fact.type === 'dispute-closed' ? [fact] : []));
  return (externalId) => {
    const about = disputed.filter(({ of }) => of === externalId);
    const won = about.some((fact) => fact.type === 'dispute-closed' && fact.outcome === 'won');
    return refunded.includes(externalId) || (about.length > 0 && !won);
  };
}

function happen(world: World, fact: LedgerFact, undone: (externalId: string) => boolean): void {
  const add = (tier: PaidTier, left: number, paid: boolean) =>
    world.waiting.push({ tier, piece: { atMs: fact.atMs, paid, left } });
  switch (fact.type) {
    case 'paid':
    case 'renewed': {
      const [tier, days] = PLAN_DAYS[fact.planId] ?? ['pro', 0];
      if (undone(fact.externalId) || fact.gift) return;
      if (fact.subscriptionMs === null || fact.order === null) return void add(tier, days * DAY, true);
      const before = world.subscriptions.get(fact.order);
      const endMs = Math.max(fact.atMs, before?.endMs ?? 0) + fact.subscriptionMs;
      world.subscriptions.set(fact.order, { tier, endMs, goesOn: true, graceIsOver: false });
      return;
    }
    case 'refunded': {
      const order = world.subscriptions.get(orders.get(fact.of) ?? '');
      if (order !== undefined) order.goesOn = false;
      return;
    }
    case 'granted':
      if (!undone(fact.externalId)) add(fact.tier, fact.durationMs, false);
      return;
    case 'trial-started':
      if (!world.hadTrial && !undone(fact.externalId)) add(fact.tier, fact.durationMs, false);
      world.hadTrial = true;
      return;
    case 'gifted':
      if (!undone(fact.externalId)) add('pro', 6 * DAY, false);
      return;
    case 'credited':
      if (!undone(fact.of) && !undone(fact.externalId)) add(fact.tier, fact.durationMs, true);
      return;
    case 'cancelled':
    case 'continued': {
      const subscription = world.subscriptions.get(fact.order);
      if (subscription !== undefined) subscription.goesOn = fact.type === 'continued';
      return;
    }
    case 'paused':
    case 'resumed':
      world.paused = fact.type === 'paused';
      return;
    default:
      return;
  }
}

/** Orders of charges by their ids; the histories name them in the facts, refunds do not. */
const orders = new Map<string, string>();

export function rememberOrders(facts: readonly LedgerFact[]): void {
  orders.clear();
  for (const fact of facts)
    if ((fact.type === 'paid' || fact.type === 'renewed') && fact.order !== null)
      orders.set(fact.externalId, fact.order);
}

function cut(world: World, fact: LedgerFact, undone: (externalId: string) => boolean): void {
  const isCredit = fact.type === 'credited' && !undone(fact.of) && !undone(fact.externalId);
  if (fact.type !== 'closed' && !isCredit) return;
  const falls = (tier: PaidTier, { paid }: Piece): boolean => !isCredit || (tier === 'pro' && paid);
  for (const tier of ['pro', 'elite'] as const)
    world.banks[tier] = world.banks[tier].filter((piece) => !falls(tier, piece));
  const staying = world.waiting.filter(({ tier, piece }) => !falls(tier, piece));
  world.waiting.splice(0, world.waiting.length, ...staying);
  for (const subscription of world.subscriptions.values()) {
    if (isCredit && subscription.tier !== 'pro') continue;
    subscription.endMs = Math.min(subscription.endMs, fact.atMs);
    subscription.goesOn = false;
  }
}

function live(world: World, nowMs: number): OpenHour {
  let highest: OpenHour = null;
  let isStill = world.paused;
  for (const tier of ['elite', 'pro'] as const) {
    const own = [...world.subscriptions.values()]
      .filter((each) => each.tier === tier)
      .map((each) => stateOf(each, nowMs));
    isStill ||= own.some((state) => state !== 'closed');
    const isHigherOpen = highest !== null;
    if (!isHigherOpen) {
      const released = world.waiting.filter((each) => each.tier === tier);
      world.banks[tier].push(...released.map(({ piece }) => piece));
      for (const each of released) world.waiting.splice(world.waiting.indexOf(each), 1);
    }
    const [piece] = world.banks[tier];
    let open: OpenHour = own.includes('open')
      ? { tier, grace: false }
      : own.includes('grace')
        ? { tier, grace: true }
        : null;
    if (piece !== undefined && !isStill) {
      piece.left -= HOUR;
      if (piece.left <= 0) world.banks[tier].shift();
      open = { tier, grace: false };
    }
    highest ??= open;
  }
  return highest;
}

function stateOf(subscription: Subscribed, nowMs: number): 'open' | 'grace' | 'closed' {
  if (nowMs < subscription.endMs) return 'open';
  if (!subscription.goesOn || nowMs >= subscription.endMs + 72 * HOUR) subscription.graceIsOver = true;
  return subscription.graceIsOver ? 'closed' : 'grace';
}
