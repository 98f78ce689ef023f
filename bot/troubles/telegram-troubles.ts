import type { BotEvent } from '../telegram/bot-event.ts';
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
  // Each outage by its own name: an operator is told of waiting money every time, not once an hour.
  'facts-waiting': ({ id, waiting }) => begun(`facts ${id}`, { code: 'facts-waiting', waiting }),
  'facts-done': ({ id, done, waitedMs }) => over(`facts ${id}`, { code: 'facts-done', done, waitedMs }),
  'fact-given-up': ({ updateId, error }) => begun(`given up ${updateId}`, { code: 'fact-given-up', updateId, error }),
  'payment-unmatched': ({ telegramId, chargeId }) =>
    begun(`unmatched ${chargeId}`, { code: 'payment-unmatched', telegramId, chargeId }),
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
  'alert-fired': ({ fingerprint, name, severity, summary, runbook }) =>
    begun(`alert ${fingerprint}`, { code: 'alert-fired', name, severity, summary, runbook }),
  'alert-resolved': ({ fingerprint, name, summary }) =>
    over(`alert ${fingerprint}`, { code: 'alert-resolved', name, summary }),
  'channel-reachable': ({ setting }) => over(setting, { code: 'channel-reachable', setting }),
};
