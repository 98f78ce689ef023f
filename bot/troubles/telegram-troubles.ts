import type { BotEvent } from '../telegram/bot-event.ts';
import { errorCode } from '../telegram/error-code.ts';
import { begun, over, type Trouble } from './trouble.ts';

/** The troubles of the bot: hearing Telegram, keeping facts, its clock and its channels. */
export const TELEGRAM_TROUBLES: {
  readonly [T in BotEvent['type']]?: (event: Extract<BotEvent, { readonly type: T }>) => Trouble | null;
} = {
  'listening-trouble': ({ kind, detail }) => ({
    ...begun(`listening ${kind}`, { code: 'listening', kind, detail }),
    gauge: { name: 'listening', value: 0 },
  }),
  'listening-again': ({ kind, silentMs }) => ({
    ...over(`listening ${kind}`, { code: 'listening-again', silentMs }),
    gauge: { name: 'listening', value: 1 },
  }),
  // Each outage by its own name: waiting money is reported every time, not once an hour.
  'facts-waiting': ({ id, waiting }) => begun(`facts ${id}`, { code: 'facts-waiting', waiting }),
  'facts-done': ({ id, done, waitedMs }) => over(`facts ${id}`, { code: 'facts-done', done, waitedMs }),
  'fact-given-up': ({ updateId, error }) => begun(`given up ${updateId}`, { code: 'fact-given-up', updateId, error }),
  'payment-unmatched': ({ telegramId, chargeId }) =>
    begun(`unmatched ${chargeId}`, { code: 'payment-unmatched', telegramId, chargeId }),
  'payment-disputed': ({ telegramId, chargeId }) =>
    begun(`disputed ${chargeId}`, { code: 'payment-disputed', telegramId, chargeId }),
  'refund-failed': ({ type, refundId, ...about }) => begun(`${type} ${refundId}`, { code: type, ...about }),
  'card-events-stuck': ({ events }) => begun('card-events', { code: 'card-events-stuck', events }),
  'card-events-done': () => over('card-events', { code: 'card-events-done' }),
  'postbacks-stuck': ({ postbacks }) => begun('postbacks', { code: 'postbacks-stuck', postbacks }),
  'postbacks-done': () => over('postbacks', { code: 'postbacks-done' }),
  'postback-given-up': ({ partner, eventId }) =>
    begun(`postback ${partner} ${eventId}`, { code: 'postback-given-up', partner, eventId }),
  // By its size: another difference is another thing to look at.
  'stars-unexplained': ({ stars }) => begun(`stars ${stars}`, { code: 'stars-unexplained', stars }),
  'journal-unavailable': ({ path, error }) => begun(`journal ${path}`, { code: 'journal-unavailable', path, error }),
  'journal-available': ({ path }) => over(`journal ${path}`, { code: 'journal-available', path }),
  'journal-damaged': ({ path, lines, copy }) =>
    begun(`damaged ${path}`, { code: 'journal-damaged', path, lines, copy }),
  'clock-distrusted': ({ source, skewMs }) => ({
    ...begun(`clock ${source}`, { code: 'clock-distrusted', source, skewMs }),
    gauge: { name: 'clockTrusted', value: 0 },
  }),
  'clock-unconfirmed': ({ error }) => ({
    ...begun('clock Telegram', { code: 'clock-unconfirmed', error }),
    gauge: { name: 'clockTrusted', value: 0 },
  }),
  'clock-trusted': ({ source }) => ({
    ...over(`clock ${source}`, { code: 'clock-trusted', source }),
    gauge: { name: 'clockTrusted', value: 1 },
  }),
  'channel-unreachable': ({ setting, chatId, error }) =>
    begun(setting, { code: 'channel-unreachable', setting, chatId, error }),
  'posts-refused': ({ setting, error }) => begun(`posts ${setting}`, { code: 'posts-refused', setting, error }),
  'posts-accepted': ({ setting }) => over(`posts ${setting}`, { code: 'posts-accepted', setting }),
  'messages-expired': ({ kind, count }) => begun(`expired ${kind}`, { code: 'messages-expired', kind, count }),
  'messages-in-time': ({ kind }) => over(`expired ${kind}`, { code: 'messages-in-time', kind }),
  'sending-behind': ({ waiting }) => begun('sending-behind', { code: 'sending-behind', waiting }),
  'sending-caught-up': () => over('sending-behind', { code: 'sending-caught-up' }),
  'update-failed': ({ error }) => failed(error),
  'backtest-failed': ({ error }) => failed(error),
  'chat-moved': ({ from, to }) => begun(`moved ${from}`, { code: 'chat-moved', from, to }),
  'channel-reachable': ({ setting }) => over(setting, { code: 'channel-reachable', setting }),
};

/** Once for each kind while the process lives: nothing says when one is over. Without the database everything fails, which is known. */
function failed(error: string): Trouble {
  const kind = errorCode(error);
  return { ...begun(`failed ${kind}`, { code: 'request-failed', kind, error }), notWhile: 'database' };
}
