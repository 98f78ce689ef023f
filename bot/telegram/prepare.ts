import { type Api, HttpError } from 'grammy';
import { isPaid, mapTiers, TIERS, type Tier } from '../../billing/tiers.ts';
import type { ChannelInfo, Channels } from '../answers/my-plan.ts';
import { ENGLISH } from '../texts/language.ts';
import type { BotEvent } from './bot-event.ts';
import { describeError } from './describe-error.ts';
import { textsFor } from './messages/texts.ts';
import type { SeenChannels } from './ports.ts';
import { missingRights } from './reader/membership.ts';

export interface PrepareOptions {
  readonly api: Api;
  /** Chat id of each tier's channel, null where there is none. */
  readonly channelIds: Readonly<Record<Tier, number | null>>;
  readonly seenChannels: SeenChannels;
  readonly log: (event: BotEvent) => void;
}

/** Telegram made ready for the bot, as far as it answers. */
export interface TelegramSetup {
  /** Every channel that is set: as it was last seen until Telegram has answered. The same object, brought up to date. */
  readonly channels: Channels;
  /** Tries what is not done yet; false when something is left. Never rejects. */
  attempt(): Promise<boolean>;
}

interface Step {
  readonly name: string;
  readonly run: () => Promise<unknown>;
  readonly onFailed: (error: string) => void;
  readonly onDone: () => void;
}

/** Reads what was stored of the channels; asks Telegram for nothing yet. */
export async function prepareTelegram(options: PrepareOptions): Promise<TelegramSetup> {
  const channels: Record<Tier, ChannelInfo | null> = { ...mapTiers(() => null) };
  for (const tier of TIERS) {
    const chatId = options.channelIds[tier];
    if (chatId !== null) channels[tier] = await storedChannel(options.seenChannels, chatId);
  }
  let left = [...commandSteps(options), ...TIERS.flatMap((tier) => channelStep(options, tier, channels))];
  const failedBefore = new Set<string>();
  return {
    channels,
    async attempt() {
      // All at once: a channel that hangs must not delay the others.
      const done = await Promise.all(left.map((step) => tryStep(step, failedBefore)));
      left = left.filter((_, index) => done[index] !== true);
      return left.length === 0;
    },
  };
}

async function tryStep(step: Step, failedBefore: Set<string>): Promise<boolean> {
  try {
    await step.run();
    if (failedBefore.delete(step.name)) step.onDone();
    return true;
  } catch (error) {
    // Reported once, though the attempts go on. Where Telegram itself is away, the poller reports that.
    if (!failedBefore.has(step.name) && !(error instanceof HttpError)) {
      step.onFailed(describeError(error));
      failedBefore.add(step.name);
    }
    return false;
  }
}

function commandSteps({ api, log }: PrepareOptions): readonly Step[] {
  const texts = textsFor('en');
  const step = (name: string, run: () => Promise<unknown>): Step => ({
    ...{ name, run },
    onFailed: (error) => log({ type: 'setup-step-failed', step: name, error }),
    onDone: () => {},
  });
  return [
    step('setMyCommands', () => api.setMyCommands(texts.commands, { scope: { type: 'all_private_chats' } })),
    step('setMyDescription', () => api.setMyDescription(texts.botDescription)),
    step('setMyShortDescription', () => api.setMyShortDescription(texts.botShortDescription)),
  ];
}

function channelStep(options: PrepareOptions, tier: Tier, channels: Record<Tier, ChannelInfo | null>): readonly Step[] {
  const { channelIds, log } = options;
  const chatId = channelIds[tier];
  if (chatId === null) return [];
  const setting = `CHANNEL_${tier.toUpperCase()}`;
  return [
    {
      name: setting,
      async run() {
        channels[tier] = await prepareChannel(options, tier, chatId);
      },
      onFailed: (error) => log({ type: 'channel-unreachable', setting, chatId, error }),
      onDone: () => log({ type: 'channel-reachable', setting, chatId }),
    },
  ];
}

async function storedChannel(seenChannels: SeenChannels, chatId: number): Promise<ChannelInfo> {
  const { title, username, inviteLink } = await seenChannels.read(chatId);
  return { chatId, title, inviteLink: username === null ? inviteLink : `https://t.me/${username}` };
}

/** One permanent invite link for each channel, which asks to join where the tier is paid. Safe at every start. */
async function prepareChannel(options: PrepareOptions, tier: Tier, chatId: number): Promise<ChannelInfo> {
  const { api, seenChannels, log } = options;
  const chat = await api.getChat(chatId);
  const title = chat.title ?? String(chatId);
  const isPublic = chat.username !== undefined;
  const me = await api.getMe();
  const detail = missingRights(await api.getChatMember(chatId, me.id), tier);
  if (detail !== null) log({ type: 'channel-rights-missing', chatId, title, detail });
  const username = !isPaid(tier) ? (chat.username ?? null) : null;
  await seenChannels.writeName(chatId, { title, username });
  if (username !== null) return { chatId, title, inviteLink: `https://t.me/${username}` };
  if (isPublic) {
    log({ type: 'channel-rights-missing', chatId, title, detail: ENGLISH.plain('rights-public') });
  }
  const { inviteLink } = await seenChannels.read(chatId);
  if (inviteLink !== null) return { chatId, title, inviteLink };
  const made = await api.createChatInviteLink(chatId, {
    name: `Analyser ${tier}`,
    creates_join_request: isPaid(tier),
  });
  await seenChannels.writeInviteLink(chatId, made.invite_link);
  return { chatId, title, inviteLink: made.invite_link };
}
