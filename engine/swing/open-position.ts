import type { LedgerEntry } from '../ports.ts';
import type { PositionStep, Signal } from '../signals/signal.ts';
import type { SwingPosition, SwingStep } from './swing-rule.ts';

/** Names the published rule, as a model's version does: a rule that decides otherwise gets another one. */
export const SWING_VERSION = 'swing-1';

/** The position that a swing signal has open; null where it was left, or its outcome is known. */
export function openPosition({ signal, steps, outcome }: Omit<LedgerEntry, 'deliveries'>): SwingPosition | null {
  if (outcome !== null || steps.at(-1)?.type === 'leave') return null;
  const side = signal.side === 'BUY' ? 1 : -1;
  return { side, stop: signal.stop, referencePrice: steps.at(-1)?.close ?? signal.entry };
}

/** The newest close at which anything was decided of a swing signal, epoch milliseconds. */
export function decidedUntilMs({ signal, steps }: Pick<LedgerEntry, 'signal' | 'steps'>): number {
  return steps.at(-1)?.closeTimeMs ?? signal.closeTimeMs;
}

/** What is published of a step that sells; null for one that does not. */
export function publishedStep(
  step: SwingStep,
  { closeTimeMs, close }: Pick<PositionStep, 'closeTimeMs' | 'close'>,
): PositionStep | null {
  if (step.type === 'leave') return { type: 'leave', closeTimeMs, close, fraction: 1, reason: step.reason };
  if (step.type === 'trim') return { type: 'trim', closeTimeMs, close, fraction: step.sellFraction, reason: 'grown' };
  return null;
}

/** What of a signal its family decides by itself. */
export type SwingTerms = Pick<Signal, 'side' | 'entry' | 'stop' | 'size'>;

/** Side, entry, stop and size of the signal of an entry that was decided at a close. */
export function entryTerms(step: Extract<SwingStep, { type: 'enter' }>, position: SwingPosition): SwingTerms {
  const side = step.side === 1 ? 'BUY' : 'SELL';
  return { side, entry: position.referencePrice, stop: position.stop, size: step.sizeFraction };
}
