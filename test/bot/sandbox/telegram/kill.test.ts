import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../../bot/sandbox/telegram/state/store.ts';

const writer = fileURLToPath(new URL('./killed-writer.ts', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'analyser-telegram-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the writer until it said `lines` lines, then kills it; the last number it said. */
function writeAndKill(journalPath: string, lines: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', writer, journalPath], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      if (said.split('\n').length > lines) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      resolve(Number(said.split('\n').at(-2) ?? 0));
    });
  });
}

describe('kill -9', () => {
  it('loses nothing that was acknowledged', async () => {
    const journalPath = join(folder, 'telegram.jsonl');
    const said = await writeAndKill(journalPath, 200);
    expect(said).toBeGreaterThanOrEqual(200);
    const store = openStore({ journalPath, historyLimit: 1_000_000, idSeed: 'x' });
    const [person] = store.state.persons.values();
    const texts = [...(store.state.messages.get(person?.id ?? 0)?.values() ?? [])].map((stored) => stored.wire.text);
    expect(texts.length).toBeGreaterThan(said);
    texts.forEach((text, index) => {
      expect(text).toBe(index === 0 ? '/start' : `message ${index}`);
    });
    expect(store.state.updates.size).toBe(texts.length);
    store.close();
  });
});
