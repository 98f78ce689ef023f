import { Composer } from 'grammy';
import { settingsOf } from '../../../../billing/reader-settings.ts';
import type { SeriesKey } from '../../../../engine/market/series.ts';
import type { Timeframe } from '../../../../engine/market/timeframe.ts';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { timeframesOf } from '../../markets/read-market.ts';
import type { Answered, Limits } from '../../middleware/limits.ts';
import { showPicture } from '../../views/send-picture.ts';
import { actionButton, type Keyboard, type Screen, show } from '../../views/show.ts';
import { clearMarket, type MarketDoubt, marketDoubtScreen } from '../market-doubt.ts';
import { marketButtons, marketsPageOf } from '../pair-buttons.ts';

/** /chart <pair> [timeframe]: the newest candles as a picture, with the open signals that the reader may see. */
export function chartFeature(deps: BotDependencies, limits: Limits): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const open = async (ctx: BotContext, symbol: string, timeframe: Timeframe | null): Promise<void> => {
    const series = seriesOf(deps, symbol, timeframe);
    if (series === null) return await show(ctx, doubtScreen(deps, ctx, { type: 'unknown', asked: symbol, near: [] }));
    await limits.questions(ctx, async () => await showMarket(deps, ctx, series));
  };
  composer.command('chart', async (ctx) => {
    const asked = clearMarket(ctx.match, deps.answers.series);
    if (asked.type === 'nothing') return await show(ctx, menuScreen(deps, ctx, 0));
    if (asked.type === 'doubt') return await show(ctx, doubtScreen(deps, ctx, asked.doubt));
    await open(ctx, asked.symbol, asked.timeframe);
  });
  onAction(composer, 'chart-menu', async (ctx, { page = 0 }) => await show(ctx, menuScreen(deps, ctx, page)));
  onAction(composer, 'chart', async (ctx, { symbol, timeframe }) => await open(ctx, symbol, timeframe));
  return composer;
}

/** The followed series of a pair; its first one where no timeframe is named, null where it is not followed. */
function seriesOf({ answers }: BotDependencies, symbol: string, timeframe: Timeframe | null): SeriesKey | null {
  const own = answers.series.filter((each) => each.symbol === symbol);
  return own.find((each) => timeframe === null || each.timeframe === timeframe) ?? null;
}

async function showMarket(deps: BotDependencies, ctx: BotContext, series: SeriesKey): Promise<Answered> {
  const { texts, entitlement, nowMs } = ctx;
  if (ctx.callbackQuery === undefined) await ctx.replyWithChatAction('upload_photo');
  const found = await deps.answers.marketChart({
    ...{ series, tier: entitlement.tier, nowMs },
    ...{ theme: settingsOf(ctx.account).theme, languageCode: texts.language.code },
  });
  const keyboard = chartKeyboard(deps, ctx, series);
  if (found.last === null) {
    await show(ctx, { text: texts.marketChartEmpty(series.symbol), keyboard });
    return 'failed';
  }
  const shown = { series, price: found.last.price, open: found.open };
  const caption = texts.marketChartCaption(shown, { note: deps.answers.marketNote(texts.language) });
  if (found.png === null) {
    await show(ctx, { text: `${texts.marketChartMissing}\n\n${caption}`, keyboard });
    return 'failed';
  }
  const name = `chart-${series.symbol.replaceAll(/[^A-Z0-9]/gi, '-')}-${series.timeframe}.png`;
  await showPicture(ctx, { png: found.png, name, caption, keyboard });
  return 'answered';
}

function chartKeyboard({ answers }: BotDependencies, { texts }: BotContext, series: SeriesKey): Keyboard {
  const { symbol, timeframe } = series;
  const frames = timeframesOf(answers.series, symbol);
  const page = marketsPageOf(answers.series, series);
  return [
    ...(frames.length < 2
      ? []
      : [
          frames.map((each) =>
            actionButton(each === timeframe ? `· ${each} ·` : each, { type: 'chart', symbol, timeframe: each }),
          ),
        ]),
    [
      actionButton(texts.buttonRefresh, { type: 'chart', symbol, timeframe }),
      actionButton(texts.buttonPredict, { type: 'predict', symbol, timeframe }),
    ],
    [
      actionButton(texts.buttonOtherPair, { type: 'chart-menu', page }),
      actionButton(texts.buttonMenu, { type: 'home' }),
    ],
  ];
}

function menuScreen(deps: BotDependencies, ctx: BotContext, page: number): Screen {
  const keyboard = marketButtons(deps.answers, ctx, {
    page,
    choose: ({ symbol, timeframe }) => ({ type: 'chart', symbol, timeframe }),
    leaf: (to) => ({ type: 'chart-menu', page: to }),
  });
  return { text: ctx.texts.marketChartChoose, keyboard };
}

function doubtScreen(deps: BotDependencies, ctx: BotContext, doubt: MarketDoubt): Screen {
  const choice = {
    withTimeframe: true,
    choose: (symbol: string, timeframe: Timeframe | null) =>
      timeframe === null ? ({ type: 'chart-menu' } as const) : ({ type: 'chart', symbol, timeframe } as const),
    menu: menuScreen(deps, ctx, 0).keyboard,
  };
  return marketDoubtScreen(deps.answers, ctx, { doubt, choice });
}
