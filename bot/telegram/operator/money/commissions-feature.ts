import { Composer, InputFile } from 'grammy';
import { commissionsCsv, dueCommissions, payoutOf } from '../../../../billing/referrals/commissions.ts';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import type { NamedCommission } from '../../messages/money/commission-texts.ts';
import { actionButton, type Screen, show } from '../../views/show.ts';
import { adminBack } from '../admin.ts';
import { audit } from '../audit.ts';
import { forRight } from '../roles.ts';

const SHOWN = 10;

/** /admin commissions: what invitations earned and is due, as a list and a file; each is written down as paid by a second press. */
export function commissionsFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const actions = ['commissions', 'payout'];
  const allowed = forRight(composer, deps, { right: 'refunds', commands: ['admin'], actions });
  allowed
    .command('admin')
    .filter((ctx) => ctx.match === 'commissions')
    .use(async (ctx) => await show(ctx, await commissionsScreen(deps, ctx)));
  onAction(allowed, 'commissions', async (ctx, { what }) => {
    if (what === 'look') return await show(ctx, await commissionsScreen(deps, ctx));
    await ctx.answerCallbackQuery();
    const file = Buffer.from(commissionsCsv(await dueNow(deps, ctx)));
    await ctx.replyWithDocument(new InputFile(file, 'commissions.csv'));
  });
  onAction(allowed, 'payout', async (ctx, { telegramId, currency, amountMinor, isSure }) => {
    const due = (await dueNow(deps, ctx)).find((each) => each.telegramId === telegramId && each.currency === currency);
    const isAsShown = due?.payable === amountMinor;
    if (isAsShown && !isSure) return await show(ctx, sureScreen(ctx, due));
    const isDone = isAsShown && (await writeDown(deps, ctx, due));
    const screen = await commissionsScreen(deps, ctx);
    const { commissionPaid, commissionChanged } = ctx.texts;
    await show(ctx, { ...screen, text: `${isDone ? commissionPaid : commissionChanged}\n\n${screen.text}` });
  });
  return composer;
}

/** False where another press was faster. */
async function writeDown(deps: BotDependencies, ctx: BotContext, due: NamedCommission): Promise<boolean> {
  const { telegramId, payable, currency } = due;
  const isNew = (await deps.stores.payments.append(payoutOf(due, ctx.nowMs))) === 'appended';
  if (isNew) await audit(deps, ctx, { act: 'commission-paid', about: `${telegramId} ${payable} ${currency}` });
  return isNew;
}

/** Nobody can be paid who is forgotten. */
async function dueNow(
  { stores, telegram }: BotDependencies,
  { nowMs }: BotContext,
): Promise<readonly NamedCommission[]> {
  const { payments, accounts } = stores;
  const named: NamedCommission[] = [];
  for (const due of await dueCommissions(payments.commissions(), telegram.referrals, nowMs)) {
    const account = await accounts.find(due.telegramId);
    if (account !== null) named.push({ ...due, name: account.firstName });
  }
  return named;
}

function payoutAction({ telegramId, currency, payable }: NamedCommission, isSure: boolean) {
  return { type: 'payout', telegramId, currency, amountMinor: payable, isSure } as const;
}

function sureScreen({ texts }: BotContext, due: NamedCommission): Screen {
  return {
    text: texts.commissionSure(due),
    keyboard: [
      [
        actionButton(texts.buttonSure, payoutAction(due, true)),
        actionButton(texts.buttonCancel, { type: 'commissions', what: 'look' }),
      ],
    ],
  };
}

async function commissionsScreen(deps: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { texts } = ctx;
  const due = await dueNow(deps, ctx);
  return {
    text: texts.commissions(due, SHOWN),
    keyboard: [
      ...due.slice(0, SHOWN).map((each) => [actionButton(texts.buttonCommissionPaid(each), payoutAction(each, false))]),
      [
        actionButton(texts.buttonCommissionList, { type: 'commissions', what: 'list' }),
        actionButton(texts.buttonRefresh, { type: 'commissions', what: 'look' }),
      ],
      ...adminBack(ctx),
    ],
  };
}
