import { parseTimeframe, type Timeframe, timeframeMs } from '../../../engine/market/timeframe.ts';
import type { PredictionAnswer } from '../../../engine/predict.ts';

import type { Language } from '../../texts/language.ts';
import { shownReason } from '../../texts/reason-text.ts';

/** Pairs named in one sentence; the rest are counted, as hundreds would not fit a message. */
const MOST_NAMED = 12;

const ACTION_MARKS = { BUY: '🟢', SELL: '🔴', HOLD: '⚪' } as const;
export const STAMP_MARKS = { green: '🟢', amber: '🟡', red: '🔴' } as const;

interface PredictionAbout {
  readonly note: string | null;
  readonly delayedByMs: number;
  readonly nowMs: number;
}

/** The list of signals, predictions. */
export function marketTexts(language: Language) {
  const { t, plain, format } = language;
  return {
    signalsTitle: (symbol: string | null, page: number) => signalsTitle(language, symbol, page),
    signalsDelayed: (delay: string) => t('signals-delayed', { delay }),
    signalsNone: t('signals-none'),
    signalsNoneSuch: t('signals-none-such'),
    signalsOpen: (count: number) => t('signals-open', { count }),
    buttonSignalsState: (state: 'open' | 'right' | 'wrong' | null) =>
      plain('button-signals-state', { state: state ?? 'any' }),
    signalsHint: t('signals-hint'),
    signalUsage: t('signal-usage'),
    signalUnknown: (id: string) => t('signal-unknown', { id: format.repeated(id) }),
    signalLater: (dueAtMs: number) => t('signal-later', { time: format.moment(dueAtMs) }),
    chartMissing: t('chart-missing'),
    predictChoose: t('predict-choose'),
    predictChooseTimeframe: (symbol: string) => t('predict-choose-timeframe', { symbol }),
    predictRefused: {
      'predict/unknown-symbol': t('predict-refused', { code: 'unknown-symbol' }),
      'predict/unsupported-timeframe': t('predict-refused', { code: 'unsupported-timeframe' }),
      'predict/no-model': t('predict-refused', { code: 'no-model' }),
      'predict/bad-candles': t('predict-refused', { code: 'bad-candles' }),
    },
    prediction: (answer: PredictionAnswer, about: PredictionAbout) => predictionText(language, answer, about),
    marketNote: (note: string) => t('market-note', { note }),
  };
}

interface Doubt {
  readonly asked: string;
  readonly followed: readonly Timeframe[];
}

/** Texts about a pair or a timeframe, by the names that readers use. */
export function pairTexts({ t, format }: Language) {
  return {
    pairUnknown(words: string, { near, followed }: { near: readonly string[]; followed: readonly string[] }) {
      const asked = format.quoted(words);
      const [first] = near;
      if (first === undefined) return t('pair-unknown', { asked, followed: format.some(followed, MOST_NAMED) });
      return near.length === 1 ? t('pair-unknown-one', { asked, near: first }) : t('pair-unknown-several', { asked });
    },
    pairSeveral: (asked: string) => t('pair-several', { asked: format.quoted(asked) }),
    timeframeUnknown: (symbol: string, { asked, followed }: Doubt) =>
      t('timeframe-unknown', { symbol, followed: format.list(followed), asked: format.repeated(asked) }),
    wordsUnknown: (symbol: string, { asked, followed }: Doubt) =>
      t('words-unknown', { symbol, followed: format.list(followed), asked: format.quoted(asked) }),
    pairMentioned: (symbol: string, followed: readonly Timeframe[]) =>
      t('pair-mentioned', { symbol, followed: format.list(followed) }),
  };
}

function signalsTitle({ t }: Language, symbol: string | null, page: number): string {
  if (symbol === null) return page === 0 ? t('signals-title') : t('signals-title-page', { page: page + 1 });
  return page === 0 ? t('signals-title-of', { symbol }) : t('signals-title-of-page', { symbol, page: page + 1 });
}

function expectedValueText({ t, format }: Language, valueBps: number | null): string {
  if (valueBps === null) return t('expected-value-unknown');
  const value = format.signedPercent(valueBps / 1e4, 2);
  return valueBps > 0 ? t('expected-value', { value }) : t('expected-value-negative', { value });
}

function predictionText(language: Language, answer: PredictionAnswer, { note, delayedByMs, nowMs }: PredictionAbout) {
  const { t, plain, format } = language;
  const closeMs = Date.parse(answer.closeTime);
  const timeframe = parseTimeframe(answer.timeframe);
  const endMs = closeMs + (timeframe === null ? 0 : timeframeMs(timeframe));
  const head = {
    mark: ACTION_MARKS[answer.action],
    action: plain('action', { action: answer.action }),
    symbol: answer.symbol,
    timeframe: answer.timeframe,
    confidence: format.percent(answer.confidencePercent / 100),
  };
  const lines = [
    answer.action === 'HOLD'
      ? t('prediction-leaning', { ...head, direction: answer.direction })
      : t('prediction', head),
    t('prediction-candle', {
      span: format.spanMoment({ fromMs: closeMs, toMs: endMs }, nowMs),
      left: format.left(endMs, nowMs),
    }),
    ...(delayedByMs === 0 ? [] : [t('prediction-delayed', { delay: format.duration(delayedByMs) })]),
    expectedValueText(language, answer.expectedValueBps),
    dataQualityText(
      language,
      answer.dataQuality.stamp,
      answer.dataQuality.reasons.slice(0, 3).map((reason) => shownReason(reason, language)),
    ),
    t('model-version', { version: answer.modelVersion }),
    ...(note === null ? [] : [t('market-note', { note })]),
  ];
  return `${lines.join('\n')}\n\n<i>${t('disclaimer-prediction')}</i>`;
}

/** "Data quality 🟡 amber: reason; reason" as Telegram HTML. */
export function dataQualityText(
  { t, plain }: Language,
  stamp: keyof typeof STAMP_MARKS,
  reasons: readonly string[],
): string {
  const quality = { mark: STAMP_MARKS[stamp], stamp: plain('stamp', { stamp }) };
  return reasons.length === 0
    ? t('data-quality', quality)
    : t('data-quality-reasons', { ...quality, reasons: reasons.join('; ') });
}
