import { Composer } from 'grammy';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import type { LedgerEntry } from '../../../engine/ports.ts';
import { shortSignalId } from '../../../engine/signals/signal.ts';
import { visibleSignal } from '../../answers/visible-signals.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { readMarket } from '../markets/read-market.ts';
import { sendPicture } from '../views/send-picture.ts';
import { actionButton, type Keyboard, messageOptions, show } from '../views/show.ts';
import { showSignalsOf } from './signals.ts';

const CANDLES_BEFORE = 80;
const CANDLES_AFTER = 12;

/** /signal <id>, the tappable /signal_<id> of lists, and the number buttons: one signal with its chart. */
export function signalFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('signal', async (ctx) => {
    // "/signal btc" asks for the signals of a pair.
    if (namesMarket(ctx.match, deps.series)) await showSignalsOf(deps, ctx, ctx.match);
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
export function namesMarket(words: string, series: BotDependencies['series']): boolean {
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

/** The signal a reader asked for; null after they have been told why they cannot have it. */
export async function signalFor(
  deps: BotDependencies,
  ctx: BotContext,
  { id, usage }: { readonly id: string; readonly usage: string },
): Promise<LedgerEntry | null> {
  const { texts } = ctx;
  const back = backButtons(ctx);
  if (id === '') {
    await ctx.reply(usage, messageOptions(back));
    return null;
  }
  const found = await visibleSignal(
    { id, tier: ctx.entitlement.tier, nowMs: ctx.nowMs },
    { signals: deps.signals, decisions: { series: deps.series, versionOf: deps.backtests.versionOf } },
  );
  switch (found.type) {
    case 'visible':
      return found.entry;
    case 'unknown':
      await ctx.reply(texts.signalUnknown(id), messageOptions(back));
      return null;
    case 'later': {
      const buy = actionButton(texts.buttonSubscribe, { type: 'subscribe' });
      await ctx.reply(texts.signalLater(found.fromMs), messageOptions([[buy], ...back]));
      return null;
    }
  }
}

/** Sends one signal as a new message: a picture cannot take the place of a text. */
export async function showSignal(deps: BotDependencies, ctx: BotContext, id: string): Promise<void> {
  const entry = await signalFor(deps, ctx, { id, usage: ctx.texts.signalUsage });
  if (entry === null) return;
  const why = actionButton(ctx.texts.buttonWhy, { type: 'why', id: shortSignalId(entry.signal.id) });
  await sendChart(deps, ctx, { entry, keyboard: [[why], ...backButtons(ctx)] });
}

async function sendChart(
  deps: BotDependencies,
  ctx: BotContext,
  { entry, keyboard }: { entry: LedgerEntry; keyboard: Keyboard },
): Promise<void> {
  await ctx.replyWithChatAction('upload_photo');
  const png = await chartOf(deps, ctx, entry);
  if (png !== null) {
    const name = `signal-${shortSignalId(entry.signal.id)}.png`;
    await sendPicture(ctx, { png, name, caption: ctx.texts.signalCaption(entry), keyboard });
    return;
  }
  const { symbol, timeframe } = entry.signal.series;
  const record = await deps.trackRecord.read({ symbol, timeframe });
  const text = ctx.texts.signalMessage(entry, {
    nowMs: sentAtMs(entry),
    record: record.published,
    recordOf: `${symbol} ${timeframe}`,
  });
  await show(ctx, { text: `${ctx.texts.chartMissing}\n\n${text}`, keyboard });
}

/** Null when there are no candles or the drawing failed: the signal is then told in words. */
async function chartOf(deps: BotDependencies, { texts }: BotContext, entry: LedgerEntry): Promise<Buffer | null> {
  const { signal } = entry;
  const stepMs = timeframeMs(signal.series.timeframe);
  try {
    const candles = await deps.candles.read(
      signal.series,
      signal.closeTimeMs - CANDLES_BEFORE * stepMs,
      signal.closeTimeMs + CANDLES_AFTER * stepMs,
    );
    return candles.length === 0 ? null : await deps.renderChart({ entry, candles, languageCode: texts.language.code });
  } catch (error) {
    deps.log({ type: 'chart-failed', signalId: shortSignalId(signal.id), error: describeError(error) });
    return null;
  }
}

function sentAtMs({ signal, deliveries }: LedgerEntry): number {
  const sent = deliveries.flatMap((delivery) => (delivery.sentAtMs === null ? [] : [delivery.sentAtMs]));
  return sent.length === 0 ? signal.createdAtMs : Math.min(...sent);
}
