import type { StateReason } from '../../bot/market-status.ts';
import { ENGLISH } from '../../bot/texts/language.ts';
import { reasonText } from '../../bot/texts/reason-text.ts';
import type { Reason, ReasonOf } from '../../engine/reason.ts';

/** A reason that is just this sentence. */
export const textReason = (text: string): ReasonOf<'text'> => ({ code: 'text', params: { text } });

/** The sentence that readers meet; null for no reason. */
export const sentenceOf = (reason: Reason | null | undefined): string | null =>
  reason === null || reason === undefined ? null : reasonText(reason, ENGLISH);

/** A venue's error that is shown with a market, in these words. */
export function venueFailed(detail: string): StateReason {
  return { code: 'venue-failed', params: { failure: 'venue/failed', detail } };
}
