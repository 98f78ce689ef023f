import { appendFile, chmod, mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type FactJournal,
  type FactJournalOptions,
  type JournalEvent,
  openFactJournal,
} from '../../../../bot/telegram/updates/fact-journal.ts';
import type { KeptFact } from '../../../../bot/telegram/updates/parse-journal.ts';

const payment = (updateId: number): Update => ({
  update_id: updateId,
  message: {
    message_id: 1,
    date: 0,
    chat: { id: 5, type: 'private', first_name: 'Ada' },
    from: { id: 5, is_bot: false, first_name: 'Ada' },
    successful_payment: {
      currency: 'XTR',
      total_amount: 1950,
      invoice_payload: 'x',
      telegram_payment_charge_id: `charge-${updateId}`,
      provider_payment_charge_id: '',
    },
  },
});

let folder: string;
let path: string;
let events: JournalEvent[];
let left: readonly KeptFact[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'analyser-journal-'));
  path = join(folder, 'deep', 'facts.jsonl');
  events = [];
  left = [];
});
afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close();
  await rm(folder, { recursive: true, force: true });
});

const opened: FactJournal[] = [];
async function openIt(more: Partial<FactJournalOptions> = {}): Promise<FactJournal> {
  const journal = await openFactJournal({
    path,
    onLeft: (facts) => {
      left = [...left, ...facts];
    },
    onEvent: (event) => events.push(event),
    ...more,
  });
  opened.push(journal);
  return journal;
}
const leftIds = (): readonly number[] => left.map(({ update }) => update.update_id);

describe('the journal of facts', () => {
  it('gives back after a kill what is not done, in order, with whom was notified', async () => {
    const first = await openIt();
    await first.keep([payment(1), payment(2)]);
    await first.keep([payment(3)]);
    first.noteNotified(3);
    first.noteDone(1);
    await first.close();
    await openIt();
    expect(left).toEqual([
      { update: payment(2), notified: false },
      { update: payment(3), notified: true },
    ]);
    expect(events).toEqual([]);
  });

  it('holds nothing of anybody once all is done', async () => {
    const journal = await openIt();
    await journal.keep([payment(1), payment(2)]);
    expect(await readFile(path, 'utf8')).toContain('charge-1');
    journal.noteDone(1);
    journal.noteDone(2);
    await journal.close();
    expect((await stat(path)).size).toBe(0);
  });

  it('drops a last line that was cut off at any byte, says so, and goes on', async () => {
    const whole = `${JSON.stringify({ fact: payment(1) })}\n`;
    const torn = JSON.stringify({ fact: payment(2) });
    await mkdir(join(folder, 'deep'));
    for (const bytes of [1, 20, torn.length - 1, torn.length]) {
      left = [];
      events = [];
      await writeFile(path, whole + torn.slice(0, bytes));
      const journal = await openIt();
      expect(leftIds()).toEqual([1]);
      expect(events).toEqual([{ type: 'journal-torn', path, bytes }]);
      await journal.keep([payment(3)]);
      await journal.close();
      left = [];
      await (await openIt()).close();
      expect(leftIds()).toEqual([1, 3]);
    }
  });

  it('keeps a damaged file aside and reads what can be read', async () => {
    await mkdir(join(folder, 'deep'));
    const text = `${JSON.stringify({ fact: payment(1) })}\n\u0000\u0000broken\n${JSON.stringify({ fact: payment(2) })}\n`;
    await writeFile(path, text);
    await openIt();
    expect(leftIds()).toEqual([1, 2]);
    expect(events).toEqual([{ type: 'journal-damaged', path, lines: 1, copy: `${path}.damaged` }]);
    expect(await readFile(`${path}.damaged`, 'utf8')).toBe(text);
  });

  it('undoes a write that the disk took in part, and takes the next one', async () => {
    let full = false;
    const journal = await openIt({
      open: async (...input) => {
        const handle = await open(...input);
        const write = handle.write.bind(handle);
        Object.assign(handle, {
          write: async (bytes: Buffer, ...[from, length, position]: readonly [number, number, number]) => {
            if (!full) return await write(bytes, from, length, position);
            await write(bytes, from, Math.floor(length / 2), position);
            throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
          },
        });
        return handle;
      },
    });
    await journal.keep([payment(1)]);
    const before = await readFile(path, 'utf8');
    full = true;
    await expect(journal.keep([payment(2)])).rejects.toThrow(/no space/);
    expect(await readFile(path, 'utf8')).toBe(before);
    full = false;
    await journal.keep([payment(3)]);
    await journal.close();
    await openIt();
    expect(leftIds()).toEqual([1, 3]);
  });

  it('says once that it cannot be opened, refuses to keep, and takes up what is there when it can', async () => {
    await writeFile(join(folder, 'deep'), 'a file where a folder should be');
    const journal = await openIt();
    await expect(journal.keep([payment(1)])).rejects.toThrow();
    await expect(journal.keep([payment(1)])).rejects.toThrow();
    expect(events).toMatchObject([{ type: 'journal-unavailable', path }]);
    await rm(join(folder, 'deep'));
    await mkdir(join(folder, 'deep'));
    await appendFile(path, `${JSON.stringify({ fact: payment(9) })}\n`);
    await journal.keep([payment(2)]);
    expect(leftIds()).toEqual([9]);
    expect(events.at(-1)).toEqual({ type: 'journal-available', path });
  });

  it.skipIf(process.getuid?.() === 0)('cannot be opened where it may not be written', async () => {
    await mkdir(join(folder, 'deep'));
    await chmod(join(folder, 'deep'), 0o500);
    await openIt();
    expect(events).toMatchObject([{ type: 'journal-unavailable' }]);
    await chmod(join(folder, 'deep'), 0o700);
  });

  it('does not grow with what is done while something stays open', async () => {
    const journal = await openIt();
    await journal.keep([payment(0)]);
    for (let batch = 0; batch < 30; batch += 1) {
      const facts = Array.from({ length: 200 }, (_, index) => payment(1 + batch * 200 + index));
      await journal.keep(facts);
      for (const { update_id: updateId } of facts) journal.noteDone(updateId);
    }
    await journal.close();
    expect((await stat(path)).size).toBeLessThan(2 << 20);
    await openIt();
    expect(leftIds()).toEqual([0]);
  });
});
