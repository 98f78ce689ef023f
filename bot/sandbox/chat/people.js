import { formatStamp } from './clock.js';
import { avatar, el, icon, iconButton, starAmount } from './dom.js';

/**
 * The slim ribbon on top: that this is the sandbox, the virtual clock, and whose chats are shown. `on` has choose(personId),
 * add(), toggleSplit(), toggleTheme().
 */
export function createRibbon({ node, clock, on }) {
  const about = el('p', { class: 'ribbon-about' });
  const ended = el('p', { class: 'ended-note', role: 'status', hidden: true });
  node.after(ended);
  const time = el('time', { class: 'ribbon-time', title: 'Virtual time' });
  const people = el('div', { class: 'people', role: 'group', 'aria-label': 'Whose chats are shown' });
  const add = iconButton('userPlus', 'Add a person', () => on.add(), 'ribbon-button');
  const split = iconButton('columns', 'Show people side by side', () => on.toggleSplit(), 'ribbon-button split-button');
  const theme = iconButton('moon', 'Switch to dark', () => on.toggleTheme(), 'ribbon-button');
  node.append(
    el('strong', { class: 'ribbon-mark' }, 'Sandbox', el('span', { class: 'narrow-only' }, 'play Stars')),
    el('div', { class: 'ribbon-text' }, about, time),
    el('div', { class: 'ribbon-end' }, people, add, split, theme),
  );

  function tick() {
    const nowMs = clock.nowMs();
    if (nowMs === null) return;
    const text = formatStamp(nowMs);
    if (time.textContent !== text) time.textContent = text;
  }
  setInterval(tick, 500);

  function update({ snapshot, shownIds, isSplit, isDark }) {
    tick();
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

function drawAbout(node, notice, speed) {
  const hasEnded = Boolean(notice?.ended);
  const pace = speed === null ? '' : speed === 1 ? ' in real time' : ` at ${speed.toLocaleString('en-US')}×`;
  const kind = { simulated: 'SIMULATED market', live: 'live market' }[notice?.source] ?? 'replayed market';
  const catching = notice?.catchingUp ? `catching up to ${formatStamp(notice.catchingUp.untilMs)}, then${pace}` : null;
  const text = hasEnded ? `${kind}, ended` : (catching ?? `${kind}${pace}`);
  if (node.dataset.drawn === text) return;
  node.dataset.drawn = text;
  node.replaceChildren(el('span', { class: 'wide-only' }, 'Play Stars, '), text);
  node.title = `Play Stars: no real money and no real Telegram here. ${notice?.market ?? ''}`.trim();
  node.classList.toggle('ended', hasEnded);
}

/** A command at the end of the sentence stands out, to be copied. */
function drawEnded(node, text) {
  if ((node.dataset.drawn ?? '') === (text ?? '')) return;
  node.dataset.drawn = text ?? '';
  node.hidden = text === null;
  const [, before = text ?? '', command = ''] = /^(.*: )(npm .+)$/s.exec(text ?? '') ?? [];
  node.replaceChildren(before, ...(command === '' ? [] : [el('code', {}, command)]));
}
