import type { MoneyFact } from '../../../billing/ledger-fact.ts';
import { DAY_MS } from '../../../engine/time.ts';
import type { BotEvent } from '../bot-event.ts';

/** What was paid longer ago is the past of another database, found by the first comparison with the provider. */
const PAST_MS = 7 * DAY_MS;

/** When and how a line of the ledger was written. */
export interface Settled {
  /** Whether it was there already. */
  readonly repeated: boolean;
  readonly nowMs: number;
  /** When the provider took the money; absent: the time of the line. */
  readonly paidAtMs?: number | undefined;
}

/** Tells log and metrics of a charge or refund that the ledger has. */
export function settledEvent(fact: MoneyFact, { repeated, nowMs, paidAtMs = fact.atMs }: Settled): BotEvent {
  const { provider, telegramId, planId, amountMinor } = fact;
  const common = { provider, telegramId, repeated, planId, amountMinor };
  if (fact.type === 'refunded') return { type: 'refund-settled', ...common };
  // Telegram's clock and ours are not one.
  const sincePaidMs = Math.max(0, nowMs - paidAtMs);
  return { type: 'payment-settled', ...common, sincePaidMs: repeated || sincePaidMs > PAST_MS ? null : sincePaidMs };
}
