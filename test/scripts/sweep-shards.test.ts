import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shardOf } from '../../scripts/backtest/sweep-shards.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { writeCandles } from '../support/candles/write-candles.ts';
import { runScript } from '../support/process/run-script.ts';

describe('a sweep in parts', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'shards-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const data = join(folder, 'BTCUSDT.csv');
  writeCandles(data, randomWalk({ rows: 1_500, seed: 5 }));
  const sweep = [
    ...['--data', data, '--timeframe', '1h', '--rule', 'rsi', '--sweep'],
    ...['--stop', '1%..3%/3,none', '--target', '1%,2%,none', '--cost-bps', '2,10'],
  ];
  const run = (words: readonly string[], settings: NodeJS.ProcessEnv = {}) =>
    runScript('backtest', [...sweep, ...words], settings);
  const part = (index: number): string => join(folder, `part-${index}.json`);
  /** Without what tells how long it took. */
  const timeless = (json: string): string => {
    const { elapsedMs: _, candlesPerSecond: __, sweep: swept, ...rest } = JSON.parse(json);
    const { combinationsPerSecond: ___, ...others } = swept;
    return JSON.stringify({ ...rest, sweep: others });
  };

  it('is the same to the byte as the undivided one, but for the time taken, in whatever order its parts come', () => {
    for (const index of [0, 1, 2]) {
      const { status, stdout } = run(['--shard', `${index}/4`, '--out', part(index)]);
      expect(status).toBe(0);
      expect(stdout).toBe(`combinations ${index * 6} to ${(index + 1) * 6} of 24 in ${part(index)}\n`);
    }
    // As an array job of AWS Batch runs it.
    const last = run(['--shard', '/4', '--out', part(3)], { AWS_BATCH_JOB_ARRAY_INDEX: '3' });
    expect(last.stderr).toBe('');
    expect(last.status).toBe(0);

    const whole = run(['--json']);
    const merged = run(['--json', '--merge', ...[2, 0, 3, 1].map(part)]);
    expect(merged.stderr).toBe('');
    expect(timeless(merged.stdout)).toBe(timeless(whole.stdout));
    expect(JSON.parse(whole.stdout).sweep.table).toHaveLength(24);
  });

  it('refuses parts that are missing, doubled, or of another sweep', () => {
    const missing = run(['--merge', ...[0, 1, 3].map(part)]);
    expect(missing.stderr).toContain('expected a part that begins with combination 12, found one that begins with 18');
    expect(missing.status).toBe(1);
    expect(run(['--merge', ...[0, 0, 1, 2, 3].map(part)]).stderr).toContain('begins with combination 6');
    expect(run(['--merge', ...[0, 1, 2].map(part)]).stderr).toContain('up to combination 24, they end at 18');
    const other = join(folder, 'other.json');
    writeFileSync(other, readFileSync(part(0), 'utf8').replace(/"fingerprint":"./, '"fingerprint":"-'));
    expect(run(['--merge', other, ...[1, 2, 3].map(part)]).stderr).toContain('it is of another');
  });

  it('refuses options that make no sense', () => {
    expect(run(['--shard', '1/4']).stderr).toContain('--shard I/N with --out F');
    expect(run(['--shard', '4/4', '--out', part(4)]).stderr).toContain('from 0 to 3');
    expect(() => shardOf('/4', undefined)).toThrow('AWS_BATCH_JOB_ARRAY_INDEX');
    expect(() => shardOf('a/4', '1')).toThrow('expected --shard to be I/N');
  });
});
