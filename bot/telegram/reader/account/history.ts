import { Composer, InputFile } from 'grammy';
import type { BotContext } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { actionButton, show } from '../../views/show.ts';

/** /history: every signal of the last twelve months that the reader may see, losers included, as a file. */
export function historyFeature({ answers }: Pick<BotDependencies, 'answers'>): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('history', async (ctx) => {
    const { texts, nowMs } = ctx;
    await ctx.replyWithChatAction('upload_document');
    const { csv, count, fromMs } = await answers.history({ tier: ctx.entitlement.tier, nowMs });
    if (fromMs === null) {
      const keyboard = [[actionButton(texts.buttonMenu, { type: 'home' })]];
      return await show(ctx, { text: texts.historyEmpty, keyboard });
    }
    const caption = texts.history({ count, fromMs, note: answers.marketNote(texts.language) });
    await ctx.replyWithDocument(new InputFile(Buffer.from(csv), 'signals.csv'), { caption, parse_mode: 'HTML' });
  });
  return composer;
}
