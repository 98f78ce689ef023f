import type { MiddlewareFn, Transformer } from 'grammy';
import { inSpan } from '../../tracing/span.ts';
import type { BotContext } from '../context.ts';

/** A span for each update, by its kind ("message", "callback_query"); what is done about it is within. */
export const traceUpdates: MiddlewareFn<BotContext> = (context, next) => {
  const kind = Object.keys(context.update).find((key) => key !== 'update_id') ?? 'empty';
  return inSpan('update', { 'analyser.update': kind }, () => next());
};

/** A span for each call of Telegram's API, by its method; a refusal is noted by its number, and nothing that was sent. */
export const traceCalls: Transformer = (previous, ...call) =>
  inSpan(`telegram ${call[0]}`, {}, async (note) => {
    const answer = await previous(...call);
    if (!answer.ok) note({ 'analyser.telegram_error': answer.error_code });
    return answer;
  });
