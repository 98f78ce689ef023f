import type { SandboxContext } from '../context.ts';
import { wireUser } from '../state/chats.ts';
import type { PersonState, SubscriptionState } from '../state/state.ts';
import type { WorldAction, WorldActionResult } from '../world.ts';
import { chargeStars } from './pay.ts';
import { refused } from './refused.ts';

type SubscriptionAction = Extract<WorldAction, { readonly subscriptionId: string }>;

/** What a person, or the end of a month, does to a Star subscription. */
export function changeSubscription(
  context: SandboxContext,
  person: PersonState,
  action: SubscriptionAction,
): WorldActionResult {
  const subscription = context.store.state.subscriptions.get(action.subscriptionId);
  if (subscription === undefined || subscription.userId !== person.id) return refused('There is no such subscription.');
  const { state } = subscription;
  switch (action.type) {
    case 'renew':
      if (state === 'canceled' || state === 'ended') return refused(`This subscription is ${state}.`);
      return renew(context, person, subscription)
        ? { type: 'done' }
        : refused(`You need ${subscription.order.stars} Stars to renew, you have ${person.stars}.`);
    case 'fail-renewal':
      if (state !== 'active') return refused(`This subscription is ${state}.`);
      setState(context, subscription, 'failed');
      return { type: 'done' };
    case 'cancel-subscription':
      if (state !== 'active') return refused(`This subscription is ${state}.`);
      setState(context, subscription, 'canceled');
      return { type: 'done' };
    case 'resume-subscription':
      if (state !== 'canceled') return refused(`This subscription is ${state}.`);
      if (subscription.lockedByBot) return refused('The bot cancelled this subscription.');
      setState(context, subscription, 'active');
      return { type: 'done' };
  }
}

/** Charges the next month, or marks the renewal as failed; whether it was paid. */
function renew(context: SandboxContext, person: PersonState, subscription: SubscriptionState): boolean {
  const { id, order, expiresMs, state } = subscription;
  if (person.stars < order.stars) {
    if (state === 'active') setState(context, subscription, 'failed');
    return false;
  }
  const nowMs = context.clock.nowMs();
  const fromMs = state === 'failed' ? Math.max(nowMs, expiresMs) : expiresMs;
  chargeStars(context, person, { order, first: { id, fromMs }, atMs: nowMs, events: [] });
  return true;
}

function setState(context: SandboxContext, subscription: SubscriptionState, state: 'active' | 'canceled' | 'failed') {
  const person = context.store.state.persons.get(subscription.userId);
  if (person === undefined) return;
  context.store.commit([
    { e: 'subscription', subscription: { ...subscription, state } },
    ...context.updates.enqueue([
      { subscription: { user: wireUser(person), invoice_payload: subscription.order.payload, state } },
    ]),
  ]);
}

/** Months charged in one go after the clock jumped: more would be a mistake of the clock. */
const MAX_PERIODS = 24;

/** Does what Telegram does by itself when a paid month is over: charges the next one, or lets the subscription end. */
export function settleSubscriptions(context: SandboxContext): void {
  const nowMs = context.clock.nowMs();
  for (const { id } of [...context.store.state.subscriptions.values()]) {
    for (let period = 0; period < MAX_PERIODS; period += 1) {
      const subscription = context.store.state.subscriptions.get(id);
      const person = subscription && context.store.state.persons.get(subscription.userId);
      if (subscription === undefined || person === undefined || subscription.expiresMs > nowMs) break;
      if (subscription.state === 'active') {
        if (!renew(context, person, subscription)) break;
      } else {
        if (subscription.state === 'canceled') {
          context.store.commit([{ e: 'subscription', subscription: { ...subscription, state: 'ended' } }]);
        }
        break;
      }
    }
  }
}
