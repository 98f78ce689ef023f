import { Composer } from 'grammy';
import { mayShowPartner, type Partner } from '../../../billing/partners/partner.ts';
import { ELSEWHERE } from '../../../billing/referrals/referral.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, type Keyboard, linkButton, type Screen, show } from '../views/show.ts';
import { PARTNER_CONVERSATION } from './partner-conversation.ts';

/** /partner: the operator's programmes with the conflict of interest in plain words, the reader's own link, and their UIDs. */
export function partnerFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const shown = async (ctx: BotContext, slug: string): Promise<Partner | null> =>
    (await deps.partners.shownTo(ctx.account.telegramId)).find((partner) => partner.slug === slug) ?? null;
  composer.command('partner', async (ctx) => await show(ctx, await partnersScreen(deps, ctx)));
  onAction(composer, 'partners', async (ctx) => await show(ctx, await partnersScreen(deps, ctx)));
  onAction(composer, 'partner-country', async (ctx, { country }) => {
    await deps.stores.links.setCountry(ctx.account.telegramId, country);
    await show(ctx, await partnersScreen(deps, ctx));
  });
  onAction(composer, 'partner', async (ctx, { slug }) => {
    const partner = await shown(ctx, slug);
    await show(ctx, partner === null ? await partnersScreen(deps, ctx) : await partnerScreen(deps, ctx, partner));
  });
  onAction(composer, 'partner-uid', async (ctx, { slug }) => {
    if ((await shown(ctx, slug)) === null) return await show(ctx, await partnersScreen(deps, ctx));
    // A second press starts over instead of waiting twice.
    await ctx.conversation.exitAll();
    await ctx.answerCallbackQuery();
    await ctx.conversation.enter(PARTNER_CONVERSATION, slug);
  });
  return composer;
}

async function partnersScreen(deps: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { texts, account } = ctx;
  const { partners } = deps;
  const menu = [actionButton(texts.buttonMenu, { type: 'home' })];
  if (partners.all.length === 0) return { text: texts.partnersNone, keyboard: [menu] };
  const country = (await deps.stores.links.find(account.telegramId))?.country ?? null;
  const isOpen = partners.all.some((partner) => mayShowPartner(partner, country));
  if (country === null && !isOpen) return countryScreen(deps, ctx);
  const shown = await partners.shownTo(account.telegramId);
  const [only] = shown;
  if (only === undefined) return { text: texts.partnersNotHere, keyboard: [menu] };
  if (shown.length === 1) return await partnerScreen(deps, ctx, only);
  const rows: Keyboard = shown.map(({ slug, title }) => [
    actionButton(texts.buttonPartner(title), { type: 'partner', slug }),
  ]);
  return { text: texts.partners, keyboard: [...rows, menu] };
}

function countryScreen({ partners }: BotDependencies, { texts }: BotContext): Screen {
  const countries = [...new Set(partners.all.flatMap(({ offIn }) => offIn))].toSorted();
  const rows: Keyboard = countries.map((country) => [
    actionButton(texts.buttonCountry(country), { type: 'partner-country', country }),
  ]);
  const elsewhere = [actionButton(texts.buttonElsewhere, { type: 'partner-country', country: ELSEWHERE })];
  return { text: texts.partnerCountry, keyboard: [...rows, elsewhere] };
}

async function partnerScreen({ partners }: BotDependencies, ctx: BotContext, partner: Partner): Promise<Screen> {
  const { texts, account } = ctx;
  const { slug, title } = partner;
  const { telegramId } = account;
  const claims = (await partners.claimsOf(telegramId)).filter((claim) => claim.partner === slug);
  const link = partners.linkOf(slug, { telegramId, signalId: null });
  const others = (await partners.shownTo(telegramId)).length > 1;
  return {
    text: texts.partner(partner, claims),
    keyboard: [
      ...(link === null ? [] : [[linkButton(texts.buttonPartnerLink(title), link)]]),
      [actionButton(texts.buttonPartnerUid, { type: 'partner-uid', slug })],
      [
        ...(others ? [actionButton(texts.buttonPartners, { type: 'partners' })] : []),
        actionButton(texts.buttonMenu, { type: 'home' }),
      ],
    ],
  };
}
