import type { Conversation, ConversationBuilder } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { parseUid } from '../../../billing/partners/claim.ts';
import type { BotContext } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { textsFor } from '../messages/texts.ts';
import { actionButton, messageOptions } from '../views/show.ts';

/** Name of the conversation; stored with the ones that wait. */
export const PARTNER_CONVERSATION = 'partner';
const WAIT_MS = 30 * 60_000;
/** More tries than anybody makes; each asks for another. */
const ATTEMPTS = 20;

/**
 * Asks for the UID under which somebody trades. It runs again from its top at every message, so whatever asks the database, the clock or a
 * partner is inside `external`.
 */
export function partnerConversation(deps: BotDependencies): ConversationBuilder<BotContext, Context> {
  return async (conversation: Conversation<BotContext, Context>, ctx: Context, slug: string) => {
    const partner = deps.partners.find(slug);
    if (partner === null) return;
    const { title } = partner;
    const texts = textsFor(await conversation.external((outer) => outer.texts.language.code));
    const cancel = messageOptions([[actionButton(texts.buttonCancel, { type: 'cancel' })]]);
    await ctx.reply(texts.partnerAskUid(title), cancel);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const answer = await conversation.waitFor('message:text', { maxMilliseconds: WAIT_MS, next: true });
      const uid = parseUid(answer.message.text);
      if (uid === null) {
        await answer.reply(texts.partnerBadUid, cancel);
        continue;
      }
      const outcome = await conversation.external(
        async (outer) => await deps.partners.claim({ slug, uid, telegramId: outer.account.telegramId }),
      );
      await answer.reply(
        texts.partnerClaim(partner, uid, outcome),
        messageOptions([
          [
            actionButton(texts.buttonPartner(title), { type: 'partner', slug }),
            actionButton(texts.buttonMenu, { type: 'home' }),
          ],
        ]),
      );
      return;
    }
  };
}
