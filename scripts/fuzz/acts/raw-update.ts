import type { WorldPerson } from '../../../bot/sandbox/telegram/world.ts';
import type { FuzzWorld } from '../fuzz-world.ts';
import type { RawShape } from './act.ts';

/** What an update is made of. */
export interface RawParts {
  readonly world: FuzzWorld;
  readonly person: WorldPerson;
  readonly other: WorldPerson;
  readonly text: string;
  /** The clock's time, seconds. */
  readonly nowS: number;
  /** A number that no other update has. */
  readonly number: number;
  /** The payload of an invoice that somebody was sent, or a made-up one. */
  readonly payload: string;
}

/** A channel from which the bot was sent away. */
const NOWHERE = -1_009_999_999_999;

type Body = Readonly<Record<string, unknown>>;

/** An update of a shape, without its id. */
export function rawUpdate(shape: RawShape, parts: RawParts): Body {
  const { text, number, nowS, world } = parts;
  const from = userOf(parts.person);
  const chat = { id: from.id, type: 'private', first_name: from.first_name };
  const message = { message_id: 1_000_000 + number, date: nowS, chat, from };
  const say = (more: Body): Body => ({ message: { ...message, ...more } });
  const elsewhere = { id: world.channels.other, type: 'channel', title: text };
  const id = `raw${number}`;
  const files = { file_id: 'f', file_unique_id: 'u', file_size: 1 };
  switch (shape) {
    case 'edited-message':
      return { edited_message: { ...message, edit_date: nowS, ...textOf(text) } };
    case 'channel-post':
      return {
        channel_post: { ...message, from: undefined, chat: channelOf(parts), ...textOf(number % 2 ? '/chatid' : text) },
      };
    case 'edited-channel-post':
      return { edited_channel_post: { ...message, from: undefined, chat: channelOf(parts), edit_date: nowS, text } };
    case 'unknown-kind':
      return { telepathy: { from, text } };
    case 'nothing':
      return {};
    case 'without-from':
      return { message: { ...message, from: undefined, ...textOf(text) } };
    case 'from-bot':
      return { message: { ...message, from: { ...from, is_bot: true }, ...textOf('/start') } };
    case 'in-group':
      return {
        message: { ...message, chat: { id: -4_000_000 - number, type: 'group', title: text }, ...textOf(text) },
      };
    case 'hostile-person':
      return say({ from: { ...from, last_name: text, username: 'a_b', language_code: text }, ...textOf('/start') });
    case 'forwarded':
      return say({ ...textOf(text), forward_origin: { type: 'hidden_user', sender_user_name: text, date: nowS } });
    case 'reply-to-nothing':
      return say({
        ...textOf(text),
        reply_to_message: { message_id: 7, date: 0, chat: { id: from.id, type: 'private' } },
      });
    case 'button-of-game':
    case 'button-of-inline':
    case 'button-without-message':
    case 'foreign-checkout':
    case 'others-checkout':
    case 'unknown-subscription':
      return questionOf(shape, parts, message);
    case 'foreign-payment':
    case 'unknown-refund':
      return say(moneyOf(shape, parts));
    case 'added-to-group':
    case 'made-administrator':
    case 'channel-is-gone':
    case 'rights-lost':
    case 'joins-elsewhere':
      return memberOf(shape, parts, elsewhere);
    case 'asks-elsewhere':
      return { chat_join_request: { chat: elsewhere, from, user_chat_id: from.id, date: nowS } };
    case 'asks-with-query':
      return { chat_join_request: { chat: proOf(world), from, user_chat_id: from.id, date: nowS, query_id: id } };
    default:
      return say(contentOf(shape, parts, files));
  }
}

const proOf = ({ channels }: FuzzWorld): Body => ({ id: channels.pro, type: 'channel', title: 'Analyser Pro' });

/** A person as Telegram writes one. */
export function userOf({ id, firstName, username, languageCode }: WorldPerson) {
  return {
    ...{ id, is_bot: false, first_name: firstName, language_code: languageCode },
    ...(username === null ? {} : { username }),
  };
}

function textOf(text: string): Body {
  const command = /^\/[\w@]+/.exec(text)?.[0];
  return {
    text,
    ...(command === undefined ? {} : { entities: [{ type: 'bot_command', offset: 0, length: command.length }] }),
  };
}

function channelOf({ world: { channels }, number, text }: RawParts): Body {
  return { id: number % 4 < 2 ? channels.free : channels.pro, type: 'channel', title: text };
}

type Asking =
  | ('button-of-game' | 'button-of-inline' | 'button-without-message')
  | ('foreign-checkout' | 'others-checkout' | 'unknown-subscription');

function questionOf(shape: Asking, { text, person, other, number, payload }: RawParts, message: Body): Body {
  const from = userOf(person);
  const pressed = { id: `raw${number}`, from, chat_instance: '1' };
  const checkout = { id: `raw${number}`, from, currency: 'XTR', total_amount: 1_950 };
  switch (shape) {
    case 'button-of-game':
      return { callback_query: { ...pressed, game_short_name: text, message } };
    case 'button-of-inline':
      return { callback_query: { ...pressed, data: 'home', inline_message_id: 'i' } };
    case 'button-without-message':
      return { callback_query: { ...pressed, data: 'plan' } };
    case 'foreign-checkout':
      return { pre_checkout_query: { ...checkout, invoice_payload: text } };
    case 'others-checkout':
      return { pre_checkout_query: { ...checkout, from: userOf(other), invoice_payload: payload } };
    case 'unknown-subscription':
      return { subscription: { user: from, invoice_payload: payload, state: text.length % 2 ? 'canceled' : text } };
  }
}

function moneyOf(shape: 'foreign-payment' | 'unknown-refund', { number, text, payload }: RawParts): Body {
  const paid = {
    ...{ currency: 'XTR', total_amount: 1, telegram_payment_charge_id: `foreign${number}` },
    ...{ invoice_payload: number % 2 ? payload : text, provider_payment_charge_id: 'p' },
  };
  return shape === 'foreign-payment' ? { successful_payment: paid } : { refunded_payment: paid };
}

function memberOf(
  shape: 'added-to-group' | 'made-administrator' | 'channel-is-gone' | 'rights-lost' | 'joins-elsewhere',
  { person, other, world, nowS, text }: RawParts,
  elsewhere: Body,
): Body {
  const bot = { id: 987_654_321, is_bot: true, first_name: 'Analyser' };
  const from = userOf(person);
  const changed = (user: Body, [before, now]: readonly [string, string], more: Body = {}): Body => ({
    ...{ from, date: nowS, old_chat_member: { user, status: before }, new_chat_member: { user, status: now, ...more } },
  });
  if (shape === 'joins-elsewhere')
    return { chat_member: { chat: elsewhere, ...changed(userOf(other), ['left', 'member']) } };
  if (shape === 'added-to-group')
    return {
      my_chat_member: { chat: { id: -4_000_001, type: 'group', title: text }, ...changed(bot, ['left', 'member']) },
    };
  if (shape === 'made-administrator')
    return {
      my_chat_member: { chat: elsewhere, ...changed(bot, ['left', 'administrator'], { can_post_messages: true }) },
    };
  if (shape === 'channel-is-gone')
    return {
      my_chat_member: { chat: { ...elsewhere, id: NOWHERE }, ...changed(bot, ['left', 'administrator']) },
    };
  const chat = { ...elsewhere, id: world.channels.pro };
  return {
    my_chat_member: { chat, ...changed(bot, ['administrator', 'administrator'], { can_post_messages: false }) },
  };
}

type Content =
  | 'photo'
  | 'sticker'
  | 'contact'
  | 'location'
  | 'poll'
  | 'dice'
  | 'game'
  | 'story'
  | 'service'
  | 'picked-user';

function contentOf(shape: Content, { text, person, other }: RawParts, file: Body): Body {
  switch (shape) {
    case 'photo':
      return { photo: [{ ...file, width: 1, height: 1 }], caption: text };
    case 'sticker':
      return { sticker: { ...file, type: 'regular', width: 1, height: 1, is_animated: false, is_video: false } };
    case 'contact':
      return { contact: { phone_number: text, first_name: text } };
    case 'location':
      return { location: { latitude: 90, longitude: -180 } };
    case 'poll':
      return {
        poll: { id: '1', question: text, options: [], total_voter_count: 0, is_closed: false, type: 'regular' },
      };
    case 'dice':
      return { dice: { emoji: '🎲', value: 6 } };
    case 'game':
      return { game: { title: text, description: text, photo: [] } };
    case 'story':
      return { story: { id: 1, chat: { id: person.id, type: 'private' } } };
    case 'service':
      return { pinned_message: { message_id: 1, date: 0, chat: { id: person.id, type: 'private' } } };
    case 'picked-user':
      return { users_shared: { request_id: 1, users: [{ user_id: other.id }] } };
  }
}
