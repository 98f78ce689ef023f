import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { monthlyPrices, pricesFile, sizesFile } from '../../scripts/aws-prices/monthly-prices.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (name: string): unknown => JSON.parse(readFileSync(join(ROOT, 'infra/terraform', name), 'utf8'));

describe('what AWS costs', () => {
  const sizes = sizesFile.parse(read('sizes.json'));
  const prices = pricesFile.parse(read('prices.json'));
  const sumOf = (name: string, size = sizes[name]): number =>
    (size && monthlyPrices(name, size, prices).get('sum')) ?? Number.NaN;

  it('is in the README as sizes and prices say', () => {
    const args = ['--import', 'tsx', 'scripts/aws-prices/aws-prices.ts', '--check'];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('is the sum of its rows, and a task of half a processor and a gigabyte is 730 h of both', () => {
    const { lean } = sizes;
    if (lean === undefined) throw new Error('expected a size lean');
    const rows = [...monthlyPrices('lean', lean, prices)];
    const sum = rows.slice(0, -1).reduce((total, [, dollars]) => total + dollars, 0);
    expect(rows.at(-1)?.[1]).toBeCloseTo(sum, 8);
    const larger = { ...lean, engine: { cpu: lean.engine.cpu + 512, memory: lean.engine.memory + 1_024 } };
    expect(sumOf('lean', larger) - sumOf('lean')).toBeCloseTo(730 * (0.5 * 0.03725 + 0.00409), 8);
  });

  it('grows from size to size', () => {
    expect(sumOf('lean')).toBeLessThan(sumOf('standard'));
    expect(sumOf('standard')).toBeLessThan(sumOf('available'));
  });
});
