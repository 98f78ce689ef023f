import type { Context, MiddlewareFn } from 'grammy';

/**
 * A pressed button is answered once: some features answer before their work, and when that fails the failure answers too. Telegram
 * refuses the second answer.
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
          isAnswered = false;
          throw error;
        }
      };
    }
    await next();
  };
}
