import { ratioText } from '../../engine/market/level-breaks.ts';
import type { Reason, ReasonCode, ReasonOf, ReasonParams } from '../../engine/reason.ts';

const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

function duration(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}

const span = ({ low, high, compared, days }: ReasonParams['brier-gain']): string =>
  `[${low.toFixed(5)}, ${high.toFixed(5)}] over ${compared} decisions of the last ${days} days`;

/** One sentence for each code; a new code does not compile without one. */
const SENTENCES: { readonly [Code in ReasonCode]: (params: ReasonParams[Code]) => string } = {
  text: ({ text }) => text,
  'no-candle': () => 'there is no candle yet',
  'level-changed': ({ candlesAgo, ratio }) =>
    `the price changed its level ${candlesAgo} candles ago (${ratioText(ratio)}): another unit or market`,
  'candles-missing': ({ share }) => `${percent(share)} of the look-back window is missing`,
  'candles-revised': ({ share }) => `${percent(share)} of the look-back window was revised afterwards`,
  'newest-reaches-far': ({ ranges }) =>
    `the newest candle reaches ${ranges > 1_000 ? 'over 1,000' : ranges.toFixed(0)} average ranges far`,
  'price-still': ({ share, candles }) => `${percent(share)} of the last ${candles} candles did not move`,
  untraded: ({ share, candles }) => `${percent(share)} of the last ${candles} candles had no trade`,
  'newest-late': ({ lateMs }) => `the newest candle came ${duration(lateMs)} late`,
  'newest-stale': ({ staleMs }) => `the newest candle is ${duration(staleMs)} older than it should be`,
  'market-closes': () => 'the market is closed after this candle',
  'decided-too-late': () => 'the candle to predict was over before the decision could be taken',
  'no-model': () => 'no model serves this market',
  'too-few-candles': ({ have, need }) => `expected at least ${need} candles, was ${have}`,
  'no-score': () => 'expected a score for the newest candle, the model had none',
  'signals-below-bar': ({ signals, accuracy, upperBound, required }) =>
    `of the last ${signals} signals ${percent(accuracy)} were right, at best ${percent(upperBound)} in the long run, ` +
    `below ${percent(required)}`,
  'worse-than-base-rate': ({ brierSkill, days }) =>
    `over the last ${days} days its probabilities were worse than the base rate (Brier skill ${percent(brierSkill, 2)})`,
  'model-damaged': ({ version }) => `the model ${version} is damaged and none that was promoted before it can be read`,
  'model-stale': ({ ageDays }) =>
    `the model was trained until ${ageDays} days ago and no better one has passed the gate`,
  'first-model': () => 'the first model',
  'walk-forward-too-short': () => 'its walk-forward is too short to judge it',
  'no-skill': ({ brierSkill }) => `its walk-forward Brier skill is ${percent(brierSkill, 2)}, not above 0`,
  'too-few-compared': ({ compared }) => `only ${compared} decisions can be compared, less than two weeks of them`,
  'brier-gain': (params) => `Brier gain ${params.gain.toFixed(5)} ${span(params)}`,
  'brier-worse': (params) => `its Brier score is worse by ${(-params.gain).toFixed(5)} ${span(params)}`,
  'skill-unopposed': ({ brierSkill }) =>
    `walk-forward Brier skill ${percent(brierSkill, 2)}; the champion before it is damaged`,
  'artefact-gone': () => 'its artefact is gone',
  'artefact-unreadable': ({ error }) => error,
  'training-failed': ({ error }) => error,
  'unknown-timeframe': ({ timeframe }) => `expected a timeframe such as 1h, was "${timeframe}"`,
  'unknown-symbol': ({ symbol, followed }) =>
    `expected a market followed here (${followed.join(', ')}), was "${symbol}"`,
  'no-model-for': ({ symbol, timeframe, followed }) =>
    `no model serves ${symbol} at ${timeframe}; followed are ${followed.join(', ')}`,
  'not-followed': ({ symbol, timeframe, followed }) =>
    `${symbol} at ${timeframe} is not followed here: send candles, or one of ${followed.join(', ')}`,
};

function sentence<Code extends ReasonCode>({ code, params }: ReasonOf<Code>): string {
  return SENTENCES[code](params);
}

/** A reason of the engine in English: what API, command line and log show. */
export function englishReason(reason: Reason): string {
  return sentence(reason);
}
