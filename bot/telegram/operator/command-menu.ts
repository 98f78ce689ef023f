import type { Api } from 'grammy';
import { OPERATOR_COMMANDS, type OperatorCommandName } from '../commands.ts';
import type { BotDependencies } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { textsFor } from '../messages/texts.ts';
import type { Role } from '../operations.ts';
import { mayDo } from './roles.ts';

/** What somebody of a role may send, none for a reader. */
export function commandsOfRole(role: Role | null): readonly OperatorCommandName[] {
  return OPERATOR_COMMANDS.filter(({ right }) => mayDo(role, right)).map(({ command }) => command);
}

/** Puts the commands of somebody's role into the menu of their chat; null takes them out. Never rejects: it is a convenience. */
export async function setCommandMenu(
  {
    api,
    log,
    hasPartners,
  }: {
    readonly api: Api;
    readonly log: BotDependencies['log'];
    readonly hasPartners: boolean;
  },
  telegramId: number,
  role: Role | null,
): Promise<void> {
  const texts = textsFor('en');
  const scope = { type: 'chat', chat_id: telegramId } as const;
  const own = OPERATOR_COMMANDS.filter(({ right, isInMenu = true }) => isInMenu && mayDo(role, right)).map(
    ({ command }) => ({ command, description: texts.operatorCommand(command) }),
  );
  try {
    if (role === null) await api.deleteMyCommands({ scope });
    else await api.setMyCommands([...own, ...texts.commandMenu(hasPartners)], { scope });
  } catch (error) {
    log({ type: 'setup-step-failed', step: 'setMyCommands', error: describeError(error) });
  }
}
