import type { FactOf, LedgerFact } from '../ledger-fact.ts';
import { type CsvValue, csvText } from '../revenue/csv.ts';
import { type ReferralBalance, type ReferralRules, referralBalances } from './referral.ts';

/** What an account may be paid out in one currency. */
export interface DueCommission extends ReferralBalance {
  readonly telegramId: number;
}

/**
 * Commissions whose hold is over, from the operator's minimum on, the largest first; by account and currency. `ledgers` are the lines of
 * commissions of an account each, as Payments.commissions gives them: no more than one is kept while they are read.
 */
export async function dueCommissions(
  ledgers: AsyncIterable<readonly LedgerFact[]>,
  { reward }: Pick<ReferralRules, 'reward'>,
  nowMs: number,
): Promise<readonly DueCommission[]> {
  const least = Math.max(1, reward.type === 'commission' ? reward.minimumMinor : 1);
  const due: DueCommission[] = [];
  for await (const facts of ledgers) {
    const telegramId = facts[0]?.telegramId;
    if (telegramId === undefined) continue;
    for (const balance of referralBalances(facts, nowMs))
      if (balance.payable >= least) due.push({ telegramId, ...balance });
  }
  return due.toSorted((a, b) => b.payable - a.payable || a.telegramId - b.telegramId);
}

/**
 * The fact that the whole of a commission was paid out. It is named after what had been paid before, so that of two presses, or of two
 * operators, one is booked.
 */
export function payoutOf(due: DueCommission, nowMs: number): FactOf<'paid-out'> {
  const { telegramId, currency, payable, paidOut } = due;
  const externalId = `payout:${telegramId}:${currency}:${paidOut}`;
  return { provider: 'grant', externalId, telegramId, atMs: nowMs, type: 'paid-out', amountMinor: payable, currency };
}

/** A line for each commission that is due; no cell is a formula, whatever somebody calls themselves. */
export function commissionsCsv(rows: readonly (DueCommission & { readonly name: string })[]): string {
  return csvText(
    ['telegram_id', 'name', 'due_minor', 'on_hold_minor', 'paid_out_minor', 'currency'],
    rows.map(({ telegramId, name, payable, onHold, paidOut, currency }): readonly CsvValue[] => [
      ...[telegramId, name, payable, onHold, paidOut, currency],
    ]),
  );
}
