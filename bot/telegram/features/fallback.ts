import { Composer } from 'grammy';
import type { BotContext } from '../context.ts';
import { actionButton, show } from '../show.ts';

/** Last of all: every button is answered, and a text that nobody took gets a way on. */
export function fallbackFeature(): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('callback_query', async (ctx) => {
    await ctx.answerCallbackQuery({ text: ctx.texts.toastOldButton, show_alert: true });
  });
  composer.on(
    ['message:text', 'message:photo', 'message:document', 'message:voice', 'message:sticker'],
    async (ctx) => {
      await show(ctx, {
        text: ctx.texts.notUnderstood,
        keyboard: [
          [actionButton(ctx.texts.buttonMenu, { type: 'home' }), actionButton(ctx.texts.buttonHelp, { type: 'help' })],
        ],
      });
    },
  );
  return composer;
}
