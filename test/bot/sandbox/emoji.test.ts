import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDERS = ['bot/telegram', 'bot/broadcast', 'bot/process'];
/** What any font draws. */
const PLAIN = new Set(['©', '®', '™', '↔', '↕', '▶', '◀']);

function emojiOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => readFileSync(join(folder, path), 'utf8').match(/\p{Extended_Pictographic}/gu) ?? []);
}

describe('emoji of the chat page', () => {
  it('draws every one that the product writes, for computers without a colour font', () => {
    const written = [...new Set(FOLDERS.flatMap(emojiOf))].filter((emoji) => !PLAIN.has(emoji));
    expect(written.length).toBeGreaterThan(15);
    const source = readFileSync('bot/sandbox/chat/emoji.js', 'utf8');
    expect(written.filter((emoji) => !source.includes(`'${emoji}'`))).toEqual([]);
  });
});
