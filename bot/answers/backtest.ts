import { TIER_RIGHTS, type Tier } from '../../billing/tiers.ts';
import type { RuleAnswer, RuleTested } from '../../engine/backtest/ledger/published-rule.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { DAY_MS } from '../../engine/time.ts';
import { type Language, languageFor } from '../texts/language.ts';
import { createAnswerQueue } from './answer-queue.ts';
import type { AnswerFailure } from './chart.ts';
import type { PairBacktests } from './pair-backtests.ts';

/** Backtests run one at a time, seconds each: the ninth in the queue waits about a minute. A picture has some 90 kB. */
const QUEUE = { mostWaiting: 8, mostKept: 64 };

/** A market and how much of its past, asked by a person. */
export interface BacktestAsk {
  readonly tier: Tier;
  readonly telegramId: number;
  readonly nowMs: number;
  readonly series: SeriesKey;
  readonly days: number;
  /** Of the words on the picture. */
  readonly languageCode: string;
}

/** What the rule would have made of it, and its picture unless drawing failed. */
export interface Backtest {
  readonly answer: RuleAnswer;
  readonly picture: Buffer | null;
}

export type BacktestReply =
  /** Their tier has none. */
  | { readonly type: 'not-in-tier' }
  /** One of theirs is under way: one each. */
  | { readonly type: 'running' }
  | { readonly type: 'day-is-used-up'; readonly perDay: number }
  /** Too many wait. */
  | { readonly type: 'crowded' }
  /** before: how many run or wait before it. The backtest rejects when the computation broke. */
  | { readonly type: 'accepted'; readonly before: number; readonly backtest: Promise<Backtest> };

export interface BacktestSources {
  readonly backtests: PairBacktests;
  readonly marketNote: (language: Language) => string | null;
  /** Draws a PNG of a backtest beside holding; the note says what market it was. */
  readonly renderBacktest: (tested: RuleTested, marketNote: string | null, languageCode: string) => Promise<Buffer>;
  /** Wall time: a day's count protects the machine, whose days are real in a replay too. */
  readonly wallNowMs: () => number;
  readonly onFailed: (failure: AnswerFailure) => void;
}

export interface Backtests {
  /** Answers at once; the backtest itself follows. */
  ask(ask: BacktestAsk): BacktestReply;
  /** Waits until none runs or waits. */
  idle(): Promise<void>;
}

/**
 * The published rule on a market's stored past, out of sample: one computation at a time, equal ones once, as many a day as
 * the tier has.
 */
export function createBacktests(sources: BacktestSources): Backtests {
  const queue = createAnswerQueue((ask: BacktestAsk) => tested(ask, sources), QUEUE);
  const asking = new Set<number>();
  const spend = createDayCount(sources.wallNowMs);
  return {
    ask(ask) {
      const { tier, telegramId, series, days, nowMs, languageCode } = ask;
      const perDay = TIER_RIGHTS[tier].backtestsPerDay;
      if (perDay === 0) return { type: 'not-in-tier' };
      if (asking.has(telegramId)) return { type: 'running' };
      const version = sources.backtests.versionOf(series) ?? 'none';
      const key = [seriesName(series), days, version, Math.floor(nowMs / DAY_MS), languageCode].join('|');
      if (!queue.knows(key) && spend(telegramId) > perDay) return { type: 'day-is-used-up', perDay };
      const place = queue.ask(key, ask);
      if (place === null) return { type: 'crowded' };
      asking.add(telegramId);
      const backtest = place.answer.finally(() => asking.delete(telegramId));
      return { type: 'accepted', before: place.before, backtest };
    },
    idle: queue.idle,
  };
}

async function tested({ series, days, nowMs, languageCode }: BacktestAsk, sources: BacktestSources): Promise<Backtest> {
  const answer = await sources.backtests.run(series, { days, nowMs });
  if (answer.type !== 'tested') return { answer, picture: null };
  try {
    return {
      answer,
      picture: await sources.renderBacktest(answer, sources.marketNote(languageFor(languageCode)), languageCode),
    };
  } catch (error) {
    sources.onFailed({ type: 'backtest-failed', series: seriesName(series), error });
    return { answer, picture: null };
  }
}

/** Counts one more of a person's in the day that began with their first; returns the count. */
function createDayCount(wallNowMs: () => number): (telegramId: number) => number {
  const counts = new Map<number, { readonly count: number; readonly untilMs: number }>();
  return (telegramId) => {
    const nowMs = wallNowMs();
    for (const [id, { untilMs }] of counts) if (untilMs <= nowMs) counts.delete(id);
    const { count, untilMs } = counts.get(telegramId) ?? { count: 0, untilMs: nowMs + DAY_MS };
    counts.set(telegramId, { count: count + 1, untilMs });
    return count + 1;
  };
}
