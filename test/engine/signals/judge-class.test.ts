import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../engine/random.ts';
import { judgeClass, type NetRecord } from '../../../engine/signals/judge-class.ts';
import { DAY_MS } from '../../../engine/time.ts';

const START_MS = Date.UTC(2024, 0, 1);

/** One result a day over so many weeks: a mean, give or take a spread. */
function recordOf(weeks: number, [mean, spread]: readonly [number, number], seed = 1): NetRecord {
  const random = createRandom(seed);
  const days = Array.from({ length: weeks * 7 }, (_, day) => day);
  return { timeMs: days.map((day) => START_MS + day * DAY_MS), net: days.map(() => mean + spread * (random() - 0.5)) };
}

describe('the class rule', () => {
  it.each([
    ['shows what earns in one market', [recordOf(12, [20, 30])], true],
    ['does not show what may be luck', [recordOf(12, [2, 300])], false],
    ['does not show fewer than eight weeks', [recordOf(6, [20, 3])], false],
    [
      'shows markets together of which one alone may be luck',
      [recordOf(30, [20, 30]), recordOf(30, [-5, 300], 2)],
      true,
    ],
    [
      'does not show markets of which one has lost beyond doubt',
      [recordOf(30, [200, 30]), recordOf(30, [-5, 3])],
      false,
    ],
    ['knows nothing of a market with few weeks', [recordOf(30, [200, 30]), recordOf(3, [-5, 3])], true],
    ['shows nothing of nothing', [], false],
  ])('%s', (_, markets, isShown) => {
    expect(judgeClass(markets).isShown).toBe(isShown);
  });

  it('counts a week once in however many markets it came', () => {
    const one = recordOf(20, [20, 300]);
    expect(judgeClass([one, one, one]).interval).toEqual(
      judgeClass([one]).interval?.map((end) => expect.closeTo(end, 9)),
    );
  });
});
