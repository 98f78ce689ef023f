import type { SandboxContext } from '../context.ts';
import { badRequest } from '../protocol/refusal.ts';
import { type ApiCall, flagOf, textOf } from '../protocol/request.ts';

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

/** People here send no inline queries (as getMe answers), so every id is unknown. */
export function answerInlineQuery(): never {
  throw badRequest(TOO_OLD);
}
