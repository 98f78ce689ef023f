import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { plansOnSale } from '../../billing/plans.ts';
import { isPaid, mapTiers, TIER_RIGHTS, TIERS, type Tier } from '../../billing/tiers.ts';
import { createCcxtVenue } from '../../engine/adapters/ccxt/venue.ts';
import type { VenueListener } from '../../engine/adapters/ccxt/venue-event.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import { timeframeMs } from '../../engine/market/timeframe.ts';
import type { Clock } from '../../engine/ports.ts';
import type { Config } from '../config.ts';
import { sandboxDatabaseName } from '../database/sandbox-databases.ts';
import type { SandboxSide, Surroundings } from '../process/surroundings.ts';
import { registerChat, type SandboxNotice } from './chat-routes/register-chat.ts';
import { type ExchangeSandbox, startExchangeSandbox } from './exchange/server.ts';
import { openFirstDays } from './first-days.ts';
import { createCandleCache } from './market/candle-cache.ts';
import { chooseMarket, sandboxMarkets } from './market/choose-market.ts';
import { type ChosenMarket, dayText } from './market/chosen-market.ts';
import { followLive } from './market/follow-live.ts';
import { createPositionFile, createReplayClock, replaySpeed } from './replay-clock.ts';
import { createTelegramSandbox, type TelegramSandboxOptions } from './telegram/create-telegram-sandbox.ts';
import { JournalDamaged } from './telegram/state/journal.ts';
import { moveWorldsAside, openWorldFolder, START_OVER, WorldDamaged } from './world-folder.ts';

/** Play token of the stand-in; it opens nothing anywhere else. */
const PLAY_TOKEN = '7000000001:play-token-of-the-local-sandbox-0000';
const BOT_USERNAME = 'analyser_demo_bot';
const FIRST_DAYS_MS = 10 * 86_400_000;
/** Wall time the first ten days may take. */
const FAST_FORWARD_WALL_MS = 20_000;
/** How long after a candle's end, or its middle when free readers are served, the replay stops for the engine to work. */
const STOP_AFTER_MS = 2_000;
const AFTER_THE_END_MS = 10_000;
const LONGEST_PAUSE_MS = 1_000;

/** Ids as Telegram numbers channels: this one and those below it. */
const FIRST_CHANNEL_ID = -1_002_000_000_001;

/** The channels of the sandbox's Telegram, one for each tier. */
const CHANNELS: readonly {
  readonly tier: Tier;
  readonly id: number;
  readonly title: string;
  readonly username: string | null;
  readonly about: string;
}[] = TIERS.map((tier, index) => ({
  tier,
  id: FIRST_CHANNEL_ID - index,
  title: `Analyser Signals · ${TIER_RIGHTS[tier].title}`,
  username: isPaid(tier) ? null : 'analyser_free',
  about: aboutChannel(tier),
}));

function aboutChannel(tier: Tier): string {
  if (!isPaid(tier)) return 'Every signal, half a candle later. Losers included.';
  const isSold = plansOnSale().some((plan) => plan.tier === tier);
  return isSold
    ? 'Every signal the moment its candle closes.'
    : `For the ${TIER_RIGHTS[tier].title} plan, which is not sold yet.`;
}

export interface SandboxDependencies {
  readonly config: Config;
  /** Begin a new world; the old one is moved aside. */
  readonly fresh: boolean;
  readonly say: (line: string) => void;
  readonly onVenueEvent: VenueListener;
}

/** Names the replay's database and folder, so that another market starts a world of its own. */
export interface SandboxPlace {
  readonly surroundings: Surroundings;
  readonly databaseName: string;
}

function openVenueLive(onEvent: VenueListener) {
  return (exchangeId: string) =>
    createCcxtVenue({
      exchangeId,
      clock: createSystemClock(),
      wait,
      timeoutMs: 3_000,
      onEvent,
    });
}

/** Real candles that come with the repository; the image is built without them. */
const RECORDED_FOLDER = fileURLToPath(new URL('./market/recorded/', import.meta.url));

/** Chooses a market, starts the stand-ins on loopback and the replay's clock. Rejects with MarketDataError on unusable MARKET_DATA. */
export async function openSandbox({ config, fresh, say, onVenueEvent }: SandboxDependencies): Promise<SandboxPlace> {
  const root = join(config.dataDir, 'sandbox');
  if (fresh) startOver(root, say);
  const live = { openVenue: openVenueLive(onVenueEvent), wait };
  const market = await chooseMarket({
    marketData: config.marketData,
    markets: config.markets,
    seed: config.seed,
    recordedFolder: RECORDED_FOLDER,
    cacheFolder: join(root, 'market'),
    live,
    say,
  });
  const world = openWorldFolder(join(root, market.id), say);
  const candleMs = Math.min(...market.series.map(({ key }) => timeframeMs(key.timeframe)));
  const leash = createLeash(market, candleMs);
  const clock = createReplayClock({
    startMs: market.startMs,
    // A little beyond the last close, so that the last candle is past its grace and the last signal settles.
    endMs: market.source === 'live' ? null : market.endMs + AFTER_THE_END_MS,
    speed: replaySpeed(config.sandboxSpeed, candleMs),
    position: createPositionFile(world.clockPath, market.id),
    ceilingMs: leash.ceilingMs,
    onEnd: () => say(endOf(market)),
    onSaveFailed: (error) => say(`the replay stands still: its position could not be saved (${String(error)})`),
  });
  leash.hold(clock.nowMs());
  const telegram = openTelegram({ clock, journalPath: world.journalPath, log: say });
  const firstDays = openFirstDays({
    ...{ clock, world: telegram.world, speed: FIRST_DAYS_MS / FAST_FORWARD_WALL_MS },
    untilMs: Math.min(market.startMs + FIRST_DAYS_MS, market.endMs),
    overPath: join(root, market.id, 'caught-up.txt'),
  });
  const exchange = await startExchangeSandbox({ markets: sandboxMarkets(market), clock });
  if (telegram.world.persons().length === 0) telegram.world.addPerson('You', 'en');
  const listening = await telegram.listen();
  const follow =
    market.source === 'live' ? startFollowing(market, { exchange, live, folder: join(root, 'market'), say }) : null;
  const venue = createCcxtVenue({
    exchangeId: 'binance',
    baseUrl: exchange.url,
    clock,
    wait,
    symbolsWithoutVolume: market.symbolsWithoutVolume,
    onEvent: onVenueEvent,
  });
  const notice = (): SandboxNotice => ({
    market: market.description,
    source: market.source,
    speed: replaySpeed(config.sandboxSpeed, candleMs),
    ended: clock.hasEnded() ? endOf(market) : null,
    catchingUp: firstDays.catchingUp(),
  });
  const sandbox: SandboxSide = {
    mount: async (app) => {
      await registerChat(app, { world: firstDays.world, file: telegram.file, notice });
    },
    async work(run) {
      leash.hold(clock.nowMs());
      const againAtMs = await run();
      leash.release(Math.min(leash.nextStopMs(clock.nowMs()), againAtMs ?? Number.POSITIVE_INFINITY));
    },
    pauseMs: () => Math.max(1, Math.min(LONGEST_PAUSE_MS, clock.wallMsUntil(leash.untilMs()))),
    begin() {
      firstDays.begin();
    },
  };
  const surroundings: Surroundings = {
    mode: 'sandbox',
    clock,
    series: market.series.map(({ key }) => key),
    marketSource: market.source,
    market: market.description,
    get marketNote() {
      const note = noteOf(market, config.sandboxSpeed, candleMs);
      return clock.hasEnded() ? `${note}. ${endOf(market)}` : note;
    },
    venue,
    historyCandles: Math.max(...market.series.map(({ columns }) => columns.length)),
    telegram: { token: PLAY_TOKEN, apiRoot: listening.apiRoot, channelIds: channelIds() },
    botUsername: () => BOT_USERNAME,
    onIntroduced: () => {},
    askTelegramTime: null,
    sandbox,
    notices: () => (clock.hasEnded() ? [endOf(market)] : []),
    async close() {
      clock.close();
      follow?.stop();
      await venue.close();
      await Promise.all([exchange.close(), listening.close()]);
      telegram.close();
    },
  };
  return { surroundings, databaseName: sandboxDatabaseName(market.id, world.id) };
}

function openTelegram(
  place: Pick<TelegramSandboxOptions, 'clock' | 'journalPath' | 'log'>,
): ReturnType<typeof createTelegramSandbox> {
  try {
    return createTelegramSandbox({
      botToken: PLAY_TOKEN,
      botName: 'Analyser',
      botUsername: BOT_USERNAME,
      channels: CHANNELS,
      ...place,
    });
  } catch (cause) {
    if (cause instanceof JournalDamaged)
      throw new WorldDamaged(`the sandbox's Telegram (telegram.jsonl) is damaged in line ${cause.line}`, { cause });
    throw cause;
  }
}

function channelIds(): Readonly<Record<Tier, number | null>> {
  return mapTiers((tier) => CHANNELS.find((channel) => channel.tier === tier)?.id ?? null);
}

/**
 * Holds the replay to the work: it stands still while work is under way, stops shortly after each candle's end and middle until that
 * work is done, sooner when work waits for a venue or for Telegram, and never runs ahead of the real world. So a post is as late by the
 * replay's clock as it would be by a real one.
 */
function createLeash(
  market: ChosenMarket,
  candleMs: number,
): {
  readonly hold: (nowMs: number) => void;
  readonly release: (untilMs: number) => void;
  readonly untilMs: () => number;
  readonly nextStopMs: (nowMs: number) => number;
  readonly ceilingMs: () => number;
} {
  let untilMs = Number.POSITIVE_INFINITY;
  const wall: Clock | null = market.source === 'live' ? createSystemClock() : null;
  const stepMs = candleMs / 2;
  const nextStopMs = (nowMs: number): number =>
    (Math.floor((nowMs - STOP_AFTER_MS) / stepMs) + 1) * stepMs + STOP_AFTER_MS;
  return {
    hold(nowMs) {
      untilMs = nowMs;
    },
    release(nextMs) {
      untilMs = nextMs;
    },
    untilMs: () => untilMs,
    nextStopMs,
    ceilingMs: () => Math.min(untilMs, wall?.nowMs() ?? Number.POSITIVE_INFINITY),
  };
}

function startFollowing(
  market: ChosenMarket,
  deps: {
    readonly exchange: ExchangeSandbox;
    readonly live: { readonly openVenue: ReturnType<typeof openVenueLive> };
    readonly folder: string;
    readonly say: (line: string) => void;
  },
): { readonly stop: () => void } {
  return followLive({
    series: market.series,
    openVenue: deps.live.openVenue,
    append: deps.exchange.append,
    cache: createCandleCache(join(deps.folder, 'candles')),
    wait,
    say: deps.say,
  });
}

function noteOf(market: ChosenMarket, candlesPerMinute: number, candleMs: number): string {
  const speed = Math.round(replaySpeed(candlesPerMinute, candleMs)).toLocaleString('en');
  if (market.source === 'simulated') return `SIMULATED market at ${speed}×: results here say nothing about real ones`;
  if (market.source === 'live') return `recent candles replayed at ${speed}×, then live`;
  const redated = market.redated === null ? '' : ` (${market.redated})`;
  return `recorded candles, replayed at ${speed}×${redated}`;
}

function endOf(market: ChosenMarket): string {
  return `The recording ended on ${dayText(market.endMs)}: the clock stands still there and nothing new comes. To start over, stop the process (Ctrl-C) and run: ${START_OVER}`;
}

function startOver(root: string, say: (line: string) => void): void {
  const moved = moveWorldsAside(root, createSystemClock().nowMs());
  say(
    moved === null
      ? 'a new sandbox begins; there was none before'
      : `a new sandbox begins; people, chats and plans of the one before were moved to the folder sandbox/${moved} of DATA_DIR, nothing was deleted`,
  );
}
