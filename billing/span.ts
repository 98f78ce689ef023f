import type { TimeItem } from './collect-facts.ts';
import type { LedgerFact } from './ledger-fact.ts';
import type { PaidTier } from './tiers.ts';

/** Why a tier is open during a span. "grace": a renewal is overdue and still expected. */
export type SpanSource = 'subscription' | 'grace' | TimeItem['source'];

/** A stretch of time, start included, end not, in which a tier is open. endMs is Infinity for what never ends. */
export interface Span {
  readonly tier: PaidTier;
  readonly startMs: number;
  readonly endMs: number;
  readonly source: SpanSource;
  /** The fact that the time comes from; for grace that of the last charge. */
  readonly fact: LedgerFact;
}
