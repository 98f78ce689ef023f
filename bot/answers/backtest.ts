import { TIER_RIGHTS, type Tier } from '../../billing/tiers.ts';
import type { RuleAnswer, RuleTested } from '../../engine/backtest/ledger/published-rule.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { DAY_MS } from '../../engine/time.ts';
import { type Use, type UseCounts, windowAt } from '../limits/use-counts.ts';
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
  /** waitMs: until the next day, in UTC. */
  | { readonly type: 'day-is-used-up'; readonly perDay: number; readonly waitMs: number }
  /** Too many wait. */
  | { readonly type: 'crowded' }
  /** before: how many run or wait before it. The backtest rejects when the computation broke. */
  | { readonly type: 'accepted'; readonly before: number; readonly backtest: Promise<Backtest> };

export interface BacktestSources {
  readonly backtests: PairBacktests;
  readonly marketNote: (language: Language) => string | null;
  /** Draws a PNG of a backtest beside holding; the note says what market it was. */
  readonly renderBacktest: (tested: RuleTested, marketNote: string | null, languageCode: string) => Promise<Buffer>;
  readonly useCounts: UseCounts;
  /** Wall time: a day's count protects the machine, whose days are real in a replay too. */
  readonly wallNowMs: () => number;
  readonly onFailed: (failure: AnswerFailure) => void;
}

export interface Backtests {
  /** Answers at once; the backtest itself follows. */
  ask(ask: BacktestAsk): Promise<BacktestReply>;
  /** Waits until none runs or waits. */
  idle(): Promise<void>;
}

/**
 * The published rule on a market's stored past, out of sample: one computation at a time, equal ones once, as many a day as
 * the tier has; one that is not answered costs none.
 */
export function createBacktests(sources: BacktestSources): Backtests {
  const queue = createAnswerQueue((ask: BacktestAsk) => tested(ask, sources), QUEUE);
  const asking = new Set<number>();
  const accept = async (ask: BacktestAsk, perDay: number): Promise<BacktestReply> => {
    const { telegramId, series, days, nowMs, languageCode } = ask;
    const version = sources.backtests.versionOf(series) ?? 'none';
    const key = [seriesName(series), days, version, Math.floor(nowMs / DAY_MS), languageCode].join('|');
    const window = windowAt(sources.wallNowMs(), DAY_MS);
    const use: Use = { telegramId, what: 'backtests', window };
    const isFree = queue.knows(key);
    if (!isFree && (await sources.useCounts.take(use, perDay)).type === 'refused')
      return { type: 'day-is-used-up', perDay, waitMs: window.untilMs - sources.wallNowMs() };
    const giveBack = async (): Promise<void> => (isFree ? undefined : await sources.useCounts.giveBack(use));
    const place = queue.ask(key, ask);
    if (place === null) {
      await giveBack();
      return { type: 'crowded' };
    }
    const backtest = place.answer.catch(async (error: unknown) => {
      // The first failure is the one to hear of.
      await giveBack().catch(() => undefined);
      throw error;
    });
    return { type: 'accepted', before: place.before, backtest };
  };
  return {
    async ask(ask) {
      const { tier, telegramId } = ask;
      const perDay = TIER_RIGHTS[tier].backtestsPerDay;
      if (perDay === 0) return { type: 'not-in-tier' };
      if (asking.has(telegramId)) return { type: 'running' };
      asking.add(telegramId);
      const done = (): boolean => asking.delete(telegramId);
      const reply = await accept(ask, perDay).catch((error: unknown) => {
        done();
        throw error;
      });
      if (reply.type === 'accepted') return { ...reply, backtest: reply.backtest.finally(done) };
      done();
      return reply;
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
