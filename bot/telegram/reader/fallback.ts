import { Composer } from 'grammy';
import type { Timeframe } from '../../../engine/market/timeframe.ts';
import type { BotContext } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { mentionedMarket } from '../markets/mentioned-market.ts';
import { timeframesOf } from '../markets/read-market.ts';
import { inRows } from '../views/paged-buttons.ts';
import { actionButton, type Screen, show } from '../views/show.ts';
import { marketDoubtScreen } from './market-doubt.ts';
import { subscribeScreen } from './subscribe.ts';

/** What a person can send; messages about a chat (a pin, a new title) are no questions. */
const CONTENT = [
  'message:text',
  'message:media',
  'message:contact',
  'message:location',
  'message:poll',
  'message:dice',
  'message:game',
  'message:story',
] as const;

const MONEY_TROUBLE = /\b(?:refund|money back|charged|chargeback|payment (?:failed|problem))|\bi(?: have|'ve)? paid\b/i;
const PRICE = new RegExp(
  [
    String.raw`\b(?:prices?|pricing|costs?|how much|fees?|tariffs?)\b`,
    String.raw`\b(?:buy|purchase|subscribe|subscription|upgrade|premium)\b`,
    String.raw`\b(?:precio|cuesta|cu[aá]nto|prix|combien|preis|kostet|quanto)\b`,
    'цена|стоит|сколько|价格|多少钱',
  ].join('|'),
  'iu',
);

/** Last of all: every button is answered, and a text that nobody took gets what it is most likely about, or a way on. */
export function fallbackFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('callback_query', async (ctx) => {
    await ctx.answerCallbackQuery({ text: ctx.texts.toastOldButton, show_alert: true });
  });
  composer
    .chatType('private')
    .on([...CONTENT], async (ctx) => await show(ctx, await screenFor(deps, ctx, ctx.message?.text ?? '')));
  return composer;
}

async function screenFor(deps: BotDependencies, ctx: BotContext, text: string): Promise<Screen> {
  const { texts } = ctx;
  const start = text.slice(0, 1_000);
  const market = mentionedMarket(start, deps.answers.series);
  if (market?.type === 'market') return marketScreen(deps, ctx, market.symbol);
  if (market !== null) {
    const choice = {
      withTimeframe: market.type === 'other-timeframe',
      choose: (symbol: string, timeframe: Timeframe | null) =>
        timeframe === null
          ? ({ type: 'signals', symbol, page: 0 } as const)
          : ({ type: 'predict', symbol, timeframe } as const),
      menu: [],
    };
    return marketDoubtScreen(deps.answers, ctx, { doubt: market, choice });
  }
  const menu = actionButton(texts.buttonMenu, { type: 'home' });
  if (MONEY_TROUBLE.test(start))
    return {
      text: texts.moneyTrouble,
      keyboard: [[actionButton(texts.buttonPaySupport, { type: 'ask-support', topic: 'payment' })], [menu]],
    };
  if (PRICE.test(start)) return await subscribeScreen(deps, ctx, {});
  return {
    text: texts.notUnderstood,
    keyboard: [
      [
        actionButton(texts.buttonSignals, { type: 'signals', symbol: null, page: 0 }),
        actionButton(texts.buttonPredict, { type: 'predict-menu' }),
      ],
      [menu, actionButton(texts.buttonHelp, { type: 'help' })],
    ],
  };
}

/** Everything there is about one pair. */
function marketScreen({ answers }: BotDependencies, { texts }: BotContext, symbol: string): Screen {
  const followed = timeframesOf(answers.series, symbol);
  const predict = followed.map((timeframe) =>
    actionButton(texts.buttonPredictOf(symbol, timeframe), { type: 'predict', symbol, timeframe }),
  );
  return {
    text: texts.pairMentioned(symbol, followed),
    keyboard: [
      ...inRows(predict, 2),
      [actionButton(texts.buttonSignalsOf(symbol), { type: 'signals', symbol, page: 0 })],
      [actionButton(texts.buttonTrackOf(symbol), { type: 'track', symbol })],
      [actionButton(texts.buttonMenu, { type: 'home' })],
    ],
  };
}
