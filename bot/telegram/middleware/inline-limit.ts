import { FREE_TIER, mapTiers, TIER_RIGHTS, type Tier } from '../../../billing/tiers.ts';
import { MINUTE_MS } from '../../../engine/time.ts';
import { type Use, type UseCounts, windowAt } from '../../limits/use-counts.ts';

/** Whether an inline or guest query is answered; waitMs: until the next one is. */
export type InlineAnswer = { readonly type: 'counted' } | { readonly type: 'refused'; readonly waitMs: number };

export interface InlineLimitDeps {
  readonly useCounts: UseCounts;
  readonly wallNowMs: () => number;
  readonly tierOf: (telegramId: number) => Promise<Tier>;
}

/** Whose minute is known to be used up is forgotten when there are so many. */
const MOST_FULL = 10_000;
/** A client asks anew while somebody types. */
const QUERIES_PER_QUESTION = 2;
export const INLINE_PER_MINUTE = mapTiers((tier) => TIER_RIGHTS[tier].botPerMinute * QUERIES_PER_QUESTION);
const LEAST = INLINE_PER_MINUTE[FREE_TIER];

/**
 * Counts the queries from chats of others, as many a minute as the tier has. One write for most: whoever is over the least allowance has
 * their tier looked up, and who has used theirs up costs the database nothing more in that minute.
 */
export function createInlineLimit({
  useCounts,
  wallNowMs,
  tierOf,
}: InlineLimitDeps): (telegramId: number) => Promise<InlineAnswer> {
  const fullMs = new Map<number, number>();
  return async (telegramId) => {
    const nowMs = wallNowMs();
    const use: Use = { telegramId, what: 'inline', window: windowAt(nowMs, MINUTE_MS) };
    const refused: InlineAnswer = { type: 'refused', waitMs: use.window.untilMs - nowMs };
    if (fullMs.get(telegramId) === use.window.fromMs) return refused;
    if ((await useCounts.take(use, LEAST)).type === 'counted') return { type: 'counted' };
    const most = INLINE_PER_MINUTE[await tierOf(telegramId)];
    if (most > LEAST && (await useCounts.take(use, most)).type === 'counted') return { type: 'counted' };
    if (fullMs.size >= MOST_FULL) fullMs.clear();
    fullMs.set(telegramId, use.window.fromMs);
    return refused;
  };
}
