import { type Context, GrammyError } from 'grammy';
import type { ReaderFlavor } from '../context.ts';
import { DeadlineError } from '../deadline.ts';
import type { Outgoing } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { errorCode } from '../error-code.ts';
import { textsFor } from '../messages/texts.ts';
import { isUnreachable } from '../views/show.ts';

type FailedContext = Context & Partial<Pick<ReaderFlavor, 'texts'>>;

/** What happens when an update fails: one event for the operator, a plain word to the person; never throws. */
export function createFailureHandler({
  accounts,
  log,
}: Pick<Outgoing, 'accounts' | 'log'>): (error: unknown, ctx: FailedContext) => Promise<void> {
  return async (error, ctx) => {
    const cause = causeOf(error);
    const telegramId = ctx.from?.id;
    if (
      telegramId !== undefined &&
      ctx.chat?.type === 'private' &&
      isUnreachable(cause) &&
      isAbout(cause, telegramId)
    ) {
      await accounts.markUnreachable(telegramId).catch(() => undefined);
      log({ type: 'unreachable', telegramId });
      // Who blocks the bot behind a press still looks at the button's spinner.
      if (ctx.callbackQuery !== undefined) await ctx.answerCallbackQuery().catch(() => undefined);
      return;
    }
    const description = describeError(error);
    log({ type: 'update-failed', updateId: ctx.update.update_id, error: description });
    // Money and membership that merely take long are not the person's business.
    if (cause instanceof DeadlineError) return;
    await apologize(ctx, errorCode(description)).catch((second: unknown) => {
      log({
        type: 'update-failed',
        updateId: ctx.update.update_id,
        error: `while saying so: ${describeError(second)}`,
      });
    });
  };
}

/** In the language that they chose, where the failure came after they were known. */
async function apologize(ctx: FailedContext, code: string): Promise<void> {
  const texts = ctx.texts ?? textsFor(ctx.from?.language_code ?? 'en');
  if (ctx.callbackQuery !== undefined) {
    await ctx.answerCallbackQuery({ text: texts.toastFailed(code), show_alert: true });
  } else if (ctx.chat?.type === 'private' && ctx.message?.text !== undefined) {
    await ctx.reply(texts.failed(code), { parse_mode: 'HTML' });
  }
}

/** Whether a refused call was to this chat: a channel that threw the bot out says nothing of who pressed a button. */
function isAbout(error: unknown, chatId: number): boolean {
  return error instanceof GrammyError && error.payload.chat_id === chatId;
}

function causeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'ctx' in error && 'error' in error ? error.error : error;
}
