import type { Context } from 'grammy';
import { DeadlineError } from '../deadline.ts';
import type { Outgoing } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { textsFor } from '../messages/texts.ts';
import { isUnreachable } from '../views/show.ts';

/** What happens when an update fails: one event for the operator, a plain word to the person; never throws. */
export function createFailureHandler({
  accounts,
  log,
}: Pick<Outgoing, 'accounts' | 'log'>): (error: unknown, ctx: Context) => Promise<void> {
  return async (error, ctx) => {
    const cause = causeOf(error);
    const telegramId = ctx.from?.id;
    if (isUnreachable(cause) && telegramId !== undefined && ctx.chat?.type === 'private') {
      await accounts.markUnreachable(telegramId).catch(() => undefined);
      log({ type: 'unreachable', telegramId });
      return;
    }
    log({ type: 'update-failed', updateId: ctx.update.update_id, error: describeError(error) });
    // Money and membership that merely take long are not the person's business.
    if (cause instanceof DeadlineError) return;
    await apologize(ctx).catch((second: unknown) => {
      log({
        type: 'update-failed',
        updateId: ctx.update.update_id,
        error: `while saying so: ${describeError(second)}`,
      });
    });
  };
}

async function apologize(ctx: Context): Promise<void> {
  const texts = textsFor(ctx.from?.language_code ?? 'en');
  if (ctx.callbackQuery !== undefined) {
    await ctx.answerCallbackQuery({ text: texts.toastFailed, show_alert: true });
  } else if (ctx.chat?.type === 'private' && ctx.message?.text !== undefined) {
    await ctx.reply(texts.failed);
  }
}

function causeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'ctx' in error && 'error' in error ? error.error : error;
}
