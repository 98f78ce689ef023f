import type { SandboxContext } from '../context.ts';
import { readText } from '../protocol/formatted.ts';
import { readMarkup } from '../protocol/markup.ts';
import { badRequest } from '../protocol/refusal.ts';
import { type ApiCall, arrayOf, flagOf, integerOf, objectOf, textOf } from '../protocol/request.ts';
import type { OfferButton, OfferedMessage, WireButton } from '../protocol/wire.ts';

const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';
const MAX_TOAST = 200;

export function answerCallbackQuery(context: SandboxContext, call: ApiCall): true {
  const text = textOf(call, 'text') ?? '';
  const url = textOf(call, 'url') ?? '';
  if (text.length > MAX_TOAST) throw badRequest('MESSAGE_TOO_LONG');
  // Without a game only a link back to the bot is allowed here.
  const own = `t.me/${context.bot.username}?start=`.toLowerCase();
  if (
    url !== '' &&
    !url
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .startsWith(own)
  )
    throw badRequest('URL_INVALID');
  const answer = {
    text: text === '' ? null : text,
    alert: flagOf(call, 'show_alert'),
    url: url === '' ? null : url,
  };
  if (!context.callbacks.answer(textOf(call, 'callback_query_id') ?? '', answer)) throw badRequest(TOO_OLD);
  return true;
}

export function answerPreCheckoutQuery(context: SandboxContext, call: ApiCall): true {
  const ok = call.params.ok;
  if (typeof ok !== 'boolean') throw badRequest('parameter "ok" is required');
  const errorMessage = textOf(call, 'error_message') ?? '';
  if (!ok && errorMessage.trim() === '') throw badRequest('error message is empty');
  const answer = { ok, errorMessage: ok ? null : errorMessage };
  if (!context.preCheckouts.answer(textOf(call, 'pre_checkout_query_id') ?? '', answer)) throw badRequest(TOO_OLD);
  return true;
}

const MOST_RESULTS = 50;

/** Offers messages for a chat in which the bot was named. */
export function answerInlineQuery(context: SandboxContext, call: ApiCall): true {
  const results = arrayOf<Article>(call, 'results') ?? [];
  if (results.length > MOST_RESULTS) throw badRequest('RESULTS_TOO_MUCH');
  if (new Set(results.map(({ id }) => id)).size < results.length) throw badRequest('RESULT_ID_DUPLICATE');
  const offered = results.map((result) => readArticle(call, result));
  if ((integerOf(call, 'cache_time') ?? 0) < 0) throw badRequest('wrong cache time specified');
  const button = readResultsButton(context, objectOf(call, 'button'));
  if (!context.inlineQueries.answer(textOf(call, 'inline_query_id') ?? '', { offered, button }))
    throw badRequest(TOO_OLD);
  return true;
}

/** The one answer to a message of a chat in which the bot is a guest. */
export function answerGuestQuery(context: SandboxContext, call: ApiCall): { inline_message_id: string } {
  const result = objectOf(call, 'result');
  if (result === undefined) throw badRequest('parameter "result" is required');
  const id = textOf(call, 'guest_query_id') ?? '';
  // The fields were checked against Telegram's description before.
  const offered = [readArticle(call, result as unknown as Article)];
  if (!context.inlineQueries.answer(id, { offered, button: null })) throw badRequest(TOO_OLD);
  return { inline_message_id: `guest-${id}` };
}

/** The button above the results, which leads to the bot: /start with what it carries. */
function readResultsButton(
  context: SandboxContext,
  button: Readonly<Record<string, unknown>> | undefined,
): OfferButton | null {
  if (button === undefined) return null;
  const { text, start_parameter: start } = button;
  if (typeof text !== 'string' || text.trim() === '') throw badRequest('BUTTON_TEXT_INVALID');
  if (typeof start !== 'string' || !/^[\w-]{1,64}$/.test(start)) throw badRequest('START_PARAM_INVALID');
  return { text, url: `https://t.me/${context.bot.username}?start=${start}` };
}

interface Article {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly input_message_content: Readonly<Record<string, unknown>>;
  readonly reply_markup?: { readonly inline_keyboard: readonly (readonly WireButton[])[] };
}

function readArticle(call: ApiCall, article: Article): OfferedMessage {
  const bytes = Buffer.byteLength(article.id);
  if (bytes < 1 || bytes > 64) throw badRequest('RESULT_ID_INVALID');
  const { message_text: text, ...style } = article.input_message_content;
  const formatted = readText({ ...call, params: { ...style, text } });
  const markup = readMarkup(
    { ...call, params: article.reply_markup === undefined ? {} : { reply_markup: article.reply_markup } },
    { inChannel: false, invoiceStars: null },
  );
  return {
    title: article.title,
    description: article.description ?? '',
    text: formatted.text,
    entities: formatted.entities,
    keyboard: markup?.inline_keyboard ?? [],
  };
}
