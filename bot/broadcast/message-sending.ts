import type { MessageForm } from '../../engine/signals/delivery.ts';
import type { ChannelSender } from '../telegram/channels/channel-sender.ts';
import type { SendFailure } from '../telegram/classify-send-error.ts';
import type { Keyboard } from '../telegram/views/show.ts';
import type { BroadcastEvent } from './event.ts';
import type { SendTask, SendToChat } from './send-to-chat.ts';

/** A message in both forms that it may be sent in. */
export interface Message {
  /** The outcome once it is known, put before text or caption; else empty. */
  readonly above: string;
  readonly html: string;
  readonly caption: string;
  /** Null: there is no picture, and the text goes alone. */
  readonly png: Buffer | null;
  readonly keyboard: Keyboard;
  /** The message of the same chat that a text answers; absent: none. */
  readonly replyTo?: number | null;
}

export interface MessageSending {
  readonly sender: ChannelSender;
  readonly sendToChat: SendToChat;
  /** How often a message's picture met a Telegram that was away, by the message's key. */
  readonly pictureFailures: Map<string, number>;
  readonly onEvent: (event: BroadcastEvent) => void;
}

interface Target extends Pick<SendTask, 'chatId' | 'sendClass' | 'slot'> {
  /** Names the message where its pictures' failures are counted. */
  readonly key: string;
}

/** A picture that fails so often may itself be what Telegram fails at: the text then goes alone. */
const MOST_PICTURE_FAILURES = 3;
/** Far more than wait at any time. */
const MOST_REMEMBERED = 10_000;

interface Put {
  readonly type: 'sent';
  readonly messageId: number;
  readonly form: MessageForm;
  /** Text or caption, whichever was sent, without what was put above it. */
  readonly html: string;
}

/** Posts a photo; where there is no picture or Telegram refuses it, the text alone. A refused call has sent nothing. */
export async function putPost(
  sending: MessageSending,
  target: Target,
  { above, html, caption, png, keyboard, replyTo }: Message,
): Promise<SendFailure | Put> {
  const { sender, sendToChat } = sending;
  let messageId = 0;
  if (png !== null && !isHopeless(sending, target)) {
    const call = async (chatId: number): Promise<void> => {
      messageId = await sender.postPhoto(chatId, { png, caption: above + caption, keyboard });
    };
    const failure = await sendToChat({ method: 'sendPhoto', ...target, call });
    if (failure === null) return sent(sending, target, { messageId, form: 'photo', html: caption });
    if (!isRefused(sending, target, failure)) return failure;
  }
  const call = async (chatId: number): Promise<void> => {
    messageId = await sender.post(chatId, above + html, { keyboard, replyTo });
  };
  const failure = await sendToChat({ method: 'sendMessage', ...target, call });
  return failure ?? sent(sending, target, { messageId, form: 'text', html });
}

/** Edits a message in the form it was sent in; where a new picture is missing or refused, the caption under the old one. */
export async function putEdit(
  sending: MessageSending,
  { messageId, form, ...target }: Target & { readonly messageId: number; readonly form: MessageForm },
  { above, html, caption, png, keyboard }: Message,
): Promise<SendFailure | null> {
  const { sender, sendToChat } = sending;
  if (form === 'text') {
    const call = (chatId: number): Promise<void> => sender.edit(chatId, messageId, { html: above + html, keyboard });
    return await sendToChat({ method: 'editMessageText', ...target, call });
  }
  if (png !== null && !isHopeless(sending, target)) {
    const call = (chatId: number): Promise<void> =>
      sender.editPhoto(chatId, messageId, { png, caption: above + caption, keyboard });
    const failure = await sendToChat({ method: 'editMessageMedia', ...target, call });
    if (failure === null) sending.pictureFailures.delete(target.key);
    if (failure === null || !isRefused(sending, target, failure)) return failure;
  }
  const call = (chatId: number): Promise<void> =>
    sender.editCaption(chatId, messageId, { html: above + caption, keyboard });
  return await sendToChat({ method: 'editMessageCaption', ...target, call });
}

function sent({ pictureFailures }: MessageSending, { key }: Target, put: Omit<Put, 'type'>): Put {
  pictureFailures.delete(key);
  return { type: 'sent', ...put };
}

function isHopeless({ pictureFailures }: MessageSending, { key }: Target): boolean {
  return (pictureFailures.get(key) ?? 0) >= MOST_PICTURE_FAILURES;
}

/** Whether Telegram will never take this picture; also counts how often it was away. */
function isRefused({ pictureFailures, onEvent }: MessageSending, { key }: Target, failure: SendFailure): boolean {
  if (failure.type === 'unavailable') {
    pictureFailures.set(key, (pictureFailures.get(key) ?? 0) + 1);
    const [oldest] = pictureFailures.keys();
    if (pictureFailures.size > MOST_REMEMBERED && oldest !== undefined) pictureFailures.delete(oldest);
  }
  if (failure.type !== 'rejected') return false;
  onEvent({ type: 'failure', where: 'broadcast/picture', error: new Error(failure.error) });
  return true;
}
