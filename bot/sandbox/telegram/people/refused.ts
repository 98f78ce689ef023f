import type { WorldActionResult } from '../world.ts';

/** What a person reads where Telegram's app refuses what they do. */
export function refused(text: string): WorldActionResult {
  return { type: 'refused', text };
}
