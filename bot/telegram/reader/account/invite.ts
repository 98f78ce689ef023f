import { Composer } from 'grammy';
import { asksCountry, ELSEWHERE, mayRefer, referralBalances } from '../../../../billing/referrals/referral.ts';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { sendPicture } from '../../views/send-picture.ts';
import { actionButton, type Keyboard, linkButton, type Screen, show } from '../../views/show.ts';

/** /invite: the reader's own link, its picture, what it brought; where that is off by country, it asks once where one lives. */
export function inviteFeature(deps: BotDependencies): Composer<BotContext> {
  const { links } = deps.stores;
  const composer = new Composer<BotContext>();
  composer.command('invite', async (ctx) => await show(ctx, await inviteScreen(deps, ctx)));
  onAction(composer, 'invite', async (ctx, { what }) => {
    if (what === 'look') return await show(ctx, await inviteScreen(deps, ctx));
    if (!mayRefer(await countryOf(deps, ctx), deps.telegram.referrals))
      return await show(ctx, await inviteScreen(deps, ctx));
    const link = await linkOf(deps, ctx);
    await ctx.answerCallbackQuery();
    const png = await deps.answers.qrPicture({ text: link });
    await sendPicture(ctx, { png, name: 'invitation.png', caption: ctx.texts.inviteCaption(link), keyboard: [] });
  });
  onAction(composer, 'country', async (ctx, { country, then }) => {
    await links.setCountry(ctx.account.telegramId, country);
    if (then === 'invite') return await show(ctx, await inviteScreen(deps, ctx));
    const text = mayRefer(country, deps.telegram.referrals) ? invitedNote(deps, ctx) : ctx.texts.inviteOff;
    await show(ctx, { text, keyboard: [[actionButton(ctx.texts.buttonMenu, { type: 'home' })]] });
  });
  return composer;
}

/** What somebody reads who came by an invitation; null where there is nothing to be had. */
export function invitedNote({ telegram }: BotDependencies, { texts }: BotContext): string {
  const { reward } = telegram.referrals;
  return reward.type === 'days' ? texts.invitedDays(reward.days) : texts.invited;
}

/** The question where one lives, which is asked once and only where some countries are listed; null where it need not be asked. */
export async function countryQuestion(
  deps: BotDependencies,
  ctx: BotContext,
  then: 'invite' | 'home',
): Promise<Screen | null> {
  const { texts } = ctx;
  const { referrals } = deps.telegram;
  if (!asksCountry(await countryOf(deps, ctx), referrals)) return null;
  const countries: Keyboard = referrals.offIn.map((country) => [
    actionButton(texts.buttonCountry(country), { type: 'country', country, then }),
  ]);
  const elsewhere = [actionButton(texts.buttonElsewhere, { type: 'country', country: ELSEWHERE, then })];
  return { text: texts.inviteCountry, keyboard: [...countries, elsewhere] };
}

async function countryOf({ stores }: BotDependencies, { account }: BotContext): Promise<string | null> {
  return (await stores.links.find(account.telegramId))?.country ?? null;
}

async function linkOf({ stores, runtime }: BotDependencies, ctx: BotContext): Promise<string> {
  const code = await stores.links.inviteCode(ctx.account.telegramId, runtime.newNonce().slice(-10));
  return `https://t.me/${ctx.me.username}?start=ref_${code}`;
}

async function inviteScreen(deps: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { texts, account, nowMs } = ctx;
  const { referrals } = deps.telegram;
  const menu = [actionButton(texts.buttonMenu, { type: 'home' })];
  const question = await countryQuestion(deps, ctx, 'invite');
  if (question !== null) return question;
  if (!mayRefer(await countryOf(deps, ctx), referrals)) return { text: texts.inviteOff, keyboard: [menu] };
  const link = await linkOf(deps, ctx);
  const ledger = await deps.stores.payments.ofAccount(account.telegramId);
  const share = `https://t.me/share/url?url=${encodeURIComponent(link)}`;
  return {
    text: texts.invite({
      link,
      reward: referrals.reward,
      rewards: ledger.filter((fact) => fact.type === 'granted' && fact.externalId.endsWith(':inviter')).length,
      balances: referralBalances(ledger, nowMs),
    }),
    keyboard: [
      [
        linkButton(texts.buttonShare, share),
        actionButton(texts.buttonInvitePicture, { type: 'invite', what: 'picture' }),
      ],
      menu,
    ],
  };
}
