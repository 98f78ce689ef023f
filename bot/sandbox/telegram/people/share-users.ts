import { nowS, type SandboxContext } from '../context.ts';
import type { WireMessage } from '../protocol/wire.ts';
import { privateChat, wireUser } from '../state/chats.ts';
import { nextMessageId } from '../state/deliver.ts';
import type { PersonState } from '../state/state.ts';
import type { WorldAction, WorldActionResult } from '../world.ts';
import { refused } from './refused.ts';
import { usedKeyboard } from './used-keyboard.ts';

/**
 * People chosen behind a button of a reply keyboard: the bot gets their ids, and names only where it asked for them (which it does not
 * here). It need not have met them.
 */
export function shareUsers(
  context: SandboxContext,
  person: PersonState,
  { requestId, userIds }: Extract<WorldAction, { readonly type: 'share-users' }>,
): WorldActionResult {
  const buttons = (person.replyKeyboard?.rows ?? []).flat();
  const most = buttons.find(({ requestUsers }) => requestUsers?.requestId === requestId)?.requestUsers?.most;
  if (most === undefined) return refused('This button is no longer there.');
  const isKnown = userIds.every((id) => context.store.state.persons.has(id));
  const isFitting = userIds.length > 0 && userIds.length <= most && new Set(userIds).size === userIds.length;
  if (!isKnown || !isFitting) return refused(`Choose ${most === 1 ? 'one person' : `1 to ${most} people`}.`);
  const wire: WireMessage = {
    message_id: nextMessageId(context, person.id),
    from: wireUser(person),
    chat: privateChat(person),
    date: nowS(context),
    users_shared: { request_id: requestId, users: userIds.map((user_id) => ({ user_id })) },
  };
  context.store.commit([
    ...usedKeyboard(person),
    { e: 'message', chatId: person.id, stored: { wire, order: null, paid: false, sheet: false }, fresh: true },
    ...context.updates.enqueue([{ message: wire }]),
  ]);
  return { type: 'done', openChatId: person.id };
}
