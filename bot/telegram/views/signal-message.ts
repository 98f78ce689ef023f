import { timeframeMs } from '../../../engine/market/timeframe.ts';
import type { LedgerEntry } from '../../../engine/ports.ts';
import type { Outcome, Signal } from '../../../engine/signals/signal.ts';
import { shortSignalId } from '../../../engine/signals/signal.ts';
import type { RecordLine } from '../../../engine/signals/track-record.ts';
import { intervalText, percentText, signedPercentText } from '../locales/format.ts';
import { priceDecimals, priceText, signedText, utcMinuteText, utcSecondText } from './price-text.ts';

/** What the law asks of every signal: whose it is, what it is not, and what it can cost. */
export const SIGNAL_DISCLAIMER =
  'Model output by Analyser, not advice. Trading can lose all you put in. Past results do not promise future ones.';
/** The standard wording beside results that nobody traded (CFTC rule 4.41(b), its first sentences). */
const HYPOTHETICAL =
  'Hypothetical or simulated performance results have certain limitations. Unlike an actual performance record, they do not represent actual trading.';
/** Longest text that a value from outside may take, so that no message passes Telegram's 4096 or caption's 1024. */
const MOST_CHARACTERS = { name: 40, reason: 80, reasons: 4 } as const;

export interface SignalMessageOptions {
  /** Time of sending that the message states; for an edit, when it was first sent. */
  readonly nowMs: number;
  /** Record to show beside the signal, null to show none. */
  readonly record: RecordLine | null;
  /** What the record counts, such as "BTC/USDT 1h" or "at 55–60 %"; absent: no qualifier. */
  readonly recordOf?: string;
  /** The bot's user name without "@": makes the id a link that works in a channel, where a command has no one to go to. */
  readonly botUsername?: string;
}

/** One signal as a channel or a chat shows it, Telegram HTML, at most 4096 characters. With an outcome, that comes first. */
export function signalMessage(entry: LedgerEntry, options: SignalMessageOptions): string {
  const { signal, outcome } = entry;
  const { record } = options;
  const sections = [
    outcome === null ? [] : outcomeLines(signal, outcome),
    headLines(signal),
    levelLines(signal),
    [
      expectedValueLine(signal),
      dataQualityLine(signal),
      ...(record === null ? [] : [recordLine(record, options.recordOf)]),
      `Model <code>${clipped(signal.modelVersion)}</code>`,
      sentLine(signal, options.nowMs),
    ],
    [idLine(signal, options.botUsername)],
    [`<i>${SIGNAL_DISCLAIMER}${record !== null || signal.marketSource !== 'live' ? ` ${HYPOTHETICAL}` : ''}</i>`],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** The short form under a chart, Telegram HTML, at most 1024 characters. */
export function signalCaption(entry: LedgerEntry): string {
  const { signal, outcome } = entry;
  return [
    ...(outcome === null ? [] : outcomeLines(signal, outcome)),
    ...headLines(signal),
    ...levelLines(signal),
    expectedValueLine(signal),
    `Model <code>${clipped(signal.modelVersion)}</code> · ${signalCommand(signal.id)}`,
    `<i>${SIGNAL_DISCLAIMER}</i>`,
  ].join('\n');
}

/** One line of a list, Telegram HTML: "🟢 BUY BTC/USDT 1h 58.3 % · 2024-05-12 14:00 UTC · ✅ +42.0 bps · /signal_ab12…". */
export function signalLine(entry: LedgerEntry): string {
  const { signal, outcome } = entry;
  return [
    `${sideMark(signal)} <b>${signal.side} ${clipped(signal.series.symbol)}</b> ${signal.series.timeframe} ${percentText(signal.confidence)}`,
    utcMinuteText(signal.closeTimeMs),
    outcome === null ? '⏳' : shortOutcome(outcome),
    signalCommand(signal.id),
  ].join(' · ');
}

/** "/signal_ab12cd34ef": a command that Telegram makes tappable; the bot answers it as "/signal ab12cd34ef". */
export function signalCommand(id: string): string {
  return `/signal_${shortSignalId(id)}`;
}

function headLines(signal: Signal): string[] {
  const { series } = signal;
  const source = sourceLine(signal);
  return [
    `${sideMark(signal)} <b>${signal.side} ${clipped(series.symbol)}</b> · ${series.timeframe} · confidence <b>${percentText(signal.confidence)}</b>`,
    ...(source === null ? [] : [source]),
    `Candle closed <b>${utcMinuteText(signal.closeTimeMs)}</b> on ${clipped(series.exchange)}`,
  ];
}

function levelLines(signal: Signal): string[] {
  const { entry, stop, target } = signal;
  const decimals = priceDecimals(signal.series.symbol, [entry, stop, target]);
  const level = (price: number): string =>
    `<code>${priceText(price, decimals)}</code> (${signedPercentText(price / entry - 1, 2)})`;
  const endMs = signal.closeTimeMs + timeframeMs(signal.series.timeframe);
  return [
    `Entry <code>${priceText(entry, decimals)}</code>`,
    `Stop ${level(stop)}`,
    `Target ${level(target)}`,
    `Horizon: the next candle, until ${utcMinuteText(endMs)}`,
  ];
}

function expectedValueLine(signal: Signal): string {
  const value = `${signedText(signal.expectedValueBps, 1)} bps`;
  const cost = `${trimmed(signal.costBps / 2)} bps a side`;
  return signal.expectedValueBps > 0
    ? `Expected value <b>${value}</b> after ${cost}`
    : `Direction likely, <b>not worth trading</b> at ${cost}: expected value ${value}`;
}

function dataQualityLine(signal: Signal): string {
  const { stamp, reasons } = signal.dataQuality;
  const mark = { green: '🟢', amber: '🟡', red: '🔴' }[stamp];
  const shown = reasons.slice(0, MOST_CHARACTERS.reasons).map((reason) => clipped(reason, MOST_CHARACTERS.reason));
  return `Data quality ${mark} ${stamp}${shown.length === 0 ? '' : `: ${shown.join('; ')}`}`;
}

function recordLine(record: RecordLine, of: string | undefined): string {
  const name = of === undefined ? 'Record' : `Record ${clipped(of)}`;
  const decided = record.right + record.wrong;
  if (record.accuracy === null || record.accuracyInterval === null || decided === 0) {
    return `${name}: no settled signal yet`;
  }
  const baseline = record.reversalAccuracy === null ? '' : `; reversal rule ${percentText(record.reversalAccuracy)}`;
  return `${name}: <b>${percentText(record.accuracy)}</b> ${intervalText(record.accuracyInterval)} right of ${decided} (95 % interval${baseline})`;
}

function sentLine(signal: Signal, nowMs: number): string {
  return `Sent ${utcSecondText(nowMs)}, ${delayText(nowMs - signal.closeTimeMs)} after the close`;
}

function idLine(signal: Signal, botUsername: string | undefined): string {
  if (botUsername === undefined) {
    return signalCommand(signal.id);
  }
  const id = shortSignalId(signal.id);
  const link = `https://t.me/${encodeURIComponent(botUsername)}?start=signal_${id}`;
  return `<a href="${link}">Signal ${id}: chart and details</a>`;
}

function outcomeLines(signal: Signal, outcome: Outcome): string[] {
  const { open, close, returnBps } = outcome;
  const title = outcomeTitle(outcome);
  if (open === null || close === null || returnBps === null) {
    return [title];
  }
  const decimals = priceDecimals(signal.series.symbol, [open, close]);
  const move = signedPercentText(close / open - 1, 2);
  return [
    title,
    `The candle went ${priceText(open, decimals)} → ${priceText(close, decimals)} (${move}): <b>${signedText(returnBps, 1)} bps</b> for this ${signal.side}, before cost`,
  ];
}

function outcomeTitle(outcome: Outcome): string {
  switch (outcome.type) {
    case 'right':
      return '✅ <b>RIGHT</b>';
    case 'wrong':
      return '❌ <b>WRONG</b>';
    case 'flat':
      return '➖ <b>FLAT</b>: the candle closed where it opened, counted neither right nor wrong';
    case 'void':
      return '⚪ <b>VOID</b>: the next candle never came, so this signal is not scored';
  }
}

function shortOutcome(outcome: Outcome): string {
  const mark = { right: '✅', wrong: '❌', flat: '➖ flat', void: '⚪ void' }[outcome.type];
  const counted = outcome.type === 'right' || outcome.type === 'wrong';
  return counted && outcome.returnBps !== null ? `${mark} ${signedText(outcome.returnBps, 1)} bps` : mark;
}

function sourceLine(signal: Signal): string | null {
  switch (signal.marketSource) {
    case 'live':
      return null;
    case 'recorded':
      return '⏪ <b>Recorded candles, replayed</b>: past prices at an accelerated clock';
    case 'simulated':
      return '🧪 <b>SIMULATED MARKET</b>: invented prices, nothing here can be traded';
  }
}

function sideMark(signal: Signal): string {
  return signal.side === 'BUY' ? '🟢' : '🔴';
}

/** At most one decimal, none when whole. */
function trimmed(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function delayText(delayMs: number): string {
  const seconds = Math.max(0, Math.round(delayMs / 1000));
  if (seconds < 120) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${trimmed(minutes / 60)} h`;
}

/** Cut to length, then escaped: cutting first keeps an entity whole. */
function clipped(text: string, most: number = MOST_CHARACTERS.name): string {
  const characters = [...text];
  const cut = characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
  return cut.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
