import type { WireButton, WireMessage } from '../../../bot/sandbox/telegram/protocol/wire.ts';

const MESSAGES_KEPT = 12;
const BUTTONS_KEPT = 400;
const WORDS_KEPT = 60;

/** What the bot has shown so far: where people find something to press, to answer and to copy. The newest of each. */
export interface Shown {
  note(message: WireMessage): void;
  messages(chatId: number): readonly WireMessage[];
  /** Data of any button seen anywhere. */
  data(pick: number): string | null;
  /** An id, code or link that some text named. */
  word(pick: number): string;
  /** Payload of an invoice: they are in no message, so it comes with the call. */
  notePayload(payload: string): void;
  payload(pick: number): string;
}

export function createShown(): Shown {
  const chats = new Map<number, Map<number, WireMessage>>();
  const data = new Set<string>();
  const words = new Set<string>();
  const payloads = new Set<string>();
  const keep = (all: Set<string>, value: string, most: number): void => {
    all.add(value);
    const [oldest] = all;
    if (all.size > most && oldest !== undefined) all.delete(oldest);
  };
  return {
    note(message) {
      const chat = chats.get(message.chat.id) ?? new Map<number, WireMessage>();
      chats.set(message.chat.id, chat);
      chat.set(message.message_id, message);
      const [oldest] = chat.keys();
      if (chat.size > MESSAGES_KEPT && oldest !== undefined) chat.delete(oldest);
      for (const button of buttonsOf(message))
        if (button.callback_data !== undefined) keep(data, button.callback_data, BUTTONS_KEPT);
      const text = `${message.text ?? message.caption ?? ''} ${buttonsOf(message)
        .map(({ url, callback_data }) => `${url} ${callback_data}`)
        .join(' ')}`;
      for (const [word] of text.matchAll(/\b(?:[0-9a-f]{8,64}|stx\w+|[0-9A-F]{4}(?:-[0-9A-F]{4}){3}|(?<=_)\w{8,})\b/g))
        keep(words, word, WORDS_KEPT);
    },
    messages: (chatId) => [...(chats.get(chatId)?.values() ?? [])],
    data: (pick) => at([...data], pick),
    word: (pick) => at([...words], pick) ?? 'a1b2c3d4e5',
    notePayload: (payload) => keep(payloads, payload, WORDS_KEPT),
    payload: (pick) => at([...payloads], pick) ?? 'a1.pro-month.1.700000001.1.0123456789abcdef',
  };
}

/** The buttons under a message. */
export function buttonsOf(message: WireMessage): readonly WireButton[] {
  return message.reply_markup?.inline_keyboard.flat() ?? [];
}

/** The element that a number chooses, whatever the number; null of none. */
export function at<T>(all: readonly T[], pick: number): T | null {
  return all[pick % Math.max(1, all.length)] ?? null;
}
