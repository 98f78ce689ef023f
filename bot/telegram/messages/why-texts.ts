import type { Why, WhyPart } from '../../../engine/signals/explain.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import type { Language } from '../../texts/language.ts';
import { featureText } from './feature-text.ts';

/** Features that are named one by one; the rest together. */
const MOST_NAMED = 6;
/** A recomputed probability further from the signal's than this is pointed out. */
const NOTABLE = 0.005;

/** Texts about why a signal came. */
export function whyTexts(language: Language) {
  const { t } = language;
  return {
    whyUsage: t('why-usage'),
    whyNoModel: t('why-no-model'),
    whyNoCandles: t('why-no-candles'),
    why: (answer: Why, signal: Signal) => whyText(language, answer, signal),
  };
}

/** Parts that mean the same to a reader, added up; largest first. */
function named({ plain }: Language, parts: readonly WhyPart[]): readonly (readonly [text: string, points: number])[] {
  const sums = new Map<string, number>();
  for (const { feature, points } of parts) {
    const text = featureText(plain, feature);
    sums.set(text, (sums.get(text) ?? 0) + (Number.isNaN(points) ? 0 : points));
  }
  return [...sums].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
}

const tenths = (share: number): number => Math.round(1_000 * share);

function whyText(language: Language, { probabilityUp, startUp, parts }: Why, signal: Signal): string {
  const { t, plain, format } = language;
  const pointsText = (points: number): string => `${points < 0 ? '−' : '+'}${format.decimal(Math.abs(points) / 10, 1)}`;
  const shown = named(language, parts)
    .slice(0, MOST_NAMED)
    .map(([feature, points]) => ({ feature, points: tenths(points) }));
  const lines = shown.map(({ feature, points }) =>
    t('why-part', { mark: points < 0 ? '▼' : '▲', points: pointsText(points), feature }),
  );
  // What is left of the figures as they are shown, so that a reader who adds them up arrives at the chance stated.
  const rest = shown.reduce((left, { points }) => left - points, tenths(probabilityUp) - tenths(startUp));
  const { series, side, closeTimeMs, modelVersion } = signal;
  const isOff = Math.abs(probabilityUp - signal.probabilityUp) > NOTABLE;
  return [
    t('why-title', {
      ...{ side: plain('action', { action: side }), symbol: series.symbol, timeframe: series.timeframe },
      time: format.minute(closeTimeMs),
    }),
    t('why-chance', { chance: format.percent(probabilityUp), start: format.percent(startUp) }),
    [...lines, ...(rest === 0 ? [] : [t('why-rest', { mark: rest < 0 ? '▽' : '△', points: pointsText(rest) })])].join(
      '\n',
    ),
    ...(isOff ? [t('why-differs', { chance: format.percent(signal.probabilityUp) })] : []),
    t('why-model', { version: modelVersion }),
  ].join('\n\n');
}
