import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import { PLANS, planMs } from '../../../billing/plans.ts';
import type { PaidTier } from '../../../billing/tiers.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import type { TrueCharge } from './true-charges.ts';

/** What is open at one moment: the highest tier, and whether only an overdue renewal leaves it open. Null: nothing. */
export type OpenNow = { readonly tier: PaidTier; readonly isGrace: boolean } | null;

/** What an account had at moments, and what it pays a month at the first of them, by currency. */
export interface Lived {
  readonly open: readonly OpenNow[];
  readonly monthly: Readonly<Record<string, number>>;
}

interface Piece {
  readonly tier: PaidTier;
  readonly atMs: number;
  /** The charge that it was bought by; null: given. */
  readonly charge: TrueCharge | null;
  leftMs: number;
}

interface Subscribed {
  tier: PaidTier;
  endMs: number;
  goesOn: boolean;
  isGraceOver: boolean;
  charge: TrueCharge;
}

interface Life {
  readonly banks: Record<PaidTier, Piece[]>;
  waiting: Piece[];
  readonly subscriptions: Map<string, Subscribed>;
  isPaused: boolean;
  hadTrial: boolean;
  /** What was paid for and ended last, while something has been open ever since. */
  lastPaid: TrueCharge[];
  isUnbroken: boolean;
}

/** What the books of the providers and the free facts of an account come to. */
export interface Told {
  readonly charges: readonly TrueCharge[];
  /** The charges of everybody: what others paid may have brought free time. */
  readonly all: readonly TrueCharge[];
  /** Everything of the ledger that is no money of a provider. */
  readonly facts: readonly LedgerFact[];
}

type Event = { readonly atMs: number } & ({ readonly charge: TrueCharge } | { readonly fact: LedgerFact });

/**
 * The plain model: an account lived from one change to the next, each stretch spending from whatever is there. It knows no intervals and no
 * fold, and takes money from the providers' books alone.
 */
export function live(told: Told, momentsMs: readonly number[]): Lived {
  const life: Life = {
    ...{ banks: { pro: [], elite: [] }, waiting: [], subscriptions: new Map() },
    ...{ isPaused: false, hadTrial: false, lastPaid: [], isUnbroken: false },
  };
  const events = eventsOf(told);
  const revoked = revokedIn(told);
  const open: OpenNow[] = [];
  let monthly: Record<string, number> = {};
  let nowMs = Math.min(events[0]?.atMs ?? 0, momentsMs[0] ?? 0);
  for (const endMs of momentsMs) {
    while (nowMs <= endMs) {
      const due = events.filter(({ atMs }) => atMs === nowMs);
      for (const event of due) happen(life, event, { told, revoked });
      for (const event of due) if ('fact' in event) cut(life, event.fact, told);
      const next = events.find(({ atMs }) => atMs > nowMs)?.atMs ?? Number.POSITIVE_INFINITY;
      const untilMs = Math.min(next, endMs, changeAfter(life, nowMs));
      if (untilMs === nowMs) break;
      spend(life, nowMs, untilMs);
      nowMs = untilMs;
    }
    const now = look(life, nowMs);
    open.push(now.highest);
    if (endMs === momentsMs[0]) monthly = monthlyOf(life, now.paid, now.highest !== null);
  }
  return { open, monthly };
}

/** Free time that is gone: what came of a charge that went back, or whose dispute was lost, or that Telegram's affiliate had a share in. */
function revokedIn({ facts, all }: Told): ReadonlySet<string> {
  const gone = all.filter(({ isRefunded, isLost, affiliateMinor }) => isRefunded || isLost || affiliateMinor > 0);
  const of = (id: string): string | undefined => /^(?:referral|gift):([^:]+)/.exec(id)?.[1];
  // What partners gave and took back is judged by their own books.
  const taken = facts.flatMap((fact) => (fact.type === 'revoked' && fact.of.startsWith('partner:') ? [fact.of] : []));
  return new Set([
    ...taken,
    ...facts.flatMap(({ externalId }) => {
      const charge = gone.find(({ id }) => id === of(externalId));
      const isGift = externalId.startsWith('gift:');
      return charge === undefined || (isGift && !charge.isRefunded && !charge.isLost) ? [] : [externalId];
    }),
  ]);
}

function eventsOf({ charges, facts }: Told): readonly Event[] {
  const all: Event[] = [
    ...charges.map((charge) => ({ atMs: charge.atMs, charge })),
    ...facts.map((fact) => ({ atMs: fact.atMs, fact })),
  ];
  const rank = (event: Event): number => ('charge' in event ? 0 : 1);
  const key = (event: Event): string =>
    'charge' in event
      ? `${event.charge.provider}|${event.charge.id}`
      : `${event.fact.provider}|${event.fact.externalId}`;
  return all.toSorted((a, b) => a.atMs - b.atMs || rank(a) - rank(b) || (key(a) < key(b) ? -1 : 1));
}

const isBack = ({ isRefunded, isDisputed }: TrueCharge): boolean => isRefunded || isDisputed;
const above = (a: PaidTier, b: PaidTier): boolean => a === 'elite' && b === 'pro';

interface Known {
  readonly told: Told;
  readonly revoked: ReadonlySet<string>;
}

function happen(life: Life, event: Event, known: Known): void {
  if ('charge' in event) charge(life, event.charge);
  else given(life, event.fact, known);
}

function charge(life: Life, paid: TrueCharge): void {
  if (paid.isGift || isBack(paid)) return;
  const { tier } = paid.plan;
  if (paid.periodMs === null) {
    life.waiting.push({ tier, atMs: paid.atMs, charge: paid, leftMs: planMs(paid.plan) });
    return;
  }
  const order = `${paid.provider}|${paid.order}`;
  const before = life.subscriptions.get(order);
  // What was left of the plan before was taken off the price of a dearer one.
  const fromMs = before === undefined || above(tier, before.tier) ? paid.atMs : Math.max(paid.atMs, before.endMs);
  const endMs = fromMs + paid.periodMs;
  life.subscriptions.set(order, { tier, endMs, goesOn: true, isGraceOver: false, charge: paid });
}

function given(life: Life, fact: LedgerFact, { told, revoked }: Known): void {
  const add = (tier: PaidTier, leftMs: number, by: TrueCharge | null = null): void => {
    if (!revoked.has(fact.externalId)) life.waiting.push({ tier, atMs: fact.atMs, charge: by, leftMs });
  };
  switch (fact.type) {
    case 'trial-started':
      // Of two accounts that became one, the later trial is none.
      if (life.hadTrial) return;
      life.hadTrial = true;
      add(fact.tier, fact.durationMs);
      return;
    case 'granted':
      add(fact.tier, fact.durationMs);
      return;
    case 'gifted':
      add(planNamed(fact.planId).tier, planMs(planNamed(fact.planId)));
      return;
    case 'credited': {
      const by = chargeOf(told, fact.of);
      if (!isBack(by)) add(fact.tier, fact.durationMs, by);
      return;
    }
    case 'cancelled':
    case 'continued': {
      const subscription = life.subscriptions.get(`${fact.provider}|${fact.order}`);
      if (subscription !== undefined) subscription.goesOn = fact.type === 'continued';
      return;
    }
    case 'refunded': {
      const { provider, order, refundedAtMs } = chargeOf(told, fact.of);
      // One that failed was none.
      if (refundedAtMs !== fact.atMs) return;
      const subscription = life.subscriptions.get(`${provider}|${order}`);
      if (subscription === undefined) return;
      // Stripe's subscription goes on until it is cancelled itself.
      if (provider !== 'stripe') subscription.goesOn = false;
      else if (fact.atMs >= subscription.endMs) subscription.isGraceOver = true;
      return;
    }
    case 'paused':
    case 'resumed':
      life.isPaused = fact.type === 'paused';
      return;
    default:
      return;
  }
}

function planNamed(id: string) {
  const plan = PLANS.find((each) => each.id === id);
  if (plan === undefined) throw new Error(`expected a plan, was "${id}"`);
  return plan;
}

function chargeOf({ charges }: Told, id: string): TrueCharge {
  const found = charges.find((each) => each.id === id);
  if (found === undefined) throw new Error(`expected a charge of the provider's books, was "${id}"`);
  return found;
}

/** A credit ends the paid time of the lower tier. */
function cut(life: Life, fact: LedgerFact, told: Told): void {
  if (fact.type !== 'credited' || isBack(chargeOf(told, fact.of))) return;
  const stays = ({ tier, charge: by }: Piece): boolean => tier !== fact.from || by === null;
  life.banks[fact.from] = life.banks[fact.from].filter(stays);
  life.waiting = life.waiting.filter(stays);
  for (const subscription of life.subscriptions.values()) {
    if (subscription.tier !== fact.from) continue;
    subscription.endMs = Math.min(subscription.endMs, fact.atMs);
    subscription.isGraceOver ||= subscription.endMs === fact.atMs;
  }
}

const GRACE_MS = 3 * DAY_MS;

function stateOf(subscription: Subscribed, nowMs: number): 'open' | 'grace' | 'closed' {
  if (nowMs < subscription.endMs) return 'open';
  if (!subscription.goesOn || nowMs >= subscription.endMs + GRACE_MS) subscription.isGraceOver = true;
  return subscription.isGraceOver ? 'closed' : 'grace';
}

interface Looked {
  readonly highest: OpenNow;
  readonly running: readonly Piece[];
  readonly paid: readonly TrueCharge[];
}

/** What is open now, and what is being spent. Time that waited behind a higher tier joins its queue. */
function look(life: Life, nowMs: number): Looked {
  let highest: OpenNow = null;
  let isStill = life.isPaused;
  const running: Piece[] = [];
  const paid: TrueCharge[] = [];
  for (const tier of ['elite', 'pro'] as const) {
    const own = [...life.subscriptions.values()].filter((each) => each.tier === tier);
    const states = own.map((each) => stateOf(each, nowMs));
    isStill ||= states.some((state) => state !== 'closed');
    paid.push(...own.filter((_, index) => states[index] !== 'closed').map((each) => each.charge));
    if (highest === null) {
      life.banks[tier].push(...life.waiting.filter((each) => each.tier === tier));
      life.waiting = life.waiting.filter((each) => each.tier !== tier);
    }
    const [piece] = life.banks[tier];
    const isRunning = piece !== undefined && !isStill;
    if (isRunning) running.push(piece);
    if (isRunning && piece.charge !== null) paid.push(piece.charge);
    if (isRunning || states.includes('open')) highest ??= { tier, isGrace: false };
    else if (states.includes('grace')) highest ??= { tier, isGrace: true };
  }
  return { highest, running, paid };
}

/** When something ends by itself. */
function changeAfter(life: Life, nowMs: number): number {
  const ends = [...life.subscriptions.values()].flatMap(({ endMs }) => [endMs, endMs + GRACE_MS]);
  const runsOut = look(life, nowMs).running.map(({ leftMs }) => nowMs + leftMs);
  return Math.min(...[...ends, ...runsOut].filter((atMs) => atMs > nowMs));
}

function spend(life: Life, nowMs: number, untilMs: number): void {
  const { highest, running, paid } = look(life, nowMs);
  for (const piece of running) piece.leftMs -= untilMs - nowMs;
  for (const tier of ['pro', 'elite'] as const) {
    life.banks[tier] = life.banks[tier].filter(({ leftMs }) => leftMs > 0);
  }
  if (paid.length > 0) life.lastPaid = [...paid];
  life.isUnbroken = paid.length > 0 || (life.isUnbroken && highest !== null);
}

function monthlyOf(life: Life, paid: readonly TrueCharge[], isOpen: boolean): Record<string, number> {
  const keeps = life.isPaused || (isOpen && life.isUnbroken);
  const counted = paid.length > 0 ? paid : keeps ? life.lastPaid.slice(-1) : [];
  const sums: Record<string, number> = {};
  for (const { amountMinor, currency, plan, periodMs } of counted) {
    const days = periodMs === null ? plan.days : periodMs / (24 * HOUR_MS);
    const months = Math.max(1, Math.round((days ?? 0) / (365 / 12)));
    sums[currency] = (sums[currency] ?? 0) + Math.round(amountMinor / months);
  }
  return sums;
}
