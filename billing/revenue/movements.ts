import type { LedgerFact } from '../ledger-fact.ts';
import { DAY_MS } from '../time.ts';
import type { AccountRevenue, Recurring } from './recurring.ts';

/** Why somebody left. "chosen": cancelled, returned, or not bought again. "failed": a renewal could not be charged. */
export type ChurnReason = 'chosen' | 'failed' | 'disputed';

/** How the recurring revenue of one currency went from the start of a month to its end, minor units a month; parts are positive. */
export interface Movement {
  readonly currency: string;
  readonly before: number;
  readonly new: number;
  readonly expansion: number;
  readonly reactivation: number;
  readonly contraction: number;
  readonly churn: Readonly<Record<ChurnReason, number>>;
  /** Of accounts that went on in another currency: what came less what went, of either sign. */
  readonly moved: number;
  /** = before + new + expansion + reactivation − contraction − churn + moved. */
  readonly after: number;
}

/** One month: who came, who left, and what that did to the revenue. */
export interface RevenueMonth {
  readonly fromMs: number;
  readonly toMs: number;
  readonly payersBefore: number;
  readonly payersAfter: number;
  readonly came: number;
  readonly returned: number;
  readonly left: Readonly<Record<ChurnReason, number>>;
  readonly movements: readonly Movement[];
}

type Counts = { -readonly [K in keyof Omit<Movement, 'currency' | 'churn'>]: number } & {
  readonly churn: Record<ChurnReason, number>;
};

const noChurn = (): Record<ChurnReason, number> => ({ chosen: 0, failed: 0, disputed: 0 });
const noCounts = (): Counts => ({
  ...{ before: 0, new: 0, expansion: 0, reactivation: 0, contraction: 0, moved: 0, after: 0 },
  churn: noChurn(),
});

/** The movements between each two boundaries. */
export function movementsOf(all: readonly AccountRevenue[], boundaries: readonly number[]): readonly RevenueMonth[] {
  return boundaries.slice(0, -1).map((fromMs, index) => {
    const toMs = boundaries[index + 1] ?? fromMs;
    const month = { payersBefore: 0, payersAfter: 0, came: 0, returned: 0, left: noChurn() };
    const byCurrency = new Map<string, Counts>();
    for (const account of all) {
      const before = account.at[index] ?? [];
      const after = account.at[index + 1] ?? [];
      if (before.length === 0 && after.length === 0) continue;
      if (before.length > 0) month.payersBefore += 1;
      if (after.length > 0) month.payersAfter += 1;
      const change = changeOf(account, index, { fromMs, toMs });
      if (change.type === 'new') month.came += 1;
      if (change.type === 'reactivation') month.returned += 1;
      if (change.type === 'churn') month.left[change.reason] += 1;
      for (const currency of currenciesOf(before, after)) {
        const counts = byCurrency.get(currency) ?? noCounts();
        byCurrency.set(currency, counts);
        book(counts, change, [sumIn(before, currency), sumIn(after, currency)]);
      }
    }
    const movements = [...byCurrency]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, counts]): Movement => ({ currency, ...counts }));
    return { fromMs, toMs, ...month, movements };
  });
}

type Change =
  | { readonly type: 'new' | 'reactivation' | 'stayed' | 'moved' }
  | { readonly type: 'churn'; readonly reason: ChurnReason };

const STAYED: Change = { type: 'stayed' };
const MOVED: Change = { type: 'moved' };

function changeOf(
  { facts, at }: AccountRevenue,
  index: number,
  span: { readonly fromMs: number; readonly toMs: number },
): Change {
  const before = at[index] ?? [];
  const after = at[index + 1] ?? [];
  if (before.length === 0) {
    const paidBefore = hasPaidBefore(facts, span.fromMs);
    return { type: paidBefore ? 'reactivation' : 'new' };
  }
  if (after.length === 0) return { type: 'churn', reason: reasonOf(facts, span) };
  const hasMoved = before[0]?.currency !== after[0]?.currency;
  return hasMoved ? MOVED : STAYED;
}

function hasPaidBefore(facts: readonly LedgerFact[], atMs: number): boolean {
  return facts.some((fact) => (fact.type === 'paid' || fact.type === 'renewed') && !fact.gift && fact.atMs < atMs);
}

/** A failure counts when nothing but it explains the end: a cancellation after it is a choice. */
function reasonOf(facts: readonly LedgerFact[], { fromMs, toMs }: { fromMs: number; toMs: number }): ChurnReason {
  const within = facts.filter(({ atMs }) => atMs > fromMs - GRACE_BEFORE_MS && atMs <= toMs);
  if (within.some(({ type, atMs }) => type === 'disputed' && atMs >= fromMs)) return 'disputed';
  const last = within.findLast(
    ({ type }) => type === 'payment-failed' || type === 'cancelled' || type === 'refunded' || type === 'continued',
  );
  return last?.type === 'payment-failed' ? 'failed' : 'chosen';
}

/** A renewal that fails at the end of a month ends the access in the next. */
const GRACE_BEFORE_MS = 4 * DAY_MS;

/** Nearly everybody pays in one currency: a set is made for the others only. */
function currenciesOf(before: readonly Recurring[], after: readonly Recurring[]): Iterable<string> {
  const first = (before[0] ?? after[0])?.currency;
  if (first === undefined) return [];
  const isOther = ({ currency }: Recurring): boolean => currency !== first;
  if (!before.some(isOther) && !after.some(isOther)) return [first];
  return new Set([...before, ...after].map(({ currency }) => currency));
}

function sumIn(recurring: readonly Recurring[], currency: string): number {
  return recurring.reduce((sum, each) => (each.currency === currency ? sum + each.monthlyMinor : sum), 0);
}

function book(counts: Counts, change: Change, [before, after]: readonly [number, number]): void {
  counts.before += before;
  counts.after += after;
  switch (change.type) {
    case 'new':
    case 'reactivation':
      counts[change.type] += after;
      return;
    case 'churn':
      counts.churn[change.reason] += before;
      return;
    case 'moved':
      counts.moved += after - before;
      return;
    case 'stayed':
      if (after > before) counts.expansion += after - before;
      else counts.contraction += before - after;
  }
}
