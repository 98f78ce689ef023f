import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createLockboxFile } from '../../../../engine/adapters/files/lockbox-file.ts';
import { createTrialFile } from '../../../../engine/adapters/files/trial-file.ts';
import type { Trial } from '../../../../engine/evaluation/trials.ts';

const folder = mkdtempSync(join(tmpdir(), 'records-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const trial: Trial = {
  hash: 'a'.repeat(64),
  date: '2024-01-01T00:00:00.000Z',
  model: 'logistic',
  markets: ['BTC/USDT'],
  timeframe: '1h',
  protocol: 'walk-forward',
  seed: 1,
  from: null,
  to: null,
  rows: 3,
  metric: { accuracy: 0.5, auc: null, brierSkill: 0.01, brierGain: 0.001 },
  sharpe: null,
  weekly: { firstWeek: 2_600, gain: [0.001, null, -0.002] },
};

describe('files of trials and readings', () => {
  it('give back what was appended, oldest first, and only ever grow', () => {
    const path = join(folder, 'deep', 'trials.jsonl');
    const file = createTrialFile(path);
    expect(file.read()).toEqual([]);
    file.append(trial);
    const before = readFileSync(path, 'utf8');
    createTrialFile(path).append({ ...trial, seed: 2 });
    expect(readFileSync(path, 'utf8').startsWith(before)).toBe(true);
    expect(file.read()).toEqual([trial, { ...trial, seed: 2 }]);
  });

  it('a line cut off by a crash neither counts nor spoils the next', () => {
    const path = join(folder, 'cut.jsonl');
    createTrialFile(path).append(trial);
    appendFileSync(path, '{"hash":"b"');
    expect(createTrialFile(path).read()).toEqual([trial]);
    createTrialFile(path).append({ ...trial, seed: 3 });
    expect(createTrialFile(path).read()).toEqual([trial, { ...trial, seed: 3 }]);
  });

  it('a whole line that is not ours is named', () => {
    const path = join(folder, 'odd.jsonl');
    writeFileSync(path, '{"release":"x"}\n');
    expect(() => createLockboxFile(path).read()).toThrow(/odd\.jsonl, line 1: expected a line that this program wrote/);
  });
});
