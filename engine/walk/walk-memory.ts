import { type SeriesKey, seriesName } from '../market/series.ts';

/**
 * What the walk remembers of one series between two ticks. Losing it costs reads
 * and questions, never a candle: everything is in the stores.
 */
export interface SeriesMemory {
  /** The watermark that this process has stored: spares a read at every tick. Null before the first. */
  watermarkMs: number | null;
  /** Outcomes are settled up to this candle (open time); skip settling again while we wait for the next one. */
  settledMs: number | null;
  /** By how much the newest candle came late, milliseconds; 0 when it was in time. */
  lateMs: number;
  /** The fetch in flight, so that models reading several markets can await it. */
  fetching: Promise<unknown> | null;
  /** Ends when the newest candle is decided upon, or turned out not to be there: others settle after that. Null: nothing is under way. */
  deciding: Promise<void> | null;
  /** The close that the venue did not have, and when to ask for it again; null while nothing is missing. */
  missing: { readonly closeTimeMs: number; readonly askAtMs: number } | null;
  /** The oldest close that was reported as late and has had no newer candle since. */
  lateSinceMs: number | null;
  /** The close that was last reported as late: each is reported once. */
  reportedLateMs: number | null;
}

/** The memory of a walk, by series name. */
export type WalkMemory = Map<string, SeriesMemory>;

/** The memory of one series, made when it is first asked for. */
export function memoryOf({ memory }: { readonly memory: WalkMemory }, series: SeriesKey): SeriesMemory {
  const name = seriesName(series);
  const known = memory.get(name);
  if (known !== undefined) return known;
  const fresh: SeriesMemory = {
    watermarkMs: null,
    settledMs: null,
    lateMs: 0,
    fetching: null,
    deciding: null,
    missing: null,
    lateSinceMs: null,
    reportedLateMs: null,
  };
  memory.set(name, fresh);
  return fresh;
}

/** From here on the series is being decided upon, until the returned function is called; a second call of that changes nothing. */
export function beginDeciding(memory: SeriesMemory): () => void {
  let end = (): void => {};
  const deciding = new Promise<void>((resolve) => {
    end = resolve;
  });
  memory.deciding = deciding;
  return () => {
    if (memory.deciding === deciding) memory.deciding = null;
    end();
  };
}

/** Series settled at a time: the decisions of all others, and their posts, find the database free between them. */
const MOST_SETTLING = 4;

/** Runs what settles a series when it is its turn. */
export type Settling = (settle: () => Promise<void>) => Promise<void>;

/** Nothing is being settled. */
export function createSettling(): Settling {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (settle) => {
    if (running < MOST_SETTLING) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      await settle();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
