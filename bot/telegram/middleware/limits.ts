import { limit } from '@grammyjs/ratelimiter';
import type { MiddlewareFn } from 'grammy';
import { mapTiers, TIER_RIGHTS, TIERS, type Tier } from '../../../billing/tiers.ts';
import { MINUTE_MS } from '../../../engine/time.ts';
import { type Use, type UseCounts, windowAt } from '../../limits/use-counts.ts';
import type { BotContext } from '../context.ts';
import { parseDeepLink } from '../deep-link.ts';
import type { Action } from '../views/action.ts';
import { messageOptions } from '../views/show.ts';

const ANYTHING_PER_MINUTE = 60;
/** Windows that are known to be full are forgotten when there are so many. */
const MOST_FULL = 10_000;

/** How an answer ended: what failed on our side is no use. */
export type Answered = 'answered' | 'failed';

export interface Limits {
  /** Against floods: anything at all, sixty a minute for each person; money and membership pass uncounted. */
  readonly anything: MiddlewareFn<BotContext>;
  /** Questions that cost work (/predict, a chart), as many a minute as the tier has. */
  questions(ctx: BotContext, answer: () => Promise<Answered>): Promise<void>;
}

interface LimitDeps {
  readonly useCounts: UseCounts;
  readonly wallNowMs: () => number;
}

/**
 * Over a limit one message says when it goes on, and nothing more is said until then; a press is always answered, because the button would
 * go on spinning. What fails is given back.
 */
export function createLimits(deps: LimitDeps): Limits {
  const anything = limited(deps, { what: 'anything', most: ANYTHING_PER_MINUTE, canUpgrade: false });
  const ofTier = mapTiers((tier) =>
    limited(deps, { what: 'questions', most: perMinute(tier), canUpgrade: hasMoreAbove(tier) }),
  );
  return {
    async anything(ctx, next) {
      if (isAboutMoney(ctx)) return await next();
      await anything(ctx, async () => {
        await next();
        return 'answered';
      });
    },
    questions: async (ctx, answer) => await ofTier[ctx.entitlement.tier](ctx, answer),
  };
}

const perMinute = (tier: Tier): number => TIER_RIGHTS[tier].botPerMinute;

function hasMoreAbove(tier: Tier): boolean {
  return TIERS.slice(TIERS.indexOf(tier) + 1).some((higher) => perMinute(higher) > perMinute(tier));
}

interface Limit {
  readonly what: string;
  readonly most: number;
  readonly canUpgrade: boolean;
}

type Limited = (ctx: BotContext, answer: () => Promise<Answered>) => Promise<void>;

/** The plugin decides who passes; what it asks of its storage is answered by counts that look and count in one step. */
function limited({ useCounts, wallNowMs }: LimitDeps, { what, most, canUpgrade }: Limit): Limited {
  const full = new Map<string, number>();
  /** Full windows of which only a press heard: its alert is gone at a touch, so the next message is told as well. */
  const untold = new Map<string, number>();
  const useOf = (telegramId: number): Use => ({ telegramId, what, window: windowAt(wallNowMs(), MINUTE_MS) });
  const waitMs = (): number => windowAt(wallNowMs(), MINUTE_MS).untilMs - wallNowMs();
  const storageOf = (isPress: boolean) => ({
    /** Hits as the plugin compares them with its limit: most + 1 is the first one too many. */
    async incr(telegramId: string): Promise<number> {
      const use = useOf(Number(telegramId));
      const { fromMs } = use.window;
      // A flood costs the database nothing after its first refusal.
      if (full.get(telegramId) === fromMs) {
        const isFirstMessage = !isPress && untold.get(telegramId) === fromMs;
        if (isFirstMessage) untold.delete(telegramId);
        return isFirstMessage ? most + 1 : most + 2;
      }
      const answer = await useCounts.take(use, most);
      if (answer.type === 'counted') return most;
      if (full.size >= MOST_FULL) for (const map of [full, untold]) map.clear();
      full.set(telegramId, fromMs);
      if (answer.isFirst && isPress) untold.set(telegramId, fromMs);
      return answer.isFirst ? most + 1 : most + 2;
    },
    /** Counts end with their window by themselves. */
    pexpire: async () => 1,
  });
  const options = { timeFrame: MINUTE_MS, limit: most, keyPrefix: '' };
  const ofMessages = limit<BotContext, ReturnType<typeof storageOf>>({
    ...options,
    storageClient: storageOf(false),
    onLimitExceeded: (ctx) => ctx.reply(ctx.texts.slowDown(most, { waitMs: waitMs(), canUpgrade }), messageOptions([])),
  });
  const ofPresses = limit<BotContext, ReturnType<typeof storageOf>>({
    ...options,
    storageClient: storageOf(true),
    alwaysReply: true,
    onLimitExceeded: (ctx) => ctx.answerCallbackQuery({ text: ctx.texts.toastSlowDown(waitMs()), show_alert: true }),
  });
  return async (ctx, answer) => {
    const use = useOf(ctx.account.telegramId);
    const giveBack = async (): Promise<void> => {
      full.delete(String(use.telegramId));
      await useCounts.giveBack(use);
    };
    const next = async (): Promise<void> => {
      const ended = await answer().catch(async (error: unknown) => {
        // The first failure is the one to hear of.
        await giveBack().catch(() => undefined);
        throw error;
      });
      if (ended === 'failed') await giveBack();
    };
    await (ctx.callbackQuery === undefined ? ofMessages : ofPresses)(ctx, next);
  };
}

/** What somebody needs to pay, to get what they paid for, or to complain of it. Codes are typed, so guessing them is limited. */
const MONEY_ACTIONS: ReadonlySet<Action['type']> = new Set<Action['type']>([
  ...(['plan', 'channel', 'subscribe', 'accept-terms', 'offer', 'buy', 'renewing', 'trial'] as const),
  ...(['return-purchase', 'subscription', 'card', 'pause-plan', 'gift', 'terms', 'privacy', 'ask-support'] as const),
]);
const MONEY_COMMANDS = ['plan', 'subscribe', 'trial', 'gift', 'terms', 'privacy', 'support', 'paysupport'];
const MONEY_LINKS: ReadonlySet<string> = new Set(['plan', 'card', 'paid', 'gift', 'channel']);

function isAboutMoney(ctx: BotContext): boolean {
  if (ctx.action !== null) return MONEY_ACTIONS.has(ctx.action.type);
  if (ctx.hasCommand('start')) return MONEY_LINKS.has(parseDeepLink(ctx.match.trim()).type);
  return ctx.hasCommand(MONEY_COMMANDS);
}
