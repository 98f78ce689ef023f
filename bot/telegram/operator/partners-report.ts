import { Composer, InputFile } from 'grammy';
import type { IncomeFact } from '../../../billing/partners/income.ts';
import { incomeCsv } from '../../../billing/partners/income-csv.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, type Keyboard, type Screen, show } from '../views/show.ts';
import { adminBack } from './admin.ts';
import { audit } from './audit.ts';
import { forRight } from './roles.ts';

const MOST_UIDS = 500;

/** /admin partners: presses, income by partner and signal, claims that wait; the same as CSV. /uids confirms a partner's list. */
export function partnersReportFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const { partners } = deps;
  const allowed = forRight(composer, deps, {
    ...{ right: 'revenue', commands: ['admin', 'uids'], actions: ['partners-report', 'claim'] },
  });
  allowed
    .command('admin')
    .filter((ctx) => ctx.match === 'partners')
    .use(async (ctx) => await show(ctx, await reportScreen(deps, ctx)));
  onAction(allowed, 'partners-report', async (ctx, { what }) => {
    if (what === 'look') return await show(ctx, await reportScreen(deps, ctx));
    await ctx.answerCallbackQuery();
    await ctx.replyWithDocument(await incomeFile(deps));
  });
  onAction(allowed, 'claim', async (ctx, { slug, uid, isOurs }) => {
    const state = await partners.decide(slug, uid, isOurs ? 'confirmed' : 'rejected');
    if (state === 'confirmed' || state === 'rejected')
      await audit(deps, ctx, { act: `claim-${state}`, about: `${slug} ${uid}` });
    const title = partners.find(slug)?.title ?? slug;
    await show(ctx, { text: ctx.texts.claimDecided(title, uid, state), keyboard: reportBack(ctx) });
  });
  allowed.command('uids', async (ctx) => await show(ctx, await confirmList(deps, ctx)));
  return composer;
}

/** Every line of partners' income as a file. */
export async function incomeFile({ partners }: Pick<BotDependencies, 'partners'>): Promise<InputFile> {
  const facts: IncomeFact[] = [];
  for await (const fact of partners.income()) facts.push(fact);
  return new InputFile(Buffer.from(incomeCsv(facts)), 'partner-income.csv');
}

async function confirmList({ partners, ...deps }: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { texts } = ctx;
  const words = (ctx.message?.text ?? '').split(/[\s,;]+/).slice(1);
  const [slug = '', ...named] = words.filter((word) => word !== '');
  const uids = [...new Set(named)].slice(0, MOST_UIDS);
  const partner = partners.find(slug);
  if (partner === null || uids.length === 0) return { text: texts.uidsUsage, keyboard: adminBack(ctx) };
  const waiting = new Set((await partners.pendingOf(slug, uids)).map(({ uid }) => uid));
  for (const uid of waiting) {
    await partners.decide(slug, uid, 'confirmed');
    await audit(deps, ctx, { act: 'claim-confirmed', about: `${slug} ${uid}` });
  }
  return { text: texts.uidsDone(uids.length, waiting.size), keyboard: reportBack(ctx) };
}

function reportBack({ texts }: BotContext): Keyboard {
  return [[actionButton(texts.buttonAdminPartners, { type: 'partners-report', what: 'look' })]];
}

async function reportScreen({ partners }: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { texts } = ctx;
  const report = await partners.report();
  const claims: Keyboard = report.pending.map(({ partner: slug, uid }) => [
    actionButton(texts.buttonClaimConfirm(uid), { type: 'claim', slug, uid, isOurs: true }),
    actionButton(texts.buttonClaimReject(uid), { type: 'claim', slug, uid, isOurs: false }),
  ]);
  return {
    text: texts.partnersReport(partners.all, report),
    keyboard: [
      ...claims,
      [
        actionButton(texts.buttonRefresh, { type: 'partners-report', what: 'look' }),
        actionButton(texts.buttonRevenueFiles, { type: 'partners-report', what: 'files' }),
      ],
      ...adminBack(ctx),
    ],
  };
}
