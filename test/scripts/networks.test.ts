import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomWalk } from '../support/candles/random-walk.ts';
import { writeCandles } from '../support/candles/write-candles.ts';
import { runScript } from '../support/process/run-script.ts';

const folder = mkdtempSync(join(tmpdir(), 'networks-'));
const [data, trials] = [join(folder, 'walk.csv'), join(folder, 'trials.jsonl')];
const run = (...args: readonly string[]) =>
  runScript('networks', [
    '--timeframe',
    '1h',
    '--members',
    '1',
    '--rounds',
    '1',
    '--trials',
    trials,
    ...args,
    '--data',
    `BTC/USDT=${data}`,
  ]);

describe('npm run networks', () => {
  beforeAll(() => writeCandles(data, randomWalk({ rows: 10_500, seed: 5, timeframeMs: 3_600_000 })));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('judges a transformer beside the straight line on the same candles, and finds nothing in a random walk', () => {
    const { status, stdout } = run('--model', 'transformer', '--json');
    expect(status).toBe(0);
    const { folds, lines } = JSON.parse(stdout);
    expect(folds).toBe(1);
    expect(lines.map(({ model }: { model: string }) => model)).toEqual(['logistic', 'transformer']);
    const [line, transformer] = lines;
    expect(line).toMatchObject({ gain: 0, interval: [0, 0] });
    expect(transformer.auc).toBeGreaterThan(0.4);
    expect(transformer.interval[0]).toBeLessThanOrEqual(transformer.gain);
    expect(transformer.gain).toBeLessThanOrEqual(0.002);
    const tried = readFileSync(trials, 'utf8')
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(tried.map(({ model }) => model)).toEqual(['logistic, refitted rarely', 'transformer, refitted rarely']);
    expect(tried[1].metric).toMatchObject({ accuracy: transformer.accuracy, brierSkill: transformer.brierSkill });
  });

  it('refuses a model that it does not know', () => {
    const { status, stderr } = run('--model', 'oracle');
    expect(status).toBeGreaterThan(0);
    expect(stderr).toMatch(/expected --model to be one of logistic boosting gru lstm transformer/);
  });
});
