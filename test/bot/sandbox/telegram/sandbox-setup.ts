import { Bot, type Context } from 'grammy';
import {
  createTelegramSandbox,
  type TelegramSandbox,
  type TelegramSandboxOptions,
} from '../../../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import type { WorldChat, WorldMessage } from '../../../../bot/sandbox/telegram/world.ts';

export const TOKEN = '123456:test-token';
const START_MS = Date.UTC(2026, 0, 15, 12);

export const ALL_UPDATES = [
  'message',
  'callback_query',
  'inline_query',
  'pre_checkout_query',
  'subscription',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'channel_post',
] as const;

export interface ManualClock {
  nowMs(): number;
  advance(ms: number): void;
}

export function manualClock(): ManualClock {
  let nowMs = START_MS;
  return {
    nowMs: () => nowMs,
    advance(ms) {
      nowMs += ms;
    },
  };
}

export interface Setup {
  readonly sandbox: TelegramSandbox;
  readonly clock: ManualClock;
  readonly apiRoot: string;
  /** The public and the private channel's ids. */
  readonly publicId: number;
  readonly privateId: number;
  close(): Promise<void>;
}

/** A listening sandbox with a public and a private channel, by default without sending limits. */
export async function startSandbox(options: Partial<TelegramSandboxOptions> = {}): Promise<Setup> {
  const clock = manualClock();
  const sandbox = createTelegramSandbox({
    botToken: TOKEN,
    botId: 123456,
    botName: 'Analyser',
    botUsername: 'analyser_bot',
    channels: [
      { title: 'Analyser Free', username: 'analyser_free', about: 'Free signals', tier: 'free' },
      { title: 'Analyser Pro', username: null, about: '', tier: 'pro' },
    ],
    clock,
    journalPath: null,
    limits: { perChatBurst: 1e9, perChannelPerMinute: 1e9, overallPerSecond: 1e9 },
    ...options,
  });
  const server = await sandbox.listen();
  const [open, closed] = sandbox.channels;
  return {
    sandbox,
    clock,
    apiRoot: server.apiRoot,
    publicId: open?.chatId ?? 0,
    privateId: closed?.chatId ?? 0,
    async close() {
      sandbox.close();
      await server.close();
    },
  };
}

/** Raw call of a method; the parsed body, with the HTTP status. */
export async function call(
  apiRoot: string,
  method: string,
  params: Readonly<Record<string, unknown>> = {},
): Promise<ApiAnswer> {
  const response = await fetch(`${apiRoot}/bot${TOKEN}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  return { status: response.status, ...((await response.json()) as Omit<ApiAnswer, 'status'>) };
}

export interface ApiAnswer {
  readonly status: number;
  readonly ok: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: the shape differs for each method, and a test that reads it asserts it
  readonly result?: any;
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: { readonly retry_after?: number };
}

/** A real grammY bot that polls the sandbox, and how to stop it. */
export async function startBot(
  apiRoot: string,
  install: (bot: Bot<Context>) => void,
): Promise<{ readonly bot: Bot<Context>; stop(): Promise<void> }> {
  const bot = new Bot<Context>(TOKEN, { client: { apiRoot } });
  const errors: unknown[] = [];
  bot.catch((error) => {
    errors.push(error);
  });
  install(bot);
  let started = (): void => {};
  const ready = new Promise<void>((resolve) => {
    started = resolve;
  });
  const done = bot.start({ allowed_updates: ALL_UPDATES, onStart: () => started() });
  await Promise.race([ready, done]);
  return {
    bot,
    async stop() {
      await bot.stop();
      await done;
      if (errors.length > 0) throw errors[0];
    },
  };
}

/** Resolves with the first value that is not null, asked for after every change of the world; rejects after 10 s. */
export function until<T>(sandbox: TelegramSandbox, look: () => T | null | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const check = (): void => {
      const found = look();
      if (found === null || found === undefined) return;
      clearTimeout(timer);
      stop();
      resolve(found);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`expected the world to show something within 10 s: ${look.toString()}`));
    }, 10_000);
    const stop = sandbox.world.subscribe(check);
    check();
  });
}

/** A chat as a person sees it. */
export function chatOf(sandbox: TelegramSandbox, personId: number, chatId: number): WorldChat {
  const chat = sandbox.world.snapshot(personId).chats.find((one) => one.id === chatId);
  if (chat === undefined) throw new Error(`expected chat ${chatId} in the snapshot of ${personId}`);
  return chat;
}

/** The newest message of a chat by this author. */
export function lastMessage(
  sandbox: TelegramSandbox,
  where: { readonly personId: number; readonly chatId?: number; readonly author: WorldMessage['author'] },
): WorldMessage | null {
  const chat = chatOf(sandbox, where.personId, where.chatId ?? where.personId);
  return chat.messages.filter((message) => message.author === where.author).at(-1) ?? null;
}

/** A smallest PNG head with this size: enough for whoever reads only the header. */
export function pngBytes(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(64);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x89504e47);
  view.setUint32(4, 0x0d0a1a0a);
  view.setUint32(8, 13);
  view.setUint32(12, 0x49484452);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}
