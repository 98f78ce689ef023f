import type { Config } from '../../bot/config.ts';
import { type InspectedBot, inspectBot, TokenRefused } from '../../bot/telegram/inspection/inspect-bot.ts';
import { asked, type Finding, fine, wrong } from './finding.ts';

const FRESH_ERROR_MS = 10 * 60_000;
const MANY_PENDING = 100;

/** Token, webhook or polling, rights in each channel, and whether owners can be written to; settings: what of it is not from the chat. */
export async function checkTelegram(
  config: Pick<Config, 'telegram' | 'channels' | 'adminIds' | 'publicUrl' | 'webhookSecret'>,
  nowMs: number,
  settings: Pick<Config, 'channels'>,
): Promise<readonly Finding[]> {
  if (config.telegram === null)
    return [
      wrong(
        'token',
        'TELEGRAM_BOT_TOKEN is not set: open @BotFather, press /newbot, and set the token that it gives you',
      ),
    ];
  const { telegram, channels: channelIds, adminIds: ownerIds } = config;
  return await asked(
    'token',
    async () => {
      try {
        const bot = await inspectBot({ ...telegram, channelIds, ownerIds });
        return [
          fine('token', `@${bot.username}`),
          webhookFinding(config, bot, nowMs),
          ...channelFindings(bot, settings),
          ...ownerFindings(bot, ownerIds),
        ];
      } catch (error) {
        if (!(error instanceof TokenRefused)) throw error;
        return [
          wrong(
            'token',
            `Telegram refuses TELEGRAM_BOT_TOKEN (${error.message}): open @BotFather, /mybots, the bot, API Token, and set that`,
          ),
        ];
      }
    },
    'Telegram could not be asked: let this machine call api.telegram.org on 443, or mend TELEGRAM_API_ROOT',
  );
}

function webhookFinding(
  { publicUrl, webhookSecret }: Pick<Config, 'publicUrl' | 'webhookSecret'>,
  { webhook }: InspectedBot,
  nowMs: number,
): Finding {
  const wanted = publicUrl === null || webhookSecret === null ? '' : new URL('/telegram/webhook', publicUrl).href;
  if (wanted === '' && webhook.url === '') return fine('webhook', 'none: the bot polls');
  if (wanted === '')
    return wrong(
      'webhook',
      `Telegram sends to ${webhook.url}, but this installation polls: stop what runs there, ` +
        'or set PUBLIC_URL and TELEGRAM_WEBHOOK_SECRET; a start without them removes it',
    );
  if (webhook.url !== wanted)
    return wrong(
      'webhook',
      webhook.url === ''
        ? `Telegram knows no webhook yet: start the product (ROLE bot or all), it sets ${wanted}`
        : `Telegram sends to ${webhook.url} instead of ${wanted}: another installation uses this token; stop it, then start this one`,
    );
  const isFresh = webhook.lastErrorMs !== null && nowMs - webhook.lastErrorMs < FRESH_ERROR_MS;
  if (isFresh && webhook.lastError !== null)
    return wrong(
      'webhook',
      `Telegram cannot reach ${wanted}: ${webhook.lastError}; see that it answers on 443 with a valid certificate and reaches ROLE bot`,
    );
  if (webhook.pending > MANY_PENDING)
    return wrong('webhook', `${webhook.pending} updates wait at Telegram: is a process with ROLE bot or all running?`);
  return fine('webhook', wanted);
}

function channelFindings({ channels, username }: InspectedBot, settings: Pick<Config, 'channels'>): readonly Finding[] {
  if (channels.length === 0)
    return [
      wrong(
        'channels',
        `no tier has a channel: as an owner send /channels to @${username} and press the button, or set CHANNEL_… to a chat id`,
      ),
    ];
  return channels.map(({ tier, title, lacks }) => {
    const name = `channel ${tier}`;
    if (lacks === null) return fine(name, title ?? '');
    if (title === null)
      return wrong(
        name,
        settings.channels[tier] === null
          ? `${lacks}; it was chosen in the chat: send /channels there, and choose one in which @${username} is an administrator`
          : `CHANNEL_${tier.toUpperCase()}: ${lacks}; set the chat id (-100…) of a channel in which @${username} is an administrator`,
      );
    return wrong(
      name,
      `${title}: ${lacks}; in the channel press Administrators, Add administrator, @${username}, ` +
        'and allow posting, adding and banning members, and changing the info',
    );
  });
}

function ownerFindings({ unreachable, username }: InspectedBot, ownerIds: readonly number[]): readonly Finding[] {
  if (ownerIds.length === 0)
    return [
      wrong(
        'owners',
        'nobody owns the bot, so nobody hears of troubles or may use /admin: send it the /claim that the start prints, or set ADMIN_IDS',
      ),
    ];
  if (unreachable.length === 0) return [fine('owners', `${ownerIds.length} can be written to`)];
  return [
    wrong('owners', `the bot cannot write to ${unreachable.join(', ')}: open @${username} there and press START`),
  ];
}
