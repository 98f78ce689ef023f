import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../engine/ports.ts';
import type { CallbackAnswer, PreCheckoutAnswer, SandboxContext, SandboxWaits } from './context.ts';
import { createDispatch } from './dispatch.ts';
import { createWorld } from './people/create-world.ts';
import { forgeUpdate } from './people/forge-update.ts';
import { createOperator, type SandboxOperator } from './people/operator.ts';
import { settleSubscriptions } from './people/subscriptions.ts';
import { type CallStats, createCallLog, type SandboxCall } from './protocol/call-log.ts';
import { createFaultQueue, type Fault, type InjectedFault } from './protocol/faults.ts';
import { createFieldTable } from './protocol/field-types.ts';
import { ApiRefusal } from './protocol/refusal.ts';
import { checkCall, type RawCall } from './protocol/request.ts';
import { createSendingLimiter, type SendingLimits, TELEGRAM_LIMITS } from './protocol/sending-limits.ts';
import { createApiServer } from './protocol/server.ts';
import type { Offer } from './protocol/wire.ts';
import { createChatActions } from './state/chat-actions.ts';
import { createFileStore } from './state/file-store.ts';
import { createPendingQueries } from './state/pending-queries.ts';
import type { SandboxChannel } from './state/state.ts';
import { openStore } from './state/store.ts';
import { createUpdateQueue } from './state/update-queue.ts';
import { createWebhookDelivery } from './webhook-delivery.ts';
import type { TelegramWorld } from './world.ts';

export interface TelegramSandboxOptions {
  readonly botToken: string;
  /** Default: the number before the colon of the token. */
  readonly botId?: number;
  readonly botName: string;
  readonly botUsername: string;
  readonly channels: readonly TelegramSandboxChannel[];
  /** Dates, update age, sending limits and subscriptions follow this clock; how long somebody waits is wall time. */
  readonly clock: Clock;
  /** Where everything is kept; null keeps it in memory. Files lie beside it in `<journalPath>.files/`. */
  readonly journalPath: string | null;
  readonly limits?: Partial<SendingLimits>;
  readonly waits?: Partial<SandboxWaits>;
  /** Wall time between the effect of a call and its answer, but for getUpdates. Default none. */
  readonly answerAfterMs?: number;
  /** The bot is assigned to decide join requests: each carries a query_id to be answered within 10 s. Default false. */
  readonly joinRequestQueries?: boolean;
  /** Newest messages kept in each chat; default 2000. */
  readonly historyLimit?: number;
  /** Gets one line when the journal cannot be written, and one when it can be again. */
  readonly log?: (line: string) => void;
  /** Wall time for waits; default the system's. */
  readonly wallMs?: () => number;
}

export interface TelegramSandboxChannel {
  /** Default: made from the username or title, the same at every start. */
  readonly id?: number;
  readonly title: string;
  /** Null: private. */
  readonly username: string | null;
  readonly about: string;
  readonly tier?: string;
}

export interface TelegramSandbox {
  /** The people's side. */
  readonly world: TelegramWorld;
  readonly channels: readonly {
    readonly chatId: number;
    readonly title: string;
    readonly username: string | null;
    readonly tier: string | null;
  }[];
  /** What the channels' owner can do. */
  readonly operator: SandboxOperator;
  /** Starts the Bot API on 127.0.0.1; give `apiRoot` to grammY's client options. Default port: any free one. */
  listen(port?: number): Promise<{ readonly apiRoot: string; close(): Promise<void> }>;
  /** A call of the bot inside this process, without HTTP, faults and the call log: its result, or throws ApiRefusal. */
  call(method: string, params?: RawCall['params'], options?: CallOptions): Promise<unknown>;
  /**
   * What a client that obeys no rules, or a Telegram newer than this one, makes the bot get: an update of any content. Its question
   * can be answered as any other's. Returns the update's id.
   */
  forge(body: Readonly<Record<string, unknown>>): number;
  /** Makes coming calls of the bot go wrong. */
  inject(fault: Fault): InjectedFault;
  /** A photo or document by its file id, for the chat page; null when there is none. */
  file(fileId: string): { readonly bytes: Uint8Array; readonly mime: string; readonly name: string } | null;
  /** The bot's newest 1000 calls, oldest first, without getUpdates that went well. */
  calls(): readonly SandboxCall[];
  stats(): CallStats;
  /** Charges and ends the Star subscriptions that are due; done every second while listening. */
  settle(): void;
  /** How many updates the bot has not taken yet. */
  pendingUpdates(): number;
  /** Ends waits and closes the journal. Servers are closed by what listen returned. */
  close(): void;
}

export interface CallOptions {
  /** Uploads, by the name after `attach://`. */
  readonly files?: RawCall['files'];
  /** Ends the wait of getUpdates. */
  readonly aborted?: AbortSignal;
}

const WAITS: SandboxWaits = {
  callbackMs: 15_000,
  preCheckoutMs: 10_000,
  joinQueryMs: 10_000,
  joinRequestMs: 300_000,
  webhookTimeoutMs: 30_000,
  webhookRetryMs: 1_000,
};
const HISTORY_LIMIT = 2000;
const RECENT_CALLS = 1000;
const SETTLE_MS = 1000;
/** Nobody's: the account that made the channels. */
const OWNER_ID = 600_000_001;

/** Our own Telegram: a Bot API over HTTP for the bot and a world for people. Opens the journal; listens only when told. */
export function createTelegramSandbox(options: TelegramSandboxOptions): TelegramSandbox {
  if (!/^\d+:[\w-]+$/.test(options.botToken)) throw new Error('expected a bot token of the form 123:abc');
  const { context, delivery, world, perform, performRaw } = assemble(options);
  const faults = createFaultQueue();
  const log = createCallLog(RECENT_CALLS);
  const { state } = context.store;
  return {
    world,
    channels: [...context.channels.values()].map(({ id, title, username, tier }) => ({
      chatId: id,
      title,
      username,
      tier,
    })),
    operator: createOperator(context),
    async listen(port = 0) {
      const { botToken, answerAfterMs } = options;
      const server = createApiServer({
        ...{ context, botToken, perform, faults, log },
        ...(answerAfterMs === undefined ? {} : { answerAfterMs }),
      });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
      });
      const timer = setInterval(() => settleWhenWritable(context), SETTLE_MS);
      timer.unref();
      delivery.restart();
      const address = server.address() as AddressInfo;
      return {
        apiRoot: `http://127.0.0.1:${address.port}`,
        close: () =>
          new Promise((resolve) => {
            clearInterval(timer);
            context.callbacks.close();
            context.inlineQueries.close();
            context.preCheckouts.close();
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      };
    },
    call: (method, params = {}, { files = new Map(), aborted = new AbortController().signal } = {}) =>
      performRaw(method, { params, files }, aborted),
    forge: (body) => forgeUpdate(context, body),
    inject: (fault) => faults.inject(fault),
    file(fileId) {
      const bytes = context.files.read(fileId);
      const known = state.files.get(fileId);
      return bytes === null || known === undefined ? null : { bytes, mime: known.mime, name: known.name };
    },
    calls: () => log.recent(),
    stats: () => log.stats(),
    settle: () => settleSubscriptions(context),
    pendingUpdates: () => state.updates.size,
    close() {
      delivery.close();
      context.updates.close();
      context.callbacks.close();
      context.inlineQueries.close();
      context.preCheckouts.close();
      context.actions.close();
      context.store.close();
    },
  };
}

/** A full disk must not end the process from a timer: what is due stays due, and the store has logged it. */
function settleWhenWritable(context: SandboxContext): void {
  try {
    settleSubscriptions(context);
  } catch {}
}

function assemble(options: TelegramSandboxOptions) {
  const { clock, journalPath, botName, botUsername } = options;
  const botId = idOf(options);
  const store = openStore({
    journalPath,
    historyLimit: options.historyLimit ?? HISTORY_LIMIT,
    idSeed: String(botId),
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  const wallMs = options.wallMs ?? Date.now;
  const waits = { ...WAITS, ...options.waits };
  const updates = createUpdateQueue(store, clock);
  const context: SandboxContext = {
    clock,
    wallMs,
    waits,
    bot: { id: botId, is_bot: true, first_name: botName, username: botUsername },
    owner: { id: OWNER_ID, is_bot: false, first_name: 'Operator' },
    channels: new Map(options.channels.map((channel) => describeChannel(options, channel))),
    store,
    files: createFileStore(journalPath === null ? null : `${journalPath}.files`),
    limiter: createSendingLimiter({ ...TELEGRAM_LIMITS, ...options.limits }),
    updates,
    callbacks: createPendingQueries<CallbackAnswer>(),
    offers: new Map(),
    inlineQueries: createPendingQueries<Offer>(),
    preCheckouts: createPendingQueries<PreCheckoutAnswer>(),
    actions: createChatActions((chatId) => parts.chatChanged(chatId)),
    joinRequestWallMs: new Map(),
    joinQueries: options.joinRequestQueries === true ? new Map() : null,
  };
  // A request that waited through a restart gets its five minutes anew: wall time is not stored.
  for (const [chatId, requests] of store.state.requests) {
    for (const userId of requests.keys()) context.joinRequestWallMs.set(`${chatId}:${userId}`, wallMs());
  }
  const parts = createWorld(context);
  const table = createFieldTable();
  const delivery = createWebhookDelivery({
    store,
    updates,
    clock,
    waits,
    performReply({ method, ...params }) {
      const timeout = AbortSignal.timeout(waits.webhookTimeoutMs);
      // Telegram does not tell a bot how a call in a webhook's answer went.
      performRaw(String(method), { params, files: new Map() }, timeout).catch(() => {});
    },
  });
  const perform = createDispatch(context, delivery);
  async function performRaw(method: string, raw: RawCall, aborted: AbortSignal): Promise<unknown> {
    const call = checkCall(table, method, raw);
    if (call === null) throw new ApiRefusal(404, 'Not Found');
    return perform(call, aborted);
  }
  return { context, delivery, world: parts.world, perform, performRaw };
}

function idOf(options: TelegramSandboxOptions): number {
  return options.botId ?? Number(options.botToken.split(':')[0]);
}

/** A private channel's id comes from its title, a public one's from its username, so that a restart finds it again. */
function describeChannel(
  options: TelegramSandboxOptions,
  channel: TelegramSandboxChannel,
): readonly [number, SandboxChannel] {
  const { title, username, about } = channel;
  const digest = createHash('sha256')
    .update(`${options.botId}|${username ?? title}`)
    .digest();
  const id = channel.id ?? -(1_000_000_000_000 + 1_000_000_000 + (digest.readUInt32BE(0) % 1_000_000_000));
  return [id, { id, kind: 'channel', ownerId: null, title, username, about, tier: channel.tier ?? null }];
}
