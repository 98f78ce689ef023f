import { factDocument } from '../../billing/adapters/mongo/fact-document.ts';
import { type Entitlement, entitlementAt } from '../../billing/entitlement.ts';
import { isCharge, type LedgerFact } from '../../billing/ledger-fact.ts';
import { PLANS, planMs } from '../../billing/plans.ts';
import { revenueReport } from '../../billing/revenue/revenue-report.ts';
import { GRACE_MS } from '../../billing/subscription-spans.ts';
import { FREE_TIER } from '../../billing/tiers.ts';
import { createRandom } from '../../engine/random.ts';
import { subscribersOfAYear } from '../support/billing/a-year.ts';
import { type Bench, leastProcessorMs } from './bench.ts';

const SUBSCRIBERS = 10_000;
const SEED = 7;
/** The first rounds are the compiler's. */
const FOLD_ROUNDS = 20;

interface Reduced {
  untilMs: number;
  tier: Entitlement['tier'];
  state: Entitlement['state'];
  renews: boolean;
}

/**
 * The reference: one reduce with plain arithmetic that gives the answers of this year's ledgers, which is checked before anything is timed.
 * It needs facts in the order of time, and knows no repetition, refund, dispute, pause, credit, second subscription or second tier.
 */
function plainEntitlement(sorted: readonly LedgerFact[], nowMs: number): Entitlement {
  const { untilMs, tier, state, renews } = sorted.reduce<Reduced>(
    (sofar, fact) => {
      if (fact.atMs > nowMs) return sofar;
      if (isCharge(fact)) {
        const plan = PLANS.find(({ id, version }) => id === fact.planId && version === fact.planVersion);
        if (plan === undefined) throw new Error(`expected a plan of the table, was "${fact.planId}"`);
        sofar.untilMs = Math.max(sofar.untilMs, fact.atMs) + (fact.subscriptionMs ?? planMs(plan));
        sofar.tier = plan.tier;
        sofar.renews = fact.subscriptionMs !== null;
        sofar.state = 'active';
      } else if (fact.type === 'granted' || fact.type === 'trial-started') {
        sofar.untilMs = Math.max(sofar.untilMs, fact.atMs) + fact.durationMs;
        sofar.tier = fact.tier;
        sofar.state = fact.type === 'granted' ? 'granted' : 'trial';
      } else if (fact.type === 'cancelled') {
        sofar.renews = false;
        sofar.state = 'cancelled';
      }
      return sofar;
    },
    { untilMs: 0, tier: FREE_TIER, state: 'none', renews: false },
  );
  if (nowMs < untilMs) return { tier, paidUntilMs: untilMs, state };
  if (renews && nowMs < untilMs + GRACE_MS) return { tier, paidUntilMs: untilMs, state: 'past-due' };
  return { tier: FREE_TIER, paidUntilMs: untilMs, state: 'expired' };
}

/** The same, of facts in any order, which is what the fold promises to take. */
function plainInAnyOrder(facts: readonly LedgerFact[], nowMs: number): Entitlement {
  return plainEntitlement(
    facts.toSorted((a, b) => a.atMs - b.atMs),
    nowMs,
  );
}

/** The same accounts as the store reads them: made-up objects each have a shape of their own, and any code over them crawls. */
function readLedgers(): { readonly accounts: readonly (readonly LedgerFact[])[]; readonly nowMs: number } {
  const { accounts, nowMs } = subscribersOfAYear(SUBSCRIBERS, SEED);
  return { accounts: accounts.map((facts) => facts.map((fact) => factDocument.parse(fact))), nowMs };
}

type Fold = (facts: readonly LedgerFact[], nowMs: number) => Entitlement;

/** Facts folded into what each account may hear now, beside a plain reduce that gives the same answers of the same facts. */
async function fold(accounts: readonly (readonly LedgerFact[])[], nowMs: number, plain: Fold) {
  for (const each of accounts)
    if (JSON.stringify(entitlementAt(each, nowMs)) !== JSON.stringify(plain(each, nowMs)))
      throw new Error(`expected the fold's answer of the plain reduce for ${each[0]?.telegramId}, was another`);
  const facts = accounts.reduce((sum, each) => sum + each.length, 0);
  // Summed up, for what nobody reads the compiler leaves out.
  let sumMs = 0;
  const timed = (run: Fold) =>
    leastProcessorMs(FOLD_ROUNDS, () => {
      for (const each of accounts) sumMs += run(each, nowMs).paidUntilMs ?? 0;
    });
  const [ours, reference] = [await timed(entitlementAt), await timed(plain)];
  if (!(sumMs > 0)) throw new Error('expected paid time');
  return { ours: facts / ours / 1_000, reference: facts / reference / 1_000 };
}

/** In the order of the store, which gives them by time. */
async function foldInOrder() {
  const { accounts, nowMs } = readLedgers();
  return { ...(await fold(accounts, nowMs, plainEntitlement)), referenceName: 'a plain reduce, same answers' };
}

async function foldInAnyOrder() {
  const { accounts, nowMs } = readLedgers();
  const draw = createRandom(SEED);
  const mixed = accounts.map((facts) => {
    const marked = facts.map((fact) => ({ fact, place: draw() }));
    return marked.toSorted((a, b) => a.place - b.place).map(({ fact }) => fact);
  });
  return { ...(await fold(mixed, nowMs, plainInAnyOrder)), referenceName: 'sort by time, plain reduce, same answers' };
}

/** A year of subscribers told in the report of /admin revenue. */
async function report(): Promise<{ ours: number; reference: null; referenceName: null }> {
  const { accounts, nowMs } = readLedgers();
  const ms = await leastProcessorMs(3, () => revenueReport(accounts, { nowMs }));
  return { ours: 1_000 / ms, reference: null, referenceName: null };
}

/** The ledger's fold, and the report of a year of 10,000 subscribers: .5 a second is the two seconds that are promised. */
export const BILLING_BENCHES: readonly Bench[] = [
  { name: 'billing: facts folded into entitlements, in any order', unit: 'M facts/s', run: foldInAnyOrder },
  { name: 'billing: facts folded into entitlements, in the order of the store', unit: 'M facts/s', run: foldInOrder },
  { name: 'billing: a year of 10,000 subscribers', unit: 'reports/s', run: report },
];
