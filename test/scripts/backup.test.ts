import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startScript } from '../support/process/run-script.ts';

const TOOLS = fileURLToPath(new URL('../../node_modules/.cache/analyser/tools', import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'analyser-backup-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('npm run backup and npm run restore without MONGODB_URI', { timeout: 300_000 }, () => {
  const run = (script: string, ...words: readonly string[]) =>
    startScript(script, words, { MONGODB_URI: '', DATA_DIR: join(folder, 'data') });

  it.each([
    ['backup', ['--out', 'backup']],
    ['restore', ['--from', 'backup']],
  ])('%s refuses a DATA_DIR that has no database, and makes none', async (script, [option = '', name = '']) => {
    const backup = join(folder, name);
    mkdirSync(backup);
    writeFileSync(join(backup, 'manifest.json'), '{}');
    // Left by a start that found no server.
    mkdirSync(join(folder, 'data', 'database', 'mongod'), { recursive: true });
    const ended = await run(script, option, backup);
    expect(ended.stderr).toContain('expected MONGODB_URI, or a DATA_DIR with a database');
    expect(ended.status).toBe(2);
    expect(existsSync(join(folder, 'data', 'database', 'format'))).toBe(false);
  });

  it('go on where DATA_DIR has one, and refuse to keep one without documents', async () => {
    mkdirSync(join(folder, 'data'));
    symlinkSync(TOOLS, join(folder, 'data', 'tools'));
    expect(await run('migrate')).toMatchObject({ status: 0 });
    const ended = await run('backup', '--out', join(folder, 'backup'));
    expect(ended.stderr).toContain('expected a database with documents, but analyser has none');
    expect(ended.status).toBe(1);
    expect(existsSync(join(folder, 'backup'))).toBe(false);
  });
});
