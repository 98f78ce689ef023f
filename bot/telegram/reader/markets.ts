import { Composer } from 'grammy';
import { mostUrgentFirst } from '../../answers/market-status.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { pageArrows, pageCount } from '../views/paged-buttons.ts';
import { actionButton, type Screen, show } from '../views/show.ts';

/** More lines are no overview. */
const PER_PAGE = 20;

/** /markets: what is followed, a line each: fresh or late, the model, the record. What needs a look comes first. */
export function marketsFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('markets', async (ctx) => await show(ctx, await marketsScreen(deps, ctx, 0)));
  onAction(composer, 'markets', async (ctx, { page = 0 }) => await show(ctx, await marketsScreen(deps, ctx, page)));
  return composer;
}

async function marketsScreen({ answers }: BotDependencies, { texts }: BotContext, asked: number): Promise<Screen> {
  const [followed, record] = await Promise.all([answers.marketStatus(), answers.trackRecord({})]);
  const markets = mostUrgentFirst(followed);
  const pages = pageCount(markets.length, PER_PAGE);
  const page = Math.min(asked, pages - 1);
  const shown = markets.slice(page * PER_PAGE, (page + 1) * PER_PAGE);
  return {
    text: texts.markets(shown, { note: answers.marketNote(texts.language), page, pages, record }),
    keyboard: [
      ...pageArrows({ page, pages, toPage: (to) => ({ type: 'markets', page: to }) }),
      [
        actionButton(texts.buttonRefresh, { type: 'markets', page }),
        actionButton(texts.buttonTrack, { type: 'track', symbol: null }),
      ],
      [actionButton(texts.buttonMenu, { type: 'home' })],
    ],
  };
}
