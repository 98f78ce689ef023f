// @ts-check
/** @import { WorldMessage } from '../../telegram/world.ts' */
/** @import { Client } from './client.js' */

import { openPayment } from '../sheets/payment.js';

/**
 * The Pay button of an invoice.
 * @param {Client} client
 * @param {WorldMessage} message
 */
export function payInvoice({ store, toast }, message) {
  const { invoice, chatId } = message;
  if (invoice === null) return undefined;
  if (invoice.paid) return toast(`You have already paid for ${invoice.title}.`);
  const chat = store.chat(chatId);
  if (chat === null) return undefined;
  return openPayment({ store, chat, message, onPaid: ({ toast: text = '' }) => text !== '' && toast(text) });
}
