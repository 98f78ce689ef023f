import { Composer } from 'grammy';
import { TIER_RIGHTS, TIERS } from '../../../billing/tiers.ts';
import type { RuleTested } from '../../../engine/backtest/ledger/published-rule.ts';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import { parseTimeframe, type Timeframe, timeframeMs } from '../../../engine/market/timeframe.ts';
import { DAY_MS } from '../../../engine/time.ts';
import type { Backtest } from '../../answers/backtest.ts';
import { type BotContext, onAction } from '../context.ts';
import type { StartTimer } from '../deadline.ts';
import type { BotDependencies } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { errorCode } from '../error-code.ts';
import { readMarket } from '../markets/read-market.ts';
import type { Action } from '../views/action.ts';
import { sendPicture } from '../views/send-picture.ts';
import { actionButton, isUnreachable, type Keyboard, messageOptions, type Screen, show } from '../views/show.ts';
import { type MarketDoubt, marketDoubtScreen } from './market-doubt.ts';
import { marketButtons, marketsPageOf } from './pair-buttons.ts';

/** Telegram takes a chat action away after five seconds. */
const ACTION_EVERY_MS = 4_500;
const DEFAULT_DAYS = 90;
const LEAST_DAYS = 7;
const MOST_DAYS = 365;
/** Two years of hours or a month of five minutes: what a test looks at stays as long to compute. */
const MOST_CANDLES = 8_760;
const OFFERED_DAYS = [30, 90, 180, 365] as const;

/** How many days of a timeframe may be asked for. */
export function mostDays(timeframe: Timeframe): number {
  return Math.max(LEAST_DAYS, Math.min(MOST_DAYS, Math.floor((MOST_CANDLES * timeframeMs(timeframe)) / DAY_MS)));
}

/** /backtest [pair] [days]: what the published rule would have made of a pair's past, for paid tiers; a picture and five lines. */
export function backtestFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.command('backtest', async (ctx) => {
    if (!hasBacktests(ctx)) return await show(ctx, offerScreen(ctx));
    const asked = parseQuestion(ctx.match, deps.answers.series);
    if (asked.type === 'nothing') return await show(ctx, menuScreen(deps, ctx, 0));
    if (asked.type === 'bad-days')
      return await show(ctx, {
        ...menuScreen(deps, ctx, marketsPageOf(deps.answers.series, asked.series)),
        text: ctx.texts.backtestDays(asked.word, LEAST_DAYS, asked.most),
      });
    if (asked.type !== 'question') return await show(ctx, doubtScreen(deps, ctx, asked));
    await begin(deps, ctx, asked);
  });
  onAction(composer, 'backtest-menu', async (ctx, { page = 0 }) => {
    await show(ctx, !hasBacktests(ctx) ? offerScreen(ctx) : menuScreen(deps, ctx, page));
  });
  onAction(composer, 'backtest', async (ctx, { symbol, timeframe, days }) => {
    if (!hasBacktests(ctx)) return await show(ctx, offerScreen(ctx));
    const series = deps.answers.series.find((one) => one.symbol === symbol && one.timeframe === timeframe);
    if (series === undefined) return await show(ctx, menuScreen(deps, ctx, 0));
    await ctx.answerCallbackQuery();
    await begin(deps, ctx, { series, days: Math.max(LEAST_DAYS, Math.min(days, mostDays(timeframe))) });
  });
  return composer;
}

type Asked =
  | { readonly type: 'question'; readonly series: SeriesKey; readonly days: number }
  | { readonly type: 'nothing' }
  | { readonly type: 'bad-days'; readonly series: SeriesKey; readonly word: string; readonly most: number }
  | MarketDoubt;

/** A number is days here, also as "90d"; only what is exactly a timeframe, such as "1d", is one. */
const isDays = (word: string): boolean => /^\d{1,5}d?$/i.test(word) && parseTimeframe(word.toLowerCase()) === null;

/** "btc", "bitcoin 30", "btc 4h 180" or "btc 90d"; the first followed timeframe of a pair unless one is named. */
export function parseQuestion(text: string, series: readonly SeriesKey[]): Asked {
  const asked = readMarket(text.replace(/(\d)\s*days?\b/gi, '$1'), series, isDays);
  if (asked.type !== 'market') return asked;
  const own = series.filter((one) => one.symbol === asked.symbol);
  const chosen = own.find(({ timeframe }) => timeframe === asked.timeframe) ?? own[0];
  if (chosen === undefined) return { type: 'unknown', asked: asked.symbol, near: [] };
  const most = mostDays(chosen.timeframe);
  const [first, second] = asked.rest;
  if (first === undefined) return { type: 'question', series: chosen, days: Math.min(DEFAULT_DAYS, most) };
  const word = second !== undefined && isDays(first) ? second : first;
  const days = /^(\d{1,4})d?$/i.exec(word)?.[1];
  if (days === undefined || Number(days) < LEAST_DAYS || Number(days) > most)
    return { type: 'bad-days', series: chosen, word, most };
  return { type: 'question', series: chosen, days: Number(days) };
}

/** Asks for the backtest and returns: the picture comes when it is ready, and nobody's other messages wait for it. */
async function begin(
  deps: BotDependencies,
  ctx: BotContext,
  asked: { readonly series: SeriesKey; readonly days: number },
): Promise<void> {
  const { account, entitlement, nowMs, texts } = ctx;
  const { series, days } = asked;
  const answer = async (text: string): Promise<void> => void (await ctx.reply(text, messageOptions(backRow(ctx))));
  const reply = await deps.answers.backtest({
    ...{ series, days, nowMs },
    ...{ tier: entitlement.tier, telegramId: account.telegramId, languageCode: texts.language.code },
  });
  switch (reply.type) {
    case 'not-in-tier':
      return await show(ctx, offerScreen(ctx));
    case 'running':
      return await answer(texts.backtestRunning);
    case 'day-is-used-up':
      return await answer(texts.backtestLimit(reply.perDay, reply.waitMs));
    case 'crowded':
      return await answer(texts.backtestCrowded);
    case 'accepted':
      if (reply.before > 0) await answer(texts.backtestQueued(reply.before));
      void deliver(deps, ctx, { series, days, backtest: reply.backtest });
  }
}

/** Never rejects: nobody waits for it. */
async function deliver(
  deps: BotDependencies,
  ctx: BotContext,
  work: { readonly series: SeriesKey; readonly days: number; readonly backtest: Promise<Backtest> },
): Promise<void> {
  try {
    const { answer, picture } = await whileShowing(ctx, deps.runtime.startTimer, work.backtest);
    if (answer.type === 'too-little') {
      await ctx.reply(ctx.texts.backtestTooLittle(work.series.symbol), messageOptions(backRow(ctx)));
      return;
    }
    await sendTested(deps, ctx, { tested: answer, picture, days: work.days });
  } catch (error) {
    const description = describeError(error);
    deps.log({ type: 'backtest-failed', series: seriesName(work.series), error: description });
    if (!isUnreachable(error))
      await ctx.reply(ctx.texts.failed(errorCode(description)), messageOptions(backRow(ctx))).catch(() => undefined);
  }
}

/** Shows that a picture is on its way until the work ends. */
async function whileShowing<T>(ctx: BotContext, startTimer: StartTimer, work: Promise<T>): Promise<T> {
  let cancel = (): void => {};
  const again = (): void => {
    // Only a courtesy: an action that fails must not cost the answer.
    void ctx.replyWithChatAction('upload_photo').catch(() => undefined);
    cancel = startTimer(ACTION_EVERY_MS, again);
  };
  again();
  try {
    return await work;
  } finally {
    cancel();
  }
}

async function sendTested(
  deps: BotDependencies,
  ctx: BotContext,
  { tested, picture, days }: { readonly tested: RuleTested; readonly picture: Buffer | null; readonly days: number },
): Promise<void> {
  const caption = ctx.texts.backtestResult(tested, deps.answers.marketNote(ctx.texts.language));
  const keyboard = resultKeyboard(ctx, {
    series: tested.series,
    days,
    backPage: marketsPageOf(deps.answers.series, tested.series),
  });
  if (picture === null) {
    await ctx.reply(caption, messageOptions(keyboard));
    return;
  }
  const name = `backtest-${tested.series.symbol.replaceAll(/[^A-Z0-9]/gi, '-')}.png`;
  await sendPicture(ctx, { png: picture, name, caption, keyboard });
}

function resultKeyboard(
  { texts }: BotContext,
  { series, days, backPage }: { readonly series: SeriesKey; readonly days: number; readonly backPage: number },
): Keyboard {
  const { symbol, timeframe } = series;
  const offered = OFFERED_DAYS.filter((each) => each !== days && each <= mostDays(timeframe));
  return [
    offered.map((each) => actionButton(texts.buttonDays(each), { type: 'backtest', symbol, timeframe, days: each })),
    [
      actionButton(texts.buttonOtherPair, { type: 'backtest-menu', page: backPage }),
      actionButton(texts.buttonTrack, { type: 'track', symbol }),
      actionButton(texts.buttonMenu, { type: 'home' }),
    ],
  ];
}

function backRow({ texts }: BotContext): Keyboard {
  return [
    [actionButton(texts.buttonBacktest, { type: 'backtest-menu' }), actionButton(texts.buttonMenu, { type: 'home' })],
  ];
}

const hasBacktests = ({ entitlement }: BotContext): boolean => TIER_RIGHTS[entitlement.tier].backtestsPerDay > 0;

/** What the cheapest tier with backtests has of them in a day. */
const firstDaily = TIERS.map((tier) => TIER_RIGHTS[tier].backtestsPerDay).find((perDay) => perDay > 0) ?? 0;

function offerScreen({ texts }: BotContext): Screen {
  return {
    text: texts.backtestOffer(firstDaily),
    keyboard: [
      [actionButton(texts.buttonSubscribe, { type: 'subscribe' })],
      [
        actionButton(texts.buttonTrack, { type: 'track', symbol: null }),
        actionButton(texts.buttonMenu, { type: 'home' }),
      ],
    ],
  };
}

function menuScreen(deps: BotDependencies, ctx: BotContext, page: number): Screen {
  const keyboard = marketButtons(deps.answers, ctx, {
    page,
    choose: ({ symbol, timeframe }) => backtestOf(symbol, timeframe),
    leaf: (to) => ({ type: 'backtest-menu', page: to }),
  });
  return { text: ctx.texts.backtestChoose, keyboard };
}

function backtestOf(symbol: string, timeframe: Timeframe): Action {
  return { type: 'backtest', symbol, timeframe, days: Math.min(DEFAULT_DAYS, mostDays(timeframe)) };
}

function doubtScreen(deps: BotDependencies, ctx: BotContext, doubt: MarketDoubt): Screen {
  const choice = {
    withTimeframe: true,
    choose: (symbol: string, timeframe: Timeframe | null) =>
      timeframe === null ? ({ type: 'backtest-menu' } as const) : backtestOf(symbol, timeframe),
    menu: menuScreen(deps, ctx, 0).keyboard,
  };
  return marketDoubtScreen(deps.answers, ctx, { doubt, choice });
}
