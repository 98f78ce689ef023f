import { Composer } from 'grammy';
import { parseSeries } from '../../../engine/market/series.ts';
import type { TrackRecord } from '../../../engine/signals/track-record.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, type Keyboard, type Screen, show } from '../views/show.ts';
import { clearMarket, marketDoubtScreen } from './market-doubt.ts';
import { pairButtons, pairsOnPage, pairsPageOf } from './pair-buttons.ts';

/** Whose record is shown, and the page of the pair buttons below it. */
interface Shown {
  readonly symbol: string | null;
  readonly pairsPage?: number;
}

/** /track [pair]: the record with its intervals, next to the simplest rule's. */
export function trackFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('track', async (ctx) => {
    const asked = clearMarket(ctx.match, deps.answers.series);
    if (asked.type !== 'doubt') {
      const symbol = asked.type === 'clear' ? asked.symbol : null;
      return await show(ctx, await trackScreen(deps, ctx, { symbol }));
    }
    const choice = {
      withTimeframe: false,
      choose: (symbol: string) => ({ type: 'track', symbol }) as const,
      menu: pairRows(deps, ctx, { symbol: null }),
    };
    await show(ctx, marketDoubtScreen(deps.answers, ctx, { doubt: asked.doubt, choice }));
  });
  onAction(composer, 'track', async (ctx, shown) => await show(ctx, await trackScreen(deps, ctx, shown)));
  return composer;
}

async function trackScreen(deps: BotDependencies, ctx: BotContext, shown: Shown): Promise<Screen> {
  const { texts } = ctx;
  const { symbol } = shown;
  const pairsPage = shown.pairsPage ?? pairsPageOf(deps.answers.series, symbol);
  const record = await deps.answers.trackRecord(symbol === null ? {} : { symbol });
  // Of all markets those are named whose buttons are shown: one page of buttons, one page of lines.
  const named = symbol === null ? ofPairs(record, pairsOnPage(deps.answers.series, pairsPage)) : record;
  const more = record.perSeries.length - named.perSeries.length;
  return {
    text: `${texts.trackTitle(symbol)}\n\n${texts.track(named, { note: deps.answers.marketNote(texts.language), more })}`,
    keyboard: [
      ...pairRows(deps, ctx, { symbol, pairsPage }),
      [
        actionButton(texts.buttonRefresh, { type: 'track', symbol, pairsPage }),
        actionButton(texts.buttonSignals, { type: 'signals', symbol, page: 0, pairsPage }),
      ],
      [
        actionButton(texts.buttonEquity, { type: 'equity', symbol, pairsPage }),
        actionButton(texts.buttonCalibration, { type: 'calibration', symbol, pairsPage }),
      ],
      [actionButton(texts.buttonMenu, { type: 'home' })],
    ],
  };
}

function ofPairs(record: TrackRecord, symbols: readonly string[]): TrackRecord {
  const perSeries = record.perSeries.filter(({ series }) => {
    const symbol = parseSeries(series)?.symbol;
    return symbol !== undefined && symbols.includes(symbol);
  });
  return { ...record, perSeries };
}

function pairRows(deps: BotDependencies, ctx: BotContext, { symbol, pairsPage }: Shown): Keyboard {
  return pairButtons(deps.answers, ctx, {
    current: symbol,
    page: pairsPage,
    choose: (chosen, at) => ({ type: 'track', symbol: chosen, pairsPage: at }),
    leaf: (at) => ({ type: 'track', symbol, pairsPage: at }),
  });
}
