import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPositionFile } from '../../../bot/sandbox/position-store.ts';
import { moveWorldsAside, openWorldFolder, WorldDamaged } from '../../../bot/sandbox/world-folder.ts';
import { writeFileAtomically } from '../../../bot/sandbox/write-file.ts';

let root = '';
let folder = '';
let told: string[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'world-'));
  folder = join(root, 'abc');
  told = [];
});
afterEach(() => rmSync(root, { recursive: true }));

const open = () => openWorldFolder(folder, (line) => told.push(line));
/** A world that people have lived in. */
function live(): string {
  const { id, clockPath, journalPath } = open();
  createPositionFile(clockPath, 'abc').save(5);
  writeFileSync(journalPath, '[]\n');
  return id;
}

describe('the folder of a world', () => {
  it('keeps its name from start to start', () => {
    const id = live();
    expect(open().id).toBe(id);
    expect(told).toEqual([]);
  });

  it.each(['', '12', '\0\0\0\0\0\0\0\0', 'not a name'])(
    'before anybody lived in it, a name damaged as "%s" is replaced',
    (text) => {
      mkdirSync(folder);
      writeFileSync(join(folder, 'world.txt'), text);
      const { id } = open();
      expect(id).toMatch(/^[0-9a-f]{8}$/);
      expect(open().id).toBe(id);
      expect(told).toHaveLength(1);
    },
  );

  it.each(['', '12', '\0\0\0\0\0\0\0\0', null])(
    'afterwards, a name damaged as "%s" is refused with what to do',
    (text) => {
      live();
      if (text === null) rmSync(join(folder, 'world.txt'));
      else writeFileSync(join(folder, 'world.txt'), text);
      expect(open).toThrow(WorldDamaged);
      expect(open).toThrow(/world\.txt\) is (?:damaged|gone)\. Start over with: npm start -- --fresh/);
    },
  );

  it.each(['', '{"marketId":"abc","posi', '{"marketId":"abc"}', '\0\0'])(
    'a clock damaged as "%s" is refused with what to do',
    (text) => {
      live();
      const { clockPath } = open();
      writeFileSync(clockPath, text);
      expect(() => createPositionFile(clockPath, 'abc').load()).toThrow(WorldDamaged);
      rmSync(clockPath);
      expect(open).toThrow('clock.json) is gone. Start over with: npm start -- --fresh');
    },
  );
});

describe('starting over', () => {
  it('moves the worlds and the note of the market aside, deletes nothing, and keeps fetched candles', () => {
    const id = live();
    mkdirSync(join(root, 'market', 'candles'), { recursive: true });
    writeFileSync(join(root, 'market', 'candles', 'x.csv.gz'), 'candles');
    writeFileSync(join(root, 'market', 'market-choice.json'), '{}');
    const moved = moveWorldsAside(root, Date.UTC(2026, 0, 2, 3, 4, 5));
    expect(moved).toBe('before-2026-01-02-030405');
    expect(readdirSync(root).sort()).toEqual(['before-2026-01-02-030405', 'market']);
    expect(readdirSync(join(root, moved ?? '')).sort()).toEqual(['abc', 'market-choice.json']);
    expect(readFileSync(join(root, moved ?? '', 'abc', 'world.txt'), 'utf8')).toBe(id);
    expect(readdirSync(join(root, 'market'))).toEqual(['candles']);
    expect(open().id).not.toBe(id);
  });

  it('twice in a second keeps both, and of nothing makes nothing', () => {
    expect(moveWorldsAside(root, 0)).toBeNull();
    expect(moveWorldsAside(join(root, 'none'), 0)).toBeNull();
    live();
    expect(moveWorldsAside(root, 0)).toBe('before-1970-01-01-000000');
    live();
    expect(moveWorldsAside(root, 0)).toBe('before-1970-01-01-000000-2');
    expect(moveWorldsAside(root, 0)).toBeNull();
  });

  it('is possible whatever is damaged', () => {
    live();
    writeFileSync(join(folder, 'world.txt'), '');
    writeFileSync(join(folder, 'telegram.jsonl'), '\0\0\n[]\n');
    moveWorldsAside(root, 0);
    expect(open().id).toMatch(/^[0-9a-f]{8}$/);
  });
});

describe('a file written atomically', () => {
  it('is the old one or the new one, and leaves nothing beside it when it fails', () => {
    const path = join(root, 'file');
    writeFileAtomically(path, 'old');
    mkdirSync(`${path}.tmp`);
    expect(() => writeFileAtomically(path, 'new')).toThrow();
    expect(readFileSync(path, 'utf8')).toBe('old');
    rmSync(`${path}.tmp`, { recursive: true, force: true });
    writeFileAtomically(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(existsSync(`${path}.tmp`)).toBe(false);
  });
});
