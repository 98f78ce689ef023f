import { mapTiers } from '../../../billing/tiers.ts';
import { createSeenChannels } from '../../adapters/mongo/seen-channels.ts';
import { openMovedChats } from '../../broadcast/moved-chats.ts';
import type { Config } from '../../config.ts';
import type { BotEvent } from '../../telegram/bot-event.ts';
import { openChannelLanguages } from '../../telegram/channels/channel-languages.ts';
import { type PrepareOptions, prepareTelegram } from '../../telegram/prepare.ts';
import type { Environment } from '../environment.ts';
import type { Stores } from './stores.ts';

/** The channels as they were last seen, by the ids that they have now. */
export async function setUpChannels(
  {
    config,
    environment,
  }: {
    readonly config: Pick<Config, 'channelLanguages'>;
    readonly environment: Pick<Environment, 'telegram' | 'partners'>;
  },
  parts: { readonly stores: Pick<Stores, 'setup'>; readonly onBotEvent: (event: BotEvent) => void } & Pick<
    PrepareOptions,
    'api'
  >,
) {
  const { stores, api, onBotEvent } = parts;
  const { channelIds, usualChannelIds } = environment.telegram;
  const known = Object.values(channelIds).filter((chatId) => chatId !== null);
  const moved = await openMovedChats({ texts: stores.setup, onEvent: onBotEvent }, known);
  const current = (chatId: number | null): number | null => (chatId === null ? null : moved.current(chatId));
  const telegramSetup = await prepareTelegram({
    ...{ api, channelIds: mapTiers((tier) => current(channelIds[tier])), log: onBotEvent },
    usualChannelIds,
    seenChannels: createSeenChannels(stores.setup),
    hasPartners: environment.partners.length > 0,
  });
  const channelLanguages = await openChannelLanguages(stores.setup, config.channelLanguages);
  return { moved, telegramSetup, channelLanguages };
}
