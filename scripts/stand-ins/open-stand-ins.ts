import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastify from 'fastify';
import { registerChat } from '../../bot/sandbox/chat-routes/register-chat.ts';
import { chooseMarket } from '../../bot/sandbox/market/choose-market.ts';
import type { ChosenMarket } from '../../bot/sandbox/market/chosen-market.ts';
import { marketAt } from '../../bot/sandbox/market/market-at.ts';
import { marketText } from '../../bot/sandbox/market/market-text.ts';
import { PLAY_TOKEN, playChannelIds } from '../../bot/sandbox/play-telegram.ts';
import { createPositionFile } from '../../bot/sandbox/position-store.ts';
import {
  clockOf,
  closeReplayClock,
  openReplayClock,
  type ReplayClock,
  replayNowMs,
} from '../../bot/sandbox/replay-clock.ts';
import { type StandIns, startStandIns } from '../../bot/sandbox/stand-ins.ts';
import { PLAY_CARDS } from '../../bot/sandbox/stripe/play-cards.ts';
import type { TelegramWorld } from '../../bot/sandbox/telegram/world.ts';
import { followedName } from '../../bot/settings/followed-market.ts';
import { ENGLISH } from '../../bot/texts/language.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';

export interface StandInsProcessOptions {
  /** Loopback ports; 0 takes any free one. */
  readonly ports: Readonly<Record<'chat' | 'telegram' | 'exchange' | 'stripe', number>>;
  /** Where the product takes the news of Stripe; null: nowhere. */
  readonly stripeWebhook: string | null;
  /** As MARKET_DATA of the product: "recorded", "simulated", files or a folder. */
  readonly marketData: string;
  readonly seed: number;
  /** Virtual milliseconds per millisecond of the machine's clock. */
  readonly speed: number;
  readonly dataDir: string;
  /** A clock of the caller's own; absent: the machine's, times `speed`. */
  readonly replay?: ReplayClock;
  readonly log: (line: string) => void;
}

export interface StandInsAddresses {
  readonly chat: string;
  readonly telegram: string;
  readonly exchange: string;
  /** Its API; checkout and portal pages are linked from there. */
  readonly stripe: string;
  readonly clock: string;
  /** Settings of a product process that uses the stand-ins. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface RunningStandIns {
  readonly addresses: StandInsAddresses;
  /** One line about the candles. */
  readonly market: string;
  /** The people's side of Telegram, for drills in this process. */
  readonly people: TelegramWorld;
  close(): Promise<void>;
}

const RECORDED_FOLDER = fileURLToPath(new URL('../../bot/sandbox/market/recorded/', import.meta.url));

/** Starts the exchange, Telegram, Stripe, the chat page and the clock. Rejects when a port is taken or the market cannot be used. */
export async function openStandIns(options: StandInsProcessOptions): Promise<RunningStandIns> {
  const { ports, speed, dataDir, log } = options;
  mkdirSync(dataDir, { recursive: true });
  const chosen = await marketFor(options);
  const nowMs = options.replay === undefined ? createSystemClock().nowMs() : replayNowMs(options.replay);
  const market = marketAt(chosen, firstStartMs(dataDir, nowMs));
  const replay = options.replay ?? machineReplay(market, options);
  const standIns = await startStandIns({
    ...{ market, replay, log, journalPath: join(dataDir, 'telegram.jsonl') },
    ...{ stripePath: join(dataDir, 'stripe.json'), stripePort: ports.stripe },
    partnerPath: join(dataDir, 'partner.json'),
    ...{ exchangePort: ports.exchange, telegramPort: ports.telegram },
  });
  standIns.stripe.webhook.deliverTo(options.stripeWebhook);
  const page = await serveChat({ market, standIns, replay, speed, port: ports.chat }).catch(async (error: unknown) => {
    await standIns.close();
    throw error;
  });
  return {
    addresses: addressesOf(market, standIns, page.url),
    market: marketText(market, ENGLISH),
    people: standIns.telegram.world,
    async close() {
      closeReplayClock(replay);
      await page.close();
      await standIns.close();
    },
  };
}

function machineReplay(market: ChosenMarket, { speed, dataDir, log }: StandInsProcessOptions): ReplayClock {
  const machine = createSystemClock();
  return openReplayClock({
    startMs: machine.nowMs(),
    endMs: null,
    speed,
    position: createPositionFile(join(dataDir, 'clock.json'), market.id),
    wallNowMs: machine.nowMs,
    onSaveFailed: (error) => log(`the clock stands still: its position could not be saved (${String(error)})`),
  });
}

function marketFor({ marketData, seed, dataDir, log }: StandInsProcessOptions): Promise<ChosenMarket> {
  return chooseMarket({
    ...{ marketData, seed, markets: null, live: null, recordedFolder: RECORDED_FOLDER },
    cacheFolder: join(dataDir, 'market'),
    log: log,
  });
}

/** When these stand-ins were started first: the candles are dated by it, so that a restart serves the same ones. */
function firstStartMs(dataDir: string, nowMs: number): number {
  const path = join(dataDir, 'first-start.txt');
  if (!existsSync(path)) writeFileSync(path, String(nowMs), { flush: true });
  const startMs = Number(readFileSync(path, 'utf8'));
  if (!Number.isFinite(startMs) || startMs <= 0) throw new Error(`expected the time of the first start in ${path}`);
  return startMs;
}

interface ChatServing {
  readonly market: ChosenMarket;
  readonly standIns: StandIns;
  readonly replay: ReplayClock;
  readonly speed: number;
  readonly port: number;
}

async function serveChat(serving: ChatServing): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { market, standIns, replay, speed, port } = serving;
  const clock = clockOf(replay);
  const app = fastify({ forceCloseConnections: true });
  app.get('/clock', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ nowMs: clock.nowMs(), speed }),
  );
  await registerChat(app, {
    world: standIns.telegram.world,
    file: standIns.telegram.file,
    notice: () => ({
      ...{ market: marketText(market, ENGLISH), source: market.source, speed },
      ended: replayNowMs(replay) > market.endMs ? 'The recording has ended: no new candles come.' : null,
    }),
  });
  const url = await app.listen({ host: '127.0.0.1', port });
  return { url, close: async () => void (await app.close()) };
}

function addressesOf(market: ChosenMarket, standIns: StandIns, page: string): StandInsAddresses {
  const { exchange, apiRoot, stripe } = standIns;
  const channels = Object.entries(playChannelIds()).flatMap(([tier, id]) =>
    id === null ? [] : [[`CHANNEL_${tier.toUpperCase()}`, String(id)]],
  );
  return {
    chat: `${page}/chat`,
    telegram: apiRoot,
    exchange: exchange.url,
    stripe: stripe.url,
    clock: `${page}/clock`,
    environment: {
      TELEGRAM_BOT_TOKEN: PLAY_TOKEN,
      TELEGRAM_API_ROOT: apiRoot,
      EXCHANGE_API_ROOT: exchange.url,
      STRIPE_API_BASE: stripe.url,
      STRIPE_SECRET_KEY: PLAY_CARDS.secretKey,
      STRIPE_WEBHOOK_SECRET: PLAY_CARDS.webhookSecret,
      // Whatever venue the candles are of: the stand-in speaks as Binance does.
      MARKETS: market.series
        .map(({ key, isSwing = false }) => followedName({ series: { ...key, exchange: 'binance' }, isSwing }))
        .join(','),
      ...Object.fromEntries(channels),
    },
  };
}
