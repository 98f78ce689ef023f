import { Composer } from 'grammy';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, type Screen, show } from '../show.ts';

/** /status: every market with its venue, newest candle, age, gaps, revisions and data-quality stamp. */
export function statusFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('status', async (ctx) => await show(ctx, await statusScreen(deps, ctx)));
  onAction(composer, 'status', async (ctx) => await show(ctx, await statusScreen(deps, ctx)));
  return composer;
}

async function statusScreen(deps: BotDependencies, { texts }: BotContext): Promise<Screen> {
  return {
    text: texts.status(await deps.markets(), deps.marketNote),
    keyboard: [
      [actionButton(texts.buttonRefresh, { type: 'status' }), actionButton(texts.buttonMenu, { type: 'home' })],
    ],
  };
}
