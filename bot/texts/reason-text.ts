import { ratioText } from '../../engine/market/level-breaks.ts';
import type { Reason, ReasonCode, ReasonOf, ReasonParams } from '../../engine/reason.ts';
import type { Language } from './language.ts';

/** Beyond this a candle is no candle of the market: how far exactly is of no use to a reader. */
const MOST_RANGES = 1_000;

type Sentences = { readonly [Code in ReasonCode]: (params: ReasonParams[Code], language: Language) => string };

/** One text for each code; a new code does not compile without one. */
const SENTENCES: Sentences = {
  text: ({ text }) => text,
  'no-candle': (_, { plain }) => plain('reason-no-candle'),
  'level-changed': ({ candlesAgo, ratio }, { plain }) =>
    plain('reason-level-changed', { candlesAgo, ratio: ratioText(ratio) }),
  'candles-missing': ({ share }, language) =>
    language.plain('reason-candles-missing', { share: percent(share, language) }),
  'candles-revised': ({ share }, language) =>
    language.plain('reason-candles-revised', { share: percent(share, language) }),
  'newest-reaches-far': ({ ranges }, { plain, format }) =>
    ranges > MOST_RANGES
      ? plain('reason-newest-reaches-over', { ranges: format.count(MOST_RANGES) })
      : plain('reason-newest-reaches-far', { ranges: format.fixed(ranges, 0) }),
  'price-still': ({ share, candles }, language) =>
    language.plain('reason-price-still', { share: percent(share, language), candles }),
  untraded: ({ share, candles }, language) =>
    language.plain('reason-untraded', { share: percent(share, language), candles }),
  'newest-late': ({ lateMs }, language) =>
    language.plain('reason-newest-late', { duration: duration(lateMs, language) }),
  'newest-stale': ({ staleMs }, language) =>
    language.plain('reason-newest-stale', { duration: duration(staleMs, language) }),
  'market-closes': (_, { plain }) => plain('reason-market-closes'),
  paused: (_, { plain }) => plain('reason-paused'),
  'decided-too-late': (_, { plain }) => plain('reason-decided-too-late'),
  'no-model': (_, { plain }) => plain('reason-no-model'),
  'too-few-candles': ({ have, need }, { plain }) => plain('reason-too-few-candles', { have, need }),
  'no-score': (_, { plain }) => plain('reason-no-score'),
  'worse-than-base-rate': ({ candles, odds, oddsToSpeak }, { plain }) =>
    candles > 0
      ? plain('reason-worse-than-base-rate', { candles, odds, oddsToSpeak })
      : plain('reason-worse-than-base-rate-earlier', { oddsToSpeak }),
  'model-damaged': ({ version }, { plain }) => plain('reason-model-damaged', { version }),
  'model-stale': ({ ageDays }, { plain }) => plain('reason-model-stale', { ageDays }),
  'first-model': (_, { plain }) => plain('reason-first-model'),
  'walk-forward-too-short': (_, { plain }) => plain('reason-walk-forward-too-short'),
  'no-skill': ({ brierSkill }, language) =>
    language.plain('reason-no-skill', { brierSkill: skill(brierSkill, language) }),
  'too-few-compared': ({ compared }, { plain }) => plain('reason-too-few-compared', { compared }),
  'brier-gain': (params, language) =>
    language.plain('reason-brier-gain', { gain: score(params.gain, language), ...comparison(params, language) }),
  'brier-kept': (params, language) =>
    language.plain('reason-brier-kept', {
      gain: score(params.gain, language),
      leastLow: score(params.leastLow, language),
      ...comparison(params, language),
    }),
  'skill-unopposed': ({ brierSkill }, language) =>
    language.plain('reason-skill-unopposed', { brierSkill: skill(brierSkill, language) }),
  'artefact-gone': (_, { plain }) => plain('reason-artefact-gone'),
  'artefact-unreadable': ({ error }) => error,
  'training-failed': ({ error }) => error,
  'unknown-timeframe': ({ timeframe }, { plain }) => plain('reason-unknown-timeframe', { timeframe }),
  'unknown-symbol': ({ symbol, followed }, { plain }) =>
    plain('reason-unknown-symbol', { symbol, followed: followed.join(', ') }),
  'no-model-for': ({ symbol, timeframe, followed }, { plain }) =>
    plain('reason-no-model-for', { symbol, timeframe, followed: followed.join(', ') }),
  'not-followed': ({ symbol, timeframe, followed }, { plain }) =>
    plain('reason-not-followed', { symbol, timeframe, followed: followed.join(', ') }),
};

/**
 * A reason of the engine as plain text; API, command line and log pass English. Programs read these numbers too: a hyphen and plain
 * spaces, not the minus sign and the joined units that messages have.
 */
export function reasonText(reason: Reason, language: Language): string {
  return shownReason(reason, language).replaceAll('−', '-').replaceAll('\u00a0', ' ');
}

/** The same for the chat, where a narrow phone does not part a figure from its unit. */
export function shownReason(reason: Reason, language: Language): string {
  return sentence(reason, language);
}

function sentence<Code extends ReasonCode>({ code, params }: ReasonOf<Code>, language: Language): string {
  return SENTENCES[code](params, language);
}

const percent = (share: number, { format }: Language): string => format.percent(share);
const skill = (brierSkill: number, { format }: Language): string => format.percent(brierSkill, 2);
const score = (value: number, { format }: Language): string => format.fixed(value, 5);

function comparison({ low, high, compared, days }: ReasonParams['brier-gain'], language: Language) {
  return { low: score(low, language), high: score(high, language), compared, days };
}

/** Whole units: a reason gives a lateness, not a time. */
function duration(ms: number, { format }: Language): string {
  const count = (unitMs: number): number => Math.round(ms / unitMs);
  if (ms < 120_000) return format.counted('seconds', count(1_000));
  if (ms < 7_200_000) return format.counted('minutes', count(60_000));
  return format.counted('hours', count(3_600_000));
}
