import type { Explained, TrendExplained } from '../../../engine/explainer.ts';
import type { FamilyReading } from '../../../engine/explanation/family-readings.ts';
import { familyOf } from '../../../engine/explanation/feature-family.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import type { Language } from '../../texts/language.ts';
import { clipped } from './clipped.ts';
import { followedText, hundredths, type ReadingOf, readingText, shareOf } from './reading-text.ts';
import { trendWhy } from './signal/swing-lines.ts';

/** A recomputed probability further from the signal's than this is pointed out. */
const NOTABLE = 0.005;
/** Telegram's limit for the caption of a picture, in characters as they are read; a few are left for emoji, which count twice. */
const MOST_READ = 1_024 - 24;
/** Indicators chosen by the operator that are called by their names. */
const MOST_CHOSEN = 2;
const MOST_NAME = 40;

/** Texts about why a signal came. */
export function whyTexts(language: Language) {
  const { t } = language;
  return {
    whyUsage: t('why-usage'),
    whyNoModel: t('why-no-model'),
    whyNoCandles: t('why-no-candles'),
    /** Caption of the picture: at most 1,024 characters as they are read. */
    why: (answer: Explained, signal: Signal) => whyText(language, answer, signal),
    /** Why a swing was entered. */
    whyTrend: (answer: TrendExplained, signal: Signal) => trendWhy(language, answer, signal),
  };
}

const tenths = (share: number): number => Math.round(1_000 * share);

/** A bar of the picture and a line of the text: how far something moved the chance, in tenths of a per cent as they are shown. */
export interface ShownShare<T> {
  readonly of: T;
  readonly tenths: number;
}

/**
 * Families with their shares as they are shown, and what is left of the figures shown, so that a reader who adds them up
 * arrives at the chance stated.
 */
export function shownShares({ startUp, probabilityUp, families }: Explained): {
  readonly shown: readonly ShownShare<FamilyReading>[];
  readonly rest: number;
} {
  const shown = families.map((family) => ({ of: family, tenths: tenths(family.points) }));
  return { shown, rest: shown.reduce((left, each) => left - each.tenths, tenths(probabilityUp) - tenths(startUp)) };
}

/** "+4.1" of 41 tenths. */
export function pointsText({ format }: Language, of: number): string {
  return `${of < 0 ? '−' : '+'}${format.decimal(Math.abs(of) / 10, 1)}`;
}

/** Characters of Telegram HTML as they are read. */
const readLength = (html: string): number => html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(?:#\d+|\w+);/g, '·').length;

function whyText(language: Language, answer: Explained, signal: Signal): string {
  const { families } = answer;
  const counts = [...families.keys()].reverse();
  // Where there is no room, what followed is left out first, then families are; the smallest first.
  const shorter = [
    { answer, told: families.length },
    ...counts.map((told) => ({ answer, told })),
    ...counts.map((shown) => ({ answer: { ...answer, families: families.slice(0, shown) }, told: 0 })),
  ].map((each) => () => textWith(language, { ...each, signal }));
  const fitting = shorter.find((text) => readLength(text()) <= MOST_READ);
  return (fitting ?? shorter.at(-1))?.() ?? '';
}

function textWith(
  language: Language,
  { answer, signal, told }: { readonly answer: Explained; readonly signal: Signal; readonly told: number },
): string {
  const { t, plain, format } = language;
  const { probabilityUp, startUp, past } = answer;
  const { series, side, closeTimeMs, modelVersion } = signal;
  const of: ReadingOf = { language, series };
  const { shown, rest } = shownShares(answer);
  const lines = shown.map(({ of: family, tenths: points }, at) => {
    const head = t('why-part', { mark: points < 0 ? '▼' : '▲', points: pointsText(language, points) });
    return `${head} ${sentence(of, answer, family)}${at < told ? followedText(of, family) : ''}`;
  });
  const left = t('why-rest', { mark: rest < 0 ? '▽' : '△', points: pointsText(language, rest) });
  const stated = signal.probabilityUp ?? probabilityUp;
  const isOff = Math.abs(probabilityUp - stated) > NOTABLE;
  const [chance, start] = [format.percent(probabilityUp), format.percent(startUp)];
  const how = t('why-how', {
    ...{ cases: past.cases, share: hundredths(language, shareOf(past)), start, chance },
    version: clipped(modelVersion, MOST_NAME),
  });
  return [
    t('why-title', {
      ...{ side: plain('action', { action: side }), symbol: series.symbol, timeframe: series.timeframe },
      time: format.minute(closeTimeMs),
    }),
    t('why-chance', { chance, start }),
    [...lines, ...(rest === 0 ? [] : [left])].join('\n'),
    ...(isOff ? [t('why-differs', { chance: format.percent(stated) })] : []),
    `<blockquote expandable>${how}</blockquote>`,
  ].join('\n\n');
}

/** What a family read; indicators that the operator chose by their own names. */
function sentence(of: ReadingOf, { parts }: Explained, family: FamilyReading): string {
  const { t, format } = of.language;
  if (family.family !== 'chosen') return readingText(of, family);
  const names = parts.map(({ feature }) => feature).filter((feature) => familyOf(feature) === 'chosen');
  const plainNames = names.map((name) => clipped(name.replace(/^ti:/, ''), MOST_NAME));
  return t('why-chosen', { names: format.some(plainNames, MOST_CHOSEN) });
}
