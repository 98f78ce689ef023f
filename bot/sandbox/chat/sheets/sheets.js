// @ts-check
/** @import { Child } from '../view/dom.js' */

import { el, iconButton } from '../view/dom.js';
import { emojiNodes } from '../view/emoji.js';

/**
 * A modal dialog that removes itself when closed. Returns the element.
 * @param {{ label: string, className?: string, content: Child, onClose?: () => void }} options
 */
export function showDialog({ label, className, content, onClose = () => {} }) {
  const dialog = el('dialog', { class: `sheet ${className ?? ''}`, 'aria-label': label }, content);
  const onPress = (/** @type {PointerEvent} */ event) => {
    if (event.target === dialog) dialog.close();
  };
  dialog.addEventListener('pointerdown', onPress);
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClose();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * The bot's alert: a text that must be acknowledged.
 * @param {string} title
 * @param {string} text
 */
export function showAlert(title, text) {
  const dialog = showDialog({
    label: title,
    className: 'question',
    content: [
      el('h2', {}, title),
      el('p', { class: 'sheet-text' }, emojiNodes(text)),
      buttons(['OK', () => dialog.close()]),
    ],
  });
}

/**
 * A question in a dialog. `content` gets what answers it and what closes it; resolves to null when it is closed without an answer.
 * @template T
 * @param {{ title: string, content: (answer: (value: T) => void, cancel: () => void) => Child }} question
 * @returns {Promise<T | null>}
 */
export function askDialog({ title, content }) {
  return new Promise((resolve) => {
    /** @type {T | null} */
    let given = null;
    const cancel = () => dialog.close();
    const answer = (/** @type {T} */ value) => {
      given = value;
      cancel();
    };
    const dialog = showDialog({
      ...{ label: title, className: 'question', onClose: () => resolve(given) },
      content: [el('h2', {}, title), content(answer, cancel)].flat(),
    });
  });
}

/**
 * Resolves to whether the person agreed.
 * @param {{ title: string, text: string, yes: string, danger?: boolean }} question
 * @returns {Promise<boolean>}
 */
export async function ask({ title, text, yes, danger = false }) {
  /** @type {true | null} */
  const answer = await askDialog({
    title,
    content: (agree, cancel) => [
      el('p', { class: 'sheet-text' }, text),
      buttons(['Cancel', cancel], [yes, () => agree(true), danger ? 'danger' : '']),
    ],
  });
  return answer === true;
}

/** @param {...readonly [text: string, click: () => void, className?: string]} choices */
export function buttons(...choices) {
  return el(
    'div',
    { class: 'sheet-buttons' },
    choices.map(([text, click, className = '']) =>
      el('button', { class: `text-button ${className}`, type: 'button', on: { click } }, text),
    ),
  );
}

/**
 * A picture over the whole page; any press or Escape closes it.
 * @param {{ src: string, alt: string, caption: string }} picture
 */
export function showPhoto({ src, alt, caption }) {
  const close = () => dialog.close();
  const dialog = showDialog({
    label: 'Photo',
    className: 'lightbox',
    content: [
      iconButton('close', 'Close the photo', { click: close, class: 'lightbox-close' }),
      el('img', { src, alt, on: { click: close } }),
      caption === '' ? null : el('p', { class: 'lightbox-caption' }, caption),
    ],
  });
}

/**
 * Leaves for another site only after the person saw where to.
 * @param {string} url
 */
export async function leaveFor(url) {
  const isAgreed = await ask({ title: 'Open link', text: `Do you want to open ${url}?`, yes: 'Open' });
  if (isAgreed) openTab(url);
}

/** @param {string} url */
export function openTab(url) {
  window.open(url, '_blank', 'noopener,noreferrer');
}

/** @type {readonly (readonly [code: string, text: string])[]} */
const LANGUAGES = [
  ['en', 'English'],
  ['es', 'Español'],
  ['pt', 'Português'],
  ['ru', 'Русский'],
  ['tr', 'Türkçe'],
  ['hi', 'हिन्दी'],
  ['id', 'Bahasa Indonesia'],
];
const NAMES = ['Alex', 'Bea', 'Carlos', 'Dana', 'Emre', 'Fatima', 'Goran', 'Hana', 'Ivan', 'Jaya'];

/** @typedef {{ firstName: string, languageCode: string }} NewPerson */

/**
 * Asks for a new person's name and language; resolves to null when cancelled.
 * @param {readonly string[]} existingNames
 * @returns {Promise<NewPerson | null>}
 */
export function askForPerson(existingNames) {
  const free = NAMES.find((name) => !existingNames.includes(name)) ?? 'Newcomer';
  const name = el('input', { type: 'text', maxlength: 64, required: true, autocomplete: 'off', value: free });
  const options = LANGUAGES.map(([code, text]) => el('option', { value: code }, text));
  const language = el('select', {}, options);
  const preferred = navigator.language.slice(0, 2);
  if (LANGUAGES.some(([code]) => code === preferred)) language.value = preferred;
  const asked = askForm({
    title: 'Add a person',
    text: 'Somebody new who has never met the bot, with 5,000 play Stars.',
    yes: 'Add',
    fields: [
      el('label', { class: 'field' }, el('span', {}, 'First name'), name),
      el('label', { class: 'field' }, el('span', {}, 'Language of their Telegram'), language),
    ],
    read: () => {
      const firstName = name.value.trim();
      return firstName === '' ? null : { firstName, languageCode: language.value };
    },
  });
  name.select();
  return asked;
}

/**
 * A form in a dialog; resolves to what `read` makes of it when it is sent, null when it is cancelled.
 * @template T
 * @param {{ title: string, text: string, yes: string, fields: readonly Node[], read: () => T | null }} question
 * @returns {Promise<T | null>}
 */
export function askForm({ title, text, yes, fields, read }) {
  return askDialog({
    title,
    content(answer, cancel) {
      const submit = (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        const value = read();
        if (value !== null) answer(value);
      };
      const send = el('button', { class: 'text-button', type: 'submit' }, yes);
      return el(
        'form',
        { on: { submit } },
        ...[el('p', { class: 'sheet-text' }, text), ...fields],
        el('div', { class: 'sheet-buttons' }, ...buttons(['Cancel', cancel]).childNodes, send),
      );
    },
  });
}
