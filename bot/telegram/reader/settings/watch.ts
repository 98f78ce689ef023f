import { Composer } from 'grammy';
import { ALERT_TIERS } from '../../../../billing/tiers.ts';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { symbolsOf } from '../../markets/read-market.ts';
import type { AlertPreference } from '../../ports.ts';
import type { ActionOf } from '../../views/action.ts';
import { pagedButtons } from '../../views/paged-buttons.ts';
import { actionButton, type Keyboard, type Screen, show } from '../../views/show.ts';

type Change = ActionOf<'watch'>['change'];

/** Pairs on one page of the buttons. */
const PAIRS_PER_PAGE = 12;
/** Least confidences offered, in their round. */
const CONFIDENCES = [0, 0.55, 0.6, 0.65] as const;
const SIDES = [null, 'BUY', 'SELL'] as const;

/** /watch: which signals come directly, one message that changes at every press. Stored at once; off is nothing stored. */
export function watchFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const { preferences } = deps.stores;
  composer.command('watch', async (ctx) => await show(ctx, await watchScreen(deps, ctx, 0)));
  onAction(composer, 'watch', async (ctx, { change, page = 0 }) => {
    if (!mayWatch(ctx)) return await show(ctx, await watchScreen(deps, ctx, page));
    const { telegramId } = ctx.account;
    const next = changed((await preferences.find(telegramId)) ?? everything(telegramId), change);
    if (change === 'off') await preferences.remove(telegramId);
    else if (change !== 'look') await preferences.save(next);
    await show(ctx, await watchScreen(deps, ctx, page));
  });
  onAction(composer, 'watch-pair', async (ctx, { symbol, page = 0 }) => {
    const isFollowed = symbolsOf(deps.answers.series).includes(symbol);
    if (!mayWatch(ctx) || !isFollowed) return await show(ctx, await watchScreen(deps, ctx, page));
    const { telegramId } = ctx.account;
    const pairs = toggled((await preferences.find(telegramId))?.pairs ?? null, symbol);
    const known = (await preferences.find(telegramId)) ?? everything(telegramId);
    if (pairs.length === 0) await preferences.remove(telegramId);
    else await preferences.save({ ...known, pairs });
    await show(ctx, await watchScreen(deps, ctx, page));
  });
  return composer;
}

const mayWatch = ({ entitlement }: BotContext): boolean => ALERT_TIERS.includes(entitlement.tier);

function everything(telegramId: number): AlertPreference {
  return {
    ...{ telegramId, pairs: null, timeframes: null, side: null },
    ...{ minimumConfidence: 0, onlyWorthTrading: false },
  };
}

function changed(preference: AlertPreference, change: Change): AlertPreference {
  switch (change) {
    case 'all':
      return { ...preference, pairs: null };
    case 'side':
      return { ...preference, side: nextOf(SIDES, preference.side) };
    case 'confidence':
      return { ...preference, minimumConfidence: nextOf(CONFIDENCES, preference.minimumConfidence) };
    case 'worth':
      return { ...preference, onlyWorthTrading: !preference.onlyWorthTrading };
    case 'off':
    case 'look':
      return preference;
  }
}

/** The one behind the current one, the first behind the last and behind one that is not among them. */
function nextOf<T, First extends T>(choices: readonly [First, ...T[]], current: T): T {
  return choices[(choices.indexOf(current) + 1) % choices.length] ?? choices[0];
}

/** With a pair or without it; of all of them a press chooses that one alone. */
function toggled(pairs: readonly string[] | null, symbol: string): readonly string[] {
  if (pairs === null) return [symbol];
  return pairs.includes(symbol) ? pairs.filter((each) => each !== symbol) : [...pairs, symbol];
}

async function watchScreen(deps: BotDependencies, ctx: BotContext, page: number): Promise<Screen> {
  const { texts, account } = ctx;
  const menu = actionButton(texts.buttonMenu, { type: 'home' });
  if (!mayWatch(ctx)) {
    return { text: texts.watchOffer, keyboard: [[actionButton(texts.buttonSubscribe, { type: 'subscribe' })], [menu]] };
  }
  const preference = await deps.stores.preferences.find(account.telegramId);
  return { text: texts.watch(preference), keyboard: [...watchKeyboard(deps, ctx, { preference, page }), [menu]] };
}

function watchKeyboard(
  { answers }: BotDependencies,
  { texts }: BotContext,
  { preference, page }: { readonly preference: AlertPreference | null; readonly page: number },
): Keyboard {
  const symbols = symbolsOf(answers.series);
  const all = preference !== null && preference.pairs === null;
  const change = (text: string, to: Change) => actionButton(text, { type: 'watch', change: to, page });
  const pairs = symbols.map((symbol) => {
    const isOn = preference?.pairs?.includes(symbol) === true;
    return actionButton(isOn ? `✓ ${symbol}` : symbol, { type: 'watch-pair', symbol, page });
  });
  const rows: Keyboard = [
    [change(all ? `✓ ${texts.buttonAllMarkets}` : texts.buttonAllMarkets, 'all')],
    ...pagedButtons({
      ...{ buttons: pairs, page, perPage: PAIRS_PER_PAGE, labels: symbols.map((symbol) => `✓ ${symbol}`) },
      toPage: (to) => ({ type: 'watch', change: 'look', page: to }),
    }),
  ];
  if (preference === null) return rows;
  return [
    ...rows,
    [
      change(texts.buttonWatchSide(preference.side), 'side'),
      change(texts.buttonWatchConfidence(preference.minimumConfidence), 'confidence'),
    ],
    [change(texts.buttonWatchWorth(preference.onlyWorthTrading), 'worth')],
    [change(texts.buttonWatchOff, 'off')],
  ];
}
