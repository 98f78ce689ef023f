import { appendFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createPublishedFiles } from '../../../../engine/adapters/files/published-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'published-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('files of published figures', () => {
  it('are read again when they have grown, and kept as they were when they break', () => {
    const path = join(folder, 'funding.csv');
    writeFileSync(path, 'published,value\n1000,1\n');
    const problems: unknown[] = [];
    const read = createPublishedFiles([{ name: 'funding', path }], (error) => problems.push(error));
    const first = read().get('funding');
    expect(first?.value).toEqual(Float64Array.of(1));
    expect(read().get('funding')).toBe(first);
    appendFileSync(path, '2000,2\n');
    expect(read().get('funding')?.value).toEqual(Float64Array.of(1, 2));
    appendFileSync(path, 'half a li');
    utimesSync(path, 5, 5);
    expect(read().get('funding')?.value).toEqual(Float64Array.of(1, 2));
    expect(read().get('funding')?.value).toEqual(Float64Array.of(1, 2));
    expect(problems.map(String)).toEqual([expect.stringContaining('line 4: expected a time and a number')]);
    rmSync(path);
    expect(read().get('funding')?.value).toEqual(Float64Array.of(1, 2));
    expect(problems).toHaveLength(2);
  });

  it('that cannot be read at first stop the start', () => {
    expect(() => createPublishedFiles([{ name: 'funding', path: join(folder, 'none.csv') }], () => {})).toThrow(
      /none.csv: expected a readable file/,
    );
  });
});
