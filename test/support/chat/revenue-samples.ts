import { type RevenueReport, revenueReport } from '../../../billing/revenue/revenue-report.ts';
import { subscribersOfAYear } from '../billing/a-year.ts';

/** What the text about the business is called with: nobody, a year of a hundred people, and cards beside Stars. */
export function revenueSamples(): readonly [RevenueReport][] {
  const { accounts, nowMs } = subscribersOfAYear(100, 3);
  const told = revenueReport(accounts, { nowMs });
  // Names of plans and codes come from outside.
  const year = { ...told, yields: told.yields.map((each) => ({ ...each, name: 'Ñ' })) };
  const cards = year.cash.map((each) => ({ ...each, provider: 'stripe' as const, currency: 'EUR', netCents: null }));
  const all = { renewing: 1, prepaid: 1, cancelled: 1, overdue: 1, 'free-time': 1, paused: 1 };
  const euros = { currency: 'EUR', monthlyMinor: 6, byState: all, payers: 1, perPayerMinor: 6, lifetimeMinor: 9 };
  return [[revenueReport([], { nowMs })], [year], [{ ...year, cash: cards, recurring: [euros] }]];
}
