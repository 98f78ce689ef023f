import { type ChargeFact, isCharge, type LedgerFact } from '../ledger-fact.ts';

/**
 * The charge that a buyer may return by themselves: their first, in Stars or by card, while it is younger than the cooling-off. Null when
 * there is none; who returned something before asks a person.
 */
export function returnable(
  ledger: readonly LedgerFact[],
  { coolingOffMs, nowMs }: { readonly coolingOffMs: number; readonly nowMs: number },
): ChargeFact | null {
  if (ledger.some(({ type }) => type === 'refunded' || type === 'refunded-part')) return null;
  const [first] = ledger.filter(isCharge).toSorted((a, b) => a.atMs - b.atMs);
  if (first === undefined || first.amountMinor === 0) return null;
  return nowMs - first.atMs < coolingOffMs ? first : null;
}
