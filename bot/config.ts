import type { Partner } from '../billing/partners/partner.ts';
import type { ReferralRules } from '../billing/referrals/referral.ts';
import { mapTiers, TIERS, type Tier } from '../billing/tiers.ts';
import type { PublishedFile } from '../engine/market/published.ts';
import type { ModelKind } from '../engine/models/model.ts';
import type { SummaryKind } from './answers/summary.ts';
import type { ChannelCosts } from './settings/channel-costs.ts';
import type { ChannelLanguageSettings } from './settings/channel-languages.ts';
import type { FollowedMarket } from './settings/followed-market.ts';
import type { PictureThemes } from './settings/picture-themes.ts';
import type { Role } from './settings/role.ts';
import {
  channelSetting,
  LATER_SETTINGS,
  type ParsedSettings,
  type Retraining,
  readSettings,
} from './settings/schema.ts';
import { isLive, LIVE_METRICS_PORT, startProblems } from './settings/start-problems.ts';
import { unknownSettings } from './settings/unknown-settings.ts';
import { ENGLISH } from './texts/language.ts';
import type { TextKey } from './texts/translate.ts';

/** Settings of one process, parsed once. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Loopback port of /metrics; null in a sandbox that was given none, which serves them on its main port. */
  readonly metricsPort: number | null;
  /** Where that port is open; loopback, unless a network of our own reads it. */
  readonly metricsHost: string;
  readonly dataDir: string;
  readonly mongodbUri: string | null;
  /** Folder of model artefacts; null: in the database. */
  readonly modelsDir: string | null;
  readonly telegram: { readonly token: string; readonly apiRoot: string | null } | null;
  /** Channel of each tier, needed with a bot token; null entries are tiers without a channel. */
  readonly channels: Readonly<Record<Tier, number | null>>;
  /** Null: the defaults of the mode. */
  readonly markets: readonly FollowedMarket[] | null;
  /** Tiers whose channels post what is information only besides what is worth trading. */
  readonly informed: readonly Tier[];
  /** An origin that answers in the place of every venue, such as a stand-in; null: the venues themselves. */
  readonly exchangeApiRoot: string | null;
  readonly marketData: string | null;
  /** Candles per minute of wall time per market, sandbox mode only. */
  readonly sandboxSpeed: number;
  readonly adminIds: readonly number[];
  /** How long a buyer may return their first purchase by themselves; 0: never. */
  readonly coolingOffMs: number;
  /** What an invitation brings, and where it brings nothing. */
  readonly referrals: ReferralRules;
  /** Affiliate and introducing-broker programmes. */
  readonly partners: readonly Partner[];
  /** Length of a Stars subscription's period, in seconds. */
  readonly subscriptionSeconds: number;
  readonly publicUrl: string | null;
  readonly webhookSecret: string | null;
  /** Paying by card; null where no key was given. */
  readonly stripe: StripeSettings | null;
  /** Whether the chat has a button to pay by card; null: as the mode has it. */
  readonly cardButton: boolean | null;
  /** Stripe works out the tax of a buyer's country. */
  readonly stripeTax: boolean;
  /** Whether operators' broadcasts are sent fast for Stars of the bot's balance. */
  readonly paidBroadcast: boolean;
  /** What Alertmanager shows at /ops/alerts; null: alerts are not received. */
  readonly alertSecret: string | null;
  /** Where silences of alerts are made; null: they are kept here. */
  readonly alertmanagerUrl: string | null;
  /** Called while Alertmanager's watchdog and Telegram arrive; null: nobody outside notices their silence. */
  readonly deadManUrl: string | null;
  readonly role: Role;
  /** Null: info with a bot token, warn in the sandbox, whose terminal is for people. */
  readonly logLevel: LogLevel | null;
  /** Collector that traces go to, by OTLP over HTTP; null: none are written. */
  readonly tracesTo: string | null;
  /** Days after which models, predictions and checkpoints of unfinished trainings are removed. */
  readonly keepDays: Readonly<Record<'models' | 'predictions' | 'checkpoints' | 'deliveries' | 'tickets', number>>;
  readonly seed: number;
  /** Networks of our own proxies, whose X-Forwarded-For is believed. */
  readonly trustProxy: readonly string[];
  /** Indicators of technicalindicators that models read besides the feature table. */
  readonly indicators: readonly string[];
  /** Hour of the day (UTC) at which operators are told that all is well; null: never. */
  readonly dailyHour: number | null;
  /** How often each channel gets a summary; null: never. */
  readonly summary: SummaryKind | null;
  /** The look of pictures of signals and explanations. */
  readonly pictureThemes: PictureThemes;
  /** What each channel's posts take a side of a trade to cost. */
  readonly channelCosts: ChannelCosts;
  /** The language of each channel; null: as owners chose. */
  readonly channelLanguages: ChannelLanguageSettings;
  /** The kind of model that the engine trains on its schedule, to take over if the gate lets it. */
  readonly challenger: ModelKind;
  /** Whether the engine trains challengers itself, or leaves them to `npm run retrain`. */
  readonly retraining: Retraining;
  /** Files of published figures that models of crypto may read. */
  readonly published: readonly PublishedFile[];
  /** One line for each setting that was given and has no effect. */
  readonly notes: readonly string[];
}

/** An account at Stripe. */
export interface StripeSettings {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Null: Stripe itself. */
  readonly apiBase: string | null;
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** Settings that cannot be understood or obeyed; each problem is one line that a person can act on. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config/invalid';
  readonly problems: readonly string[];

  constructor(problems: string | readonly string[]) {
    const all = typeof problems === 'string' ? [problems] : problems;
    super(all.join('; '));
    this.problems = all;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings. Throws ConfigError with every problem: the variable, what was expected and what came, secrets not
 * repeated. Names that were meant for us but are no settings are problems too.
 */
export function readConfig(environment: Environment = process.env): Config {
  return readAll(environment, () => []);
}

/** As readConfig, for a process that is about to start: also refuses a sandbox together with settings of a real installation. */
export function readStartConfig(environment: Environment = process.env): Config {
  return readAll(environment, startProblems);
}

function readAll(environment: Environment, more: typeof startProblems): Config {
  const given = nonEmpty(environment);
  const { settings, problems } = readSettings(given);
  const all = [...unknownSettings(given), ...problems, ...more(given, settings)];
  if (all.length > 0) throw new ConfigError(all);
  return configOf(settings, notesOf(environment, given, settings));
}

function nonEmpty(environment: Environment): Readonly<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && value.trim() !== '') given[name] = value;
  }
  return given;
}

function configOf(env: ParsedSettings, notes: readonly string[]): Config {
  const token = env.SANDBOX === '1' ? undefined : env.TELEGRAM_BOT_TOKEN;
  return {
    port: env.PORT,
    host: env.HOST,
    metricsPort: env.METRICS_PORT ?? (token === undefined ? null : LIVE_METRICS_PORT),
    metricsHost: env.METRICS_HOST,
    dataDir: env.DATA_DIR,
    mongodbUri: env.MONGODB_URI ?? null,
    modelsDir: env.MODELS_DIR ?? null,
    telegram: token === undefined ? null : { token, apiRoot: env.TELEGRAM_API_ROOT ?? null },
    channels: mapTiers((tier) => env[channelSetting(tier)] ?? null),
    markets: env.MARKETS ?? null,
    informed: env.INFORMATION.filter((tier) => tier !== 'none'),
    exchangeApiRoot: env.EXCHANGE_API_ROOT ?? null,
    marketData: env.MARKET_DATA ?? null,
    sandboxSpeed: env.SANDBOX_SPEED,
    adminIds: env.ADMIN_IDS ?? [],
    coolingOffMs: env.COOLING_OFF_HOURS * 3_600_000,
    partners: env.PARTNERS,
    referrals: { reward: env.REFERRALS, offIn: env.REFERRALS_OFF_IN.filter((country) => country !== 'none') },
    subscriptionSeconds: env.STARS_SUBSCRIPTION_SECONDS,
    publicUrl: env.PUBLIC_URL ?? null,
    webhookSecret: env.TELEGRAM_WEBHOOK_SECRET ?? null,
    stripe: stripeOf(env),
    cardButton: env.CARD_BUTTON === undefined ? null : env.CARD_BUTTON === '1',
    stripeTax: env.STRIPE_TAX === '1',
    paidBroadcast: env.PAID_BROADCAST === '1',
    alertSecret: env.ALERT_SECRET ?? null,
    alertmanagerUrl: env.ALERTMANAGER_URL ?? null,
    deadManUrl: env.DEAD_MAN_URL ?? null,
    role: env.ROLE,
    logLevel: env.LOG_LEVEL ?? null,
    tracesTo: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    keepDays: {
      models: env.KEEP_MODELS_DAYS,
      predictions: env.KEEP_PREDICTIONS_DAYS,
      checkpoints: env.KEEP_CHECKPOINTS_DAYS,
      deliveries: env.KEEP_DELIVERIES_DAYS,
      tickets: env.KEEP_TICKETS_DAYS,
    },
    seed: env.SEED,
    trustProxy: env.TRUST_PROXY,
    pictureThemes: env.PICTURE_THEME,
    channelCosts: env.CHANNEL_COST_BPS,
    channelLanguages: env.CHANNEL_LANGUAGE,
    dailyHour: env.DAILY_HOUR === 'off' ? null : env.DAILY_HOUR,
    summary: env.SUMMARY === 'off' ? null : env.SUMMARY,
    challenger: env.CHALLENGER,
    retraining: env.RETRAINING,
    indicators: env.INDICATORS ?? [],
    published: env.PUBLISHED ?? [],
    notes,
  };
}

function stripeOf(env: ParsedSettings): StripeSettings | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = env;
  if (secretKey === undefined || webhookSecret === undefined) return null;
  return { secretKey, webhookSecret, apiBase: env.STRIPE_API_BASE ?? null };
}

/** Settings that were given and have no effect: each is named at the start, so that nobody counts on it. */
function notesOf(
  environment: Environment,
  given: Readonly<Record<string, string>>,
  settings: ParsedSettings,
): readonly string[] {
  const live = isLive(given, settings);
  const unused = live
    ? ['MARKET_DATA', 'SANDBOX_SPEED']
    : [
        'TELEGRAM_BOT_TOKEN',
        'TELEGRAM_API_ROOT',
        'EXCHANGE_API_ROOT',
        'STRIPE_SECRET_KEY',
        'STRIPE_WEBHOOK_SECRET',
        'STRIPE_API_BASE',
        'TELEGRAM_WEBHOOK_SECRET',
        'PUBLIC_URL',
        ...TIERS.map(channelSetting),
      ];
  const mode = live ? 'live' : 'sandbox';
  const { plain } = ENGLISH;
  const isEmpty = environment.TELEGRAM_BOT_TOKEN !== undefined && given.TELEGRAM_BOT_TOKEN === undefined;
  return [
    ...(isEmpty ? [plain('note-empty-token')] : []),
    ...unused.filter((name) => name in given).map((name) => plain('note-no-effect', { name, mode })),
    ...LATER_SETTINGS.filter((name) => name in given).map((name) => plain('note-no-effect-yet', { name })),
  ];
}

/** A setting that is absent and what it would enable. */
export interface MissingSetting {
  readonly name: string;
  /** A text of the catalogue. */
  readonly enables: Extract<TextKey, `enables-${string}`>;
  /** What it may look like: for a terminal, not for a page. */
  readonly example: string | null;
}

/** What each absent setting would enable, for the start-up banner and the start page. */
export function missingSettings(config: Config): readonly MissingSetting[] {
  const { telegram, mongodbUri, markets, publicUrl, adminIds, stripe } = config;
  const settings: readonly (Omit<MissingSetting, 'example'> & { example?: string; isMissing: boolean })[] = [
    { name: 'TELEGRAM_BOT_TOKEN', enables: 'enables-bot', isMissing: telegram === null },
    { name: 'MONGODB_URI', enables: 'enables-database', isMissing: mongodbUri === null },
    {
      name: 'MARKETS',
      enables: 'enables-markets',
      example: 'binance:ETH/USDT@4h+swing,kraken:EUR/USD@1h',
      isMissing: markets === null,
    },
    {
      name: 'PUBLIC_URL',
      enables: 'enables-webhooks',
      isMissing: publicUrl === null,
    },
    { name: 'ADMIN_IDS', enables: 'enables-operators', isMissing: adminIds.length === 0 },
    { name: 'STRIPE_SECRET_KEY', enables: 'enables-cards', isMissing: stripe === null },
  ];
  return settings
    .filter(({ isMissing }) => isMissing)
    .map(({ name, enables, example }) => ({ name, enables, example: example ?? null }));
}
