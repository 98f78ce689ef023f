// @ts-check
/** @import { WorldPerson } from '../../telegram/world.ts' */
/** @import { Store } from '../data/store.js' */

import { addPerson, readPeople } from '../data/api.js';
import { createClock } from '../data/clock.js';
import { createStore } from '../data/store.js';
import { askForPerson, showAlert } from '../sheets/sheets.js';
import { el } from '../view/dom.js';
import { createClient } from './client.js';
import { createRibbon } from './people.js';
import { openTimeMenu } from './time-menu.js';

const MAX_SHOWN = 3;
const SPLIT_MIN_PX = 900;
const THEME_KEY = 'analyser.chat.theme';

/** @param {string} id an element of chat.html */
function part(id) {
  const node = document.getElementById(id);
  if (node === null) throw new Error(`expected an element #${id}`);
  return node;
}

const panes = part('panes');
const clock = createClock();
/** @type {Map<number, { readonly client: ReturnType<typeof createClient>, readonly store: Store }>} */
const clients = new Map();
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const ribbon = createRibbon({
  node: part('ribbon'),
  clock,
  on: { choose, add, toggleSplit, toggleTheme, openTime: (anchor) => openTimeMenu(anchor, refreshAll) },
});
/** @type {readonly number[]} */
let shownIds = [];
let isSplit = false;
/** @type {readonly WorldPerson[]} */
let people = [];

function isDark() {
  return (localStorage.getItem(THEME_KEY) ?? (systemIsDark.matches ? 'dark' : 'light')) === 'dark';
}

function applyTheme() {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  for (const meta of document.querySelectorAll('meta[name="theme-color"]'))
    meta.setAttribute('content', isDark() ? '#212121' : '#ffffff');
}

function toggleTheme() {
  localStorage.setItem(THEME_KEY, isDark() ? 'light' : 'dark');
  applyTheme();
  drawRibbon();
}

function refreshAll() {
  for (const { store } of clients.values()) store.refresh();
}

const firstClient = () => shownIds.map((id) => clients.get(id))[0];

function drawRibbon() {
  const snapshot = firstClient()?.store.snapshot();
  if (snapshot === null || snapshot === undefined) return;
  people = snapshot.people;
  ribbon.update({ snapshot, shownIds, isSplit, isDark: isDark() });
  const unread = [...clients.values()].reduce((sum, { client }) => sum + client.unread(), 0);
  document.title = `${unread === 0 ? '' : `(${unread}) `}${snapshot.botName} · sandbox chat`;
}

/**
 * Makes the panes match the people shown: streams of those who left end, those who came are opened.
 * @param {readonly number[]} ids
 */
function show(ids) {
  shownIds = ids;
  for (const [id, { client, store }] of clients) {
    if (ids.includes(id)) continue;
    store.disconnect();
    client.destroy();
    clients.delete(id);
  }
  for (const id of ids) {
    if (clients.has(id)) continue;
    const store = createStore({ personId: id, clock });
    const client = createClient({ store, clock, accountItems });
    clients.set(id, { client, store });
    store.subscribe(drawRibbon);
    store.connect();
    store.refresh();
  }
  panes.replaceChildren(...ids.flatMap((id) => clients.get(id)?.client.node ?? []));
  panes.dataset.count = String(ids.length);
  const address = new URL(location.href);
  address.searchParams.set('person', ids.join(','));
  address.searchParams.delete('link');
  history.replaceState(history.state, '', address);
  drawRibbon();
}

/** @param {number} id */
function choose(id) {
  if (!isSplit) return show([id]);
  if (!shownIds.includes(id)) return show([...shownIds, id].slice(-maxShown()));
  if (shownIds.length > 1) return show(shownIds.filter((shown) => shown !== id));
  return undefined;
}

function maxShown() {
  return Math.max(1, Math.min(MAX_SHOWN, Math.floor(window.innerWidth / 400)));
}

async function toggleSplit() {
  if (isSplit) {
    isSplit = false;
    return show(shownIds.slice(0, 1));
  }
  if (people.length < 2) return add({ besideOthers: true });
  isSplit = true;
  const other = people.find(({ id }) => !shownIds.includes(id));
  return other === undefined ? undefined : show([...shownIds, other.id]);
}

async function add({ besideOthers = false } = {}) {
  const wanted = await askForPerson(people.map(({ firstName }) => firstName));
  if (wanted === null) return;
  try {
    const person = await addPerson(wanted.firstName, wanted.languageCode);
    if (besideOthers) isSplit = true;
    show(isSplit ? [...shownIds, person.id].slice(-maxShown()) : [person.id]);
  } catch (error) {
    showAlert('Add a person', error instanceof Error ? error.message : String(error));
  }
}

function accountItems() {
  return [
    { icon: 'userPlus', text: 'Add a person', onClick: () => add() },
    { icon: isDark() ? 'sun' : 'moon', text: isDark() ? 'Light theme' : 'Dark theme', onClick: toggleTheme },
  ];
}

/** A hidden tab gives its connections back: browsers allow six per server over all tabs. */
function onVisibility() {
  for (const { store } of clients.values()) {
    if (document.visibilityState === 'hidden') store.disconnect();
    else store.connect();
  }
}

async function start() {
  applyTheme();
  const parameters = new URL(location.href).searchParams;
  people = await readPeople();
  if (people.length === 0) people = [await addPerson('Alex', 'en')];
  const asked = (parameters.get('person') ?? '')
    .split(',')
    .map(Number)
    .filter((id) => people.some((person) => person.id === id));
  const ids = window.innerWidth < SPLIT_MIN_PX ? asked.slice(0, 1) : asked.slice(0, maxShown());
  isSplit = ids.length > 1;
  show(ids.length === 0 ? people.slice(0, 1).map(({ id }) => id) : ids);
  const link = parameters.get('link');
  if (link !== null) openWhenReady(link);
}

/**
 * /chat?link=https://t.me/… opens that link once the first snapshot is there.
 * @param {string} link
 */
function openWhenReady(link) {
  const first = firstClient();
  if (first === undefined) return undefined;
  const { store, client } = first;
  if (store.snapshot() !== null) return client.followLink(link);
  const stop = store.subscribe(() => {
    if (store.snapshot() === null) return;
    stop();
    client.followLink(link);
  });
  return undefined;
}

async function startUntilItWorks() {
  try {
    await start();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    panes.replaceChildren(el('p', { class: 'boot', role: 'alert' }, `${message} Trying again…`));
    setTimeout(startUntilItWorks, 2_000);
  }
}

systemIsDark.addEventListener('change', () => {
  applyTheme();
  drawRibbon();
});
document.addEventListener('visibilitychange', onVisibility);
window.addEventListener('popstate', () => {
  for (const { client } of clients.values()) client.showList();
});
window.addEventListener('resize', () => {
  if (isSplit && window.innerWidth < SPLIT_MIN_PX) {
    isSplit = false;
    show(shownIds.slice(0, 1));
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || document.querySelector('dialog[open]') !== null) return;
  const pane = event.target instanceof Element ? event.target.closest('.client') : null;
  for (const { client } of clients.values()) if (client.node === pane) client.showList();
});
startUntilItWorks();
