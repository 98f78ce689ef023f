// @ts-check
/** @import { ChatSnapshot, SandboxNotice } from '../../chat-routes/chat-snapshot.ts' */
/** @import { WorldPerson } from '../../telegram/world.ts' */
/** @import { Clock } from '../data/clock.js' */
/**
 * @typedef {object} RibbonHandlers
 * @property {(id: number) => unknown} choose
 * @property {() => unknown} add
 * @property {() => unknown} toggleSplit
 * @property {() => unknown} toggleTheme
 * @property {(anchor: HTMLElement) => unknown} openTime
 */

import { formatStamp } from '../data/clock.js';
import { avatar, el, icon, iconButton, starAmount } from '../view/dom.js';

/**
 * The slim ribbon on top: that this is the sandbox, the virtual clock, and whose chats are shown. `on` has choose(personId),
 * add(), toggleSplit(), toggleTheme(), openTime(anchor).
 * @param {{ node: HTMLElement, clock: Clock, on: RibbonHandlers }} deps
 */
export function createRibbon({ node, clock, on }) {
  const about = el('p', { class: 'ribbon-about' });
  const ended = el('p', { class: 'ended-note', role: 'status', hidden: true });
  node.after(ended);
  const time = el('time', { class: 'ribbon-time', title: 'Virtual time' });
  const forward = iconButton('forward', 'Let time pass', {
    click: () => on.openTime(forward),
    class: 'ribbon-button forward-button',
  });
  const people = el('div', { class: 'people', role: 'group', 'aria-label': 'Whose chats are shown' });
  const add = iconButton('userPlus', 'Add a person', { click: () => on.add(), class: 'ribbon-button' });
  const split = iconButton('columns', 'Show people side by side', {
    click: () => on.toggleSplit(),
    class: 'ribbon-button split-button',
  });
  const theme = iconButton('moon', 'Switch to dark', { click: () => on.toggleTheme(), class: 'ribbon-button' });
  node.append(
    el('strong', { class: 'ribbon-mark' }, 'Sandbox', el('span', { class: 'narrow-only' }, 'play Stars')),
    el('div', { class: 'ribbon-text' }, about, time),
    el('div', { class: 'ribbon-end' }, forward, people, add, split, theme),
  );

  function tick() {
    const nowMs = clock.nowMs();
    if (nowMs === null) return;
    const text = formatStamp(nowMs);
    if (time.textContent !== text) time.textContent = text;
  }
  setInterval(tick, 500);

  /** @param {{ snapshot: ChatSnapshot, shownIds: readonly number[], isSplit: boolean, isDark: boolean }} shown */
  function update({ snapshot, shownIds, isSplit, isDark }) {
    tick();
    forward.hidden = !snapshot.canLetTimePass;
    forward.classList.toggle('is-passing', Boolean(snapshot.notice?.catchingUp));
    drawAbout(about, snapshot.notice, clock.speed());
    drawEnded(ended, snapshot.notice?.ended ?? null);
    const wanted = JSON.stringify([
      snapshot.people.map(({ id, firstName, stars }) => [id, firstName, stars]),
      shownIds,
      isSplit,
    ]);
    if (people.dataset.drawn !== wanted) {
      people.dataset.drawn = wanted;
      people.replaceChildren(...snapshot.people.map((person) => chip(person, shownIds, on)));
      people.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    split.setAttribute('aria-pressed', String(isSplit));
    const name = isDark ? 'Switch to light' : 'Switch to dark';
    theme.replaceChildren(icon(isDark ? 'sun' : 'moon'));
    theme.setAttribute('aria-label', name);
    theme.title = name;
  }

  return { update };
}

/**
 * @param {WorldPerson} person
 * @param {readonly number[]} shownIds
 * @param {RibbonHandlers} on
 */
function chip(person, shownIds, on) {
  const isShown = shownIds.includes(person.id);
  return el(
    'button',
    {
      class: 'chip',
      type: 'button',
      'aria-pressed': String(isShown),
      title: `${person.firstName}: ${person.stars} play Stars`,
      on: { click: () => on.choose(person.id) },
    },
    avatar(person.id, person.firstName, 'tiny'),
    el('span', { class: 'chip-name' }, person.firstName),
    starAmount(person.stars, 'chip-stars'),
  );
}

/** @type {Readonly<Record<SandboxNotice['source'], string>>} */
const KINDS = { simulated: 'SIMULATED market', live: 'live market', recorded: 'replayed market' };

/**
 * @param {HTMLElement} node
 * @param {SandboxNotice | null} notice
 * @param {number | null} speed
 */
function drawAbout(node, notice, speed) {
  const hasEnded = Boolean(notice?.ended);
  const pace = speed === null ? '' : speed === 1 ? ' in real time' : ` at ${speed.toLocaleString('en-US')}×`;
  const kind = KINDS[notice?.source ?? 'recorded'];
  const catching = notice?.catchingUp ? `fast-forward to ${formatStamp(notice.catchingUp.untilMs)}, then${pace}` : null;
  const text = hasEnded ? `${kind}, ended` : (catching ?? `${kind}${pace}`);
  if (node.dataset.drawn === text) return;
  node.dataset.drawn = text;
  node.replaceChildren(el('span', { class: 'wide-only' }, 'Play Stars, '), text);
  node.title = `Play Stars: no real money and no real Telegram here. ${notice?.market ?? ''}`.trim();
  node.classList.toggle('ended', hasEnded);
}

/**
 * A command at the end of the sentence stands out, to be copied.
 * @param {HTMLElement} node
 * @param {string | null} text
 */
function drawEnded(node, text) {
  if ((node.dataset.drawn ?? '') === (text ?? '')) return;
  node.dataset.drawn = text ?? '';
  node.hidden = text === null;
  const [, before = text ?? '', command = ''] = /^(.*: )(npm .+)$/s.exec(text ?? '') ?? [];
  node.replaceChildren(before, ...(command === '' ? [] : [el('code', {}, command)]));
}
