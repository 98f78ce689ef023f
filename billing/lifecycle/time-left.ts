import {
  type ChargeFact,
  factKey,
  giftExternalId,
  isCharge,
  type LedgerFact,
  type Provider,
  partsBackMinor,
  standingFacts,
} from '../ledger-fact.ts';
import { findPlan, PLANS, type Plan, planMs } from '../plans.ts';
import type { Payments } from '../ports.ts';
import { type CsvValue, csvText } from '../revenue/csv.ts';
import type { PaidTier } from '../tiers.ts';
import { DAY_MS } from '../time.ts';
import { timelineOf } from '../timeline.ts';

/** What never ends is sold at the price of about two and a half years. */
const LIFETIME_MS = 913 * DAY_MS;

/** Time that was bought or given and has not passed yet. */
export interface TimeLeft {
  readonly tier: PaidTier;
  /** Infinity for what never ends, and for what has not begun because nobody has taken it. */
  readonly untilMs: number;
  /** Of it, what has not begun or not passed; Infinity for what never ends. */
  readonly leftMs: number;
  /** The charge that bought it; null for time that was given. */
  readonly charge: ChargeFact | null;
  /**
   * A present, in the list of whoever paid (with their charge and its worth: the money is theirs) or of whoever has its days (without).
   * Null for what is none.
   */
  readonly present: Present | null;
  /** The part of the price that this time is, in the smallest unit, rounded down; 0 for time that was given. */
  readonly shareMinor: number;
}

/** "untaken": whoever presses its link first has its days. account: of the other side. */
export type Present =
  | { readonly type: 'untaken' }
  | { readonly type: 'taken-by' | 'paid-by'; readonly account: number };

/** What an account has left at nowMs, a piece for each charge or gift; the grace of an overdue renewal is none. */
export function timeLeft(
  ledger: readonly LedgerFact[],
  nowMs: number,
  plans: readonly Plan[] = PLANS,
): readonly TimeLeft[] {
  const charges = new Map(ledger.filter(isCharge).map((fact) => [factKey(fact), fact]));
  return piecesLeft(ledger, nowMs, plans).map(({ key, fact, share, ...time }) => {
    const charge = charges.get(key) ?? null;
    const present = fact.type === 'gifted' ? ({ type: 'paid-by', account: fact.by } as const) : null;
    return { ...time, charge, shareMinor: charge === null ? 0 : partOf(worthOf(ledger, charge), share), present };
  });
}

/**
 * What is left of the presents that an account paid for, each with the part of its price that nobody has had: all of it where nobody has
 * taken it, else what its receiver has left of it.
 */
export async function presentsLeft(
  payments: Pick<Payments, 'find' | 'ofAccount'>,
  ledger: readonly LedgerFact[],
  nowMs: number,
): Promise<readonly TimeLeft[]> {
  const left: TimeLeft[] = [];
  const standing = standingFacts(ledger);
  for (const charge of standing.filter(isCharge)) {
    if (!charge.gift || standing.some((fact) => fact.type === 'refunded' && fact.of === charge.externalId)) continue;
    const taken = await payments.find('grant', giftExternalId(charge.externalId));
    if (taken === null) left.push(untakenPresent(charge, worthOf(ledger, charge)));
    else {
      const present = { type: 'taken-by', account: taken.telegramId } as const;
      for (const { key, share, fact: _, ...time } of piecesLeft(
        await payments.ofAccount(taken.telegramId),
        nowMs,
        PLANS,
      ))
        if (key === factKey(taken))
          left.push({ ...time, charge, shareMinor: partOf(worthOf(ledger, charge), share), present });
    }
  }
  return left;
}

/** What was paid of a charge less what went back in parts. */
function worthOf(ledger: readonly LedgerFact[], charge: ChargeFact): number {
  return charge.amountMinor - partsBackMinor(ledger, charge);
}

function untakenPresent(charge: ChargeFact, worthMinor: number): TimeLeft {
  const { planId, planVersion } = charge;
  const plan = findPlan(planId, planVersion);
  if (plan === null) throw new Error(`expected a plan of the table, was "${planId}" version ${planVersion}`);
  const time = { tier: plan.tier, untilMs: Number.POSITIVE_INFINITY, leftMs: planMs(plan) };
  return { ...time, charge, shareMinor: worthMinor, present: { type: 'untaken' } };
}

function partOf(amountMinor: number, { leftMs, allMs }: Piece['share']): number {
  return Math.floor((amountMinor * leftMs) / allMs);
}

interface Piece extends Pick<TimeLeft, 'tier' | 'untilMs' | 'leftMs'> {
  readonly fact: LedgerFact;
  /** Of the fact that brought it, or of the charge that it was credited with. */
  readonly key: string;
  /** What is left of all of it, both in ms: a quotient of them would be a little below whole amounts. */
  readonly share: { readonly leftMs: number; readonly allMs: number };
}

function piecesLeft(ledger: readonly LedgerFact[], nowMs: number, plans: readonly Plan[]): readonly Piece[] {
  type Laid = Pick<TimeLeft, 'tier'> & {
    fact: LedgerFact;
    startMs: number;
    untilMs: number;
    leftMs: number;
    allMs: number;
  };
  const pieces = new Map<string, Laid>();
  for (const { fact, tier, source, startMs, endMs } of timelineOf(ledger, nowMs, plans).spans) {
    if (source === 'grace') continue;
    // Time of a lower tier that an upgrade turned into time of a higher one goes back with the upgrade.
    const key = factKey(fact.type === 'credited' ? { provider: fact.provider, externalId: fact.of } : fact);
    const piece = pieces.get(key) ?? { tier, fact, startMs, untilMs: endMs, leftMs: 0, allMs: 0 };
    pieces.set(key, piece);
    piece.untilMs = Math.max(piece.untilMs, endMs);
    piece.allMs += endMs - startMs;
    piece.leftMs += Math.max(0, endMs - Math.max(startMs, nowMs));
  }
  return [...pieces].flatMap(([key, { tier, fact, startMs, untilMs, leftMs, allMs }]): readonly Piece[] => {
    if (leftMs === 0) return [];
    if (Number.isFinite(allMs)) return [{ key, fact, tier, untilMs, leftMs, share: { leftMs, allMs } }];
    const share = { leftMs: Math.min(LIFETIME_MS, Math.max(0, startMs + LIFETIME_MS - nowMs)), allMs: LIFETIME_MS };
    return [{ key, fact, tier, untilMs, leftMs, share }];
  });
}

const PAGE = 200;

/** Everybody with time left or a present that is paid for, some accounts at a time. */
export async function* everybodysTimeLeft(
  payments: Pick<Payments, 'find' | 'ofAccount' | 'ofAccounts' | 'payers'>,
  nowMs: number,
): AsyncIterable<{
  readonly telegramId: number;
  readonly ledger: readonly LedgerFact[];
  readonly left: readonly TimeLeft[];
}> {
  const payers = await payments.payers();
  for (let from = 0; from < payers.length; from += PAGE)
    for (const [telegramId, ledger] of await payments.ofAccounts(payers.slice(from, from + PAGE))) {
      const left = [...timeLeft(ledger, nowMs), ...(await presentsLeft(payments, ledger, nowMs))];
      if (left.length > 0) yield { telegramId, ledger, left };
    }
}

const HEADER = [
  ...['telegram_id', 'name', 'tier', 'until', 'days_left', 'provider', 'charge'],
  ...['paid_minor', 'share_left_minor', 'currency', 'present'],
];

/** A line for each piece of time that people have left; no cell is a formula, whatever somebody calls themselves. */
export function timeLeftCsv(
  people: readonly { readonly telegramId: number; readonly name: string; readonly left: readonly TimeLeft[] }[],
): string {
  const rows = people.flatMap(({ telegramId, name, left }) =>
    left.map(({ tier, untilMs, leftMs, charge, shareMinor, present }): readonly CsvValue[] => {
      const provider: Provider = charge?.provider ?? 'grant';
      return [
        ...[telegramId, name, tier, Number.isFinite(untilMs) ? new Date(untilMs).toISOString().slice(0, 10) : null],
        ...[
          Number.isFinite(leftMs) ? Math.round((leftMs / DAY_MS) * 10) / 10 : null,
          provider,
          charge?.externalId ?? null,
        ],
        ...[
          charge?.amountMinor ?? null,
          charge === null ? null : shareMinor,
          charge?.currency ?? null,
          presentCell(present),
        ],
      ];
    }),
  );
  return csvText(HEADER, rows);
}

function presentCell(present: Present | null): string | null {
  return present === null || present.type === 'untaken'
    ? (present?.type ?? null)
    : `${present.type} ${present.account}`;
}
