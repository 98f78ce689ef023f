import type { RiskPerTrade } from '../../../../billing/reader-settings.ts';
import { timeframeMs } from '../../../../engine/market/timeframe.ts';
import type { RecordLine } from '../../../../engine/signals/record-line.ts';
import type { Outcome, Signal } from '../../../../engine/signals/signal.ts';
import { shortSignalId } from '../../../../engine/signals/signal.ts';
import { atReadersRisk } from '../../../answers/cost/readers-risk.ts';
import type { ShownSignal } from '../../../answers/reader-signal.ts';
import type { SignalContext } from '../../../answers/signal-context.ts';
import { visibleLength } from '../../../texts/html.ts';
import type { Language } from '../../../texts/language.ts';
import { shownReason } from '../../../texts/reason-text.ts';
import { clipped } from '../clipped.ts';
import { dataQualityText } from '../market-texts.ts';
import {
  closedLine,
  confidenceText,
  nextCandleDetails,
  nextCandleLines,
  nextCandleOutcome,
  sideMark,
} from './next-candle-lines.ts';
import { stepMessage, swingDetails, swingLine, swingLines, swingOutcome, type ToldStep } from './swing-lines.ts';

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
  /** Absent: no further notes. */
  readonly about?: SignalContext | null;
  /** Details that would make it longer are left out, the least needed first; default: a text's 4096. */
  readonly mostCharacters?: number;
  /** Whether the cost is the reader's own. */
  readonly isOwnCost?: boolean;
  /** The share of their account that the reader loses at a stop; null or absent: as stated. The size of a swing follows. */
  readonly riskPerTrade?: RiskPerTrade | null | undefined;
  /** The bot's user name without "@": makes the id a link that works in a channel, where a command has no one to go to. */
  readonly botUsername?: string;
}

/** One signal as a channel or a chat shows it, as Telegram HTML. */
export function signalTexts(language: Language) {
  const { t, plain } = language;
  return {
    /** At most 4096 characters: some six lines, the rest folded. With an outcome, that comes first. */
    signalMessage: (entry: ShownSignal, options: SignalMessageOptions) => messageText(language, entry, options),
    /** What is put above a sent message once the outcome is known, at most MOST_OUTCOME characters; below it nothing changes. */
    outcomeAbove: (entry: SettledSignal) => outcomeAbove(language, entry),
    /** Plain text: how a list of results names it, and in a second line when it was. */
    inlineTitle: (entry: ShownSignal) => inlineTitle(language, entry),
    inlineAbout: ({ signal }: ShownSignal) =>
      plain('inline-about', {
        time: language.format.minute(signal.closeTimeMs),
        confidence: confidenceText(language, signal),
      }),
    groupLeave: (bot: string) => plain('group-leave', { bot }),
    inlineNone: plain('inline-none'),
    inlineOpen: plain('inline-open'),
    buttonOutcome: (outcome: Outcome) => shortOutcome(language, outcome),
    /** One line of a list: "🟢 BUY BTC/USDT 1h 58.3 % · 2024-05-12 14:00 UTC · ✅ +0.42 % · /signal_ab12…". */
    /** nowMs: says how long one is open yet. */
    signalLine: (entry: ShownSignal, nowMs: number | null = null) => lineText(language, entry, nowMs),
    /** A step of a position, as a post of its own. */
    stepMessage: (told: ToldStep, { botUsername }: Pick<SignalMessageOptions, 'botUsername'>) =>
      stepMessage(language, told, {
        details: [t('signal-disclaimer')],
        lines: [endLine(language, told.signal, botUsername)],
      }),
  };
}

/** Room that a caption leaves for its outcome. */
export const MOST_OUTCOME = 140;

/** A signal whose outcome is known. */
export type SettledSignal = Pick<ShownSignal, 'signal'> & { readonly outcome: Outcome };

function outcomeAbove(language: Language, { signal, outcome }: SettledSignal): string {
  const lines = signal.family === 'swing' ? swingOutcome : nextCandleOutcome;
  return lines(language, signal, outcome).join('\n');
}

function inlineTitle(language: Language, { signal, outcome }: ShownSignal): string {
  const { plain } = language;
  const { symbol, timeframe } = signal.series;
  return plain('inline-title', {
    ...{ mark: sideMark(signal), side: plain('action', { action: signal.side }), timeframe },
    symbol: clipped(symbol, MOST_CHARACTERS.name),
    state: outcome === null ? '⏳' : shortOutcome(language, outcome),
  });
}

export function disclaimerLine({ t }: Language): string {
  return `<i>${t('signal-disclaimer')} /terms</i>`;
}

/** "/signal_ab12cd34ef": a command that Telegram makes tappable; the bot answers it as "/signal ab12cd34ef". */
export function signalCommand(id: string): string {
  return `/signal_${shortSignalId(id)}`;
}

function messageText(language: Language, stated: ShownSignal, options: SignalMessageOptions): string {
  const entry = atReadersRisk(stated, options.riskPerTrade ?? null);
  const { signal } = entry;
  const { main, details, law } =
    signal.family === 'swing' ? swingParts(language, entry, options) : nextCandleParts(language, entry, options);
  const own = options.isOwnCost === true ? [ownCostLine(language, signal)] : [];
  const withDetails = (count: number): string =>
    [
      ...main,
      `<blockquote expandable>${[...own, ...details.slice(0, count), ...law].join('\n')}</blockquote>`,
      endLine(language, signal, options.botUsername),
    ].join('\n');
  let shown = details.length;
  while (shown > 0 && visibleLength(withDetails(shown)) > (options.mostCharacters ?? MOST_TEXT)) shown -= 1;
  return withDetails(shown);
}

function ownCostLine({ t, format }: Language, { costBps }: Signal): string {
  return t('signal-your-cost', { cost: format.percent(costBps / 1e4, 2) });
}

/** What a message is put together from. */
interface MessageParts {
  /** What everybody sees. */
  readonly main: readonly string[];
  /** Folded away, the most needed first: the last ones are left out where there is no room. */
  readonly details: readonly string[];
  /** Folded away, and never left out. */
  readonly law: readonly string[];
}

function nextCandleParts(language: Language, entry: ShownSignal, options: SignalMessageOptions): MessageParts {
  const { t } = language;
  const { signal } = entry;
  const { nowMs, record, recordOf, about = null } = options;
  const beside = { record, recordOf, about };
  const [head = '', ...rest] = nextCandleLines(language, entry, beside);
  const isHypothetical = record !== null || signal.marketSource !== 'live';
  return {
    main: [head, ...sourceLines(language, signal), ...rest],
    details: [
      ...nextCandleDetails(language, entry, beside),
      sentLine(language, signal, nowMs),
      qualityLine(language, signal),
      closedLine(language, signal),
      ...sourceDetails(language, signal),
      t('model-version', { version: clipped(signal.modelVersion, MOST_CHARACTERS.name) }),
    ],
    law: [...(isHypothetical ? [t('signal-hypothetical')] : []), t('signal-disclaimer')],
  };
}

function swingParts(
  language: Language,
  entry: ShownSignal,
  { nowMs, riskPerTrade }: SignalMessageOptions,
): MessageParts {
  const { t } = language;
  const { signal } = entry;
  const [head = '', ...rest] = swingLines(language, entry);
  return {
    main: [head, ...sourceLines(language, signal), ...rest],
    details: [
      ...swingDetails(language, entry, riskPerTrade ?? undefined),
      qualityLine(language, signal),
      ...sourceDetails(language, signal),
      sentLine(language, signal, nowMs),
    ],
    law: [t('signal-hypothetical'), t('signal-disclaimer')],
  };
}

function lineText(language: Language, shown: ShownSignal, nowMs: number | null): string {
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
    outcome === null ? openText(language, signal, nowMs) : shortOutcome(language, outcome),
    signalCommand(signal.id),
  ].join(' · ');
}

function openText({ format }: Language, { closeTimeMs, horizonCandles, series }: Signal, nowMs: number | null): string {
  if (nowMs === null || horizonCandles === null) return '⏳';
  const endMs = closeTimeMs + horizonCandles * timeframeMs(series.timeframe);
  return endMs <= nowMs ? '⏳' : `⏳ ${format.left(endMs, nowMs)}`;
}

export function sourceLines({ t }: Language, { marketSource }: Signal): readonly string[] {
  return marketSource === 'live' ? [] : [t(marketSource === 'recorded' ? 'signal-recorded' : 'signal-simulated')];
}

function sourceDetails({ t }: Language, { marketSource }: Signal): readonly string[] {
  if (marketSource === 'live') return [];
  return [t(marketSource === 'recorded' ? 'signal-recorded-more' : 'signal-simulated-more')];
}

function qualityLine(language: Language, { dataQuality: { stamp, reasons } }: Signal): string {
  const shown = reasons
    .slice(0, MOST_CHARACTERS.reasons)
    .map((reason) => clipped(shownReason(reason, language), MOST_CHARACTERS.reason));
  return dataQualityText(language, stamp, shown);
}

function sentLine(language: Language, signal: Signal, nowMs: number): string {
  const { t, format } = language;
  return t('signal-sent', { time: format.second(nowMs), delay: delayText(format, nowMs - signal.closeTimeMs) });
}

function delayText(format: Language['format'], delayMs: number): string {
  const seconds = Math.max(0, Math.round(delayMs / 1000));
  if (seconds < 120) return format.counted('seconds', seconds);
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? format.counted('minutes', minutes) : format.counted('hours', minutes / 60);
}

/** Opens a signal in the chat with the bot, from a channel too. */
export function signalLink(id: string, botUsername: string): string {
  return `https://t.me/${encodeURIComponent(botUsername)}?start=signal_${shortSignalId(id)}`;
}

/** How it is looked up, and that it is no advice: a link in a channel, where a command has no one to go to. */
function endLine({ t }: Language, signal: Signal, botUsername: string | undefined): string {
  if (botUsername === undefined) return t('signal-end', { command: signalCommand(signal.id) });
  return t('signal-end-link', { link: signalLink(signal.id, botUsername) });
}

/** "🎯 +0.97 %": by plan after cost. */
export function shortOutcome({ plain, format }: Language, { direction, plan }: Outcome): string {
  const end = plan === null || plan.touched === 'horizon' ? direction.type : plan.touched;
  const mark = plain('signal-result-mark', { end });
  return plan === null ? mark : `${mark} ${format.signedPercent(plan.netBps / 1e4, 2)}`;
}
