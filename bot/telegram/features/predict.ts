import { Composer } from 'grammy';
import { parseTimeframe, type Timeframe } from '../../../engine/market/timeframe.ts';
import { predictionFor } from '../../answers/prediction.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { type Counters, limitQuestions } from '../middleware/rate-limit.ts';
import { actionButton, type Keyboard, type Screen, show } from '../show.ts';
import { findSymbol, inRows, symbolsOf } from './pairs.ts';

/** /predict <pair> [timeframe]: what the model says of the next candle now. Buttons where something is left out. */
export function predictFeature(deps: BotDependencies, counters: Counters): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const limited = limitQuestions(counters);

  composer.command('predict', async (ctx) => {
    const [asked = '', timeframeText = ''] = ctx.match.trim().split(/\s+/);
    if (asked === '') return await show(ctx, menuScreen(deps, ctx));
    const symbol = findSymbol(asked, deps.series);
    if (symbol === null)
      return await show(ctx, {
        ...menuScreen(deps, ctx),
        text: ctx.texts.predictUnknown(asked.slice(0, 40), symbolsOf(deps.series)),
      });
    const timeframe = parseTimeframe(timeframeText.toLowerCase()) ?? onlyTimeframe(deps, symbol);
    if (timeframe === null) return await show(ctx, timeframeScreen(deps, ctx, symbol));
    await limited(ctx, async () => await answer(deps, ctx, { symbol, timeframe }));
  });
  onAction(composer, 'predict-menu', async (ctx) => await show(ctx, menuScreen(deps, ctx)));
  onAction(composer, 'predict', async (ctx, { symbol, timeframe }) => {
    await limited(ctx, async () => await answer(deps, ctx, { symbol, timeframe }));
  });
  return composer;
}

async function answer(
  deps: BotDependencies,
  ctx: BotContext,
  asked: { readonly symbol: string; readonly timeframe: Timeframe },
): Promise<void> {
  const { texts } = ctx;
  await ctx.replyWithChatAction('typing');
  const result = await predictionFor({ ...asked, tier: ctx.entitlement.tier, nowMs: ctx.nowMs }, deps);
  const text =
    result.type === 'answer'
      ? texts.prediction(result.answer, { note: deps.marketNote, delayedByMs: result.delayedByMs })
      : texts.predictRefused[result.code];
  await show(ctx, {
    text,
    keyboard: [
      [
        actionButton(texts.buttonRefresh, { type: 'predict', ...asked }),
        actionButton(texts.buttonOtherPair, { type: 'predict-menu' }),
      ],
      [
        actionButton(texts.buttonTrack, { type: 'track', symbol: asked.symbol }),
        actionButton(texts.buttonMenu, { type: 'home' }),
      ],
    ],
  });
}

/** The one timeframe a symbol is followed on, null when there are several. */
function onlyTimeframe(deps: BotDependencies, symbol: string): Timeframe | null {
  const [first, ...more] = timeframesOf(deps, symbol);
  return first === undefined || more.length > 0 ? null : first;
}

function timeframesOf({ series }: BotDependencies, symbol: string): readonly Timeframe[] {
  return [...new Set(series.filter((one) => one.symbol === symbol).map(({ timeframe }) => timeframe))];
}

function menuScreen(deps: BotDependencies, { texts }: BotContext): Screen {
  const pairs = deps.series.map(({ symbol, timeframe }) => ({ symbol, timeframe, name: `${symbol} ${timeframe}` }));
  const distinct = pairs.filter(({ name }, index) => pairs.findIndex((other) => other.name === name) === index);
  const keyboard: Keyboard = inRows(
    distinct.map(({ symbol, timeframe, name }) => actionButton(name, { type: 'predict', symbol, timeframe })),
    2,
  );
  return { text: texts.predictChoose, keyboard: [...keyboard, [actionButton(texts.buttonMenu, { type: 'home' })]] };
}

function timeframeScreen(deps: BotDependencies, { texts }: BotContext, symbol: string): Screen {
  const row = timeframesOf(deps, symbol).map((timeframe) =>
    actionButton(timeframe, { type: 'predict', symbol, timeframe }),
  );
  return {
    text: texts.predictChooseTimeframe(symbol),
    keyboard: [row, [actionButton(texts.buttonMenu, { type: 'home' })]],
  };
}
