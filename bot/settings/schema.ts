import { isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { mapTiers, TIERS, type Tier } from '../../billing/tiers.ts';
import { featureRow } from '../../engine/features/table.ts';
import { PUBLISHED_NAMES, type PublishedFile } from '../../engine/market/published.ts';
import { MODEL_KINDS } from '../../engine/models/model.ts';
import { SUMMARY_KINDS } from '../answers/summary.ts';
import { DEFAULT_INFORMED } from '../broadcast/plan.ts';
import { channelCosts } from './channel-costs.ts';
import { channelLanguages, NO_CHANNEL_LANGUAGES } from './channel-languages.ts';
import { DEFAULT_DATA_DIR } from './data-dir.ts';
import { allowsSwing, type FollowedMarket, parseFollowedMarket } from './followed-market.ts';
import { parseNetwork } from './networks.ts';
import { partnerList } from './partner-list.ts';
import { pictureThemes } from './picture-themes.ts';
import { parseReferralReward, REFERRALS_FORM } from './referral-reward.ts';
import { ROLES } from './role.ts';
import { listSetting, setting, shown } from './setting.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Who trains the challengers of a running installation: its engine, or `npm run retrain`. */
const RETRAININGS = ['here', 'elsewhere'] as const;
export type Retraining = (typeof RETRAININGS)[number];

const text = setting({ expected: 'some text', parse: (given) => (given === '' ? null : given) });
const chatId = setting({
  expected: 'the number of a channel, such as -1001234567890',
  parse: (given) => (/^-\d{1,15}$/.test(given) ? Number(given) : null),
});

function wholeNumber(low: number, high: number) {
  return setting({
    expected: `a whole number from ${low} to ${high}`,
    parse: (given) => (/^\d{1,15}$/.test(given) && +given >= low && +given <= high ? Number(given) : null),
  });
}

function oneOf<const T extends string>(names: readonly T[], expected = `one of ${names.join(' ')}`) {
  return setting({ expected, parse: (given) => names.find((name) => name === given) ?? null });
}

function webAddress(expected: string) {
  return setting({
    expected,
    parse: (given) => (/^https?:\/\/[^\s@]+$/.test(given) && URL.canParse(given) ? given : null),
  });
}

function secret(pattern: RegExp, expected: string) {
  return setting({ expected, secret: true, parse: (given) => (pattern.test(given) ? given : null) });
}

/** Commas within brackets belong to a name: "ti:CCI(20),ti:MACD(fastPeriod=12,slowPeriod=26).MACD". */
const indicators = z.string().transform((value, context) => {
  const names = value.split(/,(?![^(]*\))/).map((name) => name.trim());
  for (const name of names) {
    try {
      featureRow(name);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  }
  return names;
});

function parsePublished(given: string): PublishedFile | null {
  const [wanted = '', path = ''] = given.split('=');
  const name = PUBLISHED_NAMES.find((one) => one === wanted);
  return name === undefined || path === '' ? null : { name, path };
}

const markets = z.string().transform((given, context): readonly FollowedMarket[] =>
  given.split(',').flatMap((part) => {
    const market = parseFollowedMarket(part);
    if (market !== null && (!market.isSwing || allowsSwing(market.series))) return [market];
    const expected = market === null ? 'exchange:BASE/QUOTE@timeframe' : '+swing behind 4h candles of a coin';
    context.addIssue({ code: 'custom', message: `expected ${expected}, was ${shown(part.trim())}` });
    return [];
  }),
);

/** "0" means that nobody is believed; every other value names the proxies. */
const trustProxy = z.string().transform((given, context): readonly string[] => {
  if (given.trim() === '0') return [];
  const parts = given.split(',').map((part) => part.trim());
  for (const part of parts.filter((each) => parseNetwork(each) === null)) {
    const expected = 'the networks of your own proxies, such as 10.0.0.0/16,127.0.0.1/32, or 0 for none';
    const hint = part === '1' ? '; for a proxy on this machine write TRUST_PROXY=127.0.0.1/32' : '';
    context.addIssue({ code: 'custom', message: `expected ${expected}, was ${shown(part)}${hint}` });
  }
  return parts;
});

/** CHANNEL_FREE and its like. */
export type ChannelSetting = `CHANNEL_${Uppercase<Tier>}`;

/** The setting that names a tier's channel. */
export function channelSetting(tier: Tier): ChannelSetting {
  // toUpperCase has a wider type than Uppercase<Tier>.
  return `CHANNEL_${tier.toUpperCase()}` as ChannelSetting;
}

const CHANNEL_SETTINGS = Object.fromEntries(TIERS.map((tier) => [channelSetting(tier), chatId.optional()])) as Record<
  ChannelSetting,
  ReturnType<typeof chatId.optional>
>;

/** Every setting of the environment. Each is described in the root README, which a test holds to this table. */
const SETTINGS = {
  PORT: wholeNumber(0, 65_535).default(8080),
  HOST: setting({
    expected: 'an address or the name of a host, without a port',
    parse: (given) => {
      const host = given.replace(/^\[(.*)\]$/, '$1');
      return isIP(host) !== 0 || (/^[\w.-]+$/.test(host) && !isIPv6(host)) ? host : null;
    },
  }).default('127.0.0.1'),
  METRICS_PORT: wholeNumber(1, 65_535).optional(),
  METRICS_HOST: setting({
    expected: 'an address of this machine, such as 0.0.0.0',
    parse: (given) => (isIP(given) === 0 ? null : given),
  }).default('127.0.0.1'),
  DATA_DIR: text.default(DEFAULT_DATA_DIR),
  MODELS_DIR: text.optional(),
  MONGODB_URI: secret(/^mongodb(\+srv)?:\/\/\S+$/, 'mongodb://… or mongodb+srv://…').optional(),
  SANDBOX: oneOf(['0', '1'], '1 or 0').default('0'),
  TELEGRAM_BOT_TOKEN: secret(/^\d+:[\w-]{30,}$/, 'a bot token such as 123456:ABC…').optional(),
  TELEGRAM_API_ROOT: webAddress('an address such as https://api.telegram.org').optional(),
  TELEGRAM_WEBHOOK_SECRET: secret(/^[\w-]{16,256}$/, '16 to 256 characters A-Z a-z 0-9 _ -').optional(),
  ALERTMANAGER_URL: webAddress('an address such as http://alertmanager:9093').optional(),
  DEAD_MAN_URL: setting({
    expected: 'an https address such as https://hc-ping.com/UUID',
    secret: true,
    parse: (given) => (/^https:\/\/[^\s@]+$/.test(given) && URL.canParse(given) ? given : null),
  }).optional(),
  ALERT_SECRET: secret(/^[\w-]{16,256}$/, '16 to 256 characters A-Z a-z 0-9 _ -').optional(),
  STRIPE_SECRET_KEY: secret(
    /^(?:sk|rk)_(?:test|live)_\w{3,250}$/,
    'a secret or restricted key such as sk_live_…',
  ).optional(),
  STRIPE_WEBHOOK_SECRET: secret(/^whsec_\w{3,250}$/, 'the signing secret of the webhook, whsec_…').optional(),
  STRIPE_API_BASE: webAddress('an address such as http://127.0.0.1:8093').optional(),
  STRIPE_TAX: oneOf(['0', '1'], '1 or 0').default('0'),
  PAID_BROADCAST: oneOf(['0', '1'], '1 or 0').default('0'),
  CARD_BUTTON: oneOf(['0', '1'], '1 or 0').optional(),
  ...CHANNEL_SETTINGS,
  MARKETS: markets.optional(),
  EXCHANGE_API_ROOT: webAddress('an address such as http://127.0.0.1:8092').optional(),
  MARKET_DATA: text.optional(),
  SANDBOX_SPEED: setting({
    expected: 'candles a minute, more than 0 and at most 6000',
    parse: (given) => (/^\d*\.?\d+$/.test(given) && +given > 0 && +given <= 6_000 ? Number(given) : null),
  }).default(12),
  ADMIN_IDS: listSetting({
    expected: 'numbers of Telegram users between commas',
    parse: (given) => (/^[1-9]\d{0,14}$/.test(given) ? Number(given) : null),
  }).optional(),
  PUBLIC_URL: webAddress('an address such as https://bot.example.org').optional(),
  COOLING_OFF_HOURS: wholeNumber(0, 720).default(24),
  PARTNERS: partnerList.default([]),
  REFERRALS: setting({ expected: REFERRALS_FORM, parse: parseReferralReward }).default({ type: 'days', days: 7 }),
  REFERRALS_OFF_IN: listSetting({
    expected: 'countries by two letters between commas, such as GB, or none',
    parse: (given) => (given === 'none' || /^[A-Z]{2}$/.test(given) ? given : null),
  }).default(['GB']),
  STARS_SUBSCRIPTION_SECONDS: setting({
    expected: '2592000, or 60 or 300 on the test servers of Telegram',
    parse: (given) => [2_592_000, 300, 60].find((seconds) => String(seconds) === given) ?? null,
  }).default(2_592_000),
  ROLE: oneOf(ROLES).default('all'),
  LOG_LEVEL: oneOf(LOG_LEVELS).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddress('the address of a collector, such as http://127.0.0.1:4318').optional(),
  SEED: wholeNumber(0, Number.MAX_SAFE_INTEGER).default(1),
  TRUST_PROXY: trustProxy.default([]),
  KEEP_MODELS_DAYS: wholeNumber(30, 36_500).default(730),
  // What mutes a market and what is shown of its calibration look back on a year.
  KEEP_PREDICTIONS_DAYS: wholeNumber(366, 36_500).default(1_095),
  KEEP_CHECKPOINTS_DAYS: wholeNumber(1, 36_500).default(14),
  KEEP_DELIVERIES_DAYS: wholeNumber(1, 36_500).default(14),
  KEEP_TICKETS_DAYS: wholeNumber(30, 36_500).default(1_095),
  INFORMATION: listSetting({
    expected: `tiers whose channels post what is not worth trading too (${TIERS.join(', ')}), or none`,
    parse: (given) => TIERS.find((tier) => tier === given) ?? (given === 'none' ? 'none' : null),
  }).default(DEFAULT_INFORMED),
  DAILY_HOUR: setting({
    expected: 'an hour of the day in UTC, 0 to 23, or off',
    parse: (given) => (given === 'off' ? 'off' : /^(?:1?\d|2[0-3])$/.test(given) ? Number(given) : null),
  }).default(7),
  SUMMARY: oneOf(['off', ...SUMMARY_KINDS]).default('off'),
  PICTURE_THEME: pictureThemes.default({ inPrivate: 'light', inChannel: mapTiers(() => 'light') }),
  CHANNEL_COST_BPS: channelCosts.default(mapTiers(() => null)),
  CHANNEL_LANGUAGE: channelLanguages.default(NO_CHANNEL_LANGUAGES),
  CHALLENGER: oneOf(MODEL_KINDS).default('ensemble'),
  RETRAINING: oneOf(RETRAININGS).default('here'),
  INDICATORS: indicators.optional(),
  PUBLISHED: listSetting({
    expected: `NAME=FILE with NAME one of ${PUBLISHED_NAMES.join(' ')}`,
    parse: parsePublished,
  }).optional(),
} as const;

/** The name of every setting. */
export const SETTING_NAMES: readonly string[] = Object.keys(SETTINGS);

/** Settings that a later version obeys: no typo, and named at the start as without effect. */
export const LATER_SETTINGS: readonly string[] = ['SESSION_SECRET', 'TELEGRAM_CLIENT_SECRET'];

const ENVIRONMENT = z.object(SETTINGS);

export type ParsedSettings = z.infer<typeof ENVIRONMENT>;

export interface ReadSettings {
  /** What could be read; in place of a value that was refused stands its default. */
  readonly settings: ParsedSettings;
  readonly problems: readonly string[];
}

/** Reads what was given (none of it empty); every value that is refused is a problem, "NAME: expected …, was …". */
export function readSettings(given: Readonly<Record<string, string>>): ReadSettings {
  const parsed = ENVIRONMENT.safeParse(given);
  if (parsed.success) return { settings: parsed.data, problems: [] };
  const { issues } = parsed.error;
  const refused = new Set(issues.map(({ path }) => String(path[0])));
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !refused.has(name)));
  const problems = issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
  return { settings: ENVIRONMENT.parse(rest), problems };
}
