import { timeframeMs } from '../../../engine/market/timeframe.ts';
import type { RecordLine } from '../../../engine/signals/record-line.ts';
import type { Outcome, Signal } from '../../../engine/signals/signal.ts';
import { shortSignalId } from '../../../engine/signals/signal.ts';
import type { ShownSignal } from '../../answers/reader-signal.ts';
import type { SignalContext } from '../../answers/signal-context.ts';
import { visibleLength } from '../../texts/html.ts';
import type { Language } from '../../texts/language.ts';
import { reasonText } from '../../texts/reason-text.ts';
import { clipped } from './clipped.ts';
import { dataQualityText } from './market-texts.ts';
import { priceDecimals } from './price-decimals.ts';
import { stepMessage, swingCaption, swingLine, swingMessage, type ToldStep } from './swing-message.ts';

/** Telegram's longest text, counted without tags. */
const MOST_TEXT = 4_096;
/** Longest text that a value from outside may take, so that no message passes Telegram's 4096 or caption's 1024. */
const MOST_CHARACTERS = { name: 40, reason: 80, reasons: 4 } as const;

export interface SignalMessageOptions {
  /** Time of sending that the message states; for an edit, when it was first sent. */
  readonly nowMs: number;
  /** Record to show with the signal, null to show none. */
  readonly record: RecordLine | null;
  /** What the record counts, such as "BTC/USDT 1h" or "at 55–60 %"; absent: no qualifier. */
  readonly recordOf?: string;
  /** Absent: what else is known is not said. */
  readonly about?: SignalContext | null;
  /** Details that would make it longer are left out, the least needed first; default: a text's 4096. */
  readonly mostCharacters?: number;
  /** The bot's user name without "@": makes the id a link that works in a channel, where a command has no one to go to. */
  readonly botUsername?: string;
}

/** One signal as a channel or a chat shows it, as Telegram HTML. */
export function signalTexts(language: Language) {
  return {
    /** At most 4096 characters. With an outcome, that comes first. */
    signalMessage: (entry: ShownSignal, options: SignalMessageOptions) => messageText(language, entry, options),
    /** The short form under a chart, at most 1024 characters. */
    signalCaption: (entry: ShownSignal) => captionText(language, entry),
    /** One line of a list: "🟢 BUY BTC/USDT 1h 58.3 % · 2024-05-12 14:00 UTC · ✅ +0.42 % · /signal_ab12…". */
    signalLine: (entry: ShownSignal) => lineText(language, entry),
    /** A step of a position, as a post of its own. */
    stepMessage: (told: ToldStep, { botUsername }: Pick<SignalMessageOptions, 'botUsername'>) =>
      stepMessage(language, told, [idLine(language, told.signal, botUsername), disclaimerLine(language)]),
  };
}

export function disclaimerLine({ t }: Language): string {
  return `<i>${t('signal-disclaimer')} /terms</i>`;
}

/** "/signal_ab12cd34ef": a command that Telegram makes tappable; the bot answers it as "/signal ab12cd34ef". */
export function signalCommand(id: string): string {
  return `/signal_${shortSignalId(id)}`;
}

function messageText(language: Language, entry: ShownSignal, options: SignalMessageOptions): string {
  const { t } = language;
  const { signal, outcome } = entry;
  const { record, about = null } = options;
  if (signal.family === 'swing') {
    return swingMessage(language, entry, {
      details: [qualityLine(language, signal), sentLine(language, signal, options.nowMs), t('signal-hypothetical')],
      lines: [idLine(language, signal, options.botUsername), disclaimerLine(language)],
    });
  }
  const isHypothetical = record !== null || signal.marketSource !== 'live';
  // In the order in which they are left out where there is no room, last first.
  const details = [
    ...(isHypothetical ? [t('signal-hypothetical')] : []),
    sentLine(language, signal, options.nowMs),
    ...(record === null ? [] : [recordLine(language, record, options.recordOf)]),
    qualityLine(language, signal),
    ...(outcome === null ? [] : directionLines(language, signal, outcome)),
    closedLine(language, signal),
    t('model-version', { version: clipped(signal.modelVersion, MOST_CHARACTERS.name) }),
  ];
  const withDetails = (count: number): string =>
    [
      headLine(language, signal, outcome),
      ...sourceLines(language, signal),
      ...planLines(language, signal, outcome),
      expectedValueLine(language, signal),
      ...(about === null ? [] : aboutLines(language, signal, about)),
      ...(record === null ? [] : netLines(language, record)),
      ...(count === 0
        ? []
        : [`<blockquote expandable>${details.slice(0, count).toReversed().join('\n')}</blockquote>`]),
      idLine(language, signal, options.botUsername),
      disclaimerLine(language),
    ].join('\n');
  let shown = details.length;
  while (shown > 0 && visibleLength(withDetails(shown)) > (options.mostCharacters ?? MOST_TEXT)) shown -= 1;
  return withDetails(shown);
}

function captionText(language: Language, shown: ShownSignal): string {
  const { t } = language;
  const { signal, outcome } = shown;
  if (signal.family === 'swing') {
    return swingCaption(language, shown, [signalCommand(signal.id), disclaimerLine(language)]);
  }
  const version = clipped(signal.modelVersion, MOST_CHARACTERS.name);
  return [
    headLine(language, signal, outcome),
    ...sourceLines(language, signal),
    ...planLines(language, signal, outcome),
    expectedValueLine(language, signal),
    ...(outcome === null ? [] : directionLines(language, signal, outcome)),
    closedLine(language, signal),
    `${t('model-version', { version })} · ${signalCommand(signal.id)}`,
    disclaimerLine(language),
  ].join('\n');
}

function lineText(language: Language, shown: ShownSignal): string {
  const { t, plain, format } = language;
  const { signal, outcome } = shown;
  if (signal.family === 'swing') return swingLine(language, shown, signalCommand(signal.id));
  return [
    t('signal-line', {
      ...{ mark: sideMark(signal), side: plain('action', { action: signal.side }) },
      ...{ symbol: clipped(signal.series.symbol, MOST_CHARACTERS.name), timeframe: signal.series.timeframe },
      confidence: confidenceText(language, signal),
    }),
    format.minute(signal.closeTimeMs),
    outcome === null ? '⏳' : shortOutcome(language, outcome),
    signalCommand(signal.id),
  ].join(' · ');
}

/** Result or side first, for chat lists and pins show no more: then pair and confidence, and what it is worth. */
function headLine(language: Language, signal: Signal, outcome: Outcome | null): string {
  const { t, plain } = language;
  const { series } = signal;
  const head = t('signal-head', {
    ...{ mark: sideMark(signal), side: plain('action', { action: signal.side }) },
    ...{ symbol: clipped(series.symbol, MOST_CHARACTERS.name), timeframe: series.timeframe },
    ...{ confidence: confidenceText(language, signal), verdict: signal.worthTrading ? 'worth' : 'information' },
  });
  return outcome === null ? head : `${resultText(language, outcome)} · ${head}`;
}

/** A family that states no confidence has messages of its own. */
function confidenceText({ format }: Language, { confidence }: Signal): string {
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

export function sourceLines({ t }: Language, { marketSource }: Signal): readonly string[] {
  return marketSource === 'live' ? [] : [t(marketSource === 'recorded' ? 'signal-recorded' : 'signal-simulated')];
}

function closedLine({ t, format }: Language, { closeTimeMs, series }: Signal): string {
  return t('signal-closed', {
    time: format.minute(closeTimeMs),
    exchange: clipped(series.exchange, MOST_CHARACTERS.name),
  });
}

/** Where to enter and leave, and where the plan was left once it was. */
function planLines(language: Language, signal: Signal, outcome: Outcome | null): readonly string[] {
  const { t, format } = language;
  const { entry, stop, target, horizonCandles, closeTimeMs, series } = signal;
  const decimals = priceDecimals(series.symbol, target === null ? [entry, stop] : [entry, stop, target]);
  const level = (price: number) => ({
    price: format.decimal(price, decimals),
    distance: format.signedPercent(price / entry - 1, 2),
  });
  const entered = { price: format.decimal(entry, decimals) };
  const endMs = closeTimeMs + (horizonCandles ?? 0) * timeframeMs(series.timeframe);
  const plan = outcome?.plan ?? null;
  return [
    horizonCandles === null
      ? t('signal-entry', entered)
      : t('signal-entry-until', { ...entered, time: format.minute(endMs) }),
    [t('signal-stop', level(stop)), ...(target === null ? [] : [t('signal-target', level(target))])].join(' · '),
    ...(plan === null
      ? []
      : [
          t('signal-left', {
            ...{ from: format.decimal(plan.entryPrice, decimals), to: format.decimal(plan.exitPrice, decimals) },
            ...{ time: format.minute(plan.exitTimeMs), gross: format.signedPercent(plan.grossBps / 1e4, 2) },
          }),
        ]),
  ];
}

function expectedValueLine({ t, format }: Language, signal: Signal): string {
  const cost = format.percent(signal.costBps / 1e4, 2);
  if (signal.expectedValueBps === null) return t('signal-value-unknown', { cost });
  const value = { value: format.signedPercent(signal.expectedValueBps / 1e4, 2), cost };
  return signal.worthTrading ? t('signal-worth', value) : t('signal-not-worth', value);
}

/** Whether such signals are shown to earn their cost, and that several at one close are one bet. */
function aboutLines({ t, plain }: Language, signal: Signal, about: SignalContext): readonly string[] {
  const { isShown, sameClose } = about;
  const count = sameClose.length + 1;
  const isOneSided = sameClose.every((side) => side === signal.side);
  const side = plain('action', { action: signal.side });
  return [
    ...(signal.worthTrading && !isShown ? [t('signal-not-shown')] : []),
    ...(sameClose.length === 0
      ? []
      : [isOneSided ? t('signal-one-bet', { count, side }) : t('signal-one-of', { count })]),
  ];
}

/** The record in one line: what a signal of the market made by its plan, after cost. */
function netLines({ t, format }: Language, { count, closes, plan }: RecordLine): readonly string[] {
  if (plan === null || plan.averageNetBps === null) return [];
  return [t('signal-record-net', { net: format.signedPercent(plan.averageNetBps / 1e4, 3), signals: count, closes })];
}

function qualityLine(language: Language, { dataQuality: { stamp, reasons } }: Signal): string {
  const shown = reasons
    .slice(0, MOST_CHARACTERS.reasons)
    .map((reason) => clipped(reasonText(reason, language), MOST_CHARACTERS.reason));
  return dataQualityText(language, stamp, shown);
}

function recordLine({ t, format }: Language, record: RecordLine, recordOf: string | undefined): string {
  const of = recordOf === undefined ? null : clipped(recordOf, MOST_CHARACTERS.name);
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

function sentLine(language: Language, signal: Signal, nowMs: number): string {
  const { t, format } = language;
  return t('signal-sent', { time: format.second(nowMs), delay: delayText(language, nowMs - signal.closeTimeMs) });
}

function delayText({ plain, format }: Language, delayMs: number): string {
  const seconds = Math.max(0, Math.round(delayMs / 1000));
  if (seconds < 120) return plain('duration', { unit: 'seconds', count: String(seconds) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return plain('duration', { unit: 'minutes', count: String(minutes) });
  return plain('duration', { unit: 'hours', count: format.trimmed(minutes / 60) });
}

/** Opens a signal in the chat with the bot, from a channel too. */
export function signalLink(id: string, botUsername: string): string {
  return `https://t.me/${encodeURIComponent(botUsername)}?start=signal_${shortSignalId(id)}`;
}

function idLine({ t }: Language, signal: Signal, botUsername: string | undefined): string {
  if (botUsername === undefined) return signalCommand(signal.id);
  return t('signal-link', { id: shortSignalId(signal.id), link: signalLink(signal.id, botUsername) });
}

/** Where the market went to the horizon, whatever the plan did. */
function directionLines({ t, plain, format }: Language, signal: Signal, outcome: Outcome): readonly string[] {
  const { prices, direction } = outcome;
  const title = t('signal-outcome', { outcome: direction.type });
  if (prices === null || direction.grossBps === null) return [title];
  const { open, close } = prices;
  const decimals = priceDecimals(signal.series.symbol, [open, close]);
  return [
    title,
    t('signal-moved', {
      ...{ open: format.decimal(open, decimals), close: format.decimal(close, decimals) },
      move: format.signedPercent(close / open - 1, 2),
      gain: format.signedPercent(direction.grossBps / 1e4, 2),
      side: plain('action', { action: signal.side }),
    }),
  ];
}

/** "🎯 +0.97 %": by plan after cost. */
export function shortOutcome({ plain, format }: Language, { direction, plan }: Outcome): string {
  const end = plan === null || plan.touched === 'horizon' ? direction.type : plan.touched;
  const mark = plain('signal-result-mark', { end });
  return plan === null ? mark : `${mark} ${format.signedPercent(plan.netBps / 1e4, 2)}`;
}

export function sideMark(signal: Signal): string {
  return signal.side === 'BUY' ? '🟢' : '🔴';
}
