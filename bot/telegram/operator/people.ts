import { Composer } from 'grammy';
import { type BotContext, onAction } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import { GRANTED_ROLES, type GrantedRole } from '../operations.ts';
import { actionButton, type Keyboard, type Screen, show } from '../views/show.ts';
import { adminBack } from './admin.ts';
import { audit } from './audit.ts';
import { setCommandMenu } from './command-menu.ts';
import { forRight, mayDo, roleOf } from './roles.ts';

/** /person <id>: what is known of somebody, and the role an owner may give them; /team: who has one. */
export function peopleFeature(deps: BotDependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const ofPeople = forRight(composer, deps, { right: 'people', commands: ['person'], actions: ['people', 'person'] });
  ofPeople.command('person', async (ctx) => await show(ctx, await personScreen(deps, ctx, ctx.match.trim())));
  onAction(ofPeople, 'people', async (ctx) => {
    await show(ctx, { text: ctx.texts.personUsage, keyboard: adminBack(ctx) });
  });
  onAction(ofPeople, 'person', async (ctx, { telegramId }) => {
    await show(ctx, await personScreen(deps, ctx, String(telegramId)));
  });

  const ofTeam = forRight(composer, deps, { right: 'team', commands: ['team'], actions: ['team', 'role'] });
  ofTeam.command('team', async (ctx) => await show(ctx, await teamScreen(deps, ctx)));
  onAction(ofTeam, 'team', async (ctx) => await show(ctx, await teamScreen(deps, ctx)));
  onAction(ofTeam, 'role', async (ctx, asked) => {
    if (!asked.isSure) return await show(ctx, sureScreen(ctx, asked));
    await setRole(deps, ctx, asked);
    await setCommandMenu(
      { api: ctx.api, log: deps.log, hasPartners: deps.partners.all.length > 0 },
      asked.telegramId,
      asked.role,
    );
    await show(ctx, await personScreen(deps, ctx, String(asked.telegramId)));
  });
  return composer;
}

interface RoleAsked {
  readonly telegramId: number;
  /** Null: none any more. */
  readonly role: GrantedRole | null;
}

/** Nothing that gives power is done at the first press. */
function sureScreen({ texts }: BotContext, asked: RoleAsked): Screen {
  const { telegramId } = asked;
  return {
    text: texts.roleSure(telegramId, asked.role),
    keyboard: [
      [
        actionButton(texts.buttonSure, { type: 'role', ...asked, isSure: true }),
        actionButton(texts.buttonCancel, { type: 'person', telegramId }),
      ],
    ],
  };
}

async function setRole(deps: BotDependencies, ctx: BotContext, { telegramId, role }: RoleAsked): Promise<void> {
  const { operators, accounts } = deps.stores;
  if (role === null) {
    await operators.revoke(telegramId);
    await audit(deps, ctx, { act: 'role-revoked', about: String(telegramId) });
    return;
  }
  const firstName = (await accounts.find(telegramId))?.firstName ?? String(telegramId);
  await operators.grant({
    ...{ telegramId, role, firstName, grantedAtMs: ctx.nowMs },
    grantedBy: ctx.account.telegramId,
  });
  await audit(deps, ctx, { act: 'role-granted', about: `${telegramId} ${role}` });
}

async function personScreen(deps: BotDependencies, ctx: BotContext, words: string): Promise<Screen> {
  const { texts, nowMs } = ctx;
  const telegramId = /^\d{1,16}$/.test(words) ? Number(words) : null;
  if (telegramId === null) return { text: texts.personUsage, keyboard: adminBack(ctx) };
  const found = await deps.stores.accounts.find(telegramId);
  if (found === null) return { text: texts.personUnknown(telegramId), keyboard: adminBack(ctx) };
  const [entitlement, lines, tickets, role, own] = await Promise.all([
    deps.answers.entitlement({ telegramId, nowMs }),
    deps.stores.payments.ofAccount(telegramId),
    deps.stores.tickets.ofAccount(telegramId),
    roleOf(deps, telegramId),
    roleOf(deps, ctx.account.telegramId),
  ]);
  const roles: Keyboard =
    mayDo(own, 'team') && role !== 'owner'
      ? [
          GRANTED_ROLES.filter((each) => each !== role).map((each) =>
            actionButton(texts.buttonRole(each), { type: 'role', telegramId, role: each, isSure: false }),
          ),
          ...(role === null
            ? []
            : [[actionButton(texts.buttonNoRole, { type: 'role', telegramId, role: null, isSure: false })]]),
        ]
      : [];
  return {
    text: texts.person({ account: found, entitlement, payments: lines.length, tickets: tickets.length, role }),
    keyboard: [...roles, ...adminBack(ctx)],
  };
}

async function teamScreen({ stores, telegram }: BotDependencies, ctx: BotContext): Promise<Screen> {
  const granted = await stores.operators.list();
  return {
    text: ctx.texts.team({ ids: telegram.adminIds, isClaimed: telegram.owners.isClaimed() }, granted),
    keyboard: [
      ...granted.map(({ telegramId, firstName }) => [
        actionButton(ctx.texts.buttonPersonNamed(firstName), { type: 'person', telegramId }),
      ]),
      ...adminBack(ctx),
    ],
  };
}
