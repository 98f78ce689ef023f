import type { SandboxContext } from '../context.ts';
import { commandsFor } from '../methods/profile.ts';
import type { WireButton } from '../protocol/wire.ts';
import { allChannels, botRights, descriptionOf, findChannel, memberCount, memberOf } from '../state/chats.ts';
import type { PersonState, SandboxChannel, StoredMessage } from '../state/state.ts';
import type { WorldButton, WorldChat, WorldMessage, WorldPerson, WorldSnapshot, WorldSubscription } from '../world.ts';

/** Where the chat page finds a file. */
const FILES = '/chat/api/files/';
const DAY_S = 86_400;

export function viewPerson(person: PersonState): WorldPerson {
  const { id, firstName, username, languageCode, stars, blockedBot } = person;
  const timeZone = ZONES[languageCode.slice(0, 2).toLowerCase()] ?? null;
  return { id, firstName, username, languageCode, timeZone, stars, blockedBot };
}

/** Where most who have their app in a language are; others have the browser's zone. */
const ZONES: Readonly<Record<string, string>> = {
  es: 'America/Mexico_City',
  pt: 'America/Sao_Paulo',
  ru: 'Europe/Moscow',
  tr: 'Europe/Istanbul',
  hi: 'Asia/Kolkata',
  id: 'Asia/Jakarta',
};

/** A message as people see it. */
export function viewMessage(context: SandboxContext, chatId: number, stored: StoredMessage): WorldMessage {
  const { wire, order, paid } = stored;
  const photo = wire.photo?.at(-1);
  const { document } = wire;
  return {
    chatId,
    messageId: wire.message_id,
    dateMs: wire.date * 1000,
    editedMs: wire.edit_date === undefined ? null : wire.edit_date * 1000,
    author: authorOf(context, stored),
    text: wire.text ?? wire.caption ?? serviceText(context, stored),
    replied: repliedOf(wire),
    entities: wire.entities ?? wire.caption_entities ?? [],
    photoUrl: photo === undefined ? null : FILES + photo.file_id,
    photoWidth: photo?.width ?? null,
    photoHeight: photo?.height ?? null,
    keyboard: viewKeyboard(stored),
    invoice:
      order === null
        ? null
        : {
            title: order.title,
            description: order.description,
            stars: order.stars,
            paid,
            ...(order.subscriptionPeriodS === null ? {} : { subscriptionDays: order.subscriptionPeriodS / DAY_S }),
          },
    document:
      document === undefined
        ? null
        : { name: document.file_name, url: FILES + document.file_id, sizeBytes: document.file_size },
  };
}

function repliedOf({ reply_to_message: replied }: StoredMessage['wire']): WorldMessage['replied'] {
  if (replied === undefined) return null;
  const [text = ''] = (replied.text ?? replied.caption ?? '').split('\n');
  return { messageId: replied.message_id, text };
}

function authorOf(context: SandboxContext, { wire, sheet }: StoredMessage): WorldMessage['author'] {
  if (sheet || wire.successful_payment !== undefined || wire.refunded_payment !== undefined) return 'service';
  if (wire.users_shared !== undefined || wire.chat_shared !== undefined) return 'service';
  if (wire.sender_chat !== undefined) return 'channel';
  return wire.from?.id === context.bot.id ? 'bot' : 'person';
}

function serviceText(context: SandboxContext, { wire }: StoredMessage): string {
  const paid = wire.successful_payment;
  if (paid !== undefined) return `You paid ${paid.total_amount} ⭐ to ${context.bot.first_name}.`;
  const refunded = wire.refunded_payment;
  const shared = wire.users_shared?.users.length;
  if (shared !== undefined)
    return `You shared ${shared === 1 ? 'a person' : `${shared} people`} with ${context.bot.first_name}.`;
  if (wire.chat_shared !== undefined) return `You shared a chat with ${context.bot.first_name}.`;
  if (refunded !== undefined) return `${context.bot.first_name} returned ${refunded.total_amount} ⭐ to you.`;
  return '';
}

function viewKeyboard({ wire, order, paid }: StoredMessage): readonly (readonly WorldButton[])[] {
  const rows = (wire.reply_markup?.inline_keyboard ?? [])
    .map((row) => row.flatMap((button) => (paid && button.pay === true ? [] : viewButton(button))))
    .filter((row) => row.length > 0);
  if (order === null || paid || rows.flat().some((button) => button.type === 'pay')) return rows;
  return [[{ type: 'pay', text: `Pay ⭐${order.stars}` }], ...rows];
}

function viewButton(button: WireButton): WorldButton[] {
  const { text, style } = button;
  const look = { text, ...(style === undefined ? {} : { style }) };
  if (button.callback_data !== undefined) return [{ ...look, type: 'callback', data: button.callback_data }];
  if (button.copy_text !== undefined) return [{ ...look, type: 'copy', copied: button.copy_text.text }];
  if (button.pay === true) return [{ ...look, type: 'pay', text: text.replaceAll('XTR', '⭐') }];
  const url = button.url ?? button.login_url?.url ?? button.web_app?.url;
  return url === undefined ? [] : [{ ...look, type: 'url', url }];
}

/** Whether a person may read a chat. */
export function maySee(context: SandboxContext, person: PersonState, chatId: number): boolean {
  if (chatId === person.id) return true;
  const channel = findChannel(context, chatId);
  if (channel === null) return false;
  const { status } = memberOf(context, chatId, person.id);
  return status === 'member' || (channel.username !== null && status !== 'kicked');
}

/** Everything a person sees, with the newest `messages` of each chat. */
export function viewSnapshot(context: SandboxContext, person: PersonState, messages: number): WorldSnapshot {
  const { store, bot, clock } = context;
  const channels = allChannels(context)
    .map((channel) => ({ view: viewChannel({ context, person, channel, messages }), channel }))
    // Of a private chat that a person made others know only by its link.
    .filter(({ view, channel }) => channel.ownerId === null || view.membership !== 'none' || view.link !== null)
    .map(({ view }) => view);
  return {
    botName: bot.first_name,
    botUsername: bot.username,
    nowMs: clock.nowMs(),
    person: viewPerson(person),
    people: [...store.state.persons.values()].map(viewPerson),
    chats: [viewBotChat(context, person, messages), ...channels],
    subscriptions: viewSubscriptions(context, person.id),
  };
}

function newest(context: SandboxContext, chatId: number, count: number): readonly WorldMessage[] {
  const all = [...(context.store.state.messages.get(chatId)?.values() ?? [])];
  return all.slice(-count).map((stored) => viewMessage(context, chatId, stored));
}

function viewBotChat(context: SandboxContext, person: PersonState, messages: number): WorldChat {
  const { bot, store } = context;
  const language = person.languageCode.slice(0, 2).toLowerCase();
  const text = (key: string): string =>
    store.state.profile.get(`${key}:${language}`) || store.state.profile.get(`${key}:`) || '';
  return {
    id: person.id,
    type: 'bot',
    title: text('name') || bot.first_name,
    username: bot.username,
    about: text('description') || text('short_description'),
    membership: 'member',
    memberCount: 2,
    link: `https://t.me/${bot.username}`,
    ...{ isOwn: false, botRights: null, replyKeyboard: person.replyKeyboard?.rows ?? [] },
    messages: newest(context, person.id, messages),
    commands: commandsFor(context, person.id, person.languageCode),
    needsStart: !person.started,
    action: context.actions.current(person.id),
  };
}

interface ChannelView {
  readonly context: SandboxContext;
  readonly person: PersonState;
  readonly channel: SandboxChannel;
  readonly messages: number;
}

function viewChannel({ context, person, channel, messages }: ChannelView): WorldChat {
  const { id, title, username } = channel;
  const { state } = context.store;
  const isMember = memberOf(context, id, person.id).status === 'member';
  const known = person.knownLinks.find((address) => {
    const link = state.links.get(address);
    return link?.chatId === id && !link.wire.is_revoked;
  });
  return {
    id,
    type: channel.kind,
    ...{ isOwn: channel.ownerId === person.id, replyKeyboard: [] },
    botRights: channel.ownerId === person.id ? botRights(context, id) : null,
    title,
    username,
    about: descriptionOf(context, channel),
    membership: isMember ? 'member' : state.requests.get(id)?.has(person.id) ? 'requested' : 'none',
    memberCount: memberCount(context, id),
    link: username === null ? (known ?? null) : `https://t.me/${username}`,
    messages: maySee(context, person, id) ? newest(context, id, messages) : [],
    commands: [],
    needsStart: false,
    action: null,
  };
}

function viewSubscriptions(context: SandboxContext, personId: number): readonly WorldSubscription[] {
  return [...context.store.state.subscriptions.values()]
    .filter((subscription) => subscription.userId === personId)
    .map(({ id, order, expiresMs, state }) => ({ id, title: order.title, stars: order.stars, expiresMs, state }));
}
