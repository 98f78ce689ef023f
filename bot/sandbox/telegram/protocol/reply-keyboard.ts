import { badRequest } from './refusal.ts';
import { type ApiCall, objectOf } from './request.ts';
import type { ChatRequest, ReplyButton, ReplyKeyboard } from './wire.ts';

const MOST_SHARED = 10;
const MOST_BUTTONS = 300;

interface GivenButton {
  readonly text: string;
  readonly request_users?: { readonly request_id: number; readonly max_quantity?: number };
  readonly request_chat?: GivenChatRequest;
  readonly [kind: string]: unknown;
}

type GivenRights = Readonly<Record<string, boolean>>;

/** As Telegram describes it: its shape was checked before. */
interface GivenChatRequest {
  readonly request_id: number;
  readonly chat_is_channel: boolean;
  readonly chat_is_forum?: boolean;
  readonly chat_has_username?: boolean;
  readonly chat_is_created?: boolean;
  readonly user_administrator_rights?: GivenRights;
  readonly bot_administrator_rights?: GivenRights;
  readonly bot_is_member?: boolean;
  readonly request_title?: boolean;
  readonly request_username?: boolean;
}

/** The reply keyboard that a call brings to a private chat: null takes the one away that is there, undefined leaves it. */
export function readReplyKeyboard(call: ApiCall): ReplyKeyboard | null | undefined {
  const markup = objectOf(call, 'reply_markup');
  if (markup === undefined || markup.inline_keyboard !== undefined) return undefined;
  if (markup.remove_keyboard === true) return null;
  // Its shape was checked against Telegram's description before.
  if (!Array.isArray(markup.keyboard)) return undefined;
  const given = (markup.keyboard as readonly (readonly GivenButton[])[]).filter((row) => row.length > 0);
  if (given.flat().length > MOST_BUTTONS) throw badRequest('REPLY_MARKUP_TOO_LONG');
  if (given.length === 0) throw badRequest('REPLY_MARKUP_INVALID');
  const ids = given.flat().flatMap((button) => (button.request_users ?? button.request_chat)?.request_id ?? []);
  if (ids.some((id) => Math.abs(id) >= 2 ** 31)) throw badRequest('wrong request identifier specified');
  if (new Set(ids).size < ids.length) throw badRequest('button request identifiers must be unique');
  return { rows: given.map((row) => row.map(readButton)), isOneTime: markup.one_time_keyboard === true };
}

const OTHER_KINDS = ['request_managed_bot', 'request_contact', 'request_location', 'request_poll', 'web_app'];

function readButton(button: GivenButton): ReplyButton {
  const { text, request_users: users, request_chat: chat } = button;
  if (text.trim() === '') throw badRequest('keyboard button text must be non-empty');
  const other = OTHER_KINDS.find((kind) => button[kind] !== undefined && button[kind] !== false);
  if (other !== undefined) throw badRequest(`the stand-in does not simulate buttons with ${other}`);
  if (chat !== undefined) {
    if (users !== undefined) throw badRequest('keyboard button must have at most one type');
    return { text, requestChat: readChatRequest(chat) };
  }
  if (users === undefined) return { text };
  const most = users.max_quantity ?? 1;
  if (most < 1 || most > MOST_SHARED) throw badRequest('wrong maximum number of users to request');
  return { text, requestUsers: { requestId: users.request_id, most } };
}

const granted = (rights: GivenRights | undefined): readonly string[] =>
  Object.entries(rights ?? {}).flatMap(([name, isOn]) => (isOn ? [name] : []));

function readChatRequest(asked: GivenChatRequest): ChatRequest {
  const { bot_administrator_rights: ofBot, user_administrator_rights: ofUser } = asked;
  const botRights = granted(ofBot);
  const userRights = granted(ofUser);
  if (botRights.some((right) => !userRights.includes(right)))
    throw badRequest('bot administrator rights must be a subset of user administrator rights');
  if (asked.chat_is_forum === true) throw badRequest('the stand-in does not simulate forums');
  if (ofBot !== undefined && !asked.chat_is_channel)
    throw badRequest('the stand-in does not simulate administrators of groups');
  return {
    ...{ requestId: asked.request_id, isChannel: asked.chat_is_channel },
    ...(asked.chat_has_username === undefined ? {} : { hasUsername: asked.chat_has_username }),
    ...(asked.bot_is_member === true ? { botIsMember: true } : {}),
    ...(ofBot === undefined ? {} : { botRights }),
    ofAdministrator: ofUser !== undefined || asked.chat_is_created === true,
    ...{ wantsTitle: asked.request_title === true, wantsUsername: asked.request_username === true },
  };
}
