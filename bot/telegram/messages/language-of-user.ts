import type { Accounts } from '../../../billing/ports.ts';
import { languageOf } from '../../../billing/reader-settings.ts';

/** Somebody of whom an update is: the language is that of their app, absent where Telegram does not tell it. */
interface UpdateUser {
  readonly id: number;
  readonly language_code?: string;
}

/**
 * The language (IETF tag) that somebody is written to in where an update comes before the account is met: the one that they chose, else
 * that of their app, else the one that their app told last.
 */
export async function languageOfUser(accounts: Pick<Accounts, 'find'>, user: UpdateUser): Promise<string> {
  const account = await accounts.find(user.id);
  return languageOf({
    ...(account?.settings === undefined ? {} : { settings: account.settings }),
    languageCode: user.language_code ?? account?.languageCode ?? 'en',
  });
}
