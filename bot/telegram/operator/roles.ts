import type { Composer } from 'grammy';
import type { BotContext } from '../context.ts';
import type { BotDependencies } from '../dependencies.ts';
import type { Right, Role } from '../operations.ts';

const RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  owner: [
    'channels',
    'overview',
    'people',
    'tickets',
    'team',
    'pause',
    'refunds',
    'revenue',
    'broadcast',
    'alerts',
    'close',
  ],
  admin: ['overview', 'people', 'tickets', 'pause', 'refunds', 'revenue', 'broadcast', 'alerts'],
  support: ['people', 'tickets'],
  analyst: ['overview'],
};

type RoleSources = {
  readonly telegram: Pick<BotDependencies['telegram'], 'adminIds'>;
  readonly stores: Pick<BotDependencies['stores'], 'operators'>;
};

/** The role of a person; null for a reader. */
export async function roleOf({ telegram, stores }: RoleSources, telegramId: number): Promise<Role | null> {
  if (telegram.adminIds.includes(telegramId)) return 'owner';
  return (await stores.operators.find(telegramId))?.role ?? null;
}

/** Whether a role lets one do this. */
export function mayDo(role: Role | null, right: Right): boolean {
  return role !== null && RIGHTS[role].includes(right);
}

/** Everybody who may do this, owners first. */
export async function whoMay({ telegram, stores }: RoleSources, right: Right): Promise<readonly number[]> {
  const granted = (await stores.operators.list()).filter(({ role }) => mayDo(role, right));
  return [...new Set([...telegram.adminIds, ...granted.map(({ telegramId }) => telegramId)])];
}

/** Of a composer, what sees only these commands and buttons of whoever has the right. The database is asked for them only. */
export function forRight(
  composer: Composer<BotContext>,
  deps: RoleSources,
  asked: { readonly right: Right; readonly commands: readonly string[]; readonly actions: readonly string[] },
): Composer<BotContext> {
  const { right, commands, actions } = asked;
  return composer.filter(async (ctx) => {
    const { action } = ctx;
    const isAsked = action === null ? commands.some((each) => ctx.hasCommand(each)) : actions.includes(action.type);
    return isAsked && mayDo(await roleOf(deps, ctx.account.telegramId), right);
  });
}
