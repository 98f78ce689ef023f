import type { Payments } from '../../../billing/ports.ts';
import { type RevenueReport, revenueReport } from '../../../billing/revenue/revenue-report.ts';

/** What the ledger says of the business: the same function for the chat, the metrics and the files. */
export async function revenue(
  { nowMs }: { readonly nowMs: number },
  { payments }: { readonly payments: Pick<Payments, 'payers' | 'ofAccounts'> },
): Promise<RevenueReport> {
  const accounts = await payments.ofAccounts(await payments.payers());
  return revenueReport(accounts.values(), { nowMs });
}
