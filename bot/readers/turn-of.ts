import type { MessageKind, ReaderSettings } from '../../billing/reader-settings.ts';
import { type Quiet, quietUntil } from './quiet-until.ts';

/** What becomes of a message now: sent, with or without a sound, held until a time, or not sent at all. */
export type Turn =
  | { readonly type: 'now'; readonly isSilent: boolean }
  | { readonly type: 'held'; readonly untilMs: number; readonly isSilent: boolean }
  | { readonly type: 'dropped'; readonly why: 'off' | 'quiet' };

/**
 * What somebody's settings make of a message of a kind. In quiet hours an incident comes without a sound, for it may matter now; anything
 * else waits for their end, and is dropped where it is no news any more by then (expiresAtMs).
 */
export function turnOf(
  settings: Quiet & Pick<ReaderSettings, 'messages'>,
  message: { readonly kind: MessageKind; readonly nowMs: number; readonly expiresAtMs: number },
): Turn {
  const { kind, nowMs, expiresAtMs } = message;
  const loudness = settings.messages[kind];
  if (loudness === 'off') return { type: 'dropped', why: 'off' };
  const isSilent = loudness === 'silent';
  const untilMs = quietUntil(settings, nowMs);
  if (untilMs === null) return { type: 'now', isSilent };
  if (kind === 'incident') return { type: 'now', isSilent: true };
  return untilMs < expiresAtMs ? { type: 'held', untilMs, isSilent } : { type: 'dropped', why: 'quiet' };
}
