// @ts-check
/** @import { WorldAction, WorldSubscription } from '../../telegram/world.ts' */
/** @import { Store } from '../data/store.js' */

import { formatStamp } from '../data/clock.js';
import { el, fill, starAmount } from '../view/dom.js';
import { showDialog } from './sheets.js';

/** @type {Readonly<Record<WorldSubscription['state'], string>>} */
const STATES = {
  active: 'Renews on',
  canceled: 'Cancelled, ends on',
  failed: 'The renewal failed, unpaid since',
  ended: 'Ended on',
};

/**
 * "My Stars" as in Telegram's settings: the balance, and the subscriptions with what a person, or the end of a paid month,
 * can do to them. `perform` sends an action and resolves to its result, or null.
 * @param {{ store: Store, perform: (action: WorldAction) => Promise<unknown> }} deps
 */
export function openStars({ store, perform }) {
  const body = el('div', { class: 'stars-body' });
  const stop = store.subscribe(render);
  const dialog = showDialog({ label: 'My Stars', className: 'my-stars', content: body, onClose: stop });

  /** @param {WorldAction} action */
  async function run(action) {
    await perform(action);
    await store.refresh();
  }

  /**
   * @param {string} text
   * @param {WorldAction} action
   */
  function choice(text, action, className = '') {
    return el('button', { class: `text-button ${className}`, type: 'button', on: { click: () => run(action) } }, text);
  }

  /** @param {WorldSubscription} subscription */
  function choicesOf({ id, state }) {
    const cancel = choice('Cancel', { type: 'cancel-subscription', subscriptionId: id }, 'danger');
    const renew = choice('Charge next month now', { type: 'renew', subscriptionId: id });
    const fail = choice('Let the charge fail', { type: 'fail-renewal', subscriptionId: id });
    if (state === 'active') return [renew, fail, cancel];
    if (state === 'canceled') return [choice('Resume', { type: 'resume-subscription', subscriptionId: id })];
    return state === 'failed' ? [renew] : [];
  }

  /** @param {WorldSubscription} subscription */
  function card(subscription) {
    const { title, stars, state, expiresMs } = subscription;
    return el(
      'li',
      { class: 'subscription' },
      el('p', { class: 'subscription-head' }, el('strong', {}, title), starAmount(stars)),
      el('p', { class: 'payment-note' }, `${STATES[state]} ${formatStamp(expiresMs)}`),
      el('p', { class: 'subscription-choices' }, choicesOf(subscription)),
    );
  }

  function render() {
    const snapshot = store.snapshot();
    if (snapshot === null) return;
    const { person, subscriptions } = snapshot;
    const add = el(
      'button',
      { class: 'main-button', type: 'button', on: { click: () => run({ type: 'add-stars', amount: 1_000 }) } },
      'Add 1,000 play Stars',
    );
    fill(
      body,
      el('h2', {}, 'My Stars'),
      el('p', { class: 'stars-balance' }, starAmount(person.stars)),
      el('p', { class: 'payment-note' }, 'Play Stars cost nothing and buy nothing outside the sandbox.'),
      subscriptions.length === 0
        ? null
        : el('ul', { class: 'subscriptions', 'aria-label': 'Subscriptions' }, subscriptions.toReversed().map(card)),
      add,
      el('button', { class: 'text-button wide', type: 'button', on: { click: () => dialog.close() } }, 'Close'),
    );
  }

  render();
}
