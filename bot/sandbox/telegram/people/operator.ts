import { nowS, type SandboxChannel, type SandboxContext } from '../context.ts';
import { tidyText } from '../protocol/tidy-text.ts';
import type { WireMessage } from '../protocol/wire.ts';
import { botMember, botRights, channelChat } from '../state/chats.ts';
import { nextMessageId, textContent } from '../state/deliver.ts';
import { membershipEvents, requestGoneEvents } from '../state/membership.ts';
import type { BotRights } from '../state/state.ts';

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
    const channel = context.channels.get(chatId);
    if (channel === undefined) throw new Error(`expected the id of a channel of the sandbox, was "${chatId}"`);
    return channel;
  };
  return {
    setBotRights(chatId, rights) {
      const channel = channelOf(chatId);
      const before = botMember(botRights(context, chatId), context.bot);
      context.store.commit([
        { e: 'rights', chatId, rights },
        ...context.updates.enqueue([
          {
            my_chat_member: {
              chat: channelChat(channel),
              from: context.owner,
              date: nowS(context),
              old_chat_member: before,
              new_chat_member: botMember(rights, context.bot),
            },
          },
        ]),
      ]);
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
      const chat = channelChat(channelOf(chatId));
      const wire: WireMessage = {
        message_id: nextMessageId(context, chatId),
        sender_chat: chat,
        chat,
        date: nowS(context),
        ...textContent(tidyText({ text, entities: [] })),
      };
      context.store.commit([
        { e: 'message', chatId, stored: { wire, order: null, paid: false, sheet: false }, fresh: true },
        ...(botRights(context, chatId) === null ? [] : context.updates.enqueue([{ channel_post: wire }])),
      ]);
      return wire.message_id;
    },
  };
}
