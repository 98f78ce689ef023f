import { createMongoAccounts } from '../../billing/adapters/mongo/accounts.ts';
import { ensureBillingIndexes } from '../../billing/adapters/mongo/indexes.ts';
import { createMongoMemberships } from '../../billing/adapters/mongo/memberships.ts';
import { createMongoPayments } from '../../billing/adapters/mongo/payments.ts';
import { createMongoTextStore } from '../../billing/adapters/mongo/text-store.ts';
import { createMongoTickets } from '../../billing/adapters/mongo/tickets.ts';
import { createMongoUpdateLog } from '../../billing/adapters/mongo/update-log.ts';
import { createTelegramSandbox, type TelegramSandbox } from '../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import type { WorldAction, WorldActionResult, WorldChat, WorldMessage } from '../../bot/sandbox/telegram/world.ts';
import { ALLOWED_UPDATES, createBot, createTelegramApi, type TelegramBot } from '../../bot/telegram/create-bot.ts';
import { startRealTimer } from '../../bot/telegram/deadline.ts';
import type { BotDependencies, BotEvent } from '../../bot/telegram/dependencies.ts';
import { prepareTelegram } from '../../bot/telegram/prepare.ts';
import { columnsOf } from '../../engine/market/candle.ts';
import type { CandleStore, LedgerEntry, SignalReader } from '../../engine/ports.ts';
import type { Predictor } from '../../engine/predict.ts';
import { deliveryId, type Tier } from '../../engine/signals/delivery.ts';
import type { Why } from '../../engine/signals/explain.ts';
import type { TrackRecordReader } from '../../engine/signals/track-record.ts';
import { openTestDatabase } from './database.ts';
import { MARKET } from './http-server.ts';
import { CLOSE_TIME_MS, isClosedBy, outcomeOf, RECORD, signalOf } from './signal-fixtures.ts';
import { testedRule } from './tested-rule.ts';

const HOUR_MS = 3_600_000;
export const STAGE_TOKEN = '987654321:AAstage_secret-token_that_no_log_may_show';
const BOT_ID = 987_654_321;
/** Ten minutes after the newest signal, so that Free does not have it yet. */
export const STAGE_START_MS = CLOSE_TIME_MS + 10 * 60_000;

/** The bot over HTTP against the local Bot API, with a real database behind it and people in front of it. */
export interface Stage {
  readonly sandbox: TelegramSandbox;
  readonly bot: TelegramBot;
  readonly deps: BotDependencies;
  readonly events: readonly BotEvent[];
  /** Waits for an event that matches, one that came before counts too. */
  heard(matches: (event: BotEvent) => boolean): Promise<BotEvent>;
  readonly clock: { advance(ms: number): void; nowMs(): number };
  person(name: string): StagePerson;
  close(): Promise<void>;
}

export interface StagePerson {
  readonly id: number;
  act(action: WorldAction): Promise<WorldActionResult>;
  write(text: string): Promise<void>;
  /** Presses the newest button whose text contains this. */
  press(text: string): Promise<WorldActionResult>;
  pay(): Promise<WorldActionResult>;
  /** Waits for a message of the bot, or an edit, that came after the person's last act and matches. */
  reads(pattern: RegExp): Promise<WorldMessage>;
  /** Waits until what the person sees is so. */
  until<T>(look: (chats: readonly WorldChat[]) => T | null | undefined | false): Promise<T>;
  /** The bot's messages, oldest first. */
  messages(): readonly WorldMessage[];
  chat(title: string): WorldChat;
}

/** Opens a stage; `replace` puts fakes in the place of real parts. */
/** What moved a signal, in probability points. */
export const SAMPLE_WHY: Why = {
  type: 'why',
  probabilityUp: 0.583,
  startUp: 0.503,
  parts: [
    { feature: 'close_location', value: -0.9, points: 0.041 },
    { feature: 'range_position_12', value: -0.8, points: 0.022 },
    { feature: 'hour_sin', value: 0.5, points: 0.012 },
    { feature: 'half_day_cos', value: 0.5, points: 0.01 },
    { feature: 'momentum_24', value: 1.2, points: -0.011 },
    { feature: 'leader_return', value: 0.4, points: 0.008 },
    { feature: 'rsi_14', value: -0.3, points: 0.004 },
    { feature: 'ti:CCI(20)', value: -120, points: -0.003 },
    { feature: 'volume_z', value: Number.NaN, points: Number.NaN },
    { feature: 'streak', value: -0.3, points: -0.003 },
  ],
};

export async function openStage(
  replace: (deps: BotDependencies) => Partial<BotDependencies> = () => ({}),
): Promise<Stage> {
  const database = await openTestDatabase();
  await ensureBillingIndexes(database.connection);
  let nowMs = STAGE_START_MS;
  const clock = {
    nowMs: () => nowMs,
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
  const sandbox = createTelegramSandbox({
    botToken: STAGE_TOKEN,
    botId: BOT_ID,
    botName: 'Analyser',
    botUsername: 'analyser_bot',
    channels: [
      { title: 'Analyser Free', username: 'analyser_free', about: '', tier: 'free' },
      { title: 'Analyser Pro', username: null, about: '', tier: 'pro' },
    ],
    clock,
    journalPath: null,
    limits: { perChatPerSecond: Number.POSITIVE_INFINITY, perChatBurst: 1_000, overallPerSecond: 10_000 },
  });
  const server = await sandbox.listen();
  const events: BotEvent[] = [];
  const listeners = new Set<() => void>();
  const log = (event: BotEvent): void => {
    events.push(event);
    for (const listener of [...listeners]) listener();
  };
  const chatOf = (tier: string): number | null =>
    sandbox.channels.find((channel) => channel.tier === tier)?.chatId ?? null;
  const api = createTelegramApi({ token: STAGE_TOKEN, apiRoot: server.apiRoot });
  const setup = createMongoTextStore(database.connection, 'telegram_setup');
  const channelIds = { free: chatOf('free'), pro: chatOf('pro'), elite: null };
  const channels = await prepareTelegram({ api, channelIds, setup, log });
  let nonce = 0;
  const base: BotDependencies = {
    token: STAGE_TOKEN,
    apiRoot: server.apiRoot,
    clock,
    accounts: createMongoAccounts(database.connection),
    payments: createMongoPayments(database.connection),
    memberships: createMongoMemberships(database.connection),
    updates: createMongoUpdateLog(database.connection),
    tickets: createMongoTickets(database.connection),
    conversations: createMongoTextStore(database.connection, 'conversations'),
    signals: memorySignals(sampleEntries(channelIds)),
    candles: sampleCandles(),
    trackRecord: sampleRecord,
    markets: async () => [MARKET],
    predictor: samplePredictor,
    explain: async () => SAMPLE_WHY,
    backtests: { versionOf: () => 'logistic-2024-05-01-a1b2c3', run: async () => testedRule() },
    channels,
    adminIds: [],
    series: [
      { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' },
      { exchange: 'binance', symbol: 'ETH/USDT', timeframe: '1h' },
    ],
    marketNote: 'recorded candles, replayed at 720×',
    renderChart: async () => SMALL_PNG,
    renderBacktest: async () => SMALL_PNG,
    newNonce: () => {
      nonce += 1;
      return nonce.toString(16).padStart(16, '0');
    },
    startTimer: startRealTimer,
    log,
  };
  const deps = { ...base, ...replace(base) };
  const bot = createBot(deps);
  let started = (): void => {};
  const ready = new Promise<void>((resolve) => {
    started = resolve;
  });
  const polling = bot.bot.start({ allowed_updates: ALLOWED_UPDATES, onStart: started });
  await ready;
  return {
    sandbox,
    bot,
    deps,
    events,
    heard: (matches) =>
      new Promise((resolve, reject) => {
        const attempt = (): void => {
          const found = events.find(matches);
          if (found === undefined) return;
          clearTimeout(timer);
          listeners.delete(attempt);
          resolve(found);
        };
        const timer = setTimeout(() => {
          listeners.delete(attempt);
          reject(new Error(`waited 10 s in vain; the last events: ${JSON.stringify(events.slice(-5))}`));
        }, 10_000);
        listeners.add(attempt);
        attempt();
      }),
    clock,
    person: (name) => stagePerson(sandbox, sandbox.world.addPerson(name, 'en').id),
    async close() {
      await bot.bot.stop();
      await polling;
      await bot.idle();
      await server.close();
      sandbox.close();
      await database.drop();
    },
  };
}

function stagePerson(sandbox: TelegramSandbox, id: number): StagePerson {
  const { world } = sandbox;
  /** What the bot had said and edited when the person last acted; a text seen then is no news. */
  let known = new Map<number, string>();
  const own = (): WorldChat => {
    const chat = world.snapshot(id).chats.find(({ type }) => type === 'bot');
    if (chat === undefined) throw new Error('expected a chat with the bot');
    return chat;
  };
  const messages = (): readonly WorldMessage[] => own().messages.filter(({ author }) => author === 'bot');
  const markOf = (message: WorldMessage): string => JSON.stringify([message.text, message.keyboard, message.editedMs]);
  const remember = (): void => {
    known = new Map(messages().map((message) => [message.messageId, markOf(message)]));
  };
  const until: StagePerson['until'] = (look) =>
    new Promise((resolve, reject) => {
      const attempt = (): void => {
        const found = look(world.snapshot(id).chats);
        if (found === null || found === undefined || found === false) return;
        clearTimeout(timer);
        stop();
        resolve(found);
      };
      const stop = world.subscribe(attempt);
      const timer = setTimeout(() => {
        stop();
        const said = messages()
          .slice(-3)
          .map(({ text }) => text);
        reject(new Error(`waited 10 s in vain; the bot said last: ${JSON.stringify(said, null, 1)}`));
      }, 10_000);
      attempt();
    });
  const act = async (action: WorldAction): Promise<WorldActionResult> => {
    remember();
    return await world.act(id, action);
  };
  return {
    id,
    act,
    messages,
    until,
    async write(text) {
      const result = await act({ type: 'write', chatId: id, text });
      if (result.type === 'refused') throw new Error(`could not write: ${result.text}`);
    },
    async press(text) {
      for (const message of messages().toReversed()) {
        const button = message.keyboard.flat().find((one) => one.type === 'callback' && one.text.includes(text));
        if (button?.type === 'callback')
          return await act({ type: 'press', chatId: id, messageId: message.messageId, data: button.data });
      }
      throw new Error(
        `expected a button "${text}", had ${JSON.stringify(messages().flatMap((message) => message.keyboard.flat().map((one) => one.text)))}`,
      );
    },
    async pay() {
      const invoice = await until(() =>
        messages().findLast((message) => message.invoice !== null && !message.invoice.paid),
      );
      return await act({ type: 'pay', chatId: id, messageId: invoice.messageId });
    },
    reads: (pattern) =>
      until(() =>
        messages().findLast(
          (message) => known.get(message.messageId) !== markOf(message) && pattern.test(message.text),
        ),
      ),
    chat(title) {
      const chat = world.snapshot(id).chats.find((one) => one.title === title);
      if (chat === undefined) throw new Error(`expected a chat "${title}"`);
      return chat;
    },
  };
}

/** Fourteen hourly signals of two pairs, newest first; each reaches Free half an hour after Pro. All but the newest are settled. */
function sampleEntries(channelIds: Readonly<Record<Tier, number | null>>): readonly LedgerEntry[] {
  return Array.from({ length: 14 }, (_, index) => {
    const closeTimeMs = CLOSE_TIME_MS - index * HOUR_MS;
    const symbol = index % 2 === 0 ? 'BTC/USDT' : 'ETH/USDT';
    const signal = signalOf({
      series: { exchange: 'binance', symbol, timeframe: '1h' },
      closeTimeMs,
      createdAtMs: closeTimeMs + 2_000,
    });
    const deliveryTo = (tier: Tier, delayMs: number) => {
      const chatId = channelIds[tier] ?? 0;
      const dueAtMs = closeTimeMs + delayMs;
      return {
        id: deliveryId(signal.id, chatId),
        tier,
        chatId,
        dueAtMs,
        expiresAtMs: dueAtMs + HOUR_MS,
        state: 'sent',
        attempt: 1,
        messageId: 1,
        sentAtMs: dueAtMs,
        outcomeShown: false,
        error: null,
      } as const;
    };
    return {
      signal,
      outcome: index === 0 ? null : outcomeOf(),
      deliveries: [deliveryTo('pro', 2_000), deliveryTo('free', HOUR_MS / 2)],
    };
  });
}

function memorySignals(entries: readonly LedgerEntry[]): SignalReader {
  return {
    async latest({ symbol, closedBy, limit }) {
      return entries
        .filter(({ signal }) => symbol === undefined || signal.series.symbol === symbol)
        .filter(({ signal }) => isClosedBy(signal, closedBy))
        .slice(0, limit);
    },
    async byId(prefix) {
      const found = entries.filter(({ signal }) => signal.id.startsWith(prefix));
      return found.length === 1 ? (found[0] ?? null) : null;
    },
  };
}

function sampleCandles(): CandleStore {
  const candles = Array.from({ length: 120 }, (_, index) => {
    const base = 65_000 + 300 * Math.sin(index / 7);
    return {
      openTimeMs: CLOSE_TIME_MS - (100 - index) * HOUR_MS,
      open: base,
      high: base + 120,
      low: base - 110,
      close: base + 40,
      volume: 10,
    };
  });
  const inRange = (fromMs: number, toMs: number) =>
    columnsOf(candles.filter(({ openTimeMs }) => openTimeMs >= fromMs && openTimeMs < toMs));
  return {
    append: async () => {},
    read: async (_series, fromMs, toMs) => inRange(fromMs, toMs),
    readNewest: async (_series, count) => columnsOf(candles.slice(-count)),
    newestOpenTimeMs: async () => candles.at(-1)?.openTimeMs ?? null,
  };
}

const sampleRecord: TrackRecordReader = {
  read: async () => ({
    fromMs: CLOSE_TIME_MS - 90 * 24 * HOUR_MS,
    toMs: CLOSE_TIME_MS,
    published: RECORD,
    allScored: { ...RECORD, count: 2_000 },
    perSeries: [],
  }),
};

const samplePredictor: Predictor = async ({ symbol, timeframe }) => ({
  type: 'answer',
  answer: {
    id: 'f'.repeat(64),
    symbol,
    timeframe,
    closeTime: new Date(CLOSE_TIME_MS).toISOString(),
    action: 'HOLD',
    direction: 'up',
    probabilityUp: 0.523,
    confidencePercent: 52.3,
    expectedValueBps: -12.4,
    dataQuality: { stamp: 'green', reasons: [] },
    modelVersion: 'logistic-2024-05-01-a1b2c3',
    disclaimer: 'Model output, not advice.',
  },
});

/** One grey pixel. */
const SMALL_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOor6//DwAFfgJ9gxZ1WwAAAABJRU5ErkJggg==',
  'base64',
);
