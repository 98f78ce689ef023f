import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Figures } from '../../scripts/results/measured.ts';
import { readMeasured, recordResult, renderPage } from '../../scripts/results/record-result.ts';
import { slopeTogether } from '../../scripts/results/results-tables.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

const byValue = (sharpe: number): Figures => ({
  table: 'by-value',
  sharpe,
  entriesPerYear: 70.4,
  meanNetBps: 19.4,
  interval: [-1.8, 40.7],
  maxDrawdown: 0.21,
});

describe('pages of results', () => {
  it.each(['engine/evaluation', 'engine/swing'])('%s/RESULTS.md holds what its results.json says', (folder) => {
    const page = readFileSync(join(PROJECT, folder, 'RESULTS.md'), 'utf8');
    expect(readMeasured(join(PROJECT, folder)).length).toBeGreaterThan(0);
    expect(renderPage(page, readMeasured(join(PROJECT, folder)))).toBe(page);
  });

  it('get a row by its label, and a later measurement takes its place', () => {
    const root = mkdtempSync(join(tmpdir(), 'analyser-results-'));
    const folder = join(root, 'engine/evaluation');
    mkdirSync(folder, { recursive: true });
    const page = join(folder, 'RESULTS.md');
    writeFileSync(page, '# Results\n<!-- results:by-value -->\nold\n<!-- /results:by-value -->\nOther text.\n');
    const nowMs = Date.UTC(2026, 10, 27, 12);
    recordResult('BTC', byValue(0.5), { root, nowMs });
    recordResult('ETH', byValue(0.8), { root, nowMs });
    recordResult('BTC', byValue(0.64), { root, nowMs });
    const text = readFileSync(page, 'utf8');
    expect(text).not.toContain('old');
    expect(text).toContain('| BTC | 0.64 | 70 | 19.4 [−1.8, 40.7] | 21 % | 2026-11-27, ');
    expect(text.indexOf('| BTC |')).toBeLessThan(text.indexOf('| ETH |'));
    expect(text.match(/\| BTC \|/g)).toHaveLength(1);
    expect(text).toMatch(/^# Results\n/);
    expect(text).toMatch(/\nOther text\.\n$/);
  });

  it('weigh slopes by the squares of what was stated, as one regression over all rows', () => {
    const stated = [
      [1, 2, 3],
      [10, 20],
    ];
    const came = [
      [2, 1, 5],
      [8, 21],
    ];
    const squares = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x * x, 0);
    const slopes = stated.map((xs, at) => {
      const slope = xs.reduce((sum, x, row) => sum + x * (came[at]?.[row] ?? 0), 0) / squares(xs);
      return { slope, interval: [slope - 0.1, slope + 0.1] as const, weight: squares(xs) };
    });
    const [all, of] = [stated.flat(), came.flat()];
    const together = all.reduce((sum, x, row) => sum + x * (of[row] ?? 0), 0) / squares(all);
    const found = slopeTogether(
      slopes.map(({ interval: [low, high], ...rest }) => ({ ...rest, interval: [low, high] })),
    );
    expect(found?.slope).toBeCloseTo(together, 12);
    expect((found?.interval[1] ?? 0) - together).toBeLessThan(0.1);
    expect(slopeTogether([])).toBeNull();
  });
});
