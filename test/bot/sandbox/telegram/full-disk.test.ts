import {
  appendFileSync,
  existsSync,
  ftruncateSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventsOf } from '../../../../bot/sandbox/telegram/state/fold.ts';
import { JournalDamaged, type JournalFiles, openJournal } from '../../../../bot/sandbox/telegram/state/journal.ts';
import type { SandboxEvent } from '../../../../bot/sandbox/telegram/state/state.ts';
import { openStore, type SandboxStore } from '../../../../bot/sandbox/telegram/state/store.ts';

let folder = '';
let path = '';
let told: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
  path = join(folder, 'telegram.jsonl');
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A disk with so many bytes left: it takes what fits, then refuses, as a full one does. */
function diskWith(room: { bytes: number; truncates?: boolean }): JournalFiles {
  return {
    write(fd, bytes) {
      if (room.bytes <= 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      const written = writeSync(fd, bytes.subarray(0, room.bytes));
      room.bytes -= written;
      return written;
    },
    truncate(fd, size) {
      if (room.truncates === false) throw Object.assign(new Error('EIO: i/o error, ftruncate'), { code: 'EIO' });
      ftruncateSync(fd, size);
    },
  };
}

const change = (value: number): SandboxEvent => ({ e: 'profile', key: `key ${value}`, value: String(value) });
const open = (files?: JournalFiles): SandboxStore =>
  openStore({
    journalPath: path,
    historyLimit: 10,
    idSeed: 'x',
    log: (line) => told.push(line),
    ...(files === undefined ? {} : { files }),
  });
const keys = (store: SandboxStore): readonly string[] => [...store.state.profile.keys()];

describe('a disk that is full for a moment', () => {
  it.each([0, 1, 20, 69])('takes %i bytes of a change: it is refused, undone, and the next one is whole', (bytes) => {
    const room = { bytes: Number.POSITIVE_INFINITY };
    const store = open(diskWith(room));
    store.commit([change(1)]);
    const { size } = statSync(path);
    room.bytes = bytes;
    expect(() => store.commit([change(2)])).toThrow('ENOSPC');
    expect(statSync(path).size).toBe(size);
    expect(keys(store)).toEqual(['key 1']);
    room.bytes = Number.POSITIVE_INFINITY;
    store.commit([change(3)]);
    store.close();
    const again = open();
    expect(keys(again)).toEqual(['key 1', 'key 3']);
    again.close();
  });

  it('is told once when it begins and once when it is over', () => {
    const room = { bytes: 0 };
    const store = open(diskWith(room));
    for (let i = 0; i < 3; i += 1) expect(() => store.commit([change(i)])).toThrow('ENOSPC');
    room.bytes = Number.POSITIVE_INFINITY;
    store.commit([change(4)]);
    store.commit([change(5)]);
    expect(told).toEqual([
      "the sandbox's Telegram cannot write down what happens (no space left on the disk): it is refused until it can",
      "the sandbox's Telegram can write again",
    ]);
    store.close();
  });

  it('cannot even be undone: the next change undoes it first, and a restart leaves it out and tells', () => {
    const room = { bytes: Number.POSITIVE_INFINITY, truncates: true };
    const store = open(diskWith(room));
    store.commit([change(1)]);
    room.bytes = 30;
    room.truncates = false;
    expect(() => store.commit([change(2)])).toThrow('ENOSPC');
    const torn = readFileSync(path);
    room.bytes = Number.POSITIVE_INFINITY;
    expect(() => store.commit([change(3)])).toThrow('EIO');
    room.truncates = true;
    store.commit([change(4)]);
    expect(keys(store)).toEqual(['key 1', 'key 4']);
    store.close();
    writeFileSync(path, torn);
    told = [];
    const again = open();
    expect(keys(again)).toEqual(['key 1']);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('left out a line that was cut off');
    again.close();
  });

  it('has no room for a compaction: everything goes on in the long journal', () => {
    const room = { bytes: Number.POSITIVE_INFINITY };
    const store = open(diskWith(room));
    const text = 'x'.repeat(1_000_000);
    for (let value = 1; value <= 7; value += 1) store.commit([{ e: 'profile', key: 'name', value: `${value}${text}` }]);
    room.bytes = 1_000_500;
    store.commit([{ e: 'profile', key: 'name', value: `8${text}` }]);
    expect(existsSync(`${path}.new`)).toBe(false);
    room.bytes = Number.POSITIVE_INFINITY;
    store.commit([change(9)]);
    const before = eventsOf(store.state);
    store.close();
    const again = open();
    expect(eventsOf(again.state)).toEqual(before);
    again.close();
  });
});

describe('a journal that an older version went on writing behind a torn line', () => {
  it('opens without the torn change, and says so', () => {
    const store = open();
    store.commit([change(1)]);
    store.close();
    appendFileSync(path, '[{"e":"sequence","value":0},{"e":"profile","key":"key 2","va');
    appendFileSync(path, '[{"e":"sequence","value":0},{"e":"profile","key":"key 3","value":"3"}]\n');
    appendFileSync(path, '[{"e":"sequence","value":0},{"e":"profile","key":"key 4","value":"4"}]\n');
    const again = open();
    expect(keys(again)).toEqual(['key 1', 'key 3', 'key 4']);
    expect(told).toEqual([expect.stringContaining('left out a line that was cut off')]);
    again.close();
  });

  it('is refused when the line in the middle is something else', () => {
    writeFileSync(path, '[{"e":"sequence","value":0}]\n{"e":\n[{"e":"sequence","value":0}]\n');
    expect(() => openJournal(path)).toThrow(JournalDamaged);
    expect(() => openJournal(path)).toThrow('line 2');
  });
});
