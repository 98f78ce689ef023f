import { Composer, type Context } from 'grammy';
import type { InlineQueryResultArticle } from 'grammy/types';
import { TIERS } from '../../../../billing/tiers.ts';
import { shortSignalId } from '../../../../engine/signals/signal.ts';
import type { ReaderSignal } from '../../../answers/reader-signal.ts';
import { signalButtons } from '../../channels/signal-buttons.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { readMarket } from '../../markets/read-market.ts';
import { type Texts, textsFor } from '../../messages/texts.ts';
import { isTooLate } from '../../middleware/answer-once.ts';
import { createInlineLimit } from '../../middleware/inline-limit.ts';
import { linkButton, markupOf } from '../../views/show.ts';

/** What anybody may see: the chat in which an answer stands has readers of every tier. */
const [PUBLIC_TIER] = TIERS;
const MOST_RESULTS = 5;
/** Telegram may give the same answer to the same words for so long: a signal that has just become public waits for no more. */
const CACHE_SECONDS = 30;
/** An answer of found signals is used again for so long, by the product's clock: people type a pair letter by letter. */
const FOUND_KEPT_MS = 5_000;
/** Where the button above the results leads; kept with the account as what brought it. */
const START = 'inline';

/**
 * "@bot btc" in any chat: the latest public signals, each as a message with a way back. Inline mode offers some to choose from; guest
 * mode is asked by a message and answers once.
 */
export function inlineFeature(deps: BotDependencies): Composer<Context> {
  const { stores, answers, runtime } = deps;
  const composer = new Composer<Context>();
  const take = createInlineLimit({
    ...{ useCounts: stores.useCounts, wallNowMs: runtime.wallNowMs },
    tierOf: async (telegramId) => (await answers.entitlement({ telegramId, nowMs: runtime.clock.nowMs() })).tier,
  });
  const found = keptSignals(deps);
  // What somebody posts of our own offers is no question: in the bot's chat it would be answered.
  composer.filter(
    (ctx) => ctx.message?.via_bot?.id === ctx.me.id,
    () => {},
  );
  composer.on('inline_query', async (ctx) => {
    const texts = textsFor(ctx.inlineQuery.from.language_code ?? 'en');
    const taken = await take(ctx.inlineQuery.from.id);
    if (taken.type === 'refused') {
      const button = { text: texts.toastSlowDown(taken.waitMs), start_parameter: START };
      const cache_time = Math.min(CACHE_SECONDS, Math.ceil(taken.waitMs / 1_000));
      await inTime(ctx.answerInlineQuery([], { cache_time, is_personal: true, button }));
      return;
    }
    const signals = await found(ctx.inlineQuery.query);
    const results = await Promise.all(signals.map((shown) => resultOf(deps, { ctx, texts, shown })));
    const button = { text: signals.length === 0 ? texts.inlineNone : texts.inlineOpen, start_parameter: START };
    await inTime(ctx.answerInlineQuery(results, { cache_time: CACHE_SECONDS, is_personal: true, button }));
  });
  composer.on('guest_message', async (ctx) => {
    const { guest_query_id: id, text = '', from } = ctx.guestMessage;
    if (id === undefined) return;
    const texts = textsFor(from?.language_code ?? 'en');
    const taken = from === undefined ? null : await take(from.id);
    if (taken?.type === 'refused') {
      const text = texts.toastSlowDown(taken.waitMs);
      await inTime(ctx.api.answerGuestQuery(id, emptyResult(ctx, { texts, text })));
      return;
    }
    const [shown] = await found(text.replaceAll(/@\w+/g, ' '));
    const result =
      shown === undefined
        ? emptyResult(ctx, { texts, text: texts.inlineNone })
        : await resultOf(deps, { ctx, texts, shown });
    await inTime(ctx.api.answerGuestQuery(id, result));
  });
  return composer;
}

/** An answer for which nobody waits any more, as after a time in which the bot was away, is no failure. */
async function inTime(answer: Promise<unknown>): Promise<void> {
  await answer.catch((error: unknown) => {
    if (!isTooLate(error)) throw error;
  });
}

/** The newest signals that everybody may see: of the pair and timeframe named, of all for no words; read at most every few seconds. */
function keptSignals({ answers, runtime }: BotDependencies): (words: string) => Promise<readonly ReaderSignal[]> {
  const kept = new Map<string, { readonly atMs: number; readonly signals: Promise<readonly ReaderSignal[]> }>();
  return async (words) => {
    const asked = readMarket(words.slice(0, 100), answers.series);
    if (asked.type !== 'nothing' && asked.type !== 'market') return [];
    const of =
      asked.type === 'nothing'
        ? {}
        : { symbol: asked.symbol, ...(asked.timeframe === null ? {} : { timeframe: asked.timeframe }) };
    const key = JSON.stringify(of);
    const nowMs = runtime.clock.nowMs();
    const known = kept.get(key);
    if (known !== undefined && nowMs - known.atMs < FOUND_KEPT_MS) return await known.signals;
    const signals = answers.signals({ tier: PUBLIC_TIER, nowMs, limit: MOST_RESULTS, ...of });
    kept.set(key, { atMs: nowMs, signals });
    // What failed is asked anew.
    signals.catch(() => kept.delete(key));
    return await signals;
  };
}

interface Answering {
  readonly ctx: Context;
  readonly texts: Texts;
}

async function resultOf(
  { answers }: BotDependencies,
  { ctx, texts, shown }: Answering & { readonly shown: ReaderSignal },
): Promise<InlineQueryResultArticle> {
  const { symbol, timeframe } = shown.signal.series;
  const botUsername = ctx.me.username;
  const record = await answers.trackRecord({ symbol, timeframe });
  const options = { nowMs: shown.sentAtMs, record: record.published, recordOf: `${symbol} ${timeframe}`, botUsername };
  return {
    type: 'article',
    id: shortSignalId(shown.signal.id),
    title: texts.inlineTitle(shown),
    description: texts.inlineAbout(shown),
    input_message_content: {
      message_text: texts.signalMessage(shown, options),
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    },
    reply_markup: markupOf(signalButtons(texts, shown, { botUsername })),
  };
}

/** Guest mode has to answer: why there is no signal, and where everything is. */
function emptyResult(
  ctx: Context,
  { texts, text }: { readonly texts: Texts; readonly text: string },
): InlineQueryResultArticle {
  return {
    type: 'article',
    id: 'none',
    title: text,
    input_message_content: { message_text: text },
    reply_markup: markupOf([[linkButton(texts.inlineOpen, `https://t.me/${ctx.me.username}?start=${START}`)]]),
  };
}
