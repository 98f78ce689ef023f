import { Composer } from 'grammy';
import { type ReaderSettings, type StoredSettings, settingsOf } from '../../../../billing/reader-settings.ts';
import { ALERT_TIERS } from '../../../../billing/tiers.ts';
import type { Timeframe } from '../../../../engine/market/timeframe.ts';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { symbolsOf } from '../../markets/read-market.ts';
import type { ActionOf } from '../../views/action.ts';
import { pagedButtons } from '../../views/paged-buttons.ts';
import { actionButton, type Keyboard, type Screen, show } from '../../views/show.ts';
import { changeSettings } from './change-settings.ts';
import { nextOf } from './next-of.ts';

type Change = ActionOf<'watch'>['change'];

/** Pairs on one page of the buttons. */
const PAIRS_PER_PAGE = 12;
/** Least confidences offered, in their round. */
const CONFIDENCES = [0, 0.55, 0.6, 0.65] as const;
const SIDES = [null, 'BUY', 'SELL'] as const;
/** Most signals a day offered, in their round; null: all of them. */
const MOST_PER_DAY = [6, 12, 24, null, 3] as const;

/** /watch: which signals come directly, one message that changes at every press. Stored at once, with the other settings. */
export function watchFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const keep = async (ctx: BotContext, changes: StoredSettings, page: number): Promise<void> => {
    await changeSettings(deps, ctx, changes);
    await show(ctx, watchScreen(deps, ctx, page));
  };
  composer.command('watch', async (ctx) => await show(ctx, watchScreen(deps, ctx, 0)));
  onAction(composer, 'watch', async (ctx, { change, page = 0 }) => {
    if (!mayWatch(ctx) || change === 'look') return await show(ctx, watchScreen(deps, ctx, page));
    await keep(ctx, changed(settingsOf(ctx.account), change), page);
  });
  onAction(composer, 'watch-pair', async (ctx, { symbol, page = 0 }) => {
    const isFollowed = symbolsOf(deps.answers.series).includes(symbol);
    if (!mayWatch(ctx) || !isFollowed) return await show(ctx, watchScreen(deps, ctx, page));
    const settings = settingsOf(ctx.account);
    const pairs = toggled(isOn(settings) ? settings.pairs : null, symbol);
    await keep(ctx, pairs.length === 0 ? OFF : { pairs, ...on(settings) }, page);
  });
  onAction(composer, 'watch-frame', async (ctx, { timeframe, page = 0 }) => {
    const followed = framesOf(deps);
    if (!mayWatch(ctx) || !followed.includes(timeframe)) return await show(ctx, watchScreen(deps, ctx, page));
    const chosen = toggled(settingsOf(ctx.account).timeframes, timeframe);
    const isEvery = chosen.length === 0 || followed.every((each) => chosen.includes(each));
    await keep(ctx, { timeframes: isEvery ? null : chosen }, page);
  });
  return composer;
}

/** Whether somebody's plan sends signals directly. */
export function mayWatch({ entitlement }: Pick<BotContext, 'entitlement'>): boolean {
  return ALERT_TIERS.includes(entitlement.tier);
}

const OFF: StoredSettings = { messages: { signal: 'off' }, pairs: null };

const isOn = ({ messages }: ReaderSettings): boolean => messages.signal !== 'off';

/** Signals come, with the sound that was chosen before. */
function on(settings: ReaderSettings): StoredSettings {
  return isOn(settings) ? {} : { messages: { signal: 'on' } };
}

function changed(settings: ReaderSettings, change: Change): StoredSettings {
  switch (change) {
    case 'all':
      return { pairs: null, ...on(settings) };
    case 'side':
      return { side: nextOf(SIDES, settings.side) };
    case 'confidence':
      return { minimumConfidence: nextOf(CONFIDENCES, settings.minimumConfidence) };
    case 'worth':
      return { onlyWorthTrading: !settings.onlyWorthTrading };
    case 'most':
      return { mostSignalsPerDay: nextOf(MOST_PER_DAY, settings.mostSignalsPerDay) };
    case 'off':
      return OFF;
    case 'look':
      return {};
  }
}

/** With one or without it; of all of them a press chooses that one alone. */
function toggled<T extends string>(chosen: readonly string[] | null, one: T): readonly string[] {
  if (chosen === null) return [one];
  return chosen.includes(one) ? chosen.filter((each) => each !== one) : [...chosen, one];
}

/** Every timeframe followed, each once. */
function framesOf({ answers }: BotDependencies): readonly Timeframe[] {
  return [...new Set(answers.series.map(({ timeframe }) => timeframe))];
}

/** The screen of /watch. */
function watchScreen(deps: BotDependencies, ctx: BotContext, page: number): Screen {
  const { texts } = ctx;
  const last = [
    actionButton(texts.buttonSettings, { type: 'settings', page: 'main' }),
    actionButton(texts.buttonMenu, { type: 'home' }),
  ];
  if (!mayWatch(ctx)) {
    return { text: texts.watchOffer, keyboard: [[actionButton(texts.buttonSubscribe, { type: 'subscribe' })], last] };
  }
  const settings = settingsOf(ctx.account);
  return { text: texts.watch(settings), keyboard: [...watchKeyboard(deps, ctx, { settings, page }), last] };
}

function watchKeyboard(
  deps: BotDependencies,
  { texts }: BotContext,
  { settings, page }: { readonly settings: ReaderSettings; readonly page: number },
): Keyboard {
  const symbols = symbolsOf(deps.answers.series);
  const frames = framesOf(deps);
  const marked = (text: string, isChosen: boolean): string => (isChosen ? `✓ ${text}` : text);
  const change = (text: string, to: Change) => actionButton(text, { type: 'watch', change: to, page });
  const pairs = symbols.map((symbol) => {
    const isChosen = isOn(settings) && settings.pairs?.includes(symbol) === true;
    return actionButton(marked(symbol, isChosen), { type: 'watch-pair', symbol, page });
  });
  const rows: Keyboard = [
    [change(marked(texts.buttonAllMarkets, isOn(settings) && settings.pairs === null), 'all')],
    ...pagedButtons({
      ...{ buttons: pairs, page, perPage: PAIRS_PER_PAGE, labels: symbols.map((symbol) => `✓ ${symbol}`) },
      toPage: (to) => ({ type: 'watch', change: 'look', page: to }),
    }),
  ];
  if (!isOn(settings)) return rows;
  const frameRow = frames.map((timeframe) =>
    actionButton(marked(timeframe, settings.timeframes?.includes(timeframe) === true), {
      ...{ type: 'watch-frame', timeframe, page },
    }),
  );
  return [
    ...rows,
    ...(frames.length < 2 ? [] : [frameRow]),
    [
      change(texts.buttonWatchSide(settings.side), 'side'),
      change(texts.buttonWatchConfidence(settings.minimumConfidence), 'confidence'),
    ],
    [change(texts.buttonWatchWorth(settings.onlyWorthTrading), 'worth')],
    [change(texts.buttonWatchMost(settings.mostSignalsPerDay), 'most'), change(texts.buttonWatchOff, 'off')],
  ];
}
