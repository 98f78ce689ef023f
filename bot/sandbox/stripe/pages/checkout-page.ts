import { escapeHtml } from '../../../texts/html.ts';
import { StripeRefusal } from '../protocol/stripe-refusal.ts';
import type { Session } from '../state/objects.ts';
import { expireLate, paySession } from '../state/pay-session.ts';
import type { Card, StripeWorld } from '../state/stripe-state.ts';
import { amountText, wholePage } from './layout.ts';

/** What a hosted page answers: itself, or where it sends the person. */
export type PageAnswer =
  | { readonly type: 'page'; readonly status: number; readonly html: string }
  | { readonly type: 'go'; readonly url: string };

const CARDS: Readonly<Record<string, { readonly card: Card; readonly text: string }>> = {
  '4242': { card: 'pays', text: '4242 4242 4242 4242, pays' },
  '0341': { card: 'fails-later', text: '4000 0000 0000 0341, pays now and fails at the next renewal' },
  '0002': { card: 'declined', text: '4000 0000 0000 0002, is declined' },
};

/** The card that a form names by its last digits. */
export function cardOf(digits: string | null): Card {
  return CARDS[digits ?? '']?.card ?? 'declined';
}

/** The choice of a card. */
export function cardChoice(): string {
  return Object.entries(CARDS)
    .map(
      ([digits, { text }], index) =>
        `<label><input type="radio" name="card" value="${digits}"${index === 0 ? ' checked' : ''}> ${text}</label>`,
    )
    .join('');
}

/** The hosted page on which a person pays, and what their press leads to (form null: they look at it). */
export function checkoutPage(world: StripeWorld, id: string, form: URLSearchParams | null): PageAnswer {
  const session = world.state.sessions[id];
  if (session === undefined)
    return {
      type: 'page',
      status: 404,
      html: wholePage('Checkout', '<div class="card">There is no such checkout.</div>'),
    };
  expireLate(world, session);
  if (form?.get('action') === 'back') return { type: 'go', url: session.cancel_url ?? session.success_url };
  if (session.status !== 'open') return closedPage(session);
  if (form === null) return openPage(world, session, null);
  try {
    paySession(world, session, cardOf(form.get('card')));
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    return openPage(world, session, error.message);
  }
  return { type: 'go', url: session.success_url.replace('{CHECKOUT_SESSION_ID}', session.id) };
}

function closedPage({ status }: Session): PageAnswer {
  const text = status === 'complete' ? 'This was paid already.' : 'This checkout has expired.';
  return { type: 'page', status: 200, html: wholePage('Checkout', `<div class="card"><p>${text}</p></div>`) };
}

function openPage({ state }: StripeWorld, session: Session, problem: string | null): PageAnswer {
  const price = state.prices[state.sessionPlans[session.id]?.price ?? ''];
  const name = state.products[price?.product ?? '']?.name ?? '';
  const renews = price?.recurring ?? null;
  const every = renews === null ? '' : `${renews.interval_count} ${renews.interval}s`;
  const renewal = renews === null ? 'Paid once. Nothing renews.' : `Renews every ${every} until you cancel.`;
  const full = price?.unit_amount ?? session.amount_total;
  const body = `<div class="card"><h1>${escapeHtml(name)}</h1>
<p class="price">${amountText(session.amount_total, session.currency)}</p>
${full === session.amount_total ? '' : `<p class="quiet">instead of ${amountText(full, session.currency)}, the first time</p>`}
<p class="quiet">${renewal}</p></div>
<form class="card" method="post">${problem === null ? '' : `<p class="bad" role="alert">${escapeHtml(problem)}</p>`}${cardChoice()}
<button class="main" name="action" value="pay">Pay ${amountText(session.amount_total, session.currency)}</button>
<button name="action" value="back" formnovalidate>Back without paying</button></form>`;
  return { type: 'page', status: problem === null ? 200 : 402, html: wholePage('Checkout', body) };
}
