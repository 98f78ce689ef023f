import { Composer } from 'grammy';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, type Screen, show } from '../show.ts';
import { findSymbol, inRows, symbolsOf } from './pairs.ts';

/** /track [pair]: the record with its intervals, the simplest rule beside it. */
export function trackFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command(
    'track',
    async (ctx) => await show(ctx, await trackScreen(deps, ctx, findSymbol(ctx.match, deps.series))),
  );
  onAction(composer, 'track', async (ctx, { symbol }) => await show(ctx, await trackScreen(deps, ctx, symbol)));
  return composer;
}

async function trackScreen(deps: BotDependencies, { texts }: BotContext, symbol: string | null): Promise<Screen> {
  const record = await deps.trackRecord.read(symbol === null ? {} : { symbol });
  const symbols = symbolsOf(deps.series);
  const marked = (name: string, of: string | null) =>
    actionButton(of === symbol ? `· ${name} ·` : name, { type: 'track', symbol: of });
  const pairs =
    symbols.length < 2
      ? []
      : inRows([marked(texts.buttonAllMarkets, null), ...symbols.map((one) => marked(one, one))], 4);
  return {
    text: `${texts.trackTitle(symbol)}\n\n${texts.track(record, deps.marketNote)}`,
    keyboard: [
      ...pairs,
      [
        actionButton(texts.buttonRefresh, { type: 'track', symbol }),
        actionButton(texts.buttonSignals, { type: 'signals', symbol, page: 0 }),
      ],
      [actionButton(texts.buttonMenu, { type: 'home' })],
    ],
  };
}
