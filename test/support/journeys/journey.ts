import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import type { WorldMessage, WorldPerson, WorldSnapshot } from '../../../bot/sandbox/telegram/world.ts';
import type { ProductProcess } from '../process/product-process.ts';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
/** Pictures are drawn while others train models on the same two cores. */
const ANSWER_MS = 60_000;

/** One person in front of the chat page of a phone, who writes and presses until they are where they want to be. */
export interface Journey {
  readonly page: Page;
  readonly id: number;
  /** Presses so far, the one of START included. */
  presses(): number;
  /** What was typed so far. */
  typed(): readonly string[];
  start(): Promise<WorldMessage>;
  /** Presses the newest button with this label, its emoji aside; the message that answers, of those that match. */
  press(label: string, answer?: RegExp): Promise<WorldMessage>;
  write(text: string): Promise<WorldMessage>;
  /** The bot's messages, oldest first. */
  messages(): Promise<readonly WorldMessage[]>;
  /** What nobody should see on the page at this moment, an empty list for nothing; keeps a picture where a folder is given. */
  look(name: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface JourneyOptions {
  readonly browser: Browser;
  readonly product: ProductProcess;
  readonly person: number;
  readonly theme: 'light' | 'dark';
  /** Where pictures go; null: nowhere. */
  readonly folder: string | null;
}

/** A new person of the sandbox. */
export async function newPerson(product: ProductProcess, firstName: string, languageCode: string): Promise<number> {
  const { body } = await product.post('/chat/api/people', { firstName, languageCode });
  return (body as WorldPerson).id;
}

/** A label as the page shows it: emoji are pictures there. */
const letters = (label: string): string => label.replaceAll(/\p{Extended_Pictographic}|\uFE0F/gu, '').trim();

/** Opens the page of a person. */
export async function openJourney(options: JourneyOptions): Promise<Journey> {
  const { browser, product, person: id, theme, folder } = options;
  const context = await browser.newContext({ ...PHONE, colorScheme: theme });
  context.setDefaultTimeout(ANSWER_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${product.url}/chat?person=${id}`);
  // A phone shows the list first to whom the bot knows already.
  const row = page.locator('.chat-row', { has: page.getByText('Analyser', { exact: true }) });
  await row.waitFor({ state: 'attached' });
  if (await row.isVisible()) await row.click();
  let presses = 0;
  const typed: string[] = [];
  const messages = async (): Promise<readonly WorldMessage[]> => {
    const snapshot = (await product.get(`/chat/api/snapshot?person=${id}`)).body as WorldSnapshot;
    const bot = snapshot.chats.find(({ type }) => type === 'bot');
    return (bot?.messages ?? []).filter(({ author }) => author === 'bot');
  };
  const answered = async (act: () => Promise<unknown>, answer = /^/): Promise<WorldMessage> => {
    const before = new Map((await messages()).map((message) => [message.messageId, JSON.stringify(message)]));
    await act();
    const endMs = performance.now() + ANSWER_MS;
    for (;;) {
      const found = (await messages())
        .filter((message) => before.get(message.messageId) !== JSON.stringify(message))
        .findLast(({ text }) => answer.test(text));
      if (found !== undefined) return found;
      if (performance.now() > endMs) throw new Error(`no answer to ${typed.at(-1) ?? 'a press'}`);
      await page.waitForTimeout(100);
    }
  };
  return {
    ...{ page, id, messages },
    presses: () => presses,
    typed: () => typed,
    start: () =>
      answered(async () => {
        presses += 1;
        await page.getByRole('button', { name: 'START', exact: true }).click();
      }),
    press: (label, answer) =>
      answered(async () => {
        presses += 1;
        await page
          .locator('.key', { hasText: letters(label) })
          .last()
          .click();
      }, answer),
    write: (text) =>
      answered(async () => {
        typed.push(text);
        const field = page.getByRole('textbox', { name: 'Message' });
        await field.fill(text);
        await field.press('Enter');
      }),
    async look(name) {
      // What a press brings comes in several steps: typing, a picture, an edit.
      await page.waitForTimeout(1_200);
      if (folder !== null) await page.screenshot({ path: join(folder, `${name}.png`) });
      return [...errors, ...(await seenWrong(page))];
    },
    close: () => context.close(),
  };
}

/** Names of texts: one on the page is a text that is missing. */
const KEYS: ReadonlySet<string> = new Set(
  readdirSync(new URL('../../../bot/texts/en/', import.meta.url)).flatMap((file) =>
    [
      ...readFileSync(new URL(`../../../bot/texts/en/${file}`, import.meta.url), 'utf8').matchAll(
        /^([a-z]+(?:-[a-z0-9]+)+) =/gm,
      ),
    ].map(([, key = '']) => key),
  ),
);

/** Run in the page. */
const CLIPPED = `(() => {
  const parts = [...document.querySelectorAll('.key > span, .row:not(.out) .bubble, .toast')];
  const cut = parts.filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => 'cut off: ' + part.textContent);
  const isWide = document.documentElement.scrollWidth > window.innerWidth;
  return [...cut, ...(isWide ? ['the page is wider than the phone'] : [])];
})()`;

async function seenWrong(page: Page): Promise<readonly string[]> {
  const text = await page.locator('.row').allInnerTexts();
  const words = text.flatMap((each) => each.split(/[\s"'(),.:;]+/));
  const keys = words.filter((word) => KEYS.has(word)).map((word) => `the name of a text: ${word}`);
  const holes = text
    .filter((each) => /\{ ?\$/.test(each) || each.includes('undefined'))
    .map((each) => `a hole: ${each}`);
  const clipped = z.array(z.string()).parse(await page.evaluate(CLIPPED));
  const toasts = await page.locator('.toast').allInnerTexts();
  const unanswered = toasts.filter((toast) => toast.includes('did not answer'));
  return [...keys, ...holes, ...clipped, ...unanswered];
}
