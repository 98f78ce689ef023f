import type { FastifyInstance } from 'fastify';
import type { ApiKeyVerifier } from '../../billing/api-key.ts';
import type { Clock } from '../../engine/ports.ts';
import type { Answers } from '../answers/answers.ts';
import type { RequestCounts } from '../limits/request-counts.ts';
import type { Observe } from '../observe/observe.ts';
import type { StartPageInfo } from '../web/landing/start-page.ts';
import type { PlansDependencies } from './plans/register-plans.ts';
import type { DatabaseAnswers } from './refuse-without-database.ts';

/** One thing that must hold for the process to be alive or ready. Given 2 s; a throw or a delay counts as not ok. */
export interface HealthProbe {
  readonly name: string;
  check(): Promise<{ readonly ok: boolean; readonly say: string }>;
}

/** The server as other folders of bot name it: fastify itself is met only here. */
export type HttpServer = FastifyInstance;

/** Everything the HTTP side asks of the rest of the process. */
export interface HttpDependencies {
  /** operations: health, metrics and what `extend` mounts, for a process whose role is another. Default: everything. */
  readonly serves?: 'everything' | 'operations';
  readonly time: HttpTime;
  /** What a caller may ask. */
  readonly answers: Answers;
  readonly apiKeys: ApiKeyVerifier;
  /** Requests that all processes count together. */
  readonly requestCounts: RequestCounts;
  readonly operations: HttpOperations;
  readonly startPage: StartPageInfo;
  /** What /plans needs beside the answers. */
  readonly plans: Omit<PlansDependencies, 'answers'>;
  /** Networks of our own proxies: X-Forwarded-For is believed as far as it was written by them. */
  readonly trustProxy: readonly string[];
  /** Mounts what is not here: /chat, the Telegram and Stripe webhooks. Runs in a scope of its own, without our quotas. */
  readonly extend?: (app: HttpServer) => void | Promise<void>;
  /** Wall milliseconds that requests in flight get at close before their connections are cut; 10,000 when absent. */
  readonly drainMs?: number;
}

export interface HttpTime {
  /** Product time: what is visible, how old a candle is, whether a key has expired. */
  readonly clock: Clock;
  /** Time of the people who call, which never runs faster: quotas and Retry-After. */
  readonly wallClock: Clock;
}

/** What operators and load balancers look at. */
export interface HttpOperations {
  /** live: the event loop turns and the scheduler ticks. ready: database, indexes, model, secrets. Neither asks exchanges or Telegram. */
  readonly health: { readonly live: readonly HealthProbe[]; readonly ready: readonly HealthProbe[] };
  readonly observe: Observe;
  /** Whether the database answers, known within a second. */
  readonly database: DatabaseAnswers;
  /** Whether /metrics are served here: in the sandbox. A live installation has a listener of its own for them. */
  readonly publicMetrics: boolean;
}
