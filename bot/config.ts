import { z } from 'zod';
import type { PublishedFile } from '../engine/adapters/files/published-files.ts';
import { featureRow } from '../engine/features/table.ts';
import { PUBLISHED_NAMES } from '../engine/market/published.ts';
import { parseSeries, type SeriesKey } from '../engine/market/series.ts';
import { MODEL_KINDS, type ModelKind } from '../engine/models/model.ts';

/** Settings of one process, parsed once. `say` lines name every missing setting and what it would enable. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly mongodbUri: string | null;
  /** Folder of model artefacts; null: in the database. */
  readonly modelsDir: string | null;
  readonly telegram: { readonly token: string; readonly apiRoot: string | null } | null;
  /** Channel of each tier, needed with a bot token; null entries are tiers without a channel. */
  readonly channels: { readonly free: number | null; readonly pro: number | null; readonly elite: number | null };
  /** Null: the defaults of the mode. */
  readonly markets: readonly SeriesKey[] | null;
  readonly marketData: string | null;
  /** Candles per minute of wall time per market, sandbox mode only. */
  readonly sandboxSpeed: number;
  readonly adminIds: readonly number[];
  readonly publicUrl: string | null;
  readonly webhookSecret: string | null;
  readonly role: 'all' | 'bot' | 'engine' | 'api';
  /** Null: info with a bot token, warn in the sandbox, whose terminal is for people. */
  readonly logLevel: LogLevel | null;
  readonly seed: number;
  readonly trustProxy: boolean;
  /** Indicators of technicalindicators that models read besides the feature table. */
  readonly indicators: readonly string[];
  /** The kind of model that the engine trains on its schedule, to take over if the gate lets it. */
  readonly challenger: ModelKind;
  /** Files of published figures that models of crypto may read. */
  readonly published: readonly PublishedFile[];
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** A setting that cannot be understood: one line a person can act on. */
export class ConfigError extends Error {
  readonly code = 'config/invalid';
}

const text = z.string().trim().min(1);
const chatId = z.coerce.number().int().negative();
const markets = text.transform((value, context) =>
  value.split(',').map((part) => {
    const series = parseSeries(part);
    if (series === null)
      context.addIssue({ code: 'custom', message: `expected exchange:BASE/QUOTE@timeframe, was "${part}"` });
    return series;
  }),
);

/** Commas within brackets belong to a name: "ti:CCI(20),ti:MACD(fastPeriod=12,slowPeriod=26).MACD". */
const indicators = text.transform((value, context) => {
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
const published = text.transform((value, context) =>
  value.split(',').flatMap((part): readonly PublishedFile[] => {
    const [given = '', path = ''] = part.trim().split('=');
    const name = PUBLISHED_NAMES.find((one) => one === given);
    if (name !== undefined && path !== '') return [{ name, path }];
    const message = `expected NAME=FILE with NAME one of ${PUBLISHED_NAMES.join(' ')}, was "${part}"`;
    context.addIssue({ code: 'custom', message });
    return [];
  }),
);

const ENVIRONMENT = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: text.default('127.0.0.1'),
  DATA_DIR: text.default('./data'),
  MODELS_DIR: text.optional(),
  MONGODB_URI: text.regex(/^mongodb(\+srv)?:\/\//, 'expected mongodb:// or mongodb+srv://').optional(),
  TELEGRAM_BOT_TOKEN: text.regex(/^\d+:[\w-]{30,}$/, 'expected a bot token such as 123456:ABC…').optional(),
  TELEGRAM_API_ROOT: z.url().optional(),
  TELEGRAM_WEBHOOK_SECRET: text.regex(/^[\w-]{16,256}$/, 'expected 16 to 256 characters A-Z a-z 0-9 _ -').optional(),
  CHANNEL_FREE: chatId.optional(),
  CHANNEL_PRO: chatId.optional(),
  CHANNEL_ELITE: chatId.optional(),
  MARKETS: markets.optional(),
  MARKET_DATA: text.optional(),
  SANDBOX_SPEED: z.coerce.number().positive().max(6_000).default(12),
  ADMIN_IDS: text
    .transform((value) => value.split(',').map(Number))
    .pipe(z.array(z.number().int().positive()))
    .optional(),
  PUBLIC_URL: z.url().optional(),
  ROLE: z.enum(['all', 'bot', 'engine', 'api']).default('all'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).optional(),
  SEED: z.coerce.number().int().min(0).default(1),
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  CHALLENGER: z.enum(MODEL_KINDS).default('ensemble'),
  INDICATORS: indicators.optional(),
  PUBLISHED: published.optional(),
});

/** Reads the settings. Throws ConfigError naming the variable, what was expected and what came; secrets are not repeated. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = ENVIRONMENT.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(lines.join('; '));
  }
  const env = parsed.data;
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: env.DATA_DIR,
    mongodbUri: env.MONGODB_URI ?? null,
    modelsDir: env.MODELS_DIR ?? null,
    telegram:
      env.TELEGRAM_BOT_TOKEN === undefined
        ? null
        : { token: env.TELEGRAM_BOT_TOKEN, apiRoot: env.TELEGRAM_API_ROOT ?? null },
    channels: { free: env.CHANNEL_FREE ?? null, pro: env.CHANNEL_PRO ?? null, elite: env.CHANNEL_ELITE ?? null },
    markets: env.MARKETS?.filter((series) => series !== null) ?? null,
    marketData: env.MARKET_DATA ?? null,
    sandboxSpeed: env.SANDBOX_SPEED,
    adminIds: env.ADMIN_IDS ?? [],
    publicUrl: env.PUBLIC_URL ?? null,
    webhookSecret: env.TELEGRAM_WEBHOOK_SECRET ?? null,
    role: env.ROLE,
    logLevel: env.LOG_LEVEL ?? null,
    seed: env.SEED,
    trustProxy: env.TRUST_PROXY === '1',
    challenger: env.CHALLENGER,
    indicators: env.INDICATORS ?? [],
    published: env.PUBLISHED ?? [],
  };
}

/** What each absent setting would enable, one line each, for the start-up banner. */
export function missingSettings(config: Config): readonly string[] {
  const lines = [
    config.telegram === null ? 'TELEGRAM_BOT_TOKEN   a real bot instead of the sandbox chat' : null,
    config.mongodbUri === null ? 'MONGODB_URI          your own MongoDB instead of the embedded one' : null,
    config.markets === null ? 'MARKETS              other pairs, e.g. binance:BTC/USDT@1h,kraken:EUR/USD@1h' : null,
    config.publicUrl === null
      ? 'PUBLIC_URL           Telegram webhooks instead of long polling (with TELEGRAM_WEBHOOK_SECRET)'
      : null,
    config.adminIds.length === 0 ? 'ADMIN_IDS            operators who get alerts and support tickets' : null,
  ];
  return lines.filter((line) => line !== null);
}
