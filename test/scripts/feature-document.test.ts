import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { featureMarkdown } from '../../scripts/features/feature-document.ts';

const written = readFileSync(join(import.meta.dirname, '../../engine/features/FEATURES.md'), 'utf8');

/** The document without what a run measured: headings, and of each feature its name, formula, candles, reason and source. */
function withoutFigures(text: string): readonly string[] {
  const groups = text.slice(text.search(/^## (?!Groups)/m));
  return groups.split('\n').map((line) => {
    // A bar inside a cell is escaped.
    const cells = line.split(/(?<!\\)\|/);
    return cells.length === 9 ? cells.filter((_, at) => at !== 4 && at !== 5).join('|') : line;
  });
}

const measuredNothing = featureMarkdown({
  ...{ kind: 'logistic', timeframe: '1h', markets: [], contributions: new Map() },
  ablation: { whole: { rows: 0, auc: null, brierSkill: null }, lines: [] },
} as unknown as Parameters<typeof featureMarkdown>[0]);

describe('engine/features/FEATURES.md', () => {
  it('has every feature of the table as the table has it now, group by group', () => {
    expect(withoutFigures(measuredNothing).length).toBeGreaterThan(60);
    expect(withoutFigures(written)).toEqual(withoutFigures(measuredNothing));
  });

  it('counts as many features of each group as it lists', () => {
    const [, table = ''] = written.split('## Groups');
    const counted = [...table.matchAll(/^\| (\w+) \| (\d+) \|/gm)].map(
      ([, group, count]) => [group, Number(count)] as const,
    );
    expect(counted.length).toBeGreaterThan(3);
    for (const [group, count] of counted) {
      const section = written.split(`\n## ${group}\n`)[1]?.split('\n## ')[0] ?? '';
      const weighed = section.split('\n').filter((line) => /^\| `/.test(line) && !/\| – \| – /.test(line));
      expect(weighed.length, group).toBe(count);
    }
  });
});
