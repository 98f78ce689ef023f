import type { TelegramWorld, WorldMessage } from '../../../bot/sandbox/telegram/world.ts';

/**
 * The same world, in which messages of these texts show something else: content that Telegram refuses to take, so that a page
 * can be tested against a server that lets it through.
 */
export function alteredWorld(world: TelegramWorld, changes: ReadonlyMap<string, Partial<WorldMessage>>): TelegramWorld {
  const alter = (message: WorldMessage): WorldMessage => ({ ...message, ...changes.get(message.text) });
  return {
    ...world,
    snapshot(personId) {
      const snapshot = world.snapshot(personId);
      const chats = snapshot.chats.map((chat) => ({ ...chat, messages: chat.messages.map(alter) }));
      return { ...snapshot, chats };
    },
    subscribe: (listener) =>
      world.subscribe((event) => listener('message' in event ? { ...event, message: alter(event.message) } : event)),
  };
}
