import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Api } from 'grammy';

const TIMEOUT_SECONDS = 10;

/** Puts text into channels. Both verbs throw what classifySendError understands. */
export interface ChannelSender {
  /** Resolves with the message id. */
  post(chatId: number, html: string): Promise<number>;
  edit(chatId: number, messageId: number, html: string): Promise<void>;
}

/**
 * Posts and edits channel messages with a Bot API client of its own, which never repeats a call: a repeat after a broken
 * connection is a second message, and the wait after a 429 belongs to the deliverer, which then stops every chat's sends,
 * in the product's time. (auto-retry with both rethrow options would be left with just that wait, hidden from it.)
 * Errors are grammY's, for classifySendError.
 */
export function createChannelSender(settings: {
  readonly token: string;
  readonly apiRoot: string;
  /** Wall-clock limit of one call; afterwards its effect is unknown. */
  readonly timeoutSeconds?: number;
}): ChannelSender {
  // A kept-alive connection that the server closes just as a request leaves looks like a lost message; a fresh one does not.
  const agent = settings.apiRoot.startsWith('https:')
    ? new HttpsAgent({ keepAlive: false })
    : new HttpAgent({ keepAlive: false });
  const api = new Api(settings.token, {
    apiRoot: settings.apiRoot,
    timeoutSeconds: settings.timeoutSeconds ?? TIMEOUT_SECONDS,
    baseFetchConfig: { compress: true, agent },
  });
  const style = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;

  return {
    async post(chatId, html) {
      return (await api.sendMessage(chatId, html, style)).message_id;
    },
    async edit(chatId, messageId, html) {
      await api.editMessageText(chatId, messageId, html, style);
    },
  };
}
