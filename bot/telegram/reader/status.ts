import { Composer } from 'grammy';
import { mostUrgentFirst } from '../../answers/market-status.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { pageArrows, pageCount } from '../views/paged-buttons.ts';
import { actionButton, type Screen, show } from '../views/show.ts';

/** More would not fit one message. */
const PER_PAGE = 8;

/** /status: every market with its venue, newest candle, age, gaps, revisions and data-quality stamp. */
export function statusFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('status', async (ctx) => await show(ctx, await statusScreen(deps, ctx, 0)));
  onAction(composer, 'status', async (ctx, { page = 0 }) => await show(ctx, await statusScreen(deps, ctx, page)));
  return composer;
}

async function statusScreen(deps: BotDependencies, { texts }: BotContext, asked: number): Promise<Screen> {
  const markets = mostUrgentFirst(await deps.answers.marketStatus());
  const pages = pageCount(markets.length, PER_PAGE);
  const page = Math.min(asked, pages - 1);
  const shown = markets.slice(page * PER_PAGE, (page + 1) * PER_PAGE);
  return {
    text: texts.status(shown, { note: deps.answers.marketNote(texts.language), page, pages }),
    keyboard: [
      ...pageArrows({ page, pages, toPage: (to) => ({ type: 'status', page: to }) }),
      [actionButton(texts.buttonRefresh, { type: 'status', page }), actionButton(texts.buttonMenu, { type: 'home' })],
    ],
  };
}
