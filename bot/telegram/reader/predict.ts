import { Composer } from 'grammy';
import type { Timeframe } from '../../../engine/market/timeframe.ts';
import { predictionAtCost } from '../../answers/cost/reader-cost.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { timeframesOf } from '../markets/read-market.ts';
import type { Answered, Limits } from '../middleware/limits.ts';
import { actionButton, type Screen, show } from '../views/show.ts';
import { clearMarket, type MarketDoubt, marketDoubtScreen } from './market-doubt.ts';
import { marketButtons, marketsPageOf } from './pair-buttons.ts';

/** /predict <pair> [timeframe]: the model's prediction for the next candle, now. Buttons where something is left out. */
export function predictFeature(deps: BotDependencies, limits: Limits): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.command('predict', async (ctx) => {
    const asked = clearMarket(ctx.match, deps.answers.series);
    if (asked.type === 'nothing') return await show(ctx, menuScreen(deps, ctx, 0));
    if (asked.type === 'doubt') return await show(ctx, doubtScreen(deps, ctx, asked.doubt));
    const { symbol } = asked;
    const timeframe = asked.timeframe ?? onlyTimeframe(deps, symbol);
    if (timeframe === null) return await show(ctx, timeframeScreen(deps, ctx, symbol));
    await limits.questions(ctx, async () => await answer(deps, ctx, { symbol, timeframe }));
  });
  onAction(composer, 'predict-menu', async (ctx, { page = 0 }) => await show(ctx, menuScreen(deps, ctx, page)));
  onAction(composer, 'predict', async (ctx, { symbol, timeframe }) => {
    // A button of before the markets were changed.
    const followed = timeframesOf(deps.answers.series, symbol);
    if (followed.length === 0)
      return await show(ctx, doubtScreen(deps, ctx, { type: 'unknown', asked: symbol, near: [] }));
    if (!followed.includes(timeframe))
      return await show(ctx, doubtScreen(deps, ctx, { type: 'other-timeframe', symbol, asked: timeframe, followed }));
    await limits.questions(ctx, async () => await answer(deps, ctx, { symbol, timeframe }));
  });
  return composer;
}

function doubtScreen(deps: BotDependencies, ctx: BotContext, doubt: MarketDoubt): Screen {
  const choice = {
    withTimeframe: true,
    choose: (symbol: string, timeframe: Timeframe | null) =>
      timeframe === null ? ({ type: 'predict-menu' } as const) : ({ type: 'predict', symbol, timeframe } as const),
    menu: menuScreen(deps, ctx, 0).keyboard,
  };
  return marketDoubtScreen(deps.answers, ctx, { doubt, choice });
}

async function answer(
  deps: BotDependencies,
  ctx: BotContext,
  asked: { readonly symbol: string; readonly timeframe: Timeframe },
): Promise<Answered> {
  const { texts } = ctx;
  await ctx.replyWithChatAction('typing');
  const result = await deps.answers.prediction({ ...asked, tier: ctx.entitlement.tier, nowMs: ctx.nowMs });
  const text =
    result.type === 'answer'
      ? texts.prediction(predictionAtCost(result.answer, ctx.account.cost), {
          note: deps.answers.marketNote(texts.language),
          delayedByMs: result.delayedByMs,
          nowMs: ctx.nowMs,
        })
      : texts.predictRefused[result.code];
  await show(ctx, {
    text,
    keyboard: [
      [
        actionButton(texts.buttonRefresh, { type: 'predict', ...asked }),
        actionButton(texts.buttonOtherPair, { type: 'predict-menu', page: marketsPageOf(deps.answers.series, asked) }),
      ],
      [
        actionButton(texts.buttonTrack, { type: 'track', symbol: asked.symbol }),
        actionButton(texts.buttonMenu, { type: 'home' }),
      ],
    ],
  });
  return result.type === 'answer' ? 'answered' : 'failed';
}

/** The one timeframe a symbol is followed on, null when there are several. */
function onlyTimeframe({ answers }: BotDependencies, symbol: string): Timeframe | null {
  const [first, ...more] = timeframesOf(answers.series, symbol);
  return first === undefined || more.length > 0 ? null : first;
}

function menuScreen(deps: BotDependencies, ctx: BotContext, page: number): Screen {
  const keyboard = marketButtons(deps.answers, ctx, {
    page,
    choose: ({ symbol, timeframe }) => ({ type: 'predict', symbol, timeframe }),
    leaf: (to) => ({ type: 'predict-menu', page: to }),
  });
  return { text: ctx.texts.predictChoose, keyboard };
}

function timeframeScreen({ answers }: BotDependencies, { texts }: BotContext, symbol: string): Screen {
  const row = timeframesOf(answers.series, symbol).map((timeframe) =>
    actionButton(timeframe, { type: 'predict', symbol, timeframe }),
  );
  return {
    text: texts.predictChooseTimeframe(symbol),
    keyboard: [row, [actionButton(texts.buttonMenu, { type: 'home' })]],
  };
}
