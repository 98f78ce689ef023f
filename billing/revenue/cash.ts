import {
  type ChargeFact,
  type FactOf,
  isCharge,
  type LedgerFact,
  type Provider,
  partsBackMinor,
  standingFacts,
} from '../ledger-fact.ts';
import { FEES, netCents } from './fees.ts';
import type { AccountRevenue } from './recurring.ts';

/** Money of one provider and currency in one month, minor units; all parts are positive, but `refunded` may be below zero. */
export interface Cash {
  readonly fromMs: number;
  readonly toMs: number;
  readonly provider: Provider;
  readonly currency: string;
  readonly charges: number;
  /** What buyers paid. */
  readonly gross: number;
  /** What went back to buyers, by a refund or a lost dispute, less what came back to us of refunds that failed: that may be more. */
  readonly refunded: number;
  /** What partners of the provider kept. */
  readonly commission: number;
  /** gross − refunded − commission. */
  readonly net: number;
  /** What that leaves after the provider's own fees, cents of US dollars; null for a currency without a known fee. */
  readonly netCents: number | null;
}

type Counted = { -readonly [K in 'charges' | 'gross' | 'refunded' | 'commission']: number } & { disputes: number };

/** Money that moved between each two boundaries; a fact at the last one is in the last month. */
export function cashOf(all: readonly Pick<AccountRevenue, 'facts'>[], boundaries: readonly number[]): readonly Cash[] {
  const months = boundaries.slice(0, -1).map(() => new Map<string, Row>());
  for (const { facts } of all) {
    for (const fact of facts) {
      const moved = movedBy(fact, facts);
      if (moved === null) continue;
      const month = months[Math.min(monthOf(fact.atMs, boundaries), months.length - 1)];
      if (month !== undefined) addTo(rowOf(month, moved), moved);
    }
  }
  return months.flatMap((rows, index) =>
    [...rows.values()].map(({ disputes, ...row }): Cash => {
      const net = row.gross - row.refunded - row.commission;
      const [fromMs = 0, toMs = 0] = boundaries.slice(index, index + 2);
      return { fromMs, toMs, ...row, net, netCents: feesOff({ ...row, disputes }, net) };
    }),
  );
}

type Row = { readonly provider: Provider; readonly currency: string } & Counted;
/** What a fact adds to the sums of its month. */
type Moved = Pick<Row, 'provider' | 'currency'> & Partial<Counted>;

/** Null for what moves no money. Whoever loses a dispute gives the charge back; the provider's fee for it is due when it is opened. */
function movedBy(fact: LedgerFact, facts: readonly LedgerFact[]): Moved | null {
  const { provider } = fact;
  if (isCharge(fact)) return { provider, currency: fact.currency, charges: 1, gross: fact.amountMinor };
  if (fact.type === 'refunded' || fact.type === 'refunded-part')
    return { provider, currency: fact.currency, refunded: fact.amountMinor };
  if (fact.type === 'refund-failed') return { provider, currency: fact.currency, refunded: -bookedMinor(facts, fact) };
  if (fact.type === 'commission') return { provider, currency: fact.currency, commission: fact.amountMinor };
  if (fact.type !== 'disputed' && fact.type !== 'dispute-closed') return null;
  const charge = facts.find((each) => isCharge(each) && each.provider === provider && each.externalId === fact.of);
  if (charge === undefined || !isCharge(charge)) return null;
  const { currency } = charge;
  if (fact.type === 'disputed') return { provider, currency, disputes: 1 };
  if (fact.outcome !== 'lost') return null;
  // What went back before is not lost a second time.
  return { provider, currency, refunded: charge.amountMinor - partsBackMinor(facts, charge) };
}

/** What the line of a refund that failed had booked, nothing where the ledger never had it. */
function bookedMinor(facts: readonly LedgerFact[], { provider, line }: FactOf<'refund-failed'>): number {
  const booked = facts.find((fact) => fact.externalId === line && fact.provider === provider);
  return booked?.type === 'refunded' || booked?.type === 'refunded-part' ? booked.amountMinor : 0;
}

/** The index of the last boundary that is not after a moment; -1 before the first. */
function monthOf(atMs: number, boundaries: readonly number[]): number {
  let index = boundaries.length - 1;
  while (index >= 0 && (boundaries[index] ?? 0) > atMs) index -= 1;
  return index;
}

function rowOf(rows: Map<string, Row>, { provider, currency }: Moved): Row {
  const key = `${provider}|${currency}`;
  const known = rows.get(key);
  if (known !== undefined) return known;
  const row = { provider, currency, charges: 0, gross: 0, refunded: 0, commission: 0, disputes: 0 };
  rows.set(key, row);
  return row;
}

function addTo(row: Row, { charges = 0, gross = 0, refunded = 0, commission = 0, disputes = 0 }: Moved): void {
  row.charges += charges;
  row.gross += gross;
  row.refunded += refunded;
  row.commission += commission;
  row.disputes += disputes;
}

/** A card's fee is owed for each charge, whether it went back or not, and one more for each dispute. */
function feesOff({ currency, charges, gross, disputes }: Row, net: number): number | null {
  if (currency !== 'USD') return netCents({ amountMinor: net, currency });
  const fees = Math.round(gross * FEES.cardShare) + charges * FEES.cardFixedCents;
  return net - fees - disputes * FEES.cardDisputeCents;
}

/** What a plan or a code brought since the report's beginning. */
export interface Yield {
  readonly of: 'plan' | 'code';
  readonly name: string;
  readonly currency: string;
  readonly charges: number;
  /** Less what was returned. */
  readonly gross: number;
}

type Income = Pick<ChargeFact, 'currency' | 'amountMinor'>;

/** Income by plan and by code from fromMs on, the largest first. */
export function yieldsOf(all: readonly Pick<AccountRevenue, 'facts'>[], fromMs: number): readonly Yield[] {
  const rows = new Map<string, { -readonly [K in keyof Yield]: Yield[K] }>();
  const add = (of: Yield['of'], name: string, { currency, amountMinor }: Income): void => {
    const key = `${of}|${name}|${currency}`;
    const row = rows.get(key) ?? { of, name, currency, charges: 0, gross: 0 };
    if (row.charges === 0) rows.set(key, row);
    row.charges += 1;
    row.gross += amountMinor;
  };
  for (const { facts } of all) {
    for (const fact of facts) {
      if (!isCharge(fact) || fact.atMs < fromMs || isReturned(facts, fact)) continue;
      const income = { currency: fact.currency, amountMinor: fact.amountMinor - partsBackMinor(facts, fact) };
      add('plan', fact.planId, income);
      if (fact.code !== null) add('code', fact.code, income);
    }
  }
  return [...rows.values()].toSorted((a, b) => b.gross - a.gross || (a.name < b.name ? -1 : 1));
}

function isReturned(facts: readonly LedgerFact[], { provider, externalId }: ChargeFact): boolean {
  return standingFacts(facts).some(
    (fact) =>
      (fact.type === 'refunded' || (fact.type === 'dispute-closed' && fact.outcome === 'lost')) &&
      fact.provider === provider &&
      fact.of === externalId,
  );
}
