import type { PartnerClick } from './partner-click.ts';
import type { ReceivedPostback } from './received-postback.ts';

/**
 * One line of what partners report, added and never changed. Amounts are what the operator earns, minor units; negative where it is taken
 * back.
 */
export interface IncomeFact {
  readonly partner: string;
  /** The partner's event id; of a reversal "ID:reversed". Unique with the partner. */
  readonly externalId: string;
  /** The event that a reversal takes back; null for an event. */
  readonly of: string | null;
  readonly kind: ReceivedPostback['kind'];
  readonly amountMinor: number;
  readonly currency: string;
  readonly uid: string | null;
  /** Null: not one of our clicks, or none was named. */
  readonly clickId: string | null;
  /** Whose click, or whose UID; null: nobody's that we know. */
  readonly telegramId: number | null;
  /** The signal under which the link was pressed. */
  readonly signalId: string | null;
  readonly atMs: number;
  /** Until then the partner may take it back. */
  readonly heldUntilMs: number;
}

/** What a reported event books. The click is ours and of this partner, or null; claimant: whose confirmed or pending UID it is. */
export function incomeOf(
  event: ReceivedPostback,
  found: { readonly click: PartnerClick | null; readonly claimant: number | null; readonly holdMs: number },
): IncomeFact {
  const { partner, eventId, kind, amountMinor, currency, uid, atMs } = event;
  const { click, claimant, holdMs } = found;
  return {
    ...{ partner, externalId: eventId, of: null, kind, amountMinor, currency, uid, atMs },
    ...{ clickId: click?.id ?? null, telegramId: click?.telegramId ?? claimant, signalId: click?.signalId ?? null },
    heldUntilMs: atMs + holdMs,
  };
}

/** The negative line that takes an event back as a whole. */
export function reversalOf(fact: IncomeFact, atMs: number): IncomeFact {
  // 0 − 0 is 0, −0 would be another number in the database.
  return {
    ...fact,
    ...{ externalId: `${fact.externalId}:reversed`, of: fact.externalId, amountMinor: 0 - fact.amountMinor, atMs },
  };
}

/** Lines that were not taken back. */
export function standingIncome(facts: readonly IncomeFact[]): readonly IncomeFact[] {
  const reversed = new Set(facts.flatMap(({ partner, of }) => (of === null ? [] : [`${partner}|${of}`])));
  return facts.filter(({ of, partner, externalId }) => of === null && !reversed.has(`${partner}|${externalId}`));
}

/** Income of one partner and currency from one signal's links. */
export interface IncomeRow {
  readonly partner: string;
  /** Null: links elsewhere, or nobody's. */
  readonly signalId: string | null;
  readonly currency: string;
  /** False: reported without a click or a UID that we know. */
  readonly isOurs: boolean;
  readonly registrations: number;
  readonly deposits: number;
  readonly reversed: number;
  /** The partner may still take it back. */
  readonly heldMinor: number;
  readonly dueMinor: number;
}

/** Income by partner, signal and currency, the largest first. The same for any order of the facts. */
export function partnerIncome(facts: Iterable<IncomeFact>, nowMs: number): readonly IncomeRow[] {
  const all = [...facts];
  const standing = new Set(standingIncome(all));
  const rows = new Map<string, { -readonly [K in keyof IncomeRow]: IncomeRow[K] }>();
  for (const fact of all) {
    const { partner, signalId, currency, kind, of, amountMinor, heldUntilMs } = fact;
    const isOurs = fact.telegramId !== null || fact.clickId !== null;
    const key = [partner, signalId ?? '', currency, isOurs].join('|');
    const none = { registrations: 0, deposits: 0, reversed: 0, heldMinor: 0, dueMinor: 0 };
    const row = rows.get(key) ?? { partner, signalId, currency, isOurs, ...none };
    rows.set(key, row);
    if (of !== null) row.reversed += 1;
    if (!standing.has(fact)) continue;
    if (kind === 'registration') row.registrations += 1;
    if (kind === 'deposit') row.deposits += 1;
    if (heldUntilMs > nowMs) row.heldMinor += amountMinor;
    else row.dueMinor += amountMinor;
  }
  const total = (row: IncomeRow): number => row.heldMinor + row.dueMinor;
  const name = (row: IncomeRow): string => `${row.partner}|${row.signalId ?? ''}|${row.currency}`;
  return [...rows.values()].toSorted((a, b) => total(b) - total(a) || (name(a) < name(b) ? -1 : 1));
}
