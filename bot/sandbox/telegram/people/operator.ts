import type { SandboxContext } from '../context.ts';
import { findChannel } from '../state/chats.ts';
import { membershipEvents, requestGoneEvents, rightsEvents } from '../state/membership.ts';
import type { BotRights, SandboxChannel } from '../state/state.ts';
import { postInChannel } from './own-chats.ts';

/** What the owner of the channels can do in Telegram's own apps. */
export interface SandboxOperator {
  /** Takes rights from the bot or gives them back; null removes it from the channel. The bot gets my_chat_member. */
  setBotRights(chatId: number, rights: BotRights | null): void;
  /** Lets somebody into a channel by hand, with or without a request of theirs. The bot gets chat_member. */
  admit(chatId: number, personId: number): void;
  /** Posts in the owner's name; the bot gets channel_post. Returns the message id. */
  post(chatId: number, text: string): number;
}

export function createOperator(context: SandboxContext): SandboxOperator {
  const channelOf = (chatId: number): SandboxChannel => {
    const channel = findChannel(context, chatId);
    if (channel === null) throw new Error(`expected the id of a channel of the sandbox, was "${chatId}"`);
    return channel;
  };
  return {
    setBotRights(chatId, rights) {
      context.store.commit(rightsEvents(context, { channel: channelOf(chatId), rights, from: context.owner }));
    },
    admit(chatId, personId) {
      const channel = channelOf(chatId);
      const person = context.store.state.persons.get(personId);
      if (person === undefined) throw new Error(`expected the id of a person of the sandbox, was "${personId}"`);
      const gone = requestGoneEvents(context, chatId, personId);
      const change = { channel, person, status: 'member', actor: context.owner, viaRequest: gone.length > 0 } as const;
      const { events, update } = membershipEvents(context, change);
      context.store.commit([...gone, ...events, ...context.updates.enqueue([update])]);
    },
    post(chatId, text) {
      return postInChannel(context, channelOf(chatId), text);
    },
  };
}
