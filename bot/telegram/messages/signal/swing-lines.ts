import type { TrendExplained } from '../../../../engine/explainer.ts';
import { STOP_RISK } from '../../../../engine/signals/levels.ts';
import type { Outcome, PlanOutcome, PositionStep, Signal } from '../../../../engine/signals/signal.ts';
import { SWING_FIGURES } from '../../../../engine/swing/swing-figures.ts';
import { PUBLISHED_SWING_RULE } from '../../../../engine/swing/swing-rule.ts';
import type { ShownSignal } from '../../../answers/reader-signal.ts';
import type { Language } from '../../../texts/language.ts';
import { clipped } from '../clipped.ts';
import { priceDecimals } from '../price-decimals.ts';

/** Longest text that a value from outside may take. */
const MOST_NAME = 40;
/** Parts sold that are listed, the newest ones. */
const MOST_TRIMS = 6;

/** What a message ends with, made by whoever knows the reader. */
export interface MessageEnd {
  /** Folded away. */
  readonly details: readonly string[];
  /** How it is looked up, and that it is no advice. */
  readonly lines: readonly string[];
}

/** The entry of a swing with what became of it, in some five lines: result or side first, then pair and verdict, plan. */
export function swingLines(language: Language, shown: ShownSignal): readonly string[] {
  const { t } = language;
  const { signal, outcome } = shown;
  const head = { ...namesOf(language, signal), verdict: signal.worthTrading ? 'worth' : 'information' } as const;
  return [
    outcome === null
      ? t('swing-head', head)
      : `${resultText(language, signal, outcome)} · ${t('swing-head-settled', head)}`,
    ...(outcome?.plan == null ? planLines(language, shown) : [filledLine(language, signal, outcome.plan)]),
  ];
}

/** The result, and the prices it was got at: what an edit puts above the post. */
export function swingOutcome(language: Language, signal: Signal, outcome: Outcome): readonly string[] {
  const filled = outcome.plan === null ? [] : [filledLine(language, signal, outcome.plan)];
  return [resultText(language, signal, outcome), ...filled];
}

/** What is folded away, the most needed first; risk: the share of the account that the signal's size loses at its stop. */
export function swingDetails(language: Language, shown: ShownSignal, risk: number = STOP_RISK): readonly string[] {
  return [
    verdictLine(language, shown.signal),
    ...sinceDetails(language, shown),
    expectLine(language),
    ...planDetails(language, shown.signal, risk),
    ruleLine(language, shown.signal),
  ];
}

/** One line of a list. */
export function swingLine(language: Language, { signal, steps, outcome }: ShownSignal, command: string): string {
  const { t, plain, format } = language;
  const isLeft = steps.at(-1)?.type === 'leave';
  const open = plain(isLeft ? 'swing-state-left' : 'swing-state-held');
  return [
    t('swing-line', namesOf(language, signal)),
    format.minute(signal.closeTimeMs),
    outcome === null ? open : shortResult(language, outcome),
    command,
  ].join(' · ');
}

/** A step of a signal's position, and those before it. */
export interface ToldStep {
  readonly signal: Signal;
  readonly step: PositionStep;
  readonly before: readonly PositionStep[];
}

/** A step of a position, as a post of its own: what to do, why, and how it stands. */
export function stepMessage(language: Language, { signal, step, before }: ToldStep, end: MessageEnd): string {
  const { t, format } = language;
  const { entry, stop } = signal;
  const price = pricesOf(language, signal, step.close);
  const sign = signal.side === 'BUY' ? 1 : -1;
  const gainFrom = (from: number): string => format.signedPercent(sign * (step.close / from - 1), 1);
  const about = { ...namesOf(language, signal), day: format.day(signal.closeTimeMs) };
  const told = { price: price(step.close), stop: price(stop) };
  const [lines, why] =
    step.type === 'trim'
      ? [
          [
            t('swing-trim', { ...about, share: format.percent(step.fraction, 0) }),
            t('swing-trim-how', { price: told.price }),
            t('swing-trim-stop', { stop: told.stop }),
          ],
          t('swing-trim-why', { gain: gainFrom(before.at(-1)?.close ?? entry) }),
        ]
      : [
          [
            t('swing-leave', about),
            t('swing-leave-price', { price: told.price }),
            t('swing-leave-how', { gain: gainFrom(entry) }),
          ],
          step.reason === 'stop' ? t('swing-leave-stop', told) : t('swing-leave-faded', { price: told.price }),
        ];
  const folded = `<blockquote expandable>${[why, ...end.details].join('\n')}</blockquote>`;
  return [...lines, folded, ...end.lines].join('\n');
}

/** Why a swing was entered: the strength of the trend by look back, in plain words. */
export function trendWhy(
  language: Language,
  { strength, yearlyVolatility, parts }: TrendExplained,
  signal: Signal,
): string {
  const { t, format } = language;
  const rule = ruleLevels(language);
  const lines = parts.map(({ days, move, usualMoves }) => {
    const told = { days, move: format.percent(Math.abs(move)), times: format.fixed(Math.abs(usualMoves), 1) };
    return move < 0 ? t('swing-why-down', told) : t('swing-why-up', told);
  });
  return [
    t('swing-why-title', { ...namesOf(language, signal), time: format.minute(signal.closeTimeMs) }),
    t('swing-why-strength', { strength: format.decimal(strength, 2), ...rule }),
    lines.join('\n'),
    t('swing-why-usual', { daily: format.percent(yearlyVolatility / Math.sqrt(365)) }),
  ].join('\n\n');
}

function namesOf({ plain }: Language, { side, series }: Signal) {
  return {
    mark: side === 'BUY' ? '🟢' : '🔴',
    side: plain('action', { action: side }),
    symbol: clipped(series.symbol, MOST_NAME),
  };
}

function verdictLine({ t, format }: Language, { worthTrading, costBps }: Signal): string {
  const cost = format.percent(costBps / 2 / 1e4, 2);
  return worthTrading ? t('swing-worth', { cost }) : t('swing-information', { cost });
}

function pricesOf({ format }: Language, { series, entry, stop }: Signal, ...more: readonly number[]) {
  const decimals = priceDecimals(series.symbol, [entry, stop, ...more]);
  return (price: number): string => format.decimal(price, decimals);
}

/** What to do now, or what was done since. */
function planLines(language: Language, { signal, steps, outcome }: ShownSignal): readonly string[] {
  const { t, format } = language;
  const { entry, stop, size } = signal;
  const price = pricesOf(language, signal);
  const left = steps.find(({ type }) => type === 'leave');
  const trim = steps.findLast(({ type }) => type === 'trim');
  return [
    t('swing-entry', { price: price(entry) }),
    t('swing-stop', {
      ...{ price: price(stop), distance: format.signedPercent(stop / entry - 1), size: format.percent(size, 0) },
    }),
    ...(trim === undefined
      ? []
      : [
          t('swing-trimmed', {
            ...{ share: format.percent(trim.fraction, 0), day: format.dayOfMonth(trim.closeTimeMs) },
            price: price(trim.close),
          }),
        ]),
    ...(outcome !== null ? [] : [t(left === undefined ? 'swing-held' : 'swing-left')]),
  ];
}

function planDetails(language: Language, signal: Signal, risk: number): readonly string[] {
  const { t, format } = language;
  const { entry, stop, size, series, closeTimeMs } = signal;
  const price = pricesOf(language, signal);
  return [
    t('swing-size', { size: format.percent(size, 0), risk: format.percent(risk, risk < 0.01 ? 2 : 0) }),
    t('swing-plan', {
      ...{ price: price(entry), time: format.moment(closeTimeMs), exchange: clipped(series.exchange, MOST_NAME) },
      ...{ stop: price(stop), distance: format.signedPercent(stop / entry - 1) },
    }),
  ];
}

function expectLine({ t }: Language): string {
  const { entriesPerYear, wonShare, winToLoss, lossesInRow, symbol, years } = SWING_FIGURES;
  return t('swing-expect', {
    ...{ entries: Math.round(entriesPerYear), won: Math.round(10 * wonShare), ratio: Math.round(winToLoss) },
    ...{ losses: lossesInRow, past: `${symbol} ${years.join('–')}` },
  });
}

function ruleLevels({ format }: Language) {
  const { enterAbove, leaveBelow } = PUBLISHED_SWING_RULE;
  return { enter: format.trimmed(enterAbove), leave: format.trimmed(leaveBelow) };
}

function ruleLine(language: Language, { modelVersion }: Signal): string {
  return language.t('swing-rule', { ...ruleLevels(language), version: clipped(modelVersion, MOST_NAME) });
}

function filledLine(language: Language, signal: Signal, { entryPrice, exitPrice }: PlanOutcome): string {
  const price = pricesOf(language, signal, entryPrice, exitPrice);
  return language.t('swing-filled', { entry: price(entryPrice), exit: price(exitPrice) });
}

/** What was sold since, and what the position was left at. */
function sinceDetails(language: Language, { signal, steps, outcome }: ShownSignal): readonly string[] {
  const { t, plain, format } = language;
  const trims = steps.filter(({ type }) => type === 'trim');
  const price = pricesOf(language, signal);
  const left = steps.find(({ type }) => type === 'leave');
  const sold = trims.slice(-MOST_TRIMS).map(({ fraction, closeTimeMs, close }) =>
    t('swing-trimmed-more', {
      ...{ share: format.percent(fraction, 0), time: format.moment(closeTimeMs), price: price(close) },
    }),
  );
  if (outcome?.plan == null) {
    const told = left === undefined || outcome !== null ? [] : [left];
    return [...told.map(({ closeTimeMs }) => t('swing-left-more', { time: format.moment(closeTimeMs) })), ...sold];
  }
  const { entryPrice, exitPrice, grossBps, touched } = outcome.plan;
  const filled = pricesOf(language, signal, entryPrice, exitPrice);
  const how = {
    ...{ entry: filled(entryPrice), exit: filled(exitPrice), gain: gainText(language, grossBps) },
    how: plain('swing-how', { touched: touched === 'stop' ? 'stop' : 'exit' }),
  };
  return [trims.length > 0 ? t('swing-filled-trimmed', how) : t('swing-filled-more', how), ...sold];
}

/** By the plan, after cost. */
function resultText(language: Language, signal: Signal, { plan }: Outcome): string {
  const { t, format } = language;
  if (plan === null) return t('swing-outcome-void');
  const { netBps, exitTimeMs } = plan;
  return t('swing-outcome', {
    outcome: netBps > 0 ? 'right' : netBps < 0 ? 'wrong' : 'flat',
    ...{ result: gainText(language, netBps), held: format.duration(exitTimeMs - signal.closeTimeMs) },
  });
}

/** "+3.8 %" of a logarithmic return in basis points. */
function gainText({ format }: Language, bps: number): string {
  return format.signedPercent(Math.expm1(bps / 1e4), 1);
}

function shortResult(language: Language, { plan }: Outcome): string {
  const { plain } = language;
  if (plan === null) return plain('signal-result-mark', { end: 'void' });
  const end = plan.netBps > 0 ? 'right' : plan.netBps < 0 ? 'wrong' : 'flat';
  return `${plain('signal-result-mark', { end })} ${gainText(language, plan.netBps)}`;
}
