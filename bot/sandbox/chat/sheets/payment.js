// @ts-check
/** @import { WorldAction, WorldActionResult, WorldChat, WorldMessage } from '../../telegram/world.ts' */
/** @import { Store } from '../data/store.js' */
/** @typedef {Extract<WorldActionResult, { type: 'done' }>} Done */
/** @typedef {{ store: Store, chat: WorldChat, message: WorldMessage, onPaid: (result: Done) => unknown }} PaymentDeps */
/** @typedef {NonNullable<WorldMessage['invoice']>} Invoice */
/**
 * @typedef {PaymentDeps & {
 *   invoice: Invoice, body: HTMLElement, error: HTMLElement, dialog: HTMLDialogElement,
 *   state: 'asking' | 'busy' | 'paid',
 * }} Sheet an open sheet
 */

import { chatFace, el, fill, formatNumber, icon, starAmount } from '../view/dom.js';
import { showDialog } from './sheets.js';

const CELEBRATION_MS = 2_600;

/**
 * The sheet behind the Pay button of an invoice: what, from whom, the price and the balance. Paying shows the answer in
 * the sheet; too few Stars offers play Stars instead. Does nothing for a message without an invoice.
 * @param {PaymentDeps} deps
 */
export function openPayment({ store, chat, message, onPaid }) {
  const { invoice } = message;
  if (invoice === null) return;
  const body = el('div', { class: 'payment-body' });
  const error = el('p', { class: 'payment-error', role: 'alert' });
  const dialog = showDialog({
    label: 'Confirm your purchase',
    className: 'payment',
    content: body,
    onClose: () => stop(),
  });
  const stop = store.subscribe(() => {
    if (sheet.state === 'asking') drawQuestion(sheet);
  });
  /** @type {Sheet} */
  const sheet = { store, chat, message, onPaid, invoice, body, error, dialog, state: 'asking' };
  drawQuestion(sheet);
}

/** @param {Sheet} sheet */
function balance({ store }) {
  return store.snapshot()?.person.stars ?? 0;
}

/**
 * @param {Sheet} sheet
 * @param {{ button: HTMLButtonElement, action: WorldAction, onDone: (result: Done) => unknown }} order
 */
async function run(sheet, { button, action, onDone }) {
  const { error } = sheet;
  error.textContent = '';
  sheet.state = 'busy';
  button.disabled = true;
  button.classList.add('busy');
  try {
    const result = await sheet.store.act(action);
    if (result.type === 'refused') error.textContent = result.text;
    else await onDone(result);
  } catch (problem) {
    error.textContent = problem instanceof Error ? problem.message : String(problem);
  }
  button.disabled = false;
  button.classList.remove('busy');
  if (sheet.state === 'busy') sheet.state = 'asking';
}

/**
 * @param {Sheet} sheet
 * @param {HTMLButtonElement} button
 */
async function addStars(sheet, button) {
  const missing = Math.max(1, sheet.invoice.stars - balance(sheet));
  const amount = Math.max(1_000, Math.ceil(missing / 1_000) * 1_000);
  await run(sheet, { button, action: { type: 'add-stars', amount }, onDone: () => sheet.store.refresh() });
  drawQuestion(sheet);
}

/**
 * @param {Sheet} sheet
 * @param {HTMLButtonElement} button
 */
function pay(sheet, button) {
  const { chat, message } = sheet;
  return run(sheet, {
    button,
    action: { type: 'pay', chatId: chat.id, messageId: message.messageId },
    onDone(result) {
      sheet.state = 'paid';
      drawThanks(sheet);
      sheet.onPaid(result);
    },
  });
}

/** @param {Sheet} sheet */
function drawQuestion(sheet) {
  const { store, chat, invoice, body, error, dialog } = sheet;
  const stars = balance(sheet);
  const isEnough = stars >= invoice.stars;
  const button = el(
    'button',
    { class: 'main-button', type: 'button' },
    ...(isEnough
      ? [invoice.subscriptionDays ? 'Subscribe for ' : 'Pay ', starAmount(invoice.stars)]
      : ['Get play Stars']),
  );
  button.addEventListener('click', () => (isEnough ? pay(sheet, button) : addStars(sheet, button)));
  fill(
    body,
    el(
      'div',
      { class: 'payment-head' },
      el('button', { class: 'text-button', type: 'button', on: { click: () => dialog.close() } }, 'Cancel'),
      el('p', { class: 'balance' }, el('span', {}, 'Balance'), starAmount(stars)),
    ),
    el('div', { class: 'payment-art' }, rays(), chatFace(chat, 'huge')),
    el('h2', {}, 'Confirm Your Purchase'),
    question(invoice, store.snapshot()?.botName ?? ''),
    el('p', { class: 'payment-description' }, invoice.description),
    isEnough
      ? null
      : el('p', { class: 'payment-short' }, `You need ${formatNumber(invoice.stars - stars)} more Stars.`),
    error,
    button,
    el('p', { class: 'payment-note' }, 'Play Stars only: no money moves in the sandbox.'),
  );
  button.focus({ preventScroll: true });
}

/**
 * @param {Invoice} invoice
 * @param {string} botName
 */
function question(invoice, botName) {
  return el(
    'p',
    { class: 'sheet-text' },
    'Do you want to buy ',
    el('strong', {}, invoice.title),
    ' in ',
    el('strong', {}, botName),
    ' for ',
    el('strong', {}, `${formatNumber(invoice.stars)} Stars`),
    invoice.subscriptionDays ? ` every ${invoice.subscriptionDays} days?` : '?',
  );
}

/** @param {Sheet} sheet */
function drawThanks({ body, invoice, dialog }) {
  const done = el('button', { class: 'main-button', type: 'button', on: { click: () => dialog.close() } }, 'Done');
  fill(
    body,
    el('div', { class: 'payment-art celebrating' }, burst(), el('span', { class: 'paid-mark' }, icon('check'))),
    el('h2', { role: 'status' }, 'Purchase Completed'),
    el('p', { class: 'sheet-text' }, el('strong', {}, invoice.title), ` for ${formatNumber(invoice.stars)} Stars.`),
    done,
  );
  done.focus({ preventScroll: true });
  setTimeout(() => dialog.open && dialog.close(), CELEBRATION_MS);
}

function rays() {
  /** @type {readonly (readonly [x: number, y: number, scale: number])[]} */
  const places = [
    [-108, -18, 0.8],
    [-84, 30, 0.6],
    [-70, -44, 0.55],
    [104, -24, 0.75],
    [88, 32, 0.65],
    [66, -48, 0.5],
    [-128, 20, 0.45],
    [126, 14, 0.5],
  ];
  return places.map(([x, y, scale]) => flying({ x, y, scale }, 'payment-star'));
}

function burst() {
  return Array.from({ length: 18 }, (_, index) => {
    const angle = (index / 18) * 2 * Math.PI;
    const reach = index % 2 === 0 ? 122 : 84;
    const place = { x: Math.cos(angle) * reach, y: Math.sin(angle) * reach * 0.58, scale: 0.5 + (index % 3) * 0.18 };
    return flying(place, 'burst-star');
  });
}

/**
 * @param {{ x: number, y: number, scale: number }} place
 * @param {string} className
 */
function flying({ x, y, scale }, className) {
  const star = icon('star', className);
  star.style.setProperty('--x', `${Math.round(x)}px`);
  star.style.setProperty('--y', `${Math.round(y)}px`);
  star.style.setProperty('--s', String(scale));
  return star;
}
