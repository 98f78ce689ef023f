import type { Api } from 'grammy';
import type { BotDependencies } from '../dependencies.ts';
import { describeError } from '../describe-error.ts';
import { textsFor } from '../messages/texts.ts';
import type { Role } from '../operations.ts';
import { mayDo, type Right } from './roles.ts';

/** Commands of operators and what they need; a reader's menu has none of them. */
const COMMANDS = [
  ['admin', 'overview'],
  ['logs', 'overview'],
  ['tickets', 'tickets'],
  ['person', 'people'],
  ['team', 'team'],
] as const satisfies readonly (readonly [command: string, right: Right])[];

/** Puts the commands of somebody's role into the menu of their chat; null takes them out. Never rejects: it is a convenience. */
export async function setCommandMenu(
  { api, log }: { readonly api: Api; readonly log: BotDependencies['log'] },
  telegramId: number,
  role: Role | null,
): Promise<void> {
  const texts = textsFor('en');
  const scope = { type: 'chat', chat_id: telegramId } as const;
  const own = COMMANDS.filter(([, right]) => mayDo(role, right)).map(([command]) => ({
    ...{ command, description: texts.operatorCommand(command) },
  }));
  try {
    if (role === null) await api.deleteMyCommands({ scope });
    else await api.setMyCommands([...own, ...texts.commands], { scope });
  } catch (error) {
    log({ type: 'setup-step-failed', step: 'setMyCommands', error: describeError(error) });
  }
}
