import type { TelegramSettings } from '../../../bot/telegram/dependencies.ts';
import { ENGLISH } from '../../../bot/texts/language.ts';

/** Nobody owns the bot or makes it an administrator here. */
export const NO_OWNERS: Pick<TelegramSettings, 'adminIds' | 'owners' | 'channelSetup' | 'channelLanguages'> = {
  adminIds: [],
  owners: { claim: async () => false, isClaimed: () => false },
  channelSetup: {
    isBySetting: () => true,
    ...{ assign: async () => {}, administered: async () => [], noteAdministered: async () => {} },
    ...{ isToAsk: () => true, attempt: async () => true },
  },
  channelLanguages: { of: () => ENGLISH, isBySetting: () => true, choose: async () => {}, look: async () => {} },
};
