import fastify, { type FastifyInstance } from 'fastify';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type ChatDeps, registerChat } from '../../../bot/sandbox/chat-routes/register-chat.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { CHROMIUM_FLAGS, findChromium } from '../process/chromium.ts';
import { openScriptedTelegram, type ScriptedTelegram } from './scripted-telegram.ts';

const executablePath = findChromium();
export const NO_BROWSER = executablePath === null;
/** Ends the name of a suite that is skipped. */
export const SKIP_REASON = NO_BROWSER ? ' (skipped: no Chromium; set CHROMIUM_PATH)' : '';
export const NOW_MS = Date.UTC(2022, 2, 12, 13);
export const DESKTOP = { viewport: { width: 1280, height: 800 } };
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** The chat page in a browser; each test opens what it needs. */
export interface ChatPage {
  /** Serves the chat at a port, any free one by default. */
  serve(deps: ChatDeps, port?: number): Promise<void>;
  stopServing(): Promise<void>;
  origin(): string;
  /** The page once its list of chats is there. */
  open(options?: BrowserContextOptions, query?: string): Promise<Page>;
  /** The newest message with this text. */
  bubble(text: string): Locator;
  /** A chat in the list. */
  row(title: string): Locator;
  /** Errors in the page and its console. */
  readonly problems: readonly string[];
  /** Those so far, which were expected. */
  takeProblems(): readonly string[];
  /** Addresses of other servers that the page asked for something. */
  foreignRequests(): readonly string[];
}

/** Registers the hooks that start the browser, and close page and server after each test. */
export function chatPage(): ChatPage {
  const problems: string[] = [];
  const requested: string[] = [];
  let browser: Browser;
  let app: FastifyInstance;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: [...CHROMIUM_FLAGS] });
  });
  afterAll(() => browser.close());
  beforeEach(() => {
    problems.length = 0;
    requested.length = 0;
  });
  afterEach(async () => {
    await page.context().close();
    await stopServing();
  });

  async function stopServing(): Promise<void> {
    const closing = app.close();
    app.server.closeAllConnections();
    await closing;
  }
  return {
    async serve(deps, port = 0) {
      app = fastify();
      await registerChat(app, { clockEveryMs: 200, ...deps });
      await app.listen({ host: '127.0.0.1', port });
    },
    stopServing,
    origin: () => app.listeningOrigin,
    async open(options = DESKTOP, query = '') {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(10_000);
      page = await context.newPage();
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      page.on('request', (request) => requested.push(request.url()));
      await page.goto(`${app.listeningOrigin}/chat${query}`);
      await page.locator('.chat-row').first().waitFor({ state: 'attached' });
      return page;
    },
    bubble: (text) => page.locator('.row', { hasText: text }).last(),
    row: (title) => page.locator('.chat-row', { has: page.getByText(title, { exact: true }) }),
    problems,
    takeProblems: () => problems.splice(0),
    foreignRequests: () => requested.filter((url) => !url.startsWith(app.listeningOrigin) && !url.startsWith('data:')),
  };
}

/**
 * Registers a scripted Telegram for each test: one person, Alex, and twelve signals in the free channel. No test of it may
 * leave an error in the page or ask another server for anything.
 */
export function scriptedChat(chat: ChatPage): { telegram(): ScriptedTelegram; alex(): number } {
  let telegram: ScriptedTelegram;
  let alex: number;
  beforeEach(async () => {
    telegram = await openScriptedTelegram(NOW_MS);
    alex = telegram.world.addPerson('Alex', 'en').id;
    for (let hours = 12; hours > 0; hours -= 1) await telegram.postSignal(telegram.freeId, NOW_MS - hours * HOUR_MS);
    await chat.serve({ world: telegram.world, file: telegram.file, notice: recordedMarket });
  });
  afterEach(async () => {
    await telegram.close();
    expect(chat.problems).toEqual([]);
    expect(chat.foreignRequests()).toEqual([]);
  });
  return { telegram: () => telegram, alex: () => alex };
}

/** The page's ribbon: a recording at sixty candles a minute that goes on. */
export function recordedMarket() {
  return { market: 'recorded candles', source: 'recorded' as const, speed: 60, ended: null };
}
