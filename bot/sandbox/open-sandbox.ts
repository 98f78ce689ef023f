import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Partner } from '../../billing/partners/partner.ts';
import { mapTiers, type Tier } from '../../billing/tiers.ts';
import type { SeriesKey } from '../../engine/market/series.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { Clock } from '../../engine/ports.ts';
import { DAY_MS } from '../../engine/time.ts';
import type { Venue } from '../../engine/venue/venue.ts';
import type { Config } from '../config.ts';
import { sandboxDatabaseName } from '../database/sandbox-databases.ts';
import { ENGLISH, type Language } from '../texts/language.ts';
import type { SandboxNotice } from './chat-routes/chat-snapshot.ts';
import { registerChat } from './chat-routes/register-chat.ts';
import { beginFirstDays, endFirstDays, endFirstDaysByBuying, type FirstDays } from './first-days.ts';
import { letTimePass } from './let-time-pass.ts';
import { createCandleCache } from './market/candle-cache.ts';
import { chooseMarket } from './market/choose-market.ts';
import type { ChosenMarket } from './market/chosen-market.ts';
import { followLive } from './market/follow-live.ts';
import { marketText } from './market/market-text.ts';
import type { LiveVenue } from './market/pick-venue.ts';
import { replayEnded, replayNote } from './market/replay-note.ts';
import { PLAY_BOT_USERNAME, PLAY_TOKEN, playChannelIds } from './play-telegram.ts';
import { createPositionFile } from './position-store.ts';
import {
  clockOf,
  closeReplayClock,
  fastForwardUntilMs,
  hasEnded,
  openReplayClock,
  type ReplayClock,
  replayNowMs,
  replaySpeed,
  wallMsUntil,
} from './replay-clock.ts';
import { createReplayHold, holdReplay, type ReplayHold, replayCeilingMs } from './replay-hold.ts';
import { replayTurns, timePassing } from './replay-turns.ts';
import { type StandIns, startStandIns } from './stand-ins.ts';
import { PLAY_CARDS } from './stripe/play-cards.ts';
import { moveWorldsAside, openWorldFolder, type WorldFolder } from './world-folder.ts';

const FIRST_DAYS_MS = 10 * DAY_MS;
/** Wall time that the clock takes for the first ten days, beside the work of every candle, for which it stands still. */
const FAST_FORWARD_WALL_MS = 2_000;
const AFTER_THE_END_MS = 10_000;
const LONGEST_PAUSE_MS = 1_000;

export interface SandboxOptions {
  readonly config: Config;
  /** Begin a new world; the old one is moved aside. */
  readonly fresh: boolean;
  readonly log: (line: string) => void;
  /** The real clock: a replay of a live market must not overtake it. */
  readonly machineClock: Clock;
  /** A venue of the real world, or with a baseUrl the stand-in for one. */
  readonly openVenue: (options: VenueOptions) => Promise<LiveVenue>;
}

export interface VenueOptions {
  readonly exchangeId: string;
  readonly clock: Clock;
  readonly baseUrl?: string;
  readonly timeoutMs?: number;
  /** Symbols whose volume the venue states as 0 because it does not know it. */
  readonly symbolsWithoutVolume?: ReadonlySet<string>;
}

/** The stand-ins, running, and what the product needs to be pointed at them. */
export interface Sandbox {
  /** Of this world alone, so that another market starts a world of its own. */
  readonly databaseName: string;
  readonly clock: Clock;
  readonly series: readonly SeriesKey[];
  /** Those on which the swing family decides as well. */
  readonly swing: readonly SeriesKey[];
  readonly marketSource: ChosenMarket['source'];
  /** One line for the terminal and the start page. */
  market(language: Language): string;
  /** Shown wherever results are. */
  marketNote(language: Language): string;
  readonly venue: Venue;
  readonly historyCandles: number;
  readonly telegram: {
    readonly token: string;
    readonly apiRoot: string;
    readonly channelIds: Readonly<Record<Tier, number | null>>;
    readonly usualChannelIds: Readonly<Record<Tier, number | null>>;
  };
  readonly cards: { readonly secretKey: string; readonly webhookSecret: string; readonly apiBase: string };
  /** The made-up broker's programme. */
  readonly partners: readonly Partner[];
  readonly botUsername: string;
  /** The product's address, to which the stand-ins for Stripe and a broker send their news. */
  listening(url: string): void;
  /** Registers the chat page and its API on the HTTP server. */
  routes(app: FastifyInstance): Promise<void>;
  /** Does what is due while the replay's clock stands still; it stops again where `run` answers that work waits. */
  work(run: () => Promise<number | null>): Promise<void>;
  /** Wall milliseconds after which there may be work again. */
  pauseMs(): number;
  /** How long frequent jobs rest by wall time; while somebody lets time pass they go by the replay's clock instead. */
  jobRestWallMs(): number;
  /** Starts fast-forwarding at the very first start, so that the channels are not empty. */
  begin(): void;
  /** Things a visitor must know now: the end of the recorded candles. */
  notices(language: Language): readonly string[];
  close(): Promise<void>;
}

/** Real candles that come with the repository. */
const RECORDED_FOLDER = fileURLToPath(new URL('./market/recorded/', import.meta.url));

/** Chooses a market, starts the stand-ins on loopback and the replay's clock. Rejects with MarketDataError on unusable MARKET_DATA. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { config, fresh, log, machineClock, openVenue } = options;
  const root = join(config.dataDir, 'sandbox');
  if (fresh) startOver(root, machineClock.nowMs(), log);
  const market = await chooseMarket({
    marketData: config.marketData,
    markets: config.markets,
    seed: config.seed,
    recordedFolder: RECORDED_FOLDER,
    cacheFolder: join(root, 'market'),
    live: { openVenue: liveVenue(options), wait },
    log,
  });
  const world = openWorldFolder(join(root, market.id), log);
  const candleMs = Math.min(...market.series.map(({ key }) => timeframeMs(key.timeframe)));
  const speed = replaySpeed(config.sandboxSpeed, candleMs);
  const hold = createReplayHold(candleMs, market.source === 'live' ? machineClock : null);
  const replay = openReplay(market, { world, speed, hold, log });
  holdReplay(hold, replayNowMs(replay));
  const { journalPath, stripePath, partnerPath } = world;
  const firstDays: FirstDays = {
    replay,
    speed: FIRST_DAYS_MS / FAST_FORWARD_WALL_MS,
    untilMs: Math.min(market.startMs + FIRST_DAYS_MS, market.endMs),
    overPath: join(root, market.id, 'caught-up.txt'),
  };
  const onPaying = (): void => endFirstDays(firstDays);
  const standIns = await startStandIns({ market, replay, journalPath, stripePath, partnerPath, log, onPaying });
  const follow = market.source === 'live' ? startFollowing(market, standIns, options) : null;
  const closeStandIns = async (): Promise<void> => {
    follow?.stop();
    await standIns.close();
  };
  return sandboxOf({ market, world, speed, hold, replay, standIns, firstDays, openVenue, closeStandIns });
}

interface SandboxParts {
  readonly market: ChosenMarket;
  readonly world: WorldFolder;
  readonly speed: number;
  readonly hold: ReplayHold;
  readonly replay: ReplayClock;
  readonly standIns: StandIns;
  readonly firstDays: FirstDays;
  readonly openVenue: SandboxOptions['openVenue'];
  readonly closeStandIns: () => Promise<void>;
}

async function sandboxOf(parts: SandboxParts): Promise<Sandbox> {
  const { market, world, speed, hold, replay, standIns, firstDays } = parts;
  const clock = clockOf(replay);
  const passing = timePassing(replay, hold);
  const turns = replayTurns({ replay, hold, passing, telegram: standIns.telegram });
  const ended = (language: Language): string | null => (hasEnded(replay) ? replayEnded(market, language) : null);
  const venue = await parts.openVenue({
    exchangeId: 'binance',
    baseUrl: standIns.exchange.url,
    clock,
    symbolsWithoutVolume: market.symbolsWithoutVolume,
  });
  const notice = (): SandboxNotice => ({
    market: marketText(market, ENGLISH),
    source: market.source,
    speed,
    ended: ended(ENGLISH),
    catchingUp: noteOf(fastForwardUntilMs(replay)),
  });
  return {
    databaseName: sandboxDatabaseName(market.id, world.id),
    clock,
    series: market.series.map(({ key }) => key),
    swing: market.swing,
    marketSource: market.source,
    market: (language) => marketText(market, language),
    marketNote: (language) =>
      [replayNote(market, speed, language), ended(language)].filter((line) => line !== null).join('. '),
    venue,
    historyCandles: Math.max(...market.series.map(({ columns }) => columns.length)),
    telegram: {
      ...{ token: PLAY_TOKEN, apiRoot: standIns.apiRoot },
      // Not as by a setting: whoever plays the operator may put channels of their own in their places.
      ...{ channelIds: mapTiers(() => null), usualChannelIds: playChannelIds() },
    },
    cards: { ...PLAY_CARDS, apiBase: standIns.stripe.url },
    partners: [standIns.partner.partner],
    listening(url) {
      standIns.stripe.webhook.deliverTo(new URL('/stripe/webhook', url).href);
      standIns.partner.deliverTo(new URL(`/postback/${standIns.partner.partner.slug}`, url).href);
    },
    botUsername: PLAY_BOT_USERNAME,
    routes: (app) =>
      registerChat(app, {
        world: endFirstDaysByBuying(firstDays, standIns.telegram.world),
        file: standIns.telegram.file,
        notice,
        letTimePass: (hours) => letTimePass(passing, hours),
      }),
    ...turns,
    pauseMs: () => Math.max(1, Math.min(LONGEST_PAUSE_MS, wallMsUntil(replay, hold.untilMs))),
    begin: () => beginFirstDays(firstDays),
    notices: (language) => [ended(language)].filter((line) => line !== null),
    async close() {
      closeReplayClock(replay);
      await venue.close();
      await parts.closeStandIns();
    },
  };
}

const noteOf = (untilMs: number | null): { readonly untilMs: number } | null => (untilMs === null ? null : { untilMs });

function openReplay(
  market: ChosenMarket,
  deps: {
    readonly world: WorldFolder;
    readonly speed: number;
    readonly hold: ReplayHold;
    readonly log: (line: string) => void;
  },
): ReplayClock {
  const { world, speed, hold, log } = deps;
  return openReplayClock({
    startMs: market.startMs,
    // A little beyond the last close, so that the last candle is past its grace and the last signal settles.
    endMs: market.source === 'live' ? null : market.endMs + AFTER_THE_END_MS,
    speed,
    position: createPositionFile(world.clockPath, market.id),
    ceilingMs: () => replayCeilingMs(hold),
    onEnd: () => log(replayEnded(market, ENGLISH)),
    onSaveFailed: (error) => log(ENGLISH.plain('sandbox-stands-still', { reason: String(error) })),
  });
}

function liveVenue({ machineClock, openVenue }: SandboxOptions): (exchangeId: string) => Promise<LiveVenue> {
  return (exchangeId) => openVenue({ exchangeId, clock: machineClock, timeoutMs: 3_000 });
}

function startFollowing(
  market: ChosenMarket,
  { exchange }: StandIns,
  options: SandboxOptions,
): { readonly stop: () => void } {
  const { config, log } = options;
  return followLive({
    series: market.series,
    openVenue: liveVenue(options),
    append: exchange.append,
    cache: createCandleCache(join(config.dataDir, 'sandbox', 'market', 'candles')),
    wait,
    log,
  });
}

function startOver(root: string, nowMs: number, log: (line: string) => void): void {
  const moved = moveWorldsAside(root, nowMs);
  const { plain } = ENGLISH;
  log(moved === null ? plain('sandbox-fresh-first') : plain('sandbox-fresh', { folder: `sandbox/${moved}` }));
}
