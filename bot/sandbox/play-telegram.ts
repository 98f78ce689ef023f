import { isPaid, mapTiers, TIER_RIGHTS, TIERS, type Tier } from '../../billing/tiers.ts';
import {
  createTelegramSandbox,
  type TelegramSandbox,
  type TelegramSandboxOptions,
} from './telegram/create-telegram-sandbox.ts';
import { JournalDamaged } from './telegram/state/journal.ts';
import { WorldDamaged } from './world-folder.ts';

/** Token of the bot in the sandbox's Telegram; it opens nothing anywhere else. */
export const PLAY_TOKEN = '7000000001:play-token-of-the-local-sandbox-0000';
export const PLAY_BOT_USERNAME = 'analyser_demo_bot';

interface PlayChannel {
  readonly tier: Tier;
  readonly id: number;
  readonly title: string;
  readonly username: string | null;
  readonly about: string;
}

/** Ids as Telegram numbers channels: this one and those below it. */
const FIRST_CHANNEL_ID = -1_002_000_000_001;

/** The channels of the sandbox's Telegram, one for each tier. */
const PLAY_CHANNELS: readonly PlayChannel[] = TIERS.map((tier, index) => ({
  tier,
  id: FIRST_CHANNEL_ID - index,
  title: `Analyser Signals · ${TIER_RIGHTS[tier].title}`,
  username: isPaid(tier) ? null : 'analyser_free',
  // The bot describes its channels, here as in the real Telegram.
  about: '',
}));

/** The bot, its channels and the people of the sandbox's Telegram. Throws WorldDamaged when its journal cannot be read. */
export function openPlayTelegram(
  options: Pick<TelegramSandboxOptions, 'clock' | 'journalPath' | 'log'>,
): TelegramSandbox {
  try {
    return createTelegramSandbox({
      botToken: PLAY_TOKEN,
      botName: 'Analyser',
      botUsername: PLAY_BOT_USERNAME,
      channels: PLAY_CHANNELS,
      ...options,
    });
  } catch (cause) {
    if (cause instanceof JournalDamaged)
      throw new WorldDamaged(`the sandbox's Telegram (telegram.jsonl) is damaged in line ${cause.line}`, { cause });
    throw cause;
  }
}

export function playChannelIds(): Readonly<Record<Tier, number | null>> {
  return mapTiers((tier) => PLAY_CHANNELS.find((channel) => channel.tier === tier)?.id ?? null);
}
