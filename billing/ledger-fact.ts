import type { PaidTier } from './tiers.ts';

/** Who reports facts of the ledger: two that take money, and ourselves ("grant") for what costs nothing. */
export const PROVIDERS = ['stars', 'stripe', 'grant'] as const;

/** One of PROVIDERS. */
export type Provider = (typeof PROVIDERS)[number];

/** Why free days were given. */
export const GRANT_REASONS = ['admin', 'code', 'referral', 'import', 'remedy', 'partner'] as const;

/** One of GRANT_REASONS. */
export type GrantReason = (typeof GRANT_REASONS)[number];

/** What every fact has. (provider, externalId) is its identity: a payment's is its charge, never the invoice's payload. */
interface Common {
  readonly provider: Provider;
  readonly externalId: string;
  readonly telegramId: number;
  readonly atMs: number;
}

/** A charge of money for a plan. Amounts are what the buyer paid, before any commission. */
interface Charge {
  readonly planId: string;
  readonly planVersion: number;
  readonly amountMinor: number;
  readonly currency: string;
  /** Names the invoice; the charges of one subscription have the same. Null for charges of the first version. */
  readonly order: string | null;
  /** Length of a subscription's period; null for what is paid once. */
  readonly subscriptionMs: number | null;
  /** The coupon that lowered the price, null without one. */
  readonly code: string | null;
  /** Its time is a present for somebody else: whoever takes it gets a fact "gifted", the payer nothing. */
  readonly gift?: true | undefined;
  /** Who paid, where the line has moved to another account since: only the payer's charges can be returned and cancelled in Stars. */
  readonly payerId?: number | undefined;
}

interface FreeTime {
  readonly tier: PaidTier;
  readonly durationMs: number;
}

/** The fields of each kind of fact beside the common ones. `of` is the externalId of another fact of the same provider and account. */
interface Bodies {
  /** A purchase, or the first charge of a subscription. */
  readonly paid: Charge;
  /** A later charge of a subscription. */
  readonly renewed: Charge;
  /** A charge has gone back as a whole, and with it the time it bought. Its amount is what no "refunded-part" has of it. */
  readonly refunded: Pick<Charge, 'planId' | 'planVersion' | 'amountMinor' | 'currency'> & { readonly of: string };
  /** A part of a charge went back. No effect on anybody's time. */
  readonly 'refunded-part': { readonly of: string; readonly amountMinor: number; readonly currency: string };
  /**
   * A refund of the charge `of` did not reach the buyer and came back to us: `line`, a "refunded" or "refunded-part", counts as if it had
   * never been. The amount is the refund's; 0 for the "refunded" of a charge whose parts were the whole of it, and are not any more.
   */
  readonly 'refund-failed': {
    readonly of: string;
    readonly line: string;
    readonly amountMinor: number;
    readonly currency: string;
  };
  /** The buyer's bank asks for a charge back: its time does not count until that is decided. */
  readonly disputed: { readonly of: string };
  readonly 'dispute-closed': { readonly of: string; readonly outcome: 'won' | 'lost' };
  /** A provider or partner kept a part of a charge; negative: gave it back with a refund. No effect on anybody's time. */
  readonly commission: { readonly of: string; readonly amountMinor: number; readonly currency: string };
  readonly granted: FreeTime & { readonly reason: GrantReason; readonly code: string | null };
  /** Once for each account: later ones do not count. */
  readonly 'trial-started': FreeTime & { readonly code: string | null };
  /** Free time, a present or a commission of ours is taken back, because what it was given for was returned. */
  readonly revoked: { readonly of: string };
  /** Of the charge (chargeMinor) that `of`, an "earned", came from this much went back: what was earned is less in proportion. */
  readonly reduced: {
    readonly of: string;
    readonly amountMinor: number;
    readonly currency: string;
    readonly chargeMinor: number;
  };
  /** What was taken back with a refund is given again, because the refund failed: the line `of` counts as if it had never been. */
  readonly restored: { readonly of: string };
  /** What an account earned by the charge `of` of somebody whom it brought, payable from payableAtMs on. No effect on anybody's time. */
  readonly earned: {
    readonly of: string;
    readonly amountMinor: number;
    readonly currency: string;
    readonly payableAtMs: number;
  };
  /** Of what was earned, this was paid out. */
  readonly 'paid-out': { readonly amountMinor: number; readonly currency: string };
  /** Somebody else's present: a plan's time that they paid for. */
  readonly gifted: Pick<Charge, 'planId' | 'planVersion'> & { readonly by: number };
  /** With the charge `of` the unused time of a lower tier became time of a higher one. Undone with that charge. */
  readonly credited: FreeTime & { readonly from: PaidTier; readonly of: string };
  /** A subscription will not be charged again; what is paid stays. */
  readonly cancelled: { readonly order: string };
  /** A cancelled subscription will be charged again. */
  readonly continued: { readonly order: string };
  /** A renewal could not be charged. */
  readonly 'payment-failed': { readonly order: string };
  /** Time that does not run in a subscription stands still. */
  readonly paused: object;
  readonly resumed: object;
  /** All time there is ends: the service is wound down, or the account was moved. */
  readonly closed: object;
}

/** The kinds of facts. */
export type FactKind = keyof Bodies;

/** A fact of one kind. */
export type FactOf<K extends FactKind> = Common & { readonly type: K } & Bodies[K];

/** One line of the append-only ledger: what happened, as a provider or we ourselves saw it. Only the fold decides what it means. */
export type LedgerFact = { readonly [K in FactKind]: FactOf<K> }[FactKind];

/** A charge of either kind. */
export type ChargeFact = FactOf<'paid'> | FactOf<'renewed'>;

/** Money that came from a buyer or went back to them. */
export type MoneyFact = ChargeFact | FactOf<'refunded'>;

/** What makes a fact unique. */
export function factKey({ provider, externalId }: Pick<LedgerFact, 'provider' | 'externalId'>): string {
  return `${provider}|${externalId}`;
}

/** Whether a fact is a payment for a plan. */
export function isCharge(fact: LedgerFact): fact is ChargeFact {
  return fact.type === 'paid' || fact.type === 'renewed';
}

/** What decides how much of a commission is to be paid out. */
export const COMMISSION_KINDS = [
  'earned',
  'paid-out',
  'revoked',
  'reduced',
  'restored',
] as const satisfies readonly FactKind[];

/** The external id of the fact that takes a charge back, the whole of it for another time after so many refunds of it failed. */
export function refundExternalId(externalId: string, failures = 0): string {
  return failures === 0 ? `${externalId}:refund` : `${externalId}:refund:${failures}`;
}

/** The external id of the fact that a refund, or the line of the ledger that has it, failed. */
export function failedExternalId(externalId: string): string {
  return `${externalId}:failed`;
}

/** The facts that count: without refunds that failed, and without what was taken back with them. */
export function standingFacts(facts: readonly LedgerFact[]): readonly LedgerFact[] {
  let undone: Set<string> | null = null;
  for (const fact of facts) {
    if (fact.type !== 'refund-failed' && fact.type !== 'restored') continue;
    undone ??= new Set();
    undone.add(factKey({ provider: fact.provider, externalId: fact.type === 'restored' ? fact.of : fact.line }));
  }
  return undone === null ? facts : facts.filter((fact) => !undone.has(factKey(fact)));
}

/** What of a charge went back in parts, as its account's facts have it. */
export function partsBackMinor(facts: readonly LedgerFact[], { provider, externalId }: ChargeFact): number {
  let sum = 0;
  for (const fact of standingFacts(facts))
    if (fact.type === 'refunded-part' && fact.of === externalId && fact.provider === provider) sum += fact.amountMinor;
  return sum;
}

/** The external id of the fact by which somebody takes the present that a charge paid for. */
export function giftExternalId(externalId: string): string {
  return `gift:${externalId}`;
}

/**
 * Each fact once, in one order whatever order they came in: by time, charges first, then by identity. Of two with the same identity the one
 * that sorts first by its content stays, so that repetition changes nothing. A ledger that is in this order already, as the store gives it,
 * is given back as it is.
 */
export function distinctFacts(facts: readonly LedgerFact[]): readonly LedgerFact[] {
  if (isDistinct(facts)) return facts;
  const sorted = facts.length > FEW ? facts : facts.toSorted(compareFacts);
  if (sorted !== facts && isDistinct(sorted)) return sorted;
  const byKey = new Map<string, LedgerFact>();
  for (const fact of facts) {
    const key = factKey(fact);
    const other = byKey.get(key);
    if (other === undefined || (other !== fact && compareContent(fact, other) < 0)) byKey.set(key, fact);
  }
  return [...byKey.values()].toSorted(compareFacts);
}

/** Looking at those before is faster than a set up to here; nearly every ledger is shorter. */
const FEW = 32;
const MARKS = 31;

function isDistinct(facts: readonly LedgerFact[]): boolean {
  if (facts.length > FEW) return false;
  let before: LedgerFact | null = null;
  let beforeMs = Number.NEGATIVE_INFINITY;
  let seen = 0;
  let index = 0;
  for (const fact of facts) {
    const { atMs, externalId } = fact;
    if (atMs <= beforeMs && (atMs < beforeMs || (before !== null && compareFacts(before, fact) >= 0))) return false;
    // Two of one identity may have different times, and then neither is out of order. Ids of different marks differ.
    const mark = 1 << markOf(externalId);
    if ((seen & mark) !== 0 && hasSameBefore(facts, index)) return false;
    seen |= mark;
    before = fact;
    beforeMs = atMs;
    index += 1;
  }
  return true;
}

/** A number below MARKS, the same for the same text: its end tells ids of one provider apart most often. */
function markOf(text: string): number {
  const { length } = text;
  return length < 2 ? 0 : (text.charCodeAt(length - 1) + 7 * text.charCodeAt(length - 2) + 5 * length) % MARKS;
}

function hasSameBefore(facts: readonly LedgerFact[], index: number): boolean {
  const fact = facts[index];
  for (let before = 0; before < index; before += 1) {
    const earlier = facts[before];
    if (earlier?.externalId === fact?.externalId && earlier?.provider === fact?.provider) return true;
  }
  return false;
}

/** No provider's name begins another's, so this is also the order of their keys. */
function compareFacts(one: LedgerFact, two: LedgerFact): number {
  return (
    one.atMs - two.atMs ||
    rank(one) - rank(two) ||
    compareText(one.provider, two.provider) ||
    compareText(one.externalId, two.externalId)
  );
}

/** Providers give a charge's time in whole seconds: what else happened at that time came after it. */
function rank(fact: LedgerFact): number {
  return isCharge(fact) ? 0 : 1;
}

function compareContent(a: LedgerFact, b: LedgerFact): number {
  return a.atMs - b.atMs || compareText(JSON.stringify(sortedEntries(a)), JSON.stringify(sortedEntries(b)));
}

function sortedEntries(fact: LedgerFact): readonly unknown[] {
  return Object.entries(fact).toSorted(([a], [b]) => compareText(a, b));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
