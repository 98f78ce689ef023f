import { Composer } from 'grammy';
import { type BotContext, onAction } from '../context.ts';
import { type BotDependencies, outgoingOf } from '../dependencies.ts';
import { removeByHand } from '../jobs/remove-expired.ts';
import { show } from '../views/show.ts';

/** The operator's answer about a member whom the bot did not let in (jobs/remove-expired.ts asks). For admins only. */
export function guestsFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const forAdmins = composer.filter((ctx) => deps.telegram.adminIds.includes(ctx.account.telegramId));
  onAction(forAdmins, 'member', async (ctx, { tier, telegramId, verdict }) => {
    const { memberDecided } = ctx.texts;
    if (verdict === 'stay') {
      await deps.stores.memberships.note(telegramId, tier, 'may-stay');
      return await show(ctx, { text: memberDecided.stay(telegramId), keyboard: [] });
    }
    const isGone = await removeByHand(outgoingOf(deps, ctx.api), { telegramId, tier }, ctx.nowMs);
    await show(ctx, { text: memberDecided[isGone ? 'remove' : 'failed'](telegramId), keyboard: [] });
  });
  return composer;
}
