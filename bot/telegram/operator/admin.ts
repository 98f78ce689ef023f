import { Composer } from 'grammy';
import { FREE_TIER, TIERS } from '../../../billing/tiers.ts';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import type { ActionOf } from '../views/action.ts';
import { pageArrows, pageCount } from '../views/paged-buttons.ts';
import { actionButton, type Keyboard, type Screen, show } from '../views/show.ts';
import { setCommandMenu } from './command-menu.ts';
import { readOverview } from './read-overview.ts';
import { forRight, mayDo, roleOf } from './roles.ts';

type Page = ActionOf<'admin'>['page'];

const LOG_LINES = 12;
const ACTS = 12;
const MODELS_PER_PAGE = 10;

/** /admin: one overview edited in place, with its pages: models, log, acts, team. /logs and /version are two of them. */
export function adminFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const commands = ['admin', 'logs', 'version'];
  const allowed = forRight(composer, deps, { right: 'overview', commands, actions: ['admin'] });
  // A word behind it names a page of a file of its own; any other leads here.
  allowed.command('admin', async (ctx) => {
    await show(ctx, await screenOf(deps, ctx, { page: 'overview' }));
    const { telegramId } = ctx.account;
    await setCommandMenu(
      { api: ctx.api, log: deps.log, hasPartners: deps.partners.all.length > 0 },
      telegramId,
      await roleOf(deps, telegramId),
    );
  });
  allowed.command('logs', async (ctx) => await show(ctx, await screenOf(deps, ctx, { page: 'logs' })));
  allowed.command('version', async (ctx) => {
    await show(ctx, { text: ctx.texts.adminVersion(deps.operations.version), keyboard: adminBack(ctx) });
  });
  onAction(allowed, 'admin', async (ctx, asked) => await show(ctx, await screenOf(deps, ctx, asked)));
  return composer;
}

/** The way back to the overview. */
export function adminBack({ texts }: Pick<BotContext, 'texts'>): Keyboard {
  return [[actionButton(texts.buttonAdminBack, { type: 'admin', page: 'overview' })]];
}

async function screenOf(
  deps: BotDependencies,
  ctx: BotContext,
  { page, at = 0 }: { readonly page: Page; readonly at?: number },
): Promise<Screen> {
  const { texts } = ctx;
  switch (page) {
    case 'overview':
      return await overviewScreen(deps, ctx);
    case 'models':
      return await modelsScreen(deps, ctx, at);
    case 'logs':
      return {
        text: texts.adminLogs(deps.operations.logs().slice(-LOG_LINES).toReversed(), deps.operations.failures()),
        keyboard: adminBack(ctx),
      };
    case 'acts':
      return { text: texts.adminActs(await deps.stores.audit.latest(ACTS)), keyboard: adminBack(ctx) };
  }
}

async function overviewScreen(deps: BotDependencies, ctx: BotContext): Promise<Screen> {
  const { texts, nowMs, account } = ctx;
  const role = await roleOf(deps, account.telegramId);
  const { answers } = deps;
  const newest = () => answers.signals({ tier: TIERS.at(-1) ?? FREE_TIER, nowMs, limit: 1 });
  const overview = await readOverview({ ...deps, markets: answers.marketStatus, newest }, nowMs);
  const button = (text: string, page: Page) => actionButton(text, { type: 'admin', page });
  const people: Keyboard = mayDo(role, 'tickets')
    ? [
        [
          actionButton(texts.buttonAdminTickets, { type: 'tickets' }),
          actionButton(texts.buttonAdminPeople, { type: 'people' }),
        ],
      ]
    : [];
  return {
    text: texts.adminOverview(overview),
    keyboard: [
      [button(texts.buttonRefresh, 'overview'), button(texts.buttonAdminModels, 'models')],
      [button(texts.buttonAdminLogs, 'logs'), button(texts.buttonAdminActs, 'acts')],
      ...(mayDo(role, 'pause')
        ? [
            [
              actionButton(texts.buttonControls, { type: 'controls' }),
              actionButton(texts.buttonBroadcasts, { type: 'broadcasts' }),
            ],
          ]
        : []),
      ...people,
      ...(mayDo(role, 'revenue') ? [[actionButton(texts.buttonAdminRevenue, { type: 'revenue', what: 'look' })]] : []),
      ...(mayDo(role, 'revenue') && deps.partners.all.length > 0
        ? [[actionButton(texts.buttonAdminPartners, { type: 'partners-report', what: 'look' })]]
        : []),
      ...(mayDo(role, 'refunds') && deps.telegram.referrals.reward.type === 'commission'
        ? [[actionButton(texts.buttonAdminCommissions, { type: 'commissions', what: 'look' })]]
        : []),
      ...(mayDo(role, 'team') && mayDo(role, 'channels')
        ? [
            [
              actionButton(texts.buttonAdminTeam, { type: 'team' }),
              actionButton(texts.buttonChannels, { type: 'channels' }),
            ],
          ]
        : []),
      ...(mayDo(role, 'close')
        ? [[actionButton(texts.buttonAdminClose, { type: 'closing', what: 'look', isSure: false })]]
        : []),
      [actionButton(texts.buttonMenu, { type: 'home' })],
    ],
  };
}

async function modelsScreen(deps: BotDependencies, ctx: BotContext, asked: number): Promise<Screen> {
  const [markets, record] = await Promise.all([deps.answers.marketStatus(), deps.answers.trackRecord({})]);
  const pages = pageCount(markets.length, MODELS_PER_PAGE);
  const at = Math.min(asked, pages - 1);
  const shown = markets.slice(at * MODELS_PER_PAGE, (at + 1) * MODELS_PER_PAGE);
  const toPage = (page: number) => ({ type: 'admin', page: 'models', at: page }) as const;
  return {
    text: ctx.texts.adminModels(shown, record),
    keyboard: [...pageArrows({ page: at, pages, toPage }), ...adminBack(ctx)],
  };
}
