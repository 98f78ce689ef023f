import { timeframeMs } from '../../../../engine/market/timeframe.ts';
import type { RecordLine } from '../../../../engine/signals/record-line.ts';
import type { Outcome, PlanOutcome, Signal } from '../../../../engine/signals/signal.ts';
import type { ShownSignal } from '../../../answers/reader-signal.ts';
import type { SignalContext } from '../../../answers/signal-context.ts';
import type { Language } from '../../../texts/language.ts';
import { clipped } from '../clipped.ts';
import { priceDecimals } from '../price-decimals.ts';

/** Longest name from outside. */
const MOST_NAME = 40;

/** What stands beside a signal: null where it is left out. */
export interface BesideSignal {
  readonly record: RecordLine | null;
  /** What the record counts; absent: no qualifier. */
  readonly recordOf?: string | undefined;
  readonly about: SignalContext | null;
}

/** A signal about the next candle in some five lines: result or side, pair, confidence and verdict first, then the plan. */
export function nextCandleLines(
  language: Language,
  shown: ShownSignal,
  { record, about }: BesideSignal,
): readonly string[] {
  const { signal, outcome } = shown;
  return [
    headLine(language, shown, about),
    ...planLines(language, signal, outcome),
    ...(about === null ? [] : sameCloseLines(language, signal, about)),
    ...(record === null ? [] : netLines(language, record)),
  ];
}

/** The result, and where it was left: what an edit puts above the post. */
export function nextCandleOutcome(language: Language, signal: Signal, outcome: Outcome): readonly string[] {
  return [resultText(language, outcome), ...(outcome.plan === null ? [] : [leftLine(language, signal, outcome.plan)])];
}

/** What is folded away, the most needed first. */
export function nextCandleDetails(
  language: Language,
  { signal, outcome }: ShownSignal,
  { record, recordOf, about }: BesideSignal,
): readonly string[] {
  const { t } = language;
  return [
    expectedValueLine(language, signal),
    ...(signal.worthTrading && about !== null && !about.isShown ? [t('signal-not-shown')] : []),
    planDetail(language, signal),
    ...(outcome === null ? [] : outcomeLines(language, signal, outcome)),
    ...(record === null ? [] : recordLines(language, record, recordOf)),
  ];
}

/** Result or side first, for chat lists and pins show no more: then pair and confidence, and what it is worth. */
function headLine(language: Language, { signal, outcome }: ShownSignal, about: SignalContext | null): string {
  const { t, plain } = language;
  const { series } = signal;
  const head = {
    ...{ side: plain('action', { action: signal.side }), confidence: confidenceText(language, signal) },
    ...{ symbol: clipped(series.symbol, MOST_NAME), timeframe: series.timeframe },
    verdict: !signal.worthTrading ? 'information' : about?.isShown === false ? 'unproven' : 'worth',
  } as const;
  return outcome === null
    ? t('signal-head', { ...head, mark: sideMark(signal) })
    : `${resultText(language, outcome)} · ${t('signal-head-settled', head)}`;
}

/** A family that states no confidence has messages of its own. */
export function confidenceText({ format }: Language, { confidence }: Signal): string {
  return confidence === null ? '–' : format.percent(confidence);
}

/** "🎯 TARGET +0.97 % after cost": by the printed plan. At the horizon it is the direction that decides. */
function resultText({ t, format }: Language, { direction, plan }: Outcome): string {
  const end = plan === null || plan.touched === 'horizon' ? direction.type : plan.touched;
  const name = t('signal-result', { end });
  return plan === null
    ? name
    : `${name} ${t('signal-result-net', { net: format.signedPercent(plan.netBps / 1e4, 2) })}`;
}

export function closedLine({ t, format }: Language, { closeTimeMs, series }: Signal): string {
  return t('signal-closed', {
    time: format.moment(closeTimeMs),
    exchange: clipped(series.exchange, MOST_NAME),
  });
}

function endMsOf({ closeTimeMs, horizonCandles, series }: Signal): number {
  return closeTimeMs + (horizonCandles ?? 0) * timeframeMs(series.timeframe);
}

/** Where to enter and leave; once it was left, where that was. */
function planLines(language: Language, signal: Signal, outcome: Outcome | null): readonly string[] {
  const { t, format } = language;
  const { entry, stop, target, horizonCandles } = signal;
  if (outcome?.plan != null) return [leftLine(language, signal, outcome.plan)];
  const price = pricesOf(language, signal);
  return [
    horizonCandles === null
      ? t('signal-entry', { price: price(entry) })
      : t('signal-entry-until', { price: price(entry), until: format.soon(endMsOf(signal), signal.closeTimeMs) }),
    target === null
      ? t('signal-level-stop', { stop: price(stop) })
      : t('signal-levels', { stop: price(stop), target: price(target) }),
  ];
}

function leftLine(language: Language, signal: Signal, plan: PlanOutcome): string {
  const { t, format } = language;
  return t('signal-left', {
    ...filledPrices(language, signal, plan),
    time: format.timeOfDay(plan.exitTimeMs),
  });
}

/** The plan with distances, in one sentence. */
function planDetail(language: Language, signal: Signal): string {
  const { t, format } = language;
  const { entry, stop, target } = signal;
  const price = pricesOf(language, signal);
  const distance = (level: number): string => format.signedPercent(level / entry - 1, 2);
  const about = {
    ...{ entry: price(entry), stop: price(stop), stopDistance: distance(stop) },
    time: format.minute(endMsOf(signal)),
  };
  return target === null
    ? t('signal-plan-stop', about)
    : t('signal-plan', { ...about, target: price(target), targetDistance: distance(target) });
}

function pricesOf({ format }: Language, { series, entry, stop, target }: Signal) {
  const decimals = priceDecimals(series.symbol, target === null ? [entry, stop] : [entry, stop, target]);
  return (price: number): string => format.decimal(price, decimals);
}

function filledPrices({ format }: Language, { series, entry, stop }: Signal, plan: PlanOutcome) {
  const decimals = priceDecimals(series.symbol, [entry, stop]);
  return { from: format.decimal(plan.entryPrice, decimals), to: format.decimal(plan.exitPrice, decimals) };
}

function expectedValueLine({ t, format }: Language, signal: Signal): string {
  const cost = format.percent(signal.costBps / 1e4, 2);
  if (signal.expectedValueBps === null) return t('signal-value-unknown', { cost });
  const value = { value: format.signedPercent(signal.expectedValueBps / 1e4, 2), cost };
  return signal.worthTrading ? t('signal-worth', value) : t('signal-not-worth', value);
}

/** Several at one close are one bet. */
function sameCloseLines({ t, plain }: Language, signal: Signal, { sameClose }: SignalContext): readonly string[] {
  if (sameClose.length === 0) return [];
  const count = sameClose.length + 1;
  const isOneSided = sameClose.every((side) => side === signal.side);
  const side = plain('action', { action: signal.side });
  return [isOneSided ? t('signal-one-bet', { count, side }) : t('signal-one-of', { count })];
}

/** The record in one line: what a signal of the market made by its plan, after cost. */
function netLines({ t, format }: Language, { count, plan }: RecordLine): readonly string[] {
  if (plan === null || plan.averageNetBps === null) return [];
  return [t('signal-record-net', { net: format.signedPercent(plan.averageNetBps / 1e4, 3), signals: count })];
}

function recordLines(language: Language, record: RecordLine, recordOf: string | undefined): readonly string[] {
  const { t, format } = language;
  const { count, closes, plan } = record;
  const net = plan?.averageNetBps ?? null;
  return [
    ...(net === null
      ? []
      : [t('signal-record-net-more', { net: format.signedPercent(net / 1e4, 3), signals: count, closes })]),
    recordLine(language, record, recordOf),
  ];
}

function recordLine({ t, format }: Language, record: RecordLine, recordOf: string | undefined): string {
  const of = recordOf === undefined ? null : clipped(recordOf, MOST_NAME);
  const decided = record.right + record.wrong;
  if (record.accuracy === null || record.accuracyInterval === null || decided === 0)
    return of === null ? t('signal-record-none') : t('signal-record-none-of', { of });
  const result = {
    accuracy: format.percent(record.accuracy),
    interval: format.interval(record.accuracyInterval),
    decided: String(decided),
  };
  if (record.reversalAccuracy === null)
    return of === null ? t('signal-record', result) : t('signal-record-of', { ...result, of });
  const compared = { ...result, reversal: format.percent(record.reversalAccuracy) };
  return of === null ? t('signal-record-reversal', compared) : t('signal-record-reversal-of', { ...compared, of });
}

/** How the plan ended, and where the market went to the horizon, whatever the plan did. */
function outcomeLines(language: Language, signal: Signal, outcome: Outcome): readonly string[] {
  const { t, plain, format } = language;
  const { prices, direction, plan } = outcome;
  const left =
    plan === null
      ? []
      : [
          t('signal-left-more', {
            ...{ time: format.moment(plan.exitTimeMs), gross: format.signedPercent(plan.grossBps / 1e4, 2) },
          }),
        ];
  const title = t('signal-outcome', { outcome: direction.type });
  if (prices === null || direction.grossBps === null) return [...left, title];
  const { open, close } = prices;
  const decimals = priceDecimals(signal.series.symbol, [open, close]);
  const moved = t('signal-moved', {
    ...{ open: format.decimal(open, decimals), close: format.decimal(close, decimals) },
    move: format.signedPercent(close / open - 1, 2),
    gain: format.signedPercent(direction.grossBps / 1e4, 2),
    side: plain('action', { action: signal.side }),
  });
  return [...left, title, moved];
}

export function sideMark(signal: Signal): string {
  return signal.side === 'BUY' ? '🟢' : '🔴';
}
