import { Composer } from 'grammy';
import { DAY_MS } from '../../../engine/time.ts';
import { type BotContext, onAction } from '../context.ts';
import { type BotDependencies, outgoingOf } from '../dependencies.ts';
import { removeByHand, removeExpired } from '../jobs/remove-expired.ts';
import { show } from '../views/show.ts';
import { audit } from './audit.ts';

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
  onAction(forAdmins, 'removals', async (ctx, { tier, verdict, most, day }) => {
    if (verdict === 'none') return await show(ctx, { text: ctx.texts.removalsLeft, keyboard: [] });
    // Another day's question was about other people.
    if (Math.floor(ctx.nowMs / DAY_MS) - day > 1)
      return await show(ctx, { text: ctx.texts.removalsStale, keyboard: [] });
    const run = await removeExpired(outgoingOf(deps, ctx.api), ctx.nowMs, { allowed: { tier, most } });
    if (run.held.includes(tier)) return await show(ctx, { text: ctx.texts.removalsStale, keyboard: [] });
    const { removed } = run;
    await audit(deps, ctx, { act: 'removal-allowed', about: `${tier} ${removed}` });
    await show(ctx, { text: ctx.texts.removalsDone(removed), keyboard: [] });
  });
  return composer;
}
