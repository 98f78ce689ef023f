import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Api, InputFile, InputMediaBuilder } from 'grammy';
import { type Keyboard, markupOf } from '../views/show.ts';

const TIMEOUT_SECONDS = 10;
const FILE_NAME = 'signal.png';
/** An entry that an operator deleted must not hold up the news of its exit. */
const REPLY = { allow_sending_without_reply: true } as const;

/** A picture with its caption, Telegram HTML of at most MOST_CAPTION characters. */
export interface CaptionedPhoto {
  readonly png: Buffer;
  readonly caption: string;
  readonly keyboard?: Keyboard;
}

/** What stands in the place of a text or a caption; an edit without a keyboard takes the buttons away. */
export interface EditedText {
  readonly html: string;
  readonly keyboard?: Keyboard;
}

interface PostOptions {
  readonly keyboard?: Keyboard;
  /** The message of the chat that it answers. */
  readonly replyTo?: number | null | undefined;
}

/** Puts texts and pictures into channels. All verbs throw what classifySendError understands. */
export interface ChannelSender {
  /** Resolves with the message id. As a reply where another message of the chat is named, and without where that is gone. */
  post(chatId: number, html: string, options?: PostOptions): Promise<number>;
  edit(chatId: number, messageId: number, text: EditedText): Promise<void>;
  /** Resolves with the message id. */
  postPhoto(chatId: number, photo: CaptionedPhoto): Promise<number>;
  /** Another picture and caption in the place of those of a photo. */
  editPhoto(chatId: number, messageId: number, photo: CaptionedPhoto): Promise<void>;
  /** Another caption under the same picture. */
  editCaption(chatId: number, messageId: number, caption: EditedText): Promise<void>;
}

/** Writes to persons. */
export interface PersonSender {
  /** Without a sound where that was asked for, for Stars of the bot's balance where it may be. Resolves with the message id. */
  write(chatId: number, html: string, how: { readonly isSilent: boolean; readonly isPaid: boolean }): Promise<number>;
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
}): ChannelSender & PersonSender {
  // A kept-alive connection that the server closes just as a request leaves looks like a lost message; a fresh one does not.
  const agent = settings.apiRoot.startsWith('https:')
    ? new HttpsAgent({ keepAlive: false })
    : new HttpAgent({ keepAlive: false });
  const api = new Api(settings.token, {
    apiRoot: settings.apiRoot,
    timeoutSeconds: settings.timeoutSeconds ?? TIMEOUT_SECONDS,
    baseFetchConfig: { compress: true, agent },
  });
  const html = { parse_mode: 'HTML' } as const;
  const style = { ...html, link_preview_options: { is_disabled: true } } as const;

  return {
    async post(chatId, text, { keyboard, replyTo = null } = {}) {
      const reply = replyTo === null ? {} : { reply_parameters: { message_id: replyTo, ...REPLY } };
      return (await api.sendMessage(chatId, text, { ...style, ...reply, ...buttons(keyboard) })).message_id;
    },
    async write(chatId, text, { isSilent, isPaid }) {
      const quietly = isSilent ? { disable_notification: true } : {};
      const paid = isPaid ? { allow_paid_broadcast: true } : {};
      return (await api.sendMessage(chatId, text, { ...style, ...quietly, ...paid })).message_id;
    },
    async edit(chatId, messageId, { html: text, keyboard }) {
      await api.editMessageText(chatId, messageId, text, { ...style, ...buttons(keyboard) });
    },
    async postPhoto(chatId, { png, caption, keyboard }) {
      const options = { caption, ...html, ...buttons(keyboard) };
      return (await api.sendPhoto(chatId, new InputFile(png, FILE_NAME), options)).message_id;
    },
    async editPhoto(chatId, messageId, { png, caption, keyboard }) {
      const media = InputMediaBuilder.photo(new InputFile(png, FILE_NAME), { caption, ...html });
      await api.editMessageMedia(chatId, messageId, media, buttons(keyboard));
    },
    async editCaption(chatId, messageId, { html: caption, keyboard }) {
      await api.editMessageCaption(chatId, messageId, { caption, ...html, ...buttons(keyboard) });
    },
  };
}

function buttons(keyboard: Keyboard = []) {
  return keyboard.length === 0 ? {} : { reply_markup: markupOf(keyboard) };
}
