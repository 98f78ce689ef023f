import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type {
  WorldAction,
  WorldActionResult,
  WorldChat,
  WorldMessage,
  WorldSnapshot,
} from '../../../bot/sandbox/telegram/world.ts';
import { freePort } from './free-port.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const READY_LIMIT_MS = 90_000;

/** The real process, started as `npm start` starts it and driven over HTTP. */
export interface ProductProcess {
  readonly url: string;
  readonly output: () => string;
  get(path: string): Promise<{ readonly status: number; readonly body: unknown }>;
  post(path: string, body: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  /** Sends a signal and resolves with the exit code, null after SIGKILL. */
  end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** `folder` is the tree whose sources run, default this one; `health` the address that shows that it is started. */
export async function startProduct(
  environment: Readonly<Record<string, string>>,
  words: readonly string[] = [],
  { folder = root, health = '/health/ready' }: { readonly folder?: string; readonly health?: string } = {},
): Promise<ProductProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', './bot/preload.mjs', '--import', 'tsx', 'bot/main.ts', ...words], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      // Tests want posts in every channel: an invented market is seldom worth its cost.
      INFORMATION: 'free,pro,elite',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  const output = (): string => chunks.join('');
  const isReady = async (): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}:\n${output()}`);
    return (await fetch(url + health).catch(() => null))?.status === 200;
  };
  await until('the process to be ready', isReady, { limitMs: READY_LIMIT_MS, output });
  const { get, post } = callsOf(url);
  return {
    url,
    output,
    get,
    post,
    end: (signal) => endOf(child, signal),
  };
}

/** Requests with JSON bodies to a server of ours. */
export function callsOf(url: string): Pick<ProductProcess, 'get' | 'post'> {
  const call = async (path: string, init: RequestInit = {}): ReturnType<ProductProcess['get']> => {
    const response = await fetch(url + path, { ...init, signal: AbortSignal.timeout(30_000) });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  };
  const headers = { 'content-type': 'application/json' };
  return {
    get: (path) => call(path),
    post: (path, body) => call(path, { method: 'POST', headers, body: JSON.stringify(body) }),
  };
}

export async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  child.kill(signal);
  return ended;
}

/** Asks again, ever less often, until the answer is true. Rejects with what it waited for. */
export async function until(
  what: string,
  ask: () => Promise<boolean>,
  { limitMs = 60_000, output = () => '' }: { readonly limitMs?: number; readonly output?: () => string } = {},
): Promise<void> {
  const endMs = performance.now() + limitMs;
  for (let pauseMs = 50; ; pauseMs = Math.min(500, pauseMs * 1.3)) {
    if (await ask()) return;
    if (performance.now() > endMs) throw new Error(`waited ${limitMs} ms in vain for ${what}\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** Whatever serves the chat page: the sandbox, or stand-ins in a process of their own. */
export type ChatServer = Pick<ProductProcess, 'get' | 'post' | 'output'>;

/** One person in front of the chat page. */
export interface Person {
  readonly id: number;
  snapshot(): Promise<WorldSnapshot>;
  act(action: WorldAction): Promise<WorldActionResult>;
  /** The chat whose title contains the text. */
  chat(title: string): Promise<WorldChat>;
  /** Does something and resolves with the first new or newly edited bot message that satisfies the condition. */
  answered(act: () => Promise<unknown>, is: (message: WorldMessage) => boolean): Promise<WorldMessage>;
}

export async function firstPerson(product: ChatServer): Promise<Person> {
  const { body } = await product.get('/chat/api/people');
  const [person] = body as readonly { readonly id: number }[];
  if (person === undefined) throw new Error('expected a first person in the sandbox');
  return personOf(product, person.id);
}

export function personOf(product: ChatServer, id: number): Person {
  const snapshot = async (): Promise<WorldSnapshot> =>
    (await product.get(`/chat/api/snapshot?person=${id}`)).body as WorldSnapshot;
  const act = async (action: WorldAction): Promise<WorldActionResult> =>
    (await product.post('/chat/api/act', { person: id, action })).body as WorldActionResult;
  const chat = async (title: string): Promise<WorldChat> => {
    const { chats } = await snapshot();
    const found = chats.find((each) => each.title.includes(title));
    if (found === undefined)
      throw new Error(`expected a chat "${title}", have ${chats.map((each) => each.title).join(', ')}`);
    return found;
  };
  return {
    id,
    snapshot,
    act,
    chat,
    async answered(doIt, is) {
      const seen = (message: WorldMessage): string =>
        `${message.messageId}@${message.editedMs ?? 0}@${message.text.length}`;
      const botChat = async (): Promise<WorldChat> => {
        const found = (await snapshot()).chats.find((each) => each.type === 'bot');
        if (found === undefined) throw new Error('expected the bot among the chats');
        return found;
      };
      const before = new Set((await botChat()).messages.map(seen));
      await doIt();
      let answer: WorldMessage | undefined;
      let last: readonly string[] = [];
      const saying = (): string => `the bot said last: ${JSON.stringify(last)}\n${product.output()}`;
      const look = async (): Promise<boolean> => {
        const { messages } = await botChat();
        last = messages.slice(-3).map(({ text }) => text);
        answer = messages.find((message) => message.author !== 'person' && !before.has(seen(message)) && is(message));
        return answer !== undefined;
      };
      await until('an answer of the bot', look, { output: saying });
      if (answer === undefined) throw new Error('expected an answer');
      return answer;
    },
  };
}
