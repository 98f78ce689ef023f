import type { SendingState } from '../broadcast/sending-watch.ts';
import { waitingNames } from '../telegram/messages/operator/sending-notices.ts';
import type { SendingNow } from '../telegram/operations.ts';
import { ENGLISH } from '../texts/language.ts';

/** How sending does, for operators. */
export function sendingNow(state: SendingState): SendingNow {
  const { shed, refused } = state;
  return { shed, refused, say: sendingText(state) };
}

/** The same in words, for the health probe. */
export function sendingText({ shed, refused, expired }: SendingState): string {
  const { plain } = ENGLISH;
  const { post: posts, alert: alerts, broadcast: broadcasts } = expired;
  const parts = [
    ...(shed.length === 0 ? [] : [plain('probe-sending-behind', { names: waitingNames(ENGLISH, shed) })]),
    ...(refused.length === 0 ? [] : [plain('probe-sending-refused', { names: refused.join(', ') })]),
    ...(posts + alerts + broadcasts === 0 ? [] : [plain('probe-sending-expired', { posts, alerts, broadcasts })]),
  ];
  return parts.length === 0 ? plain('probe-sending') : parts.join('; ');
}
