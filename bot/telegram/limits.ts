import { limit } from '@grammyjs/ratelimiter';
import type { MiddlewareFn } from 'grammy';
import { isPaid, mapTiers, TIER_RIGHTS, type Tier } from '../../billing/tiers.ts';
import { MINUTE_MS } from '../../engine/time.ts';
import type { BotContext } from './context.ts';
import { messageOptions } from './views/show.ts';

const ANYTHING_PER_MINUTE = 60;

/** The two verbs the limiter needs of its storage, as Redis has them. */
export interface Counters {
  incr(key: string): Promise<number>;
  pexpire(key: string, milliseconds: number): Promise<number>;
}

/**
 * Counters in memory, each with a window of its own (the plugin's store has one global window). They count wall time:
 * they protect the machine, whose minutes are real in a replay too. One process sends and receives, so memory is enough.
 */
export function createMemoryCounters(wallNowMs: () => number = Date.now): Counters {
  const counts = new Map<string, { count: number; untilMs: number }>();
  const sweep = (nowMs: number): void => {
    for (const [key, { untilMs }] of counts) if (untilMs <= nowMs) counts.delete(key);
  };
  return {
    async incr(key) {
      const nowMs = wallNowMs();
      if (counts.size > 10_000) sweep(nowMs);
      const found = counts.get(key);
      const current = found !== undefined && found.untilMs > nowMs ? found : { count: 0, untilMs: nowMs + MINUTE_MS };
      const next = { ...current, count: current.count + 1 };
      counts.set(key, next);
      return next.count;
    },
    async pexpire(key, milliseconds) {
      const found = counts.get(key);
      if (found === undefined) return 0;
      counts.set(key, { ...found, untilMs: wallNowMs() + milliseconds });
      return 1;
    },
  };
}

/** Against floods: anything at all, sixty a minute for each person. */
export function limitAnything(counters: Counters): MiddlewareFn<BotContext> {
  return limit<BotContext, Counters>({
    timeFrame: MINUTE_MS,
    limit: ANYTHING_PER_MINUTE,
    storageClient: counters,
    keyPrefix: 'anything:',
    alwaysReply: true,
    onLimitExceeded: (ctx) => refuse(ctx, ANYTHING_PER_MINUTE),
  });
}

/** Questions that cost work (/predict, a chart), as many a minute as the tier has: one instance each, its limit is a constant. */
export function limitQuestions(counters: Counters): MiddlewareFn<BotContext> {
  const ofTier = (tier: Tier): MiddlewareFn<BotContext> =>
    limit<BotContext, Counters>({
      timeFrame: MINUTE_MS,
      limit: TIER_RIGHTS[tier].botPerMinute,
      storageClient: counters,
      keyPrefix: `questions-${tier}:`,
      alwaysReply: true,
      onLimitExceeded: (ctx) => refuse(ctx, TIER_RIGHTS[tier].botPerMinute),
    });
  const limits = mapTiers(ofTier);
  return async (ctx, next) => await limits[ctx.entitlement.tier](ctx, next);
}

/** The limiter awaits what this returns, though its type says void. Buttons are answered each time, messages too. */
async function refuse(ctx: BotContext, perMinute: number): Promise<void> {
  if (ctx.callbackQuery !== undefined) {
    await ctx.answerCallbackQuery({ text: ctx.texts.toastSlowDown, show_alert: true });
    return;
  }
  await ctx.reply(ctx.texts.slowDown(perMinute, !isPaid(ctx.entitlement.tier)), messageOptions([]));
}
