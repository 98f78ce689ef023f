import { type Candle, type CandleColumns, columnsOf } from '../market/candle.ts';
import { reaches, SUSPECT_RANGES } from '../market/suspect-ranges.ts';
import { joinRows } from './join-rows.ts';

/** Which candles of an answer may be stored, and which must be seen a second time first. */
export interface Verdicts {
  readonly believed: readonly Candle[];
  readonly held: readonly HeldCandle[];
  /** Held before, and now seen a second time with the same values: among the believed. */
  readonly confirmed: readonly HeldCandle[];
}

/** A candle that is not stored before a second fetch shows it again. */
export interface HeldCandle {
  readonly candle: Candle;
  /** In average true ranges from the close before (market/suspect-ranges.ts). */
  readonly reach: number;
}

/** The suspicious candles of one series, by open time, until the very next fetch confirms them. */
export interface Suspects {
  /** Begins a fetch: what the one before held is compared with this one's answers; what was held earlier is forgotten. */
  nextFetch(): void;
  /** The oldest candle held by the fetch before, which the next one must ask for again; null when there is none. */
  oldestHeldMs(): number | null;
  /**
   * Judges candles newer than `known`, ascending. The believed ones end before the first that is held, because what follows it
   * cannot be judged without it; all suspicious ones are remembered, so that one more fetch can clear them together.
   */
  judgeNewer(known: CandleColumns, newer: readonly Candle[]): Verdicts;
  /** Judges candles that would replace known ones, each against the candles known before it. */
  judgeRevised(known: CandleColumns, revised: readonly Candle[]): Verdicts;
}

/** Nothing is held at first. */
export function createSuspects(): Suspects {
  let before = new Map<number, Candle>();
  let now = new Map<number, Candle>();

  function judge(candle: Candle, reach: number): 'believed' | 'confirmed' | 'held' {
    if (!(reach > SUSPECT_RANGES)) return 'believed';
    const earlier = before.get(candle.openTimeMs);
    if (earlier !== undefined && isSame(earlier, candle)) return 'confirmed';
    now.set(candle.openTimeMs, candle);
    return 'held';
  }

  return {
    nextFetch() {
      before = now;
      now = new Map();
    },
    oldestHeldMs: () => (now.size === 0 ? null : Math.min(...now.keys())),
    judgeNewer(known, newer) {
      const all = reaches(joinRows(known, columnsOf(newer)));
      const verdicts = newer.map((candle, index) => {
        const reach = all[known.length + index] ?? 0;
        return { candle, reach, verdict: judge(candle, reach) };
      });
      const firstHeld = verdicts.findIndex((each) => each.verdict === 'held');
      const clear = firstHeld < 0 ? verdicts : verdicts.slice(0, firstHeld);
      // Confirmed, but after one that is not: seen twice already, so it needs no third fetch when its turn comes.
      for (const { candle, verdict } of verdicts.slice(clear.length))
        if (verdict === 'confirmed') now.set(candle.openTimeMs, candle);
      return {
        believed: clear.map((each) => each.candle),
        held: verdicts.filter((each) => each.verdict === 'held'),
        confirmed: clear.filter((each) => each.verdict === 'confirmed'),
      };
    },
    judgeRevised(known, revised) {
      const verdicts = revised.map((candle) => {
        const row = known.openTimeMs.indexOf(candle.openTimeMs);
        const changed = joinRows(known, columnsOf([candle]));
        const reach = reaches(changed)[row] ?? 0;
        return { candle, reach, verdict: judge(candle, reach) };
      });
      return {
        believed: verdicts.filter((each) => each.verdict !== 'held').map((each) => each.candle),
        held: verdicts.filter((each) => each.verdict === 'held'),
        confirmed: verdicts.filter((each) => each.verdict === 'confirmed'),
      };
    },
  };
}

const PRICES = ['open', 'high', 'low', 'close'] as const;

/** Prices only: a volume that still grows does not make a price less true. */
function isSame(one: Candle, other: Candle): boolean {
  return PRICES.every((name) => one[name] === other[name]);
}
