import { nowS, type SandboxContext } from '../context.ts';
import type { ChatRequest, WireMessage } from '../protocol/wire.ts';
import { botRights, findChannel, memberOf, privateChat, wireUser } from '../state/chats.ts';
import { nextMessageId } from '../state/deliver.ts';
import { rightsEvents } from '../state/membership.ts';
import type { BotRights, PersonState, SandboxChannel, SandboxEvent } from '../state/state.ts';
import type { WorldAction, WorldActionResult } from '../world.ts';
import { refused } from './refused.ts';
import { usedKeyboard } from './used-keyboard.ts';

/**
 * A chat chosen behind a button of a reply keyboard: the bot gets its id, title and username as far as it asked for them, and is made an
 * administrator first where it asked for that.
 */
export function shareChat(
  context: SandboxContext,
  person: PersonState,
  { requestId, chatId }: Extract<WorldAction, { readonly type: 'share-chat' }>,
): WorldActionResult {
  const buttons = (person.replyKeyboard?.rows ?? []).flat();
  const asked = buttons.find(({ requestChat }) => requestChat?.requestId === requestId)?.requestChat;
  if (asked === undefined) return refused('This button is no longer there.');
  const channel = findChannel(context, chatId);
  if (channel === null || !fits(context, person, { asked, channel })) return refused('This chat does not fit.');
  const { title, username } = channel;
  const wire: WireMessage = {
    message_id: nextMessageId(context, person.id),
    from: wireUser(person),
    chat: privateChat(person),
    date: nowS(context),
    chat_shared: {
      ...{ request_id: requestId, chat_id: chatId },
      ...(asked.wantsTitle ? { title } : {}),
      ...(asked.wantsUsername && username !== null ? { username } : {}),
    },
  };
  // The bot is in the chat before it hears which one it is.
  context.store.commit(grant(context, person, { asked, channel }));
  context.store.commit([
    ...usedKeyboard(person),
    { e: 'message', chatId: person.id, stored: { wire, order: null, paid: false, sheet: false }, fresh: true },
    ...context.updates.enqueue([{ message: wire }]),
  ]);
  return { type: 'done', openChatId: person.id };
}

interface Chosen {
  readonly asked: ChatRequest;
  readonly channel: SandboxChannel;
}

function fits(context: SandboxContext, person: PersonState, { asked, channel }: Chosen): boolean {
  const isOwn = channel.ownerId === person.id;
  if (!isOwn && (asked.ofAdministrator || asked.botRights !== undefined)) return false;
  if (!isOwn && memberOf(context, channel.id, person.id)?.status !== 'member') return false;
  if (asked.isChannel !== (channel.kind === 'channel')) return false;
  if (asked.hasUsername !== undefined && asked.hasUsername !== (channel.username !== null)) return false;
  return asked.botIsMember !== true || asked.botRights !== undefined || botRights(context, channel.id) !== null;
}

const RIGHTS: readonly (readonly [right: keyof BotRights, name: string])[] = [
  ['postMessages', 'can_post_messages'],
  ['inviteUsers', 'can_invite_users'],
  ['restrictMembers', 'can_restrict_members'],
  ['changeInfo', 'can_change_info'],
];

/** What the bot asked for on top of what it may do already; nothing where that is nothing new. */
function grant(context: SandboxContext, person: PersonState, { asked, channel }: Chosen): readonly SandboxEvent[] {
  const { botRights: wanted } = asked;
  if (wanted === undefined) return [];
  const before = botRights(context, channel.id);
  const has = (right: keyof BotRights, name: string): boolean => before?.[right] === true || wanted.includes(name);
  if (before !== null && RIGHTS.every(([right, name]) => has(right, name) === (before[right] === true))) return [];
  const [post, invite, restrict, info] = RIGHTS.map(([right, name]) => has(right, name));
  const rights: BotRights = {
    ...{ postMessages: post === true, inviteUsers: invite === true },
    ...{ restrictMembers: restrict === true, changeInfo: info === true },
  };
  return rightsEvents(context, { channel, rights, from: wireUser(person) });
}
