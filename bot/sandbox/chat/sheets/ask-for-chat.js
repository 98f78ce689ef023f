// @ts-check
/** @import { WorldChat, WorldPerson } from '../../telegram/world.ts' */
/** @typedef {NonNullable<WorldChat['botRights']>} BotRights */
/** @typedef {{ title: string, username: string | null }} NewChat */

import { avatar, chatFace, el } from '../view/dom.js';
import { askDialog, askForm, buttons } from './sheets.js';

/** What a person reads beside each right, in the words of Telegram's apps. */
const RIGHTS = /** @type {const} */ ([
  ['postMessages', 'Post messages', 'post_messages'],
  ['inviteUsers', 'Add subscribers', 'invite_users'],
  ['restrictMembers', 'Ban users', 'restrict_members'],
  ['changeInfo', 'Change channel info', 'change_info'],
]);

/**
 * Asks for the name of a new channel or group, and for a channel's public link.
 * @param {'channel' | 'group'} kind
 */
export function askForChat(kind) {
  const name = el('input', { type: 'text', maxlength: 128, required: true, autocomplete: 'off' });
  const link = el('input', { type: 'text', maxlength: 32, autocomplete: 'off', placeholder: 'private without one' });
  return askForm({
    title: kind === 'channel' ? 'New channel' : 'New group',
    text:
      kind === 'channel' ? 'Yours; nobody else is in it yet.' : 'A group of your own, to try what the bot does there.',
    yes: 'Create',
    fields: [
      el('label', { class: 'field' }, el('span', {}, kind === 'channel' ? 'Channel name' : 'Group name'), name),
      ...(kind === 'channel' ? [el('label', { class: 'field' }, el('span', {}, 'Public link: t.me/…'), link)] : []),
    ],
    read: () => {
      const title = name.value.trim();
      return title === '' ? null : { title, username: link.value.trim() === '' ? null : link.value.trim() };
    },
  });
}

/**
 * The bot's rights in a channel as its owner switches them; null when cancelled.
 * @param {{ chat: WorldChat, botName: string, wanted: readonly string[] | null }} question wanted: those that the bot's link asks for
 * @returns {Promise<BotRights | null>}
 */
export function askForRights({ chat, botName, wanted }) {
  const rows = RIGHTS.map(([right, text, name]) => {
    const isOn = wanted === null ? (chat.botRights?.[right] ?? true) : wanted.includes(name);
    const box = el('input', { type: 'checkbox', checked: isOn });
    return { right, box, row: el('label', { class: 'switch-row' }, el('span', {}, text), box) };
  });
  const isOn = (/** @type {string} */ name) => rows.find(({ right }) => right === name)?.box.checked ?? false;
  return askForm({
    title: chat.botRights === null ? `Add ${botName} as administrator` : `Rights of ${botName}`,
    text: `What this bot may do in ${chat.title}:`,
    yes: chat.botRights === null ? 'Add administrator' : 'Save',
    fields: rows.map(({ row }) => row),
    read: () => ({
      ...{ postMessages: isOn('postMessages'), inviteUsers: isOn('inviteUsers') },
      ...{ restrictMembers: isOn('restrictMembers'), changeInfo: isOn('changeInfo') },
    }),
  });
}

/**
 * One of several to press; "new" for the button below them, null when cancelled.
 * @template T
 * @param {{ title: string, text: string, rows: readonly { face: Node, name: string, value: T }[], other: string | null }} question
 * @returns {Promise<T | 'new' | null>}
 */
function chooseOne({ title, text, rows, other }) {
  /** @param {(value: T | 'new') => void} answer */
  const rowsOf = (answer) =>
    rows.map(({ face, name, value }) => {
      const options = { class: 'choice-row', type: 'button', on: { click: () => answer(value) } };
      return el('button', options, face, el('span', {}, name));
    });
  return askDialog({
    title,
    content: (answer, cancel) => [
      el('p', { class: 'sheet-text' }, text),
      ...rowsOf(answer),
      other === null ? buttons(['Cancel', cancel]) : buttons(['Cancel', cancel], [other, () => answer('new')]),
    ],
  });
}

/**
 * Which of the person's channels or groups, or a new one.
 * @param {{ chats: readonly WorldChat[], kind: 'channel' | 'group', title: string }} question
 */
export function chooseChat({ chats, kind, title }) {
  return chooseOne({
    title,
    text: chats.length === 0 ? `You have no ${kind} yet.` : `Choose a ${kind} of yours.`,
    rows: chats.map((chat) => ({ face: chatFace(chat, 'small'), name: chat.title, value: chat.id })),
    other: kind === 'channel' ? 'New channel' : 'New group',
  });
}

/**
 * Whom the person shares with the bot.
 * @param {readonly WorldPerson[]} people
 * @param {string} botName
 */
export function choosePerson(people, botName) {
  return chooseOne({
    title: 'Choose a person',
    text:
      people.length === 0
        ? 'There is nobody else here yet: add a person first.'
        : `${botName} gets their number and nothing else.`,
    rows: people.map(({ id, firstName }) => ({ face: avatar(id, firstName, 'small'), name: firstName, value: id })),
    other: null,
  });
}
