// @ts-check
/** @import { WorldButton, WorldMessage } from '../../telegram/world.ts' */
/** @import { ChatHandlers } from '../view/chat-view.js' */
/** @import { Client } from './client.js' */

import { botChat } from '../data/bot-chat.js';
import { ask, showPhoto } from '../sheets/sheets.js';
import { setBot, setRights, shareChat, shareUser } from './add-to-channel.js';
import { followLink, mention } from './follow-link.js';
import { payInvoice } from './pay-invoice.js';

/**
 * What an open chat asks its client for.
 * @param {Client} client
 * @returns {ChatHandlers}
 */
export function createChatHandlers(client) {
  return {
    press: (button, message) => press(client, button, message),
    mention: (name) => mention(client, name),
    get timeZone() {
      return client.store.snapshot()?.person.timeZone ?? null;
    },
    link: (url) => followLink(client, url),
    photo: showPhoto,
    back: () => client.back(),
    join: (link) => client.perform({ type: 'open-link', url: link }),
    shareUser: (requestId) => shareUser(client, requestId),
    shareChat: (request) => shareChat(client, request),
    async askInline(words) {
      const result = await client.perform({ type: 'ask-inline', words });
      if (result?.type !== 'done' || result.offered === undefined) return null;
      const { offered, offerButton } = result;
      const button = offerButton && { text: offerButton.text, click: () => followLink(client, offerButton.url) };
      return { offered, button: button ?? null };
    },
    sendOffered: (chatId, index) => client.perform({ type: 'send-offered', chatId, index }),
    setRights: (chat) => setRights(client, chat),
    setBot: (chat, rights) => setBot(client, chat, rights),
    write: (chatId, text) => client.perform({ type: 'write', chatId, text }),
    command(text) {
      const bot = botChat(client.store);
      if (bot === null) return;
      if (client.view?.chatId !== bot.id) client.showChat(bot.id);
      client.perform({ type: 'write', chatId: bot.id, text });
    },
    async block(blocked) {
      const text = 'The bot will not be able to write to you until you unblock it.';
      if (blocked && !(await ask({ title: 'Stop bot', text, yes: 'Stop', danger: true }))) return;
      await client.perform({ type: 'block', blocked });
      await client.store.refresh();
    },
    async leave(chat) {
      const text = `Do you want to leave ${chat.title}?`;
      if (await ask({ title: 'Leave channel', text, yes: 'Leave', danger: true }))
        await client.perform({ type: 'leave', chatId: chat.id });
    },
    async copy(text) {
      await navigator.clipboard?.writeText(text);
      client.toast('Link copied.');
    },
  };
}

/**
 * @param {Client} client
 * @param {WorldButton} button
 * @param {WorldMessage} message
 */
async function press(client, button, message) {
  const { chatId, messageId } = message;
  if (button.type === 'copy') {
    await navigator.clipboard?.writeText(button.copied);
    return client.toast(`Copied: ${button.copied}`);
  }
  if (button.type === 'url') return followLink(client, button.url);
  if (button.type === 'callback') return client.perform({ type: 'press', chatId, messageId, data: button.data });
  return payInvoice(client, message);
}
