import { isCharge, type LedgerFact } from '../ledger-fact.ts';
import { PLANS, type Plan } from '../plans.ts';
import { type Cash, cashOf, type Yield, yieldsOf } from './cash.ts';
import { type Cohort, cohortsOf } from './cohorts.ts';
import { movementsOf, type RevenueMonth } from './movements.ts';
import { type AccountRevenue, type Recurring, type RecurringState, recurringOf } from './recurring.ts';
import { type Trials, trialsOf } from './trials.ts';

/** Recurring revenue at the moment of a report, of one currency; amounts in minor units a month. */
export interface RecurringNow {
  readonly currency: string;
  readonly monthlyMinor: number;
  /** The same by how it stands: what is cancelled but still runs is apart. */
  readonly byState: Readonly<Partial<Record<RecurringState, number>>>;
  /** Accounts that pay in this currency. */
  readonly payers: number;
  /** Monthly revenue by payer, minor units; null without one. */
  readonly perPayerMinor: number | null;
  /** Revenue by payer divided by the churn of the last three whole months, minor units; null where nobody left. */
  readonly lifetimeMinor: number | null;
}

/** What the ledger says of the business; every face shows this. Months are of UTC, oldest first; the last one is not over. */
export interface RevenueReport {
  readonly nowMs: number;
  readonly recurring: readonly RecurringNow[];
  readonly payers: number;
  readonly months: readonly RevenueMonth[];
  /** Share of the payers at the start of a month who left in it, mean of the last three whole months; null without payers. */
  readonly churn: number | null;
  readonly cohorts: readonly Cohort[];
  readonly trials: Trials;
  readonly cash: readonly Cash[];
  readonly yields: readonly Yield[];
}

/** What a report is made for. */
export interface ReportAsk {
  readonly nowMs: number;
  /** Months shown, the current one included. */
  readonly months?: number;
  readonly plans?: readonly Plan[];
}

const CHURN_MONTHS = 3;

/**
 * The report of a ledger: a pure function of the facts, each account's together. Recurring revenue at a boundary is what was known then;
 * amounts of two currencies are never added.
 */
export function revenueReport(
  accounts: Iterable<readonly LedgerFact[]>,
  { nowMs, months = 12, plans = PLANS }: ReportAsk,
): RevenueReport {
  const boundaries = [...monthStarts(nowMs, months), nowMs];
  const all: AccountRevenue[] = [];
  for (const each of accounts) {
    const facts = each.some(({ atMs }) => atMs > nowMs) ? each.filter(({ atMs }) => atMs <= nowMs) : each;
    const at = facts.some(isCharge) ? recurringOf(facts, nowMs, plans) : (): readonly Recurring[] => [];
    all.push({ facts, at: boundaries.map(at) });
  }
  const rows = movementsOf(all, boundaries);
  const churn = churnOf(rows);
  return {
    nowMs,
    ...{ recurring: recurringNow(all, churn), payers: all.filter(({ at }) => isPaying(at.at(-1))).length },
    ...{ months: rows, churn, cohorts: cohortsOf(all, boundaries), trials: trialsOf(all, nowMs) },
    cash: cashOf(all, boundaries),
    yields: yieldsOf(all, boundaries[0] ?? nowMs),
  };
}

/** Whether an account pays anything. */
function isPaying(recurring: readonly Recurring[] | undefined): boolean {
  return recurring !== undefined && recurring.length > 0;
}

/** The first moments of so many months of UTC, the one of nowMs last. */
function monthStarts(nowMs: number, months: number): readonly number[] {
  const now = new Date(nowMs);
  return Array.from({ length: months }, (_, index) =>
    Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (months - 1 - index), 1),
  );
}

function churnOf(months: readonly RevenueMonth[]): number | null {
  const whole = months
    .slice(0, -1)
    .slice(-CHURN_MONTHS)
    .filter(({ payersBefore }) => payersBefore > 0);
  if (whole.length === 0) return null;
  return whole.reduce((sum, { left, payersBefore }) => sum + total(left) / payersBefore, 0) / whole.length;
}

function recurringNow(all: readonly AccountRevenue[], churn: number | null): readonly RecurringNow[] {
  const byCurrency = new Map<
    string,
    { sum: number; payers: number; byState: Partial<Record<RecurringState, number>> }
  >();
  for (const { at } of all) {
    const now = at.at(-1) ?? [];
    for (const { currency, monthlyMinor, state } of now) {
      const row = byCurrency.get(currency) ?? { sum: 0, payers: 0, byState: {} };
      byCurrency.set(currency, row);
      row.sum += monthlyMinor;
      row.byState[state] = (row.byState[state] ?? 0) + monthlyMinor;
    }
    for (const currency of new Set(now.map((each) => each.currency))) {
      const row = byCurrency.get(currency);
      if (row !== undefined) row.payers += 1;
    }
  }
  return [...byCurrency]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, { sum, payers, byState }]) => {
      const perPayer = payers === 0 ? null : sum / payers;
      const lifetime = perPayer === null || churn === null || churn === 0 ? null : Math.round(perPayer / churn);
      const perPayerMinor = perPayer === null ? null : Math.round(perPayer);
      return { currency, monthlyMinor: sum, byState, payers, perPayerMinor, lifetimeMinor: lifetime };
    });
}

/** The sum of a record of counts. */
export function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
