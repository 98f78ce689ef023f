import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregate } from '../../engine/market/aggregate.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { writeCandles } from '../support/candles/write-candles.ts';
import { runScript } from '../support/process/run-script.ts';

const QUARTER_MS = 900_000;
const folder = mkdtempSync(join(tmpdir(), 'features-'));
const [hours, quarters, figures, out] = ['hours.csv', 'quarters.csv', 'figures.csv', 'out.md'].map((name) =>
  join(folder, name),
) as [string, string, string, string];

const run = (...args: readonly string[]) =>
  runScript('features', ['--data', `BTC/USDT=${hours}`, '--timeframe', '1h', ...args]);

describe('npm run features', () => {
  beforeAll(() => {
    const finer = randomWalk({ rows: 4 * 9_600, seed: 8, timeframeMs: QUARTER_MS });
    const candles = aggregate(finer, { baseMs: QUARTER_MS, candleMs: 4 * QUARTER_MS });
    writeCandles(quarters, finer);
    writeCandles(hours, candles);
    const days = Array.from(
      { length: 410 },
      (_, day) => `${(candles.openTimeMs[0] ?? 0) + day * 86_400_000},${day % 100}`,
    );
    writeFileSync(figures, ['published,value', ...days].join('\n'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('weighs the groups that the data have, those around the candles among them', () => {
    const { status, stdout } = run('--finer', `BTC/USDT=${quarters}`, '--published', `fear-greed=${figures}`, '--json');
    expect(status).toBe(0);
    const report = JSON.parse(stdout);
    const names: readonly string[] = report.ablation.lines.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['return', 'calendar', 'path', 'sentiment']));
    expect(names).not.toContain('market');
    expect(names).not.toContain('funding');
    expect(Object.keys(report.contributions)).toEqual(expect.arrayContaining(['path_late', 'fear_greed']));
  });

  it('writes the document: every feature of the table with formula, reason and source', () => {
    expect(run('--indicator', 'ti:CCI(20)', '--out', out).status).toBe(0);
    const text = readFileSync(out, 'utf8');
    expect(text).toContain('do not edit');
    for (const part of ['| `return_1` |', '| `fear_greed` |', 'Jegadeesh 1990', '| calendar | 12 |'])
      expect(text).toContain(part);
    for (const line of text.split('\n').filter((one) => one.startsWith('| `')))
      expect(line.split(/(?<!\\)\|/)).toHaveLength(9);
  });

  it.each([
    [['--finer', `BTC/USDT=${hours}`], /expected --finer candles that divide 60 min, BTC\/USDT has one every 60 min/],
    [
      ['--published', `moon=${figures}`],
      /expected --published NAME=FILE with NAME one of funding long-short fear-greed/,
    ],
    [['--published', `funding=${hours}`], /line 1: expected the header "published,value"/],
  ])('refuses %j in one line', (args, message) => {
    const { status, stderr } = run(...args);
    expect(status).toBeGreaterThan(0);
    expect(stderr).toMatch(message);
  });
});
