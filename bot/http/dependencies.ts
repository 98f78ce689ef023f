import type { FastifyInstance } from 'fastify';
import type { ApiKeyVerifier, DemoKey } from '../../billing/api-key.ts';
import type { CalibrationReading } from '../../engine/monitoring/create-evidence.ts';
import type { Clock, SignalReader } from '../../engine/ports.ts';
import type { Predictor } from '../../engine/predict.ts';
import type { TrackRecordReader } from '../../engine/signals/track-record.ts';
import type { MarketStatus } from '../market-status.ts';
import type { Observe } from '../observe.ts';
import type { DatabaseAnswers } from './database-gate.ts';

/** One thing that must hold for the process to be alive or ready. Given 2 s; a throw or a delay counts as not ok. */
export interface HealthProbe {
  readonly name: string;
  check(): Promise<{ readonly ok: boolean; readonly say: string }>;
}

export interface Installation {
  readonly version: string;
  /** "recorded candles of BTC/USDT 1h from binance, replayed at 12 candles a minute". */
  readonly market: string;
  /** "embedded MongoDB 7.0, data in ./data/mongo, survives a restart". */
  readonly database: string;
  /** Missing settings and what each would enable. */
  readonly settings: readonly { readonly name: string; readonly enables: string }[];
}

/** What the start page says beside the live figures. */
export interface StartPageInfo {
  readonly mode: 'sandbox' | 'live';
  /** What runs here, for whoever set it up; null in live mode, where it is not everybody's business. */
  readonly installation: Installation | null;
  /** Shown in sandbox mode only; empty in live mode. */
  readonly demoKeys: readonly DemoKey[];
  /** https://t.me/…, null in sandbox mode. */
  readonly botUrl: string | null;
  /** Whether /chat is mounted. */
  readonly chat: boolean;
  /** Asked at each reading: "the recorded candles have ended; …". */
  readonly notices?: () => readonly string[];
}

/** The server as other folders of bot name it: fastify itself is met only here. */
export type HttpServer = FastifyInstance;

/** Everything the HTTP side asks of the rest of the process. */
export interface HttpDependencies {
  /** Product time: what is visible, how old a candle is, whether a key has expired. */
  readonly clock: Clock;
  /** Time of the people who call, which never runs faster: quotas and Retry-After. */
  readonly wallClock: Clock;
  readonly predictor: Predictor;
  readonly signals: SignalReader;
  readonly trackRecord: TrackRecordReader;
  readonly markets: () => Promise<readonly MarketStatus[]>;
  readonly calibration: (query: {
    readonly symbol?: string;
    readonly timeframe?: string;
  }) => Promise<CalibrationReading>;
  readonly apiKeys: ApiKeyVerifier;
  /** live: the event loop turns and the scheduler ticks. ready: database, indexes, model, secrets. Neither asks exchanges or Telegram. */
  readonly health: { readonly live: readonly HealthProbe[]; readonly ready: readonly HealthProbe[] };
  readonly observe: Observe;
  /** Whether the database answers, known within a second. */
  readonly database: DatabaseAnswers;
  /** Whether /metrics are served here: in the sandbox. A live installation has a listener of its own for them. */
  readonly publicMetrics: boolean;
  readonly startPage: StartPageInfo;
  /** Networks of our own proxies: X-Forwarded-For is believed as far as it was written by them. */
  readonly trustProxy: readonly string[];
  /** Mounts what is not here: /chat, the Telegram and Stripe webhooks. Runs in a scope of its own, without our quotas. */
  readonly extend?: (app: HttpServer) => void | Promise<void>;
  /** Wall milliseconds that requests in flight get at close before their connections are cut; 10,000 when absent. */
  readonly drainMs?: number;
}
