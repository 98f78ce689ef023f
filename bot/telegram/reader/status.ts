import { Composer } from 'grammy';
import type { MarketStatus } from '../../market-status.ts';
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
  // What needs a look comes first: with hundreds of markets nobody leafs to it.
  const markets = (await deps.markets()).toSorted((one, other) => urgency(other) - urgency(one));
  const pages = pageCount(markets.length, PER_PAGE);
  const page = Math.min(asked, pages - 1);
  const shown = markets.slice(page * PER_PAGE, (page + 1) * PER_PAGE);
  return {
    text: texts.status(shown, { note: deps.marketNote, page, pages }),
    keyboard: [
      ...pageArrows({ page, pages, toPage: (to) => ({ type: 'status', page: to }) }),
      [actionButton(texts.buttonRefresh, { type: 'status', page }), actionButton(texts.buttonMenu, { type: 'home' })],
    ],
  };
}

function urgency({ state, dataQuality }: MarketStatus): number {
  const ofState = { ok: 0, closed: 0, late: 2, paused: 3, disabled: 4 }[state];
  const ofData = { green: 0, amber: 1, red: 2 }[dataQuality?.stamp ?? 'green'];
  return Math.max(ofState, ofData);
}
