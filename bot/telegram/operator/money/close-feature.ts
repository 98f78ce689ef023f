import { Composer, InputFile } from 'grammy';
import { standingAt } from '../../../../billing/entitlement.ts';
import { everybodysTimeLeft, timeLeftCsv } from '../../../../billing/lifecycle/time-left.ts';
import { type BotContext, onAction } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import type { ClosingStep, LeftOverview } from '../../messages/money/closing-texts.ts';
import { beginClosing, beginRefunds, readClosing, takeClosingBack } from '../../money/closing.ts';
import type { AuditEntry } from '../../operations.ts';
import { actionButton, type Keyboard, type Screen, show } from '../../views/show.ts';
import { adminBack } from '../admin.ts';
import { audit } from '../audit.ts';
import { forRight } from '../roles.ts';

const ACTS = {
  close: 'service-closed',
  refund: 'stars-returned',
  reopen: 'service-reopened',
} as const satisfies Record<ClosingStep, AuditEntry['act']>;

/** /admin close, for owners: asks, winds the service down, lists what people have left, gives Stars back, or lets it go on. */
export function closeFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const allowed = forRight(composer, deps, { right: 'close', commands: ['admin'], actions: ['closing'] });
  allowed
    .command('admin')
    .filter((ctx) => ctx.match === 'close')
    .use(async (ctx) => await show(ctx, await closingScreen(deps, ctx)));
  onAction(allowed, 'closing', async (ctx, { what, isSure }) => {
    if (what === 'look') return await show(ctx, await closingScreen(deps, ctx));
    if (what === 'list') return await sendList(deps, ctx);
    if (!isSure) return await show(ctx, sureScreen(ctx, what));
    const isDone = await doStep(deps, ctx, what);
    const screen = await closingScreen(deps, ctx);
    await show(ctx, isDone ? screen : { ...screen, text: `${ctx.texts.closingNotPossible}\n\n${screen.text}` });
  });
  return composer;
}

/** Nothing that readers notice is done at the first press. */
function sureScreen({ texts }: BotContext, what: ClosingStep): Screen {
  return {
    text: texts.closingSure(what),
    keyboard: [
      [
        actionButton(texts.buttonSure, { type: 'closing', what, isSure: true }),
        actionButton(texts.buttonCancel, { type: 'closing', what: 'look', isSure: false }),
      ],
    ],
  };
}

async function doStep(deps: BotDependencies, ctx: BotContext, what: ClosingStep): Promise<boolean> {
  const { setup } = deps.stores;
  const { nowMs, account } = ctx;
  const steps: Readonly<Record<ClosingStep, () => Promise<boolean>>> = {
    close: () => beginClosing(setup, { by: account.telegramId, nowMs }),
    refund: () => beginRefunds(setup, nowMs),
    reopen: () => takeClosingBack(setup),
  };
  const isDone = await steps[what]();
  if (isDone) await audit(deps, ctx, { act: ACTS[what], about: new Date(nowMs).toISOString() });
  return isDone;
}

async function closingScreen(deps: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { texts } = ctx;
  const closing = await readClosing(deps.stores);
  const step = (what: ClosingStep): Keyboard => [
    [actionButton(texts.buttonClosing(what), { type: 'closing', what, isSure: false })],
  ];
  return {
    text: texts.closing(closing, await leftOverview(deps, ctx)),
    keyboard: [
      ...(closing === null ? step('close') : []),
      ...(closing !== null && closing.refundsAtMs === null ? [...step('refund'), ...step('reopen')] : []),
      [
        actionButton(texts.buttonClosingList, { type: 'closing', what: 'list', isSure: false }),
        actionButton(texts.buttonRefresh, { type: 'closing', what: 'look', isSure: false }),
      ],
      ...adminBack(ctx),
    ],
  };
}

async function leftOverview({ stores }: BotDependencies, { nowMs }: BotContext): Promise<LeftOverview> {
  const shares = new Map<string, number>();
  const counts = { people: 0, subscriptions: 0, presents: 0 };
  for await (const { ledger, left } of everybodysTimeLeft(stores.payments, nowMs)) {
    counts.people += 1;
    counts.presents += left.filter(({ present }) => present?.type === 'untaken').length;
    counts.subscriptions += standingAt(ledger, nowMs).subscriptions.filter(({ renews }) => renews).length;
    for (const { charge, shareMinor } of left)
      if (charge !== null) shares.set(charge.currency, (shares.get(charge.currency) ?? 0) + shareMinor);
  }
  return { ...counts, shares };
}

async function sendList({ stores }: BotDependencies, ctx: BotContext): Promise<void> {
  await ctx.answerCallbackQuery();
  const { payments, accounts } = stores;
  const people: Parameters<typeof timeLeftCsv>[0][number][] = [];
  for await (const { telegramId, left } of everybodysTimeLeft(payments, ctx.nowMs))
    people.push({ telegramId, left, name: (await accounts.find(telegramId))?.firstName ?? '' });
  await ctx.replyWithDocument(new InputFile(Buffer.from(timeLeftCsv(people)), 'days-left.csv'));
}
