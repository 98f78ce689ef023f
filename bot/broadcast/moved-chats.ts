import type { BotEvent } from '../telegram/bot-event.ts';
import type { TextStore } from '../telegram/ports.ts';

/** Chats that Telegram has given another id: a group that became a supergroup. */
export interface MovedChats {
  /** The id by which Telegram knows a chat now. */
  current(chatId: number): number;
  /** Notes a new id; what cannot be stored is followed by this process all the same. */
  note(from: number, to: number): Promise<void>;
}

export interface MovedChatsDeps {
  readonly texts: Pick<TextStore, 'read' | 'write'>;
  readonly onEvent: (event: BotEvent) => void;
}

const keyOf = (chatId: number): string => `moved|${chatId}`;
/** A chat moves once; this ends a circle that somebody wrote by hand. */
const MOST_MOVES = 5;

/** Reads where these chats have moved before. */
export async function openMovedChats(
  { texts, onEvent }: MovedChatsDeps,
  chatIds: readonly number[],
): Promise<MovedChats> {
  const moved = new Map<number, number>();
  for (const chatId of chatIds) {
    for (let from = chatId, moves = 0; moves < MOST_MOVES; moves += 1) {
      const to = Number((await texts.read(keyOf(from))) ?? Number.NaN);
      if (!Number.isSafeInteger(to)) break;
      moved.set(from, to);
      from = to;
    }
  }
  const current = (chatId: number): number => {
    let found = chatId;
    for (let moves = 0; moves < MOST_MOVES; moves += 1) found = moved.get(found) ?? found;
    return found;
  };
  return {
    current,
    async note(from, to) {
      if (moved.get(from) === to) return;
      moved.set(from, to);
      onEvent({ type: 'chat-moved', from, to });
      await texts.write(keyOf(from), String(to));
    },
  };
}
