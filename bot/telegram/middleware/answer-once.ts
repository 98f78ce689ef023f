import { type Context, GrammyError, type MiddlewareFn } from 'grammy';

/**
 * A pressed button is answered once: some features answer before their work, and when that fails the failure answers too. Telegram
 * refuses the second answer. It refuses one that comes too late, too, after a time in which the bot was away: what was asked for is done
 * all the same, and no failure of ours.
 */
export function answerOnce(): MiddlewareFn<Context> {
  return async (ctx, next) => {
    if (ctx.callbackQuery !== undefined) {
      const answer = ctx.answerCallbackQuery.bind(ctx);
      let isAnswered = false;
      ctx.answerCallbackQuery = async (...given) => {
        if (isAnswered) return true;
        isAnswered = true;
        try {
          return await answer(...given);
        } catch (error) {
          if (isTooLate(error)) return true;
          isAnswered = false;
          throw error;
        }
      };
    }
    await next();
  };
}

/** Whether Telegram refuses an answer because nobody waits for it any more. */
export function isTooLate(error: unknown): boolean {
  return error instanceof GrammyError && /query is too old|query ID is invalid/i.test(error.description);
}
