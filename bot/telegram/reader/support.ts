import type { Conversation, ConversationBuilder } from '@grammyjs/conversations';
import { Composer, type Context } from 'grammy';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { textsFor } from '../messages/texts.ts';
import { whoMay } from '../operator/roles.ts';
import type { Ticket } from '../ports.ts';
import { actionButton, messageOptions, sendScreen } from '../views/show.ts';

/** Name of the conversation; stored with the ones that wait. */
export const TICKET_CONVERSATION = 'ticket';
const WAIT_MS = 30 * 60_000;
const MOST_CHARACTERS = 2_000;
/** More tries than anybody makes; each asks for another. */
const ATTEMPTS = 20;

/** /support and /paysupport: one message becomes a ticket; operator/tickets.ts brings the answer back. */
export function supportFeature(): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const ask = async (ctx: BotContext, topic: Ticket['topic']): Promise<void> => {
    // A second press starts over instead of waiting twice.
    await ctx.conversation.exitAll();
    if (ctx.callbackQuery !== undefined) await ctx.answerCallbackQuery();
    await ctx.conversation.enter(TICKET_CONVERSATION, topic);
  };
  composer.command('support', async (ctx) => await ask(ctx, 'general'));
  composer.command('paysupport', async (ctx) => await ask(ctx, 'payment'));
  onAction(composer, 'ask-support', async (ctx, { topic }) => await ask(ctx, topic));
  return composer;
}

/**
 * The conversation behind both. It runs again from its top at every message, so whatever asks the database, the clock or
 * chance is inside `external`. Buttons and pictures are not its business and go on to the features.
 */
export function ticketConversation(deps: BotDependencies): ConversationBuilder<BotContext, Context> {
  return async (conversation: Conversation<BotContext, Context>, ctx: Context, topic: Ticket['topic']) => {
    const texts = textsFor(await conversation.external((outer) => outer.texts.language.code));
    await ctx.reply(texts.supportAsk[topic], messageOptions([[actionButton(texts.buttonCancel, { type: 'cancel' })]]));
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const answer = await conversation.waitFor('message:text', { maxMilliseconds: WAIT_MS, next: true });
      const { text } = answer.message;
      if (text.length > MOST_CHARACTERS) {
        await answer.reply(texts.supportTooLong(MOST_CHARACTERS));
        continue;
      }
      const id = await conversation.external((outer) => storeTicket(deps, outer, { topic, text }));
      await answer.reply(
        texts.supportStored(id, deps.telegram.adminIds.length > 0),
        messageOptions([[actionButton(texts.buttonMenu, { type: 'home' })]]),
      );
      return;
    }
  };
}

async function storeTicket(
  deps: BotDependencies,
  ctx: BotContext,
  asked: Pick<Ticket, 'topic' | 'text'>,
): Promise<string> {
  const { account, entitlement, nowMs } = ctx;
  const ticket: Ticket = {
    id: deps.runtime.newNonce().slice(-10),
    telegramId: account.telegramId,
    ...asked,
    createdAtMs: nowMs,
  };
  await deps.stores.tickets.open(ticket);
  deps.log({ type: 'ticket-opened', telegramId: account.telegramId, id: ticket.id, topic: ticket.topic });
  const text = textsFor('en').supportForAdmin({
    ...ticket,
    from: account.firstName,
    paidUntilMs: entitlement.paidUntilMs,
  });
  const keyboard = [[actionButton(textsFor('en').buttonTicketOpen, { type: 'ticket', id: ticket.id })]];
  for (const adminId of await whoMay(deps, 'tickets')) {
    // The ticket is stored: an admin who cannot be reached must not make it look lost.
    await sendScreen({ api: ctx.api, accounts: deps.stores.accounts }, adminId, { text, keyboard }).catch(
      (error: unknown) => {
        deps.log({
          type: 'update-failed',
          updateId: ctx.update.update_id,
          error: `while telling an admin: ${describeError(error)}`,
        });
      },
    );
  }
  return ticket.id;
}
