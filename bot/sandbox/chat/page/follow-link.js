// @ts-check
/** @import { Client } from './client.js' */

import { botChat } from '../data/bot-chat.js';
import { isInvoiceLink, isSameLink, readLink } from '../data/links.js';
import { offerToJoin } from '../sheets/offer-to-join.js';
import { leaveFor, openTab } from '../sheets/sheets.js';
import { payInvoice } from './pay-invoice.js';

/**
 * Opens what a link leads to: a known chat, an offer to join, the bot, or, after a question, another site.
 * @param {Client} client
 * @param {string} url
 * @returns {unknown}
 */
export function followLink(client, url) {
  const target = readLink(url);
  if (target.type === 'invalid') return client.toast('This link cannot be opened.');
  if (target.type === 'same') return openTab(target.url);
  if (target.type === 'outside') return leaveFor(target.url);
  const chat = client.store
    .snapshot()
    ?.chats.find(({ link, username }) =>
      [link, username === null ? null : `https://t.me/${username}`].some(
        (known) => known !== null && isSameLink(known, target.url),
      ),
    );
  const isPreview = chat?.type === 'channel' && (chat.membership === 'member' || chat.username !== null);
  if (isPreview) return client.showChat(chat.id);
  if (chat?.type === 'channel') return offerToJoin(chat, () => client.perform({ type: 'open-link', url: target.url }));
  return openInside(client, target.url);
}

/**
 * The world knows what a t.me link means; an invoice link brings a pay sheet, which opens by itself.
 * @param {Client} client
 * @param {string} url
 */
async function openInside(client, url) {
  const { store } = client;
  const result = await client.perform({ type: 'open-link', url });
  if (!isInvoiceLink(url) || result?.type !== 'done') return;
  await store.refresh();
  const message = store
    .chat(result.openChatId ?? 0)
    ?.messages.findLast(({ invoice }) => invoice !== null && !invoice.paid);
  if (message !== undefined) payInvoice(client, message);
}

/**
 * @param {Client} client
 * @param {string} name with or without "@"
 */
export function mention(client, name) {
  const username = name.replace(/^@/, '').toLowerCase();
  if (username !== client.store.snapshot()?.botUsername.toLowerCase())
    return followLink(client, `https://t.me/${username}`);
  const bot = botChat(client.store);
  return bot === null ? undefined : client.showChat(bot.id);
}
