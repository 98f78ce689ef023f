import { type StoredSettings, settingsOf } from '../../../../billing/reader-settings.ts';
import type { BotContext } from '../../context.ts';
import type { BotDependencies } from '../../dependencies.ts';
import { textsFor } from '../../messages/texts.ts';

/** Stores what a reader chose and lets the rest of this update see it. */
export async function changeSettings(
  { stores }: Pick<BotDependencies, 'stores'>,
  ctx: BotContext,
  chosen: StoredSettings,
): Promise<void> {
  const { account, nowMs } = ctx;
  const signal = chosen.messages?.signal;
  const begins = signal !== undefined && signal !== 'off' && settingsOf(account).messages.signal === 'off';
  const changes = begins ? { ...chosen, signalsSinceMs: nowMs } : chosen;
  await stores.accounts.changeSettings(account.telegramId, changes);
  const settings = {
    ...{ ...account.settings, ...changes },
    messages: { ...account.settings?.messages, ...changes.messages },
  };
  const language = chosen.language === undefined ? {} : { texts: textsFor(chosen.language ?? account.languageCode) };
  Object.assign(ctx, { account: { ...account, settings }, ...language });
}
