// @ts-check
/** @import { WorldAction, WorldActionResult, WorldButton, WorldMessage, WorldPerson } from '../telegram/world.ts' */
/** @import { ChatHandlers } from './chat-view.js' */
/** @import { Clock } from './clock.js' */
/** @import { MenuItem } from './menu.js' */
/** @import { Store } from './store.js' */

import { createChatView } from './chat-view.js';
import { avatar, el, starAmount } from './dom.js';
import { emojiNodes } from './emoji.js';
import { isInvoiceLink, isSameLink, readLink } from './links.js';
import { createList } from './list.js';
import { openMenu } from './menu.js';
import { offerToJoin } from './offer-to-join.js';
import { openPayment } from './payment.js';
import { ask, leaveFor, openTab, showAlert, showPhoto } from './sheets.js';
import { openStars } from './stars.js';

const TOAST_MS = 3_200;
const NARROW_PX = 720;

/**
 * One person's Telegram: the list of chats and the open chat, side by side or one at a time when narrow.
 * @param {{ store: Store, clock: Clock, accountItems: () => readonly MenuItem[] }} deps
 */
export function createClient({ store, clock, accountItems }) {
  const toasts = el('div', { class: 'toasts', role: 'status' });
  const list = createList({
    store,
    clock,
    onOpen: (chatId) => showChat(chatId),
    onLink: followLink,
    onPerson: openAccount,
  });
  const stage = el('div', { class: 'stage' });
  const owner = el('p', { class: 'owner' });
  const node = el('div', { class: 'client', 'data-screen': 'list' }, owner, list.node, stage, toasts);
  /** @type {Map<number, string>} */
  const drafts = new Map();
  /** @type {ReturnType<typeof createChatView> | null} */
  let view = null;
  let hasStarted = false;

  const isNarrow = () => node.clientWidth < NARROW_PX;
  /** Where one pane fills the page, the browser's own back button leads to the list. */
  const isPhone = () => window.innerWidth < NARROW_PX;

  /** @param {string} text */
  function toast(text) {
    const item = el('p', { class: 'toast' }, emojiNodes(text));
    toasts.replaceChildren(item);
    setTimeout(() => item.remove(), TOAST_MS);
  }

  /**
   * Sends an action and shows what came back. Resolves to the result, or null when it failed.
   * @param {WorldAction} action
   */
  async function perform(action) {
    try {
      const result = await store.act(action);
      await showResult(result);
      return result;
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  /** @param {WorldActionResult} result */
  async function showResult(result) {
    if (result.type === 'refused') return toast(result.text);
    if (result.openChatId !== undefined) {
      if (store.chat(result.openChatId) === null) await store.refresh();
      const chat = store.chat(result.openChatId);
      // What arrived because of this very action is not "unread".
      if (chat !== null) store.markRead(chat);
      showChat(result.openChatId);
    }
    if (result.url !== undefined) followLink(result.url);
    if (result.toast === undefined || result.toast === '') return undefined;
    return result.alert ? showAlert(store.snapshot()?.botName ?? '', result.toast) : toast(result.toast);
  }

  /**
   * @param {number} chatId
   * @param {{ byPerson?: boolean }} [options]
   */
  function showChat(chatId, { byPerson = true } = {}) {
    const chat = store.chat(chatId);
    if (chat === null) return;
    if (view?.chatId !== chatId) {
      closeView();
      view = createChatView({ chatId, store, clock, on: handlers });
      stage.replaceChildren(view.node);
      view.update();
      view.setDraft(drafts.get(chatId) ?? '');
    }
    if (byPerson && node.dataset.screen !== 'chat' && isPhone()) history.pushState({ chat: chatId }, '');
    if (byPerson || !isPhone() || chat.needsStart) node.dataset.screen = 'chat';
    update();
    if (byPerson && !isNarrow()) view?.focus();
  }

  function closeView() {
    if (view === null) return;
    drafts.set(view.chatId, view.draft());
    view.destroy();
    view = null;
  }

  function showList() {
    node.dataset.screen = 'list';
    const current = node.querySelector('.chat-row[aria-current]');
    if (current instanceof HTMLElement) current.focus({ preventScroll: true });
  }

  function back() {
    if (isPhone() && history.state?.chat !== undefined) history.back();
    else showList();
  }

  const botChat = () => store.snapshot()?.chats.find(({ type }) => type === 'bot') ?? null;

  /**
   * @param {string} url
   * @returns {unknown}
   */
  function followLink(url) {
    const target = readLink(url);
    if (target.type === 'invalid') return toast('This link cannot be opened.');
    if (target.type === 'same') return openTab(target.url);
    if (target.type === 'outside') return leaveFor(target.url);
    const chat = store
      .snapshot()
      ?.chats.find(({ link, username }) =>
        [link, username === null ? null : `https://t.me/${username}`].some(
          (known) => known !== null && isSameLink(known, target.url),
        ),
      );
    const isPreview = chat?.type === 'channel' && (chat.membership === 'member' || chat.username !== null);
    if (isPreview) return showChat(chat.id);
    if (chat?.type === 'channel') return offerToJoin(chat, () => perform({ type: 'open-link', url: target.url }));
    return openInside(target.url);
  }

  /**
   * The world knows what a t.me link means; an invoice link brings a pay sheet, which opens by itself.
   * @param {string} url
   */
  async function openInside(url) {
    const result = await perform({ type: 'open-link', url });
    if (!isInvoiceLink(url) || result?.type !== 'done') return;
    await store.refresh();
    const message = store
      .chat(result.openChatId ?? 0)
      ?.messages.findLast(({ invoice }) => invoice !== null && !invoice.paid);
    if (message !== undefined) press({ type: 'pay', text: '' }, message);
  }

  /** @param {string} name */
  function mention(name) {
    const username = name.replace(/^@/, '').toLowerCase();
    if (username === store.snapshot()?.botUsername.toLowerCase()) return openBot();
    return followLink(`https://t.me/${username}`);
  }

  function openBot() {
    const bot = botChat();
    if (bot !== null) showChat(bot.id);
  }

  /**
   * @param {WorldButton} button
   * @param {WorldMessage} message
   */
  async function press(button, message) {
    const { chatId, messageId } = message;
    if (button.type === 'url') return followLink(button.url);
    if (button.type === 'callback') return perform({ type: 'press', chatId, messageId, data: button.data });
    if (message.invoice === null) return undefined;
    if (message.invoice.paid) return toast(`You have already paid for ${message.invoice.title}.`);
    const chat = store.chat(chatId);
    if (chat === null) return undefined;
    return openPayment({
      store,
      chat,
      message,
      onPaid: ({ toast: text = '' }) => text !== '' && toast(text),
    });
  }

  /** @type {ChatHandlers} */
  const handlers = {
    press,
    mention,
    link: followLink,
    photo: showPhoto,
    back,
    join: (link) => perform({ type: 'open-link', url: link }),
    write: (chatId, text) => perform({ type: 'write', chatId, text }),
    command(text) {
      const bot = botChat();
      if (bot === null) return;
      if (view?.chatId !== bot.id) showChat(bot.id);
      perform({ type: 'write', chatId: bot.id, text });
    },
    async block(blocked) {
      const text = 'The bot will not be able to write to you until you unblock it.';
      if (blocked && !(await ask({ title: 'Stop bot', text, yes: 'Stop', danger: true }))) return;
      await perform({ type: 'block', blocked });
      await store.refresh();
    },
    async leave(chat) {
      const text = `Do you want to leave ${chat.title}?`;
      if (await ask({ title: 'Leave channel', text, yes: 'Leave', danger: true }))
        await perform({ type: 'leave', chatId: chat.id });
    },
    async copy(text) {
      await navigator.clipboard?.writeText(text);
      toast('Link copied.');
    },
  };

  /** @param {HTMLElement} anchor */
  function openAccount(anchor) {
    const person = store.snapshot()?.person;
    if (person === undefined) return;
    openMenu(anchor, [
      { heading: `${person.firstName}${person.username === null ? '' : ` · @${person.username}`}` },
      { icon: 'star', text: 'My Stars', tail: starAmount(person.stars), onClick: () => openStars({ store, perform }) },
      null,
      ...accountItems(),
    ]);
  }

  /**
   * Whose chats these are, shown when several people stand side by side.
   * @param {WorldPerson} person
   */
  function drawOwner({ id, firstName, stars }) {
    const drawn = `${id} ${firstName} ${stars}`;
    if (owner.dataset.drawn === drawn) return;
    owner.dataset.drawn = drawn;
    owner.replaceChildren(avatar(id, firstName, 'tiny'), el('span', {}, firstName), starAmount(stars));
  }

  function update() {
    const snapshot = store.snapshot();
    if (snapshot === null) return;
    drawOwner(snapshot.person);
    if (!hasStarted) {
      hasStarted = true;
      const first = botChat() ?? snapshot.chats[0];
      if (first !== undefined) showChat(first.id, { byPerson: false });
    }
    if (view !== null && store.chat(view.chatId) === null) {
      closeView();
      stage.replaceChildren(el('p', { class: 'stage-empty' }, 'Select a chat to start messaging'));
      node.dataset.screen = 'list';
    }
    list.update(view?.chatId ?? null);
    view?.update();
  }

  const stop = store.subscribe(update);
  update();

  return {
    node,
    personId: store.personId,
    followLink,
    showList,
    unread: () =>
      (store.snapshot()?.chats ?? [])
        .filter(({ id }) => !store.isMuted(id))
        .reduce((sum, chat) => sum + store.unread(chat), 0),
    destroy() {
      stop();
      closeView();
    },
  };
}
