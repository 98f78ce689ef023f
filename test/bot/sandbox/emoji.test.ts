import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastify from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { registerEmoji } from '../../../bot/sandbox/chat-routes/register-emoji.ts';

const FOLDERS = ['bot/telegram', 'bot/broadcast', 'bot/process', 'bot/texts'];
/** What any font draws. */
const PLAIN = new Set(['©', '®', '™', '↔', '↕', '▶', '◀']);

function emojiOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|ftl)$/.test(path))
    .flatMap((path) => readFileSync(join(folder, path), 'utf8').match(/\p{Extended_Pictographic}/gu) ?? []);
}

const PAGE_MODULE = z.object({
  emojiFile: z.custom<(emoji: string) => string>((value) => typeof value === 'function'),
});

describe('emoji of the chat page', () => {
  const app = fastify();
  afterAll(() => app.close());

  it('has a picture of every one that the product writes, for computers without a colour font', async () => {
    const written = [...new Set(FOLDERS.flatMap(emojiOf))].filter((emoji) => !PLAIN.has(emoji));
    expect(written.length).toBeGreaterThan(15);
    const { emojiFile } = PAGE_MODULE.parse(await import(resolve('bot/sandbox/chat/view/emoji.js')));
    registerEmoji(app);
    const missing: string[] = [];
    for (const emoji of written) {
      const { statusCode, headers } = await app.inject(`/chat/emoji/${emojiFile(emoji)}`);
      if (statusCode !== 200 || headers['content-type'] !== 'image/svg+xml') missing.push(emoji);
    }
    expect(missing).toEqual([]);
  });

  it.each([
    ['⚠️', '26a0.svg'],
    ['1️⃣', '31-20e3.svg'],
    ['🇪🇺', '1f1ea-1f1fa.svg'],
    ['👩‍💻', '1f469-200d-1f4bb.svg'],
  ])('finds the picture of %s under its code points', async (emoji, file) => {
    const { emojiFile } = PAGE_MODULE.parse(await import(resolve('bot/sandbox/chat/view/emoji.js')));
    expect(emojiFile(emoji)).toBe(file);
    expect((await app.inject(`/chat/emoji/${file}`)).statusCode).toBe(200);
  });

  it.each(['package.json', '..%2fpackage.json', 'zz.svg', '1f600'])('serves nothing but pictures: %s', async (file) => {
    expect((await app.inject(`/chat/emoji/${file}`)).statusCode).not.toBe(200);
  });
});
