import { describe, expect, it } from 'vitest';
import { compareViolations, currentViolations, knownViolations } from './known-violations.ts';

const COMMAND = 'npx tsx scripts/check/known-violations.ts --shrink';

describe('known violations', () => {
  const known = knownViolations();
  const { added, gone, moved } = compareViolations(known, currentViolations());

  it('has no violation that the list does not know', () => {
    expect(added, 'file|rule|where in it. Mend these: the list in known-violations.txt may only shrink').toEqual([]);
  });

  it('lists no violation that is gone or has moved', () => {
    expect([...gone, ...moved.keys()], `mended or moved, well done; take them off the list with: ${COMMAND}`).toEqual(
      [],
    );
  });

  it('is sorted and names each violation once', () => {
    expect(known).toEqual([...new Set(known)].sort());
  });
});

describe('compareViolations', () => {
  const known = ['a/one.ts|long|run', 'a/two.ts|long|', 'a/one.ts|wide|x'];

  it('reports what is new and what is gone', () => {
    const { added, gone } = compareViolations(known, ['a/one.ts|long|run', 'a/two.ts|long|', 'a/one.ts|deep|x']);
    expect({ added, gone }).toEqual({ added: ['a/one.ts|deep|x'], gone: ['a/one.ts|wide|x'] });
  });

  it('follows a file that was moved, and a function that was renamed within its file', () => {
    const current = ['a/one.ts|long|start', 'b/two.ts|long|', 'c/other.ts|wide|x'];
    const { added, gone, moved } = compareViolations(known, current);
    expect({ added, gone, moved: [...moved.values()] }).toEqual({ added: [], gone: [], moved: current });
  });

  it('does not take one violation for two', () => {
    const { added } = compareViolations(known.slice(0, 1), ['b/one.ts|long|run', 'c/one.ts|long|run']);
    expect(added).toEqual(['c/one.ts|long|run']);
  });
});
