import type { Api } from 'grammy';
import type { TextStore } from '../../billing/ports.ts';
import { TIERS, type Tier } from '../../engine/signals/delivery.ts';
import type { BotDependencies, ChannelInfo, Channels } from './dependencies.ts';
import { describeError } from './describe-error.ts';
import { missingRights } from './features/membership.ts';
import { textsFor } from './locales/texts.ts';

export interface PrepareOptions {
  readonly api: Api;
  /** Chat id of each tier's channel, null where there is none. */
  readonly channelIds: Readonly<Record<Tier, number | null>>;
  /** Where invite links are kept, so that each channel ever gets one (createMongoTextStore(connection, 'telegram_setup')). */
  readonly setup: TextStore;
  readonly log: BotDependencies['log'];
}

/**
 * Makes Telegram ready: commands, descriptions, and one permanent invite link for each channel, which asks to join where
 * the tier is paid. Safe at every start. A failing description is an event; an unreachable channel rejects.
 */
export async function prepareTelegram(options: PrepareOptions): Promise<Channels> {
  const { api, log } = options;
  const texts = textsFor('en');
  const steps: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['setMyCommands', () => api.setMyCommands(texts.commands, { scope: { type: 'all_private_chats' } })],
    ['setMyDescription', () => api.setMyDescription(texts.botDescription)],
    ['setMyShortDescription', () => api.setMyShortDescription(texts.botShortDescription)],
  ];
  for (const [step, run] of steps) {
    await run().catch((error: unknown) => log({ type: 'setup-step-failed', step, error: describeError(error) }));
  }
  const channels: Record<Tier, ChannelInfo | null> = { free: null, pro: null, elite: null };
  for (const tier of TIERS) {
    const chatId = options.channelIds[tier];
    if (chatId !== null) channels[tier] = await prepareChannel(options, tier, chatId);
  }
  return channels;
}

async function prepareChannel({ api, setup, log }: PrepareOptions, tier: Tier, chatId: number): Promise<ChannelInfo> {
  const chat = await api.getChat(chatId);
  const title = chat.title ?? String(chatId);
  const me = await api.getMe();
  const detail = missingRights(await api.getChatMember(chatId, me.id), tier);
  if (detail !== null) log({ type: 'channel-rights-missing', chatId, title, detail });
  if (tier === 'free' && chat.username !== undefined)
    return { chatId, title, inviteLink: `https://t.me/${chat.username}` };
  if (tier !== 'free' && chat.username !== undefined) {
    log({
      type: 'channel-rights-missing',
      chatId,
      title,
      detail: 'the channel of a paid tier is public: anybody can read it',
    });
  }
  const key = `invite|${chatId}`;
  const stored = await setup.read(key);
  if (stored !== null) return { chatId, title, inviteLink: stored };
  const made = await api.createChatInviteLink(chatId, {
    name: `Analyser ${tier}`,
    creates_join_request: tier !== 'free',
  });
  await setup.write(key, made.invite_link);
  return { chatId, title, inviteLink: made.invite_link };
}
