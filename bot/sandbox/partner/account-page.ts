import { escapeHtml } from '../../texts/html.ts';
import { pageFrame } from '../stripe/pages/layout.ts';
import type { PlayAccount } from './partner-state.ts';

const NOTE = 'Play Broker, a stand-in for an exchange or a broker. No money moves.';

/** The page on which a person opens an account. click: the id that came with the link. */
export function registerPage(click: string): string {
  const came = click === '' ? 'You came by yourself: nobody earns on it.' : 'You came by a link of the bot.';
  return pageFrame(
    { title: 'Play Broker', note: NOTE },
    `<form class="card" method="post" action="/register"><h1>Open an account</h1>
<p class="quiet">${came}</p><input type="hidden" name="click" value="${escapeHtml(click)}">
<button class="main">Open the account</button></form>`,
  );
}

/** The page of an account, with its UID and what can be done. */
export function accountPage({ uid, deposit, isReversed }: PlayAccount): string {
  const button =
    deposit === null
      ? '<button class="main" name="action" value="deposit">Pay in $100 of play money</button>'
      : isReversed
        ? '<p class="quiet">The deposit was returned, and reported as such.</p>'
        : '<button name="action" value="reverse">Return the deposit</button>';
  const next =
    deposit === null
      ? 'Send this number to the bot: /partner, then the button about your UID. After that come back and pay in.'
      : 'Paid in: $100.00';
  return pageFrame(
    { title: 'Play Broker', note: NOTE },
    `<div class="card"><h1>Your UID</h1><p class="price">${escapeHtml(uid)}</p><p class="quiet">${next}</p></div>
<form class="card" method="post">${button}</form>`,
  );
}

/** A page for what is not there. */
export function missingPage(): string {
  return pageFrame({ title: 'Play Broker', note: NOTE }, '<div class="card">There is no such page.</div>');
}
