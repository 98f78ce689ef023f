import { type Api, HttpError } from 'grammy';
import { isPaid, mapTiers, TIERS, type Tier } from '../../billing/tiers.ts';
import type { ChannelInfo, Channels } from '../answers/my-plan.ts';
import { ENGLISH, LANGUAGES } from '../texts/language.ts';
import type { BotEvent } from './bot-event.ts';
import { missingRights } from './channels/missing-rights.ts';
import { createQuestionGate } from './channels/question-gate.ts';
import { describeError } from './describe-error.ts';
import { channelSetting } from './messages/operator/channel-setting.ts';
import { textsFor } from './messages/texts.ts';
import type { ChannelSetup, SeenChannels } from './ports.ts';

export interface PrepareOptions {
  readonly api: Api;
  /** Chat id of each tier's channel by its CHANNEL_ setting, which wins; null where there is none. */
  readonly channelIds: Readonly<Record<Tier, number | null>>;
  /** Channels of tiers for which neither a setting nor an owner named one: the sandbox's. */
  readonly usualChannelIds: Readonly<Record<Tier, number | null>>;
  readonly seenChannels: SeenChannels;
  /** Whether the menu names what is there with a partner programme only. */
  readonly hasPartners: boolean;
  readonly log: (event: BotEvent) => void;
}

/** Telegram made ready for the bot, as far as it answers. */
export interface TelegramSetup extends ChannelSetup {
  /** Every channel that is set: as it was last seen until Telegram has answered. The same object, brought up to date. */
  readonly channels: Channels;
  /** Reads again which channels owners chose: another process of this installation may have been told. */
  look(): Promise<void>;
}

interface Step {
  readonly name: string;
  readonly run: () => Promise<unknown>;
  readonly onFailed: (error: string) => void;
  readonly onDone: () => void;
}

/** Reads what was stored of the channels; asks Telegram for nothing yet. */
export async function prepareTelegram(options: PrepareOptions): Promise<TelegramSetup> {
  const { channelIds, seenChannels } = options;
  const channels: Record<Tier, ChannelInfo | null> = { ...mapTiers(() => null) };
  const left = new Map<string, Step>();
  const failedBefore = new Set<string>();
  for (const step of commandSteps(options)) left.set(step.name, step);
  const look = async (): Promise<void> => {
    for (const tier of TIERS) {
      const chatId = channelIds[tier] ?? (await seenChannels.chosen(tier)) ?? options.usualChannelIds[tier];
      const known = channels[tier];
      if (chatId === null) {
        channels[tier] = null;
        left.delete(channelSetting(tier));
      } else if (known?.chatId !== chatId || known.inviteLink === null) {
        channels[tier] = await storedChannel(seenChannels, chatId);
        if (known?.chatId !== chatId) left.set(channelSetting(tier), channelStep(options, tier, channels));
      }
    }
  };
  const attempt = async (): Promise<boolean> => {
    // All at once: a channel that hangs must not delay the others.
    await Promise.all(
      [...left].map(async ([name, step]) => {
        if ((await tryStep(step, failedBefore)) && left.get(name) === step) left.delete(name);
      }),
    );
    return left.size === 0;
  };
  await look();
  return {
    ...{ channels, look, attempt },
    ...{ administered: seenChannels.administered, noteAdministered: seenChannels.noteAdministered },
    isToAsk: createQuestionGate(),
    isBySetting: (tier) => channelIds[tier] !== null,
    async assign(chatId, tier) {
      if (tier !== null && channelIds[tier] !== null) throw new Error(`expected no CHANNEL_ setting of ${tier}`);
      // A channel is of one tier: what was said of it before is taken back first.
      for (const each of TIERS) if ((await seenChannels.chosen(each)) === chatId) await seenChannels.choose(each, null);
      if (tier !== null) await seenChannels.choose(tier, chatId);
      await look();
      await attempt();
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

/** Commands, description and menu button; in each language, English for every other one. */
function commandSteps({ api, log, hasPartners }: PrepareOptions): readonly Step[] {
  const step = (name: string, run: () => Promise<unknown>): Step => ({
    ...{ name, run },
    onFailed: (error) => log({ type: 'setup-step-failed', step: name, error }),
    onDone: () => {},
  });
  const scope = { type: 'all_private_chats' } as const;
  return [
    ...LANGUAGES.flatMap((code) => {
      const texts = textsFor(code);
      const language = code === ENGLISH.code ? {} : { language_code: code };
      const of = (name: string): string => (code === ENGLISH.code ? name : `${name} ${code}`);
      return [
        step(of('setMyCommands'), () => api.setMyCommands(texts.commandMenu(hasPartners), { scope, ...language })),
        step(of('setMyDescription'), () => api.setMyDescription(texts.botDescription, language)),
        step(of('setMyShortDescription'), () => api.setMyShortDescription(texts.botShortDescription, language)),
      ];
    }),
    step('setChatMenuButton', () => api.setChatMenuButton({ menu_button: { type: 'commands' } })),
  ];
}

/** Asks Telegram for the channel that a tier has at this moment, and keeps it while it has it still. */
function channelStep(options: PrepareOptions, tier: Tier, channels: Record<Tier, ChannelInfo | null>): Step {
  const { log } = options;
  const setting = channelSetting(tier);
  const chatId = channels[tier]?.chatId ?? 0;
  return {
    name: setting,
    async run() {
      const prepared = await prepareChannel(options, tier, chatId);
      if (channels[tier]?.chatId === chatId) channels[tier] = prepared;
    },
    onFailed: (error) => log({ type: 'channel-unreachable', setting, chatId, error }),
    onDone: () => log({ type: 'channel-reachable', setting, chatId }),
  };
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
