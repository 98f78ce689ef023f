import { Composer } from 'grammy';
import { settingsOf } from '../../../billing/reader-settings.ts';
import { shortSignalId } from '../../../engine/signals/signal.ts';
import type { Answers } from '../../answers/answers.ts';
import type { SignalChart } from '../../answers/chart.ts';
import { atReadersCost, roundTripOf } from '../../answers/cost/reader-cost.ts';
import type { ShownSignal } from '../../answers/reader-signal.ts';
import type { VisibleSignal } from '../../answers/visible-signals.ts';
import { channelCaption } from '../channels/channel-caption.ts';
import { signalButtons } from '../channels/signal-buttons.ts';
import { NO_TRADE_LINKS, type TradeLinks, tradeLinks } from '../channels/trade-links.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { readMarket } from '../markets/read-market.ts';
import { sendPicture } from '../views/send-picture.ts';
import { actionButton, type Keyboard, messageOptions, show } from '../views/show.ts';
import { showSignalsOf } from './signals.ts';

/** /signal <id>, the tappable /signal_<id> of lists, and the number buttons: one signal with its chart. */
export function signalFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('signal', async (ctx) => {
    // "/signal btc" asks for the signals of a pair.
    if (namesMarket(ctx.match, deps.answers.series)) await showSignalsOf(deps, ctx, ctx.match);
    else await showSignal(deps, ctx, ctx.match.trim().toLowerCase());
  });
  composer.hears(
    /^\/signal_([0-9a-f]{6,64})(?:@\w+)?$/i,
    async (ctx) => await showSignal(deps, ctx, (ctx.match[1] ?? '').toLowerCase()),
  );
  onAction(composer, 'signal', async (ctx, { id }) => {
    // The picture takes a moment: the button is answered before it.
    await ctx.answerCallbackQuery();
    await showSignal(deps, ctx, id);
  });
  return composer;
}

/** Whether words that should be a signal's id name a market instead. */
export function namesMarket(words: string, series: Answers['series']): boolean {
  if (/^[0-9a-f]{6,64}$/i.test(words.trim())) return false;
  const { type } = readMarket(words, series);
  return type !== 'nothing' && type !== 'unknown';
}

/** The way back from one signal. */
export function backButtons({ texts }: BotContext): Keyboard {
  return [
    [
      actionButton(texts.buttonSignals, { type: 'signals', symbol: null, page: 0 }),
      actionButton(texts.buttonMenu, { type: 'home' }),
    ],
  ];
}

/** Says why a reader cannot have the signal they asked for. */
export async function explainAbsence(
  ctx: BotContext,
  id: string,
  found: Exclude<VisibleSignal, { type: 'visible' }>,
): Promise<void> {
  const { texts } = ctx;
  const back = backButtons(ctx);
  if (found.type === 'unknown') {
    await ctx.reply(texts.signalUnknown(id), messageOptions(back));
    return;
  }
  const buy = actionButton(texts.buttonSubscribe, { type: 'subscribe' });
  await ctx.reply(texts.signalLater(found.fromMs), messageOptions([[buy], ...back]));
}

/** Sends one signal as a new message: a picture cannot take the place of a text. */
export async function showSignal(deps: BotDependencies, ctx: BotContext, id: string): Promise<void> {
  const { texts, entitlement, nowMs } = ctx;
  if (id === '') return void (await ctx.reply(texts.signalUsage, messageOptions(backButtons(ctx))));
  await ctx.replyWithChatAction('upload_photo');
  const found = await deps.answers.chart({
    ...{ id, tier: entitlement.tier, nowMs },
    ...{ theme: settingsOf(ctx.account).theme, languageCode: texts.language.code },
  });
  if (found.type !== 'chart') return await explainAbsence(ctx, id, found);
  await sendChart(deps, ctx, found);
}

async function sendChart(
  deps: BotDependencies,
  ctx: BotContext,
  { shown: stated, png }: Extract<SignalChart, { type: 'chart' }>,
): Promise<void> {
  const { cost } = ctx.account;
  const shown = atReadersCost(stated, cost);
  const id = shortSignalId(shown.signal.id);
  const trade = await ownTradeLinks(deps, ctx, shown);
  const keyboard = [...signalButtons(ctx.texts, shown, 'chat'), ...trade.keyboard, ...backButtons(ctx)];
  const below = trade.html === '' ? '' : `\n\n${trade.html}`;
  const { symbol, timeframe } = shown.signal.series;
  const isOwnCost = roundTripOf(symbol, cost) !== null;
  const record = await deps.answers.trackRecord({ symbol, timeframe });
  const { riskPerTrade } = settingsOf(ctx.account);
  const options = {
    isOwnCost,
    riskPerTrade,
    nowMs: shown.sentAtMs,
    record: record.published,
    recordOf: `${symbol} ${timeframe}`,
  };
  if (png !== null) {
    const caption = channelCaption(ctx.texts, shown, { ...options, below });
    await sendPicture(ctx, { png, name: `signal-${id}.png`, caption, keyboard });
    return;
  }
  const text = ctx.texts.signalMessage(shown, options);
  await show(ctx, { text: `${ctx.texts.chartMissing}\n\n${text}${below}`, keyboard });
}

/** Links of the reader's own under a signal that is still open. */
async function ownTradeLinks(
  { partners }: BotDependencies,
  { texts, account }: BotContext,
  { signal, outcome, steps }: ShownSignal,
): Promise<TradeLinks> {
  if (outcome !== null || steps.some(({ type }) => type === 'leave')) return NO_TRADE_LINKS;
  const { telegramId } = account;
  const signalId = shortSignalId(signal.id);
  return tradeLinks(texts, await partners.shownTo(telegramId), (slug) =>
    partners.linkOf(slug, { telegramId, signalId }),
  );
}
