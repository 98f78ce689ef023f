import type { EXTREME_SPANS } from './frame.ts';
import type { Stage } from './stage.ts';

type ExtremeSpan = (typeof EXTREME_SPANS)[number];

/**
 * Highest high and lowest low over `span` candles, from those over `part` whose windows ended 0, `near` and `far` candles ago and together
 * cover it. Before there are so many candles: NaN.
 */
export function extremeStage(span: ExtremeSpan, part: ExtremeSpan | 1, [near, far]: readonly [number, number]): Stage {
  const top = part === 1 ? 'high' : (`highest${part}` as const);
  const bottom = part === 1 ? 'low' : (`lowest${part}` as const);
  return {
    provides: [`highest${span}`, `lowest${span}`],
    needs: [top, bottom],
    run: ({ columns }, from, to) => {
      const {
        [top]: tops,
        [bottom]: bottoms,
        [`highest${span}` as const]: highest,
        [`lowest${span}` as const]: lowest,
      } = columns;
      let i = from;
      for (; i < to && i < span - 1; i += 1) {
        highest[i] = Number.NaN;
        lowest[i] = Number.NaN;
      }
      for (; i < to; i += 1) {
        const upper = Math.max(tops[i - near] ?? 0, tops[i - far] ?? 0);
        const lower = Math.min(bottoms[i - near] ?? 0, bottoms[i - far] ?? 0);
        highest[i] = Math.max(tops[i] ?? 0, upper);
        lowest[i] = Math.min(bottoms[i] ?? 0, lower);
      }
    },
  };
}
