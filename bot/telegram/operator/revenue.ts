import { Composer, InputFile } from 'grammy';
import type { IncomeRow } from '../../../billing/partners/income.ts';
import { cashCsv, revenueCsv } from '../../../billing/revenue/revenue-csv.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { actionButton, type Screen, show } from '../views/show.ts';
import { adminBack } from './admin.ts';
import { incomeFile } from './partners-report.ts';
import { forRight } from './roles.ts';

/** /admin revenue: recurring revenue, its movements, churn, retention, trials and money; the same as CSV files. */
export function revenueFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const allowed = forRight(composer, deps, { right: 'revenue', commands: ['admin'], actions: ['revenue'] });
  allowed
    .command('admin')
    .filter((ctx) => ctx.match === 'revenue')
    .use(async (ctx) => await show(ctx, await revenueScreen(deps, ctx)));
  onAction(allowed, 'revenue', async (ctx, { what }) => {
    if (what === 'look') return await show(ctx, await revenueScreen(deps, ctx));
    await ctx.answerCallbackQuery();
    const report = await deps.answers.revenue({ nowMs: ctx.nowMs });
    await ctx.replyWithDocument(new InputFile(Buffer.from(revenueCsv(report)), 'recurring-revenue.csv'));
    await ctx.replyWithDocument(new InputFile(Buffer.from(cashCsv(report)), 'money.csv'));
    if ((await partnerRows(deps)).length > 0) await ctx.replyWithDocument(await incomeFile(deps));
  });
  return composer;
}

/** What partners reported, where there are any. */
async function partnerRows({ partners }: BotDependencies): Promise<readonly IncomeRow[]> {
  return partners.all.length === 0 ? [] : (await partners.report()).rows;
}

async function revenueScreen(deps: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { texts, nowMs } = ctx;
  const report = await deps.answers.revenue({ nowMs });
  return {
    text: [texts.revenue(report), ...texts.partnersRevenue(await partnerRows(deps))].join('\n\n'),
    keyboard: [
      [
        actionButton(texts.buttonRefresh, { type: 'revenue', what: 'look' }),
        actionButton(texts.buttonRevenueFiles, { type: 'revenue', what: 'files' }),
      ],
      ...adminBack(ctx),
    ],
  };
}
