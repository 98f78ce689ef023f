import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { openCcxtVenue } from '../../engine/adapters/ccxt/venue.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import type { VenueListener } from '../../engine/venue/venue-event.ts';
import { type Config, ConfigError } from '../config.ts';
import type { Environment } from './environment.ts';
import { openLive } from './live.ts';

export interface EnvironmentOptions {
  readonly config: Config;
  /** Sandbox only: begin a new world, the old one is moved aside. */
  readonly fresh: boolean;
  readonly print: (line: string) => void;
  readonly onVenueEvent: VenueListener;
}

export interface OpenEnvironment {
  readonly environment: Environment;
  /** The sandbox's database, one for each world; null: the one that MONGODB_URI names. */
  readonly databaseName: string | null;
}

/**
 * The real world with a bot token, else the sandbox. Throws ConfigError for a sandbox that is not there: the production image
 * has none.
 */
export async function openEnvironment(options: EnvironmentOptions): Promise<OpenEnvironment> {
  if (options.config.telegram === null) return openSandboxEnvironment(options);
  return { environment: await openLive(options), databaseName: null };
}

async function openSandboxEnvironment({
  config,
  fresh,
  print,
  onVenueEvent,
}: EnvironmentOptions): Promise<OpenEnvironment> {
  if (!existsSync(new URL('../sandbox/open-sandbox.ts', import.meta.url))) {
    throw new ConfigError(
      'TELEGRAM_BOT_TOKEN: expected a bot token, and no SANDBOX=1: this installation has no sandbox, like the production image',
    );
  }
  // Loaded only when it is asked for: a live process neither needs it nor has it in memory.
  const { openSandbox } = await import('../sandbox/open-sandbox.ts');
  const sandbox = await openSandbox({
    config,
    fresh,
    log: print,
    machineClock: createSystemClock(),
    openVenue: (venue) => openCcxtVenue({ ...venue, wait, onEvent: onVenueEvent }),
  });
  let publicUrl: string | null = null;
  return {
    databaseName: sandbox.databaseName,
    environment: {
      mode: 'sandbox',
      clock: sandbox.clock,
      series: sandbox.series,
      swing: sandbox.swing,
      marketSource: sandbox.marketSource,
      market: sandbox.market,
      marketNote: sandbox.marketNote,
      venue: sandbox.venue,
      historyCandles: sandbox.historyCandles,
      telegram: sandbox.telegram,
      cards: { ...sandbox.cards, isOfferedInChat: config.cardButton ?? true },
      partners: [...sandbox.partners, ...config.partners],
      botUsername: () => sandbox.botUsername,
      publicUrl: () => publicUrl,
      onIntroduced: () => {},
      askTelegramTime: null,
      sandbox: {
        ...{ mount: sandbox.routes, work: sandbox.work, pauseMs: sandbox.pauseMs },
        ...{ jobRestWallMs: sandbox.jobRestWallMs, begin: sandbox.begin },
        listening(url) {
          publicUrl = url;
          sandbox.listening(url);
        },
      },
      notices: sandbox.notices,
      close: sandbox.close,
    },
  };
}
