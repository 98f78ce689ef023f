import { PLANS, type Plan } from './plans.ts';
import type { Payment } from './ports.ts';
import { FREE_TIER, TIERS, type Tier } from './tiers.ts';

const DAY_MS = 86_400_000;

/** "none": never bought. "refunded": everything they bought was given back. */
export type EntitlementState = 'none' | 'active' | 'expired' | 'refunded';

/** What an account may hear at one moment. paidUntilMs is the end of the paid time, past when expired, null when there is none. */
export interface Entitlement {
  readonly tier: Tier;
  readonly paidUntilMs: number | null;
  readonly state: EntitlementState;
}

/** The entitlement of somebody who never paid. */
export const NO_ENTITLEMENT: Entitlement = { tier: FREE_TIER, paidUntilMs: null, state: 'none' };

/**
 * What an account's payments entitle it to at nowMs: a pure fold of its ledger lines.
 *
 * Any order and any multiplicity of lines gives the same answer. Each tier has its own run of days: a purchase while
 * paid is added to the end, one after a gap starts at its own time. A refund takes the days of its purchase back, as if
 * that purchase had never been; its line may come before the purchase's. Purchases after nowMs do not count yet.
 * Throws when a line names a plan that `plans` does not have: plans are never removed.
 */
export function entitlementAt(
  payments: readonly Payment[],
  nowMs: number,
  plans: readonly Plan[] = PLANS,
): Entitlement {
  const bought = distinctPurchases(payments);
  if (bought.length === 0) return NO_ENTITLEMENT;
  const refunded = new Set(payments.filter((line) => line.type === 'refunded').map(keyOf));
  const kept = bought.filter((line) => !refunded.has(refundKeyOf(line)));
  if (kept.length === 0) return { ...NO_ENTITLEMENT, state: 'refunded' };
  const started = kept.filter((line) => line.atMs <= nowMs);
  const ends = paidUntilByTier(started, plans);
  for (const tier of TIERS.toReversed()) {
    const endMs = ends.get(tier);
    if (endMs !== undefined && endMs > nowMs) return { tier, paidUntilMs: endMs, state: 'active' };
  }
  if (ends.size === 0) return NO_ENTITLEMENT;
  return { tier: FREE_TIER, paidUntilMs: Math.max(...ends.values()), state: 'expired' };
}

/** Whether an entitlement opens what a tier offers; a higher tier opens the lower ones. */
export function opensTier(entitlement: Entitlement, tier: Tier): boolean {
  return TIERS.indexOf(entitlement.tier) >= TIERS.indexOf(tier);
}

/** The external id of the ledger line that takes a purchase back. */
export function refundExternalId(externalId: string): string {
  return `${externalId}:refund`;
}

function keyOf(line: Payment): string {
  return `${line.provider}|${line.externalId}`;
}

function refundKeyOf(line: Payment): string {
  return `${line.provider}|${refundExternalId(line.externalId)}`;
}

/** Purchases, each once, in one order whatever order they came in. */
function distinctPurchases(payments: readonly Payment[]): readonly Payment[] {
  const sorted = payments.filter((line) => line.type === 'paid').toSorted(compareLines);
  const byKey = new Map<string, Payment>();
  for (const line of sorted) if (!byKey.has(keyOf(line))) byKey.set(keyOf(line), line);
  return [...byKey.values()];
}

function compareLines(a: Payment, b: Payment): number {
  const textOf = (line: Payment): string => `${keyOf(line)}|${line.planId}|${line.planVersion}|${line.telegramId}`;
  return a.atMs - b.atMs || (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0);
}

function paidUntilByTier(lines: readonly Payment[], plans: readonly Plan[]): ReadonlyMap<Tier, number> {
  const ends = new Map<Tier, number>();
  for (const line of lines) {
    const plan = plans.find(({ id, version }) => id === line.planId && version === line.planVersion);
    if (plan === undefined) {
      throw new Error(`expected a plan of the table, was "${line.planId}" version ${line.planVersion}`);
    }
    const startMs = Math.max(line.atMs, ends.get(plan.tier) ?? line.atMs);
    ends.set(plan.tier, startMs + plan.days * DAY_MS);
  }
  return ends;
}
