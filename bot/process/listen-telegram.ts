import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { HealthProbe } from '../http/dependencies.ts';
import type { BotEvent } from '../telegram/bot-event.ts';
import { ALLOWED_UPDATES, createListeningApi, type TelegramBot } from '../telegram/create-bot.ts';
import { startRealTimer, withDeadline } from '../telegram/deadline.ts';
import type { TelegramSetup } from '../telegram/prepare.ts';
import { type Listening, POLL_LIMIT_MS, startPoller } from '../telegram/updates/poller.ts';
import { readUpdate } from '../telegram/updates/read-update.ts';
import { WEBHOOK_LIMIT_MS, watchWebhook } from '../telegram/updates/webhook-watch.ts';
import { ENGLISH } from '../texts/language.ts';
import type { Environment } from './environment.ts';

const { plain } = ENGLISH;

/** How the bot gets its updates, for as long as the process runs and whatever Telegram does. */
export interface TelegramListener {
  readonly live: HealthProbe;
  readonly ready: HealthProbe;
  /** For the webhook's route: resolves when Telegram may forget the update. */
  accept(update: unknown): Promise<void>;
  /** Resolves when everything begun has ended and what was taken is acknowledged. */
  stop(): Promise<void>;
}

export interface TelegramListenerDependencies {
  readonly telegram: TelegramBot;
  readonly setup: TelegramSetup;
  readonly environment: Environment;
  /** Null: long polling. */
  readonly webhook: Webhook | null;
  readonly onEvent: (event: BotEvent) => void;
}

export interface Webhook {
  readonly url: string;
  readonly secret: string;
}

/** The webhook that is configured, null for long polling. */
export function webhookOf(config: Config): Webhook | null {
  if (config.publicUrl === null || config.webhookSecret === null || config.telegram === null) return null;
  return { url: new URL('/telegram/webhook', config.publicUrl).href, secret: config.webhookSecret };
}

/** Where facts are kept: one file for each bot, and for each world of the sandbox. */
export function journalPath(config: Config, databaseName: string | null): string {
  const botId = config.telegram?.token.split(':')[0] ?? 'sandbox';
  return join(config.dataDir, 'telegram', `facts-${databaseName ?? botId}.jsonl`);
}

/** What the start waits for Telegram, so that where it answers everything is there when the product is ready. */
const FIRST_SETUP_MS = 5_000;
const SETUP_PAUSE_MS = { first: 5_000, longest: 60_000 };

/** Starts listening at once; resolves when Telegram has answered everything asked at start, or after five seconds. */
export async function listenToTelegram(deps: TelegramListenerDependencies): Promise<TelegramListener> {
  const { telegram, environment, webhook } = deps;
  const stopping = new AbortController();
  const settingUp = withDeadline(setUp(deps, stopping.signal), FIRST_SETUP_MS, startRealTimer).catch(() => undefined);
  const listening = startListening(deps);
  await settingUp;
  const limitMs = webhook === null ? 2 * POLL_LIMIT_MS : WEBHOOK_LIMIT_MS;
  return {
    live: { name: 'telegram', check: async () => liveness(listening.state(), limitMs) },
    ready: { name: 'telegram', check: async () => readiness(listening.state(), telegram.intake.openFacts()) },
    accept: (update) => telegram.intake.accept(readUpdate(update)),
    async stop() {
      stopping.abort();
      await listening.stop();
      telegram.intake.stop();
      await telegram.idle();
    },
  };

  function startListening({ onEvent }: TelegramListenerDependencies): {
    readonly state: () => Listening;
    readonly stop: () => Promise<void>;
  } {
    const common = {
      api: createListeningApi(environment.telegram),
      introduce: async () => environment.onIntroduced((await telegram.introduce()).username),
      allowedUpdates: ALLOWED_UPDATES,
      startTimer: startRealTimer,
      wallNowMs: () => performance.now(),
      random: Math.random,
      onEvent,
    };
    if (webhook === null) {
      const poller = startPoller({ ...common, intake: telegram.intake });
      return { state: poller.listening, stop: poller.stop };
    }
    const watch = watchWebhook({ ...common, ...webhook });
    return { state: watch.listening, stop: async () => watch.stop() };
  }
}

/** One attempt; what it leaves is tried again in the background, ever less often, until the process stops. */
async function setUp({ setup }: TelegramListenerDependencies, signal: AbortSignal): Promise<void> {
  const again = (pauseMs: number): void => {
    startRealTimer(pauseMs, () => {
      if (signal.aborted) return;
      void setup.attempt().then((isDone) => {
        if (!isDone) again(Math.min(SETUP_PAUSE_MS.longest, pauseMs * 2));
      });
    });
  };
  if (!(await setup.attempt())) again(SETUP_PAUSE_MS.first);
}

/**
 * Asks Telegram for the bot's name, which messages and pages link to, where this process does not listen; asks again ever less often
 * until it answers. Returns how to end that.
 */
export function learnBotName({ telegram, onIntroduced }: Environment): () => Promise<void> {
  const api = createListeningApi(telegram);
  let isStopped = false;
  const ask = async (pauseMs: number): Promise<void> => {
    if (isStopped) return;
    try {
      onIntroduced((await withDeadline(api.getMe(), FIRST_SETUP_MS, startRealTimer)).username);
    } catch {
      // Whoever listens reports a Telegram that is away.
      startRealTimer(pauseMs, () => void ask(Math.min(SETUP_PAUSE_MS.longest, pauseMs * 2)));
    }
  };
  void ask(SETUP_PAUSE_MS.first);
  return async () => {
    isStopped = true;
  };
}

/** Only that attempts go on: what Telegram answers is no reason to restart the process. */
function liveness({ lastEndedMs }: Listening, limitMs: number): { readonly ok: boolean; readonly say: string } {
  const silentMs = performance.now() - lastEndedMs;
  return {
    ok: silentMs < limitMs,
    say: plain('probe-telegram-live', { seconds: String(Math.round(silentMs / 1_000)) }),
  };
}

/** Says what is wrong, and stays ready: the API needs no Telegram, and taking it away would help nobody. */
function readiness({ trouble }: Listening, openFacts: number): { readonly ok: boolean; readonly say: string } {
  const state = trouble === null ? plain('probe-telegram') : troubleText(trouble);
  return { ok: true, say: openFacts === 0 ? state : plain('probe-telegram-facts', { state, facts: openFacts }) };
}

function troubleText({ kind, sinceMs, detail }: NonNullable<Listening['trouble']>): string {
  const seconds = String(Math.round((performance.now() - sinceMs) / 1_000));
  const text = plain('probe-telegram-trouble', { seconds, kind, detail });
  return kind === 'token' ? `TELEGRAM_BOT_TOKEN: ${text}` : text;
}
