import { mapOf, type SandboxEvent, type SandboxState, type StoredMessage } from './state.ts';

/** Messages that a Star pays for: a tenth of a Star each. */
export const PAID_FOR_A_STAR = 10;

/** Applies one change to the state in place. `historyLimit` is the number of newest messages kept in each chat. */
export function applyEvent(state: SandboxState, event: SandboxEvent, historyLimit: number): void {
  switch (event.e) {
    case 'sequence':
      state.sequence = event.value;
      return;
    case 'person':
      state.persons.set(event.person.id, event.person);
      return;
    case 'message':
      keepMessage(state, event, historyLimit);
      return;
    case 'message-gone':
      state.messages.get(event.chatId)?.delete(event.messageId);
      return;
    case 'last-message-id':
      state.lastMessageIds.set(event.chatId, event.value);
      return;
    case 'file':
      state.files.set(event.file.id, event.file);
      return;
    case 'profile':
      state.profile.set(event.key, event.value);
      return;
    case 'channel':
    case 'member':
    case 'link':
    case 'request':
    case 'request-gone':
    case 'rights':
    case 'description':
    case 'pinned':
      applyChannelEvent(state, event);
      return;
    case 'invoice-link':
      if (event.order.slug !== null) state.invoiceLinks.set(event.order.slug, event.order);
      return;
    case 'charge':
      state.charges.set(event.charge.id, event.charge);
      return;
    case 'paid-broadcast':
      state.paidBroadcast.count += event.count;
      while (state.paidBroadcast.takenMs.length < Math.floor(state.paidBroadcast.count / PAID_FOR_A_STAR))
        state.paidBroadcast.takenMs.push(event.dateMs);
      return;
    case 'subscription':
      state.subscriptions.set(event.subscription.id, event.subscription);
      return;
    case 'update':
    case 'updates-gone':
    case 'last-update-id':
    case 'allowed-updates':
    case 'webhook':
      applyUpdateEvent(state, event);
      return;
    default:
      throw new Error(`expected a known journal event, was ${JSON.stringify(event satisfies never)}`);
  }
}

type ChannelEvent = Extract<
  SandboxEvent,
  { readonly e: 'channel' | 'member' | 'link' | 'request' | 'request-gone' | 'rights' | 'description' | 'pinned' }
>;

function applyChannelEvent(state: SandboxState, event: ChannelEvent): void {
  switch (event.e) {
    case 'channel':
      state.channels.set(event.channel.id, event.channel);
      return;
    case 'member':
      mapOf(state.members, event.chatId).set(event.member.userId, event.member);
      return;
    case 'link':
      state.links.set(event.link.wire.invite_link, event.link);
      return;
    case 'request':
      mapOf(state.requests, event.chatId).set(event.request.userId, event.request);
      return;
    case 'request-gone':
      state.requests.get(event.chatId)?.delete(event.userId);
      return;
    case 'rights':
      state.rights.set(event.chatId, event.rights);
      return;
    case 'description':
      state.descriptions.set(event.chatId, event.text);
      return;
    case 'pinned':
      if (event.messageId === null) state.pinned.delete(event.chatId);
      else state.pinned.set(event.chatId, event.messageId);
  }
}

type UpdateEvent = Extract<
  SandboxEvent,
  { readonly e: 'update' | 'updates-gone' | 'last-update-id' | 'allowed-updates' | 'webhook' }
>;

function applyUpdateEvent(state: SandboxState, event: UpdateEvent): void {
  switch (event.e) {
    case 'update':
      state.updates.set(event.update.updateId, event.update);
      state.lastUpdateId = Math.max(state.lastUpdateId, event.update.updateId);
      return;
    case 'updates-gone':
      for (const id of event.updateIds) state.updates.delete(id);
      return;
    case 'last-update-id':
      state.lastUpdateId = Math.max(state.lastUpdateId, event.value);
      return;
    case 'allowed-updates':
      state.allowedUpdates = event.kinds;
      return;
    case 'webhook':
      state.webhook = event.webhook;
  }
}

function keepMessage(
  state: SandboxState,
  { chatId, stored }: { readonly chatId: number; readonly stored: StoredMessage },
  historyLimit: number,
): void {
  const chat = mapOf(state.messages, chatId);
  const id = stored.wire.message_id;
  chat.set(id, stored);
  state.lastMessageIds.set(chatId, Math.max(state.lastMessageIds.get(chatId) ?? 0, id));
  if (chat.size <= historyLimit) return;
  const oldest = chat.keys().next();
  if (!oldest.done) chat.delete(oldest.value);
}

/** The shortest list of changes that leads from nothing to this state; what a compacted journal holds. */
export function eventsOf(state: SandboxState): SandboxEvent[] {
  const events: SandboxEvent[] = [
    { e: 'sequence', value: state.sequence },
    { e: 'last-update-id', value: state.lastUpdateId },
    { e: 'allowed-updates', kinds: state.allowedUpdates },
    { e: 'webhook', webhook: state.webhook },
  ];
  for (const person of state.persons.values()) events.push({ e: 'person', person });
  for (const file of state.files.values()) events.push({ e: 'file', file });
  for (const [key, value] of state.profile) events.push({ e: 'profile', key, value });
  for (const channel of state.channels.values()) events.push({ e: 'channel', channel });
  for (const [chatId, messages] of state.messages) {
    for (const stored of messages.values()) events.push({ e: 'message', chatId, stored, fresh: true });
  }
  for (const [chatId, value] of state.lastMessageIds) events.push({ e: 'last-message-id', chatId, value });
  for (const [chatId, members] of state.members) {
    for (const member of members.values()) events.push({ e: 'member', chatId, member });
  }
  for (const link of state.links.values()) events.push({ e: 'link', link });
  for (const [chatId, requests] of state.requests) {
    for (const request of requests.values()) events.push({ e: 'request', chatId, request });
  }
  for (const [chatId, rights] of state.rights) events.push({ e: 'rights', chatId, rights });
  for (const [chatId, text] of state.descriptions) events.push({ e: 'description', chatId, text });
  for (const [chatId, messageId] of state.pinned) events.push({ e: 'pinned', chatId, messageId });
  for (const order of state.invoiceLinks.values()) events.push({ e: 'invoice-link', order });
  for (const charge of state.charges.values()) events.push({ e: 'charge', charge });
  const { count, takenMs } = state.paidBroadcast;
  for (const dateMs of takenMs) events.push({ e: 'paid-broadcast', dateMs, count: PAID_FOR_A_STAR });
  if (count % PAID_FOR_A_STAR > 0) events.push({ e: 'paid-broadcast', dateMs: 0, count: count % PAID_FOR_A_STAR });
  for (const subscription of state.subscriptions.values()) events.push({ e: 'subscription', subscription });
  for (const update of state.updates.values()) events.push({ e: 'update', update });
  return events;
}
