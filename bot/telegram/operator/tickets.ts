import { Composer } from 'grammy';
import { languageOf } from '../../../billing/reader-settings.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { inParts } from '../messages/clipped.ts';
import { textsFor } from '../messages/texts.ts';
import { actionButton, type Screen, sendScreen, show } from '../views/show.ts';
import { adminBack } from './admin.ts';
import { audit } from './audit.ts';
import { forRight, mayDo, roleOf } from './roles.ts';

/** UTF-16 units of an answer in one message: of Telegram's 4,096, less than what its head takes in any language. */
const MOST_ANSWER = 3_900;
/** Tickets on one page; each has a button. */
const SHOWN = 8;
const TICKET_LINE = /(?:^|\s)([0-9a-f]{10})(?:\s|$)/;

/** Tickets: the list of those that wait, one of them, an answer by /answer or by replying to the bot's message about it. */
export function ticketsFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const allowed = forRight(composer, deps, {
    ...{ right: 'tickets', commands: ['tickets', 'answer'] },
    actions: ['tickets', 'ticket', 'close-ticket'],
  });
  allowed.command('tickets', async (ctx) => await show(ctx, await listScreen(deps, ctx)));
  allowed.command('answer', async (ctx) => {
    const [, id, words] = /^([0-9a-f]{10})\s+(.+)$/s.exec(ctx.match.trim()) ?? [];
    const text =
      id === undefined || words === undefined ? ctx.texts.answerUsage : await answer(deps, ctx, { id, words });
    await show(ctx, { text, keyboard: adminBack(ctx) });
  });
  onAction(allowed, 'tickets', async (ctx) => await show(ctx, await listScreen(deps, ctx)));
  onAction(allowed, 'ticket', async (ctx, { id }) => await show(ctx, await ticketScreen(deps, ctx, id)));
  onAction(allowed, 'close-ticket', async (ctx, { id }) => {
    await deps.stores.tickets.close(id, ctx.nowMs);
    await audit(deps, ctx, { act: 'ticket-closed', about: id });
    await show(ctx, await listScreen(deps, ctx));
  });
  composer.on('message:text').filter(
    (ctx) => repliedTicket(ctx) !== null,
    async (ctx, next) => {
      if (!mayDo(await roleOf(deps, ctx.account.telegramId), 'tickets')) return await next();
      const text = await answer(deps, ctx, { id: repliedTicket(ctx) ?? '', words: ctx.message.text });
      await show(ctx, { text, keyboard: adminBack(ctx) });
    },
  );
  return composer;
}

/** The ticket of the bot's message that somebody replies to; null for any other message. */
function repliedTicket(ctx: BotContext): string | null {
  const replied = ctx.message?.reply_to_message;
  if (replied?.from?.id !== ctx.me.id || !('text' in replied) || replied.text?.startsWith('🎫') !== true) return null;
  return TICKET_LINE.exec(replied.text.split('\n')[0] ?? '')?.[1] ?? null;
}

/** Sends an operator's words to whoever opened the ticket; what the operator reads of it. */
async function answer(
  deps: BotDependencies,
  ctx: BotContext,
  { id, words }: { readonly id: string; readonly words: string },
): Promise<string> {
  const { texts } = ctx;
  const { tickets, accounts } = deps.stores;
  const ticket = await tickets.find(id);
  if (ticket === null) return texts.answerUnknown(id);
  const asker = await accounts.find(ticket.telegramId);
  const askerTexts = textsFor(languageOf(asker));
  let result: 'sent' | 'unreachable' = 'sent';
  for (const part of inParts(words, MOST_ANSWER)) {
    const text = askerTexts.supportAnswer(id, part);
    if (result === 'sent')
      result = await sendScreen({ api: ctx.api, accounts }, ticket.telegramId, { text, keyboard: [] });
  }
  await tickets.close(id, ctx.nowMs);
  await audit(deps, ctx, { act: 'ticket-answered', about: id });
  return texts.answerResult[result];
}

async function listScreen({ stores }: BotDependencies, ctx: BotContext): Promise<Screen> {
  const waiting = await stores.tickets.waiting(SHOWN);
  return {
    text: ctx.texts.ticketList(waiting, ctx.nowMs),
    keyboard: [
      ...waiting.map(({ id, topic }) => [actionButton(ctx.texts.buttonTicket(id, topic), { type: 'ticket', id })]),
      ...adminBack(ctx),
    ],
  };
}

async function ticketScreen(deps: BotDependencies, ctx: BotContext, id: string): Promise<Screen> {
  const { texts } = ctx;
  const ticket = await deps.stores.tickets.find(id);
  if (ticket === null) return { text: texts.answerUnknown(id), keyboard: adminBack(ctx) };
  const [asker, entitlement] = await Promise.all([
    deps.stores.accounts.find(ticket.telegramId),
    deps.answers.entitlement({ telegramId: ticket.telegramId, nowMs: ctx.nowMs }),
  ]);
  return {
    text: texts.supportForAdmin({
      ...ticket,
      from: asker?.firstName ?? String(ticket.telegramId),
      paidUntilMs: entitlement.paidUntilMs,
    }),
    keyboard: [
      [
        actionButton(texts.buttonCloseTicket, { type: 'close-ticket', id }),
        actionButton(texts.buttonPerson, { type: 'person', telegramId: ticket.telegramId }),
      ],
      [actionButton(texts.buttonAdminTickets, { type: 'tickets' })],
    ],
  };
}
