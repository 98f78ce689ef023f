import type { ShownSignal } from '../../answers/reader-signal.ts';
import type { Language } from '../../texts/language.ts';
import { clipped } from '../messages/clipped.ts';
import { sideMark } from '../messages/signal/next-candle-lines.ts';
import {
  disclaimerLine,
  type SignalMessageOptions,
  shortOutcome,
  signalCommand,
  signalLink,
  sourceLines,
} from '../messages/signal/signal-texts.ts';

const MOST_NAME = 40;

/** A signal with whether its family and class are shown to earn their cost; null: not known, and not said. */
export interface CloseSignal extends ShownSignal {
  readonly isShown: boolean | null;
}

/** Several signals of one close in one message. */
export function closeTexts(language: Language) {
  return {
    /** A line each. Telegram shows 100 links and bold words of a message: one a line. */
    closeMessage: (shown: readonly CloseSignal[], options: Pick<SignalMessageOptions, 'botUsername'>) =>
      closeText(language, shown, options.botUsername ?? null),
    /** The outcomes known so far, for above the message; null: none. */
    closeOutcomes: (shown: readonly ShownSignal[]) => outcomesText(language, shown),
  };
}

function closeText(language: Language, shown: readonly CloseSignal[], botUsername: string | null): string {
  const { t, format } = language;
  const [first] = shown;
  if (first === undefined) throw new Error('expected signals to tell, were none');
  const { closeTimeMs, series } = first.signal;
  return [
    t('close-head', { count: shown.length, timeframe: series.timeframe, time: format.moment(closeTimeMs) }),
    ...sourceLines(language, first.signal),
    '',
    ...shown.map((entry) => lineText(language, entry, botUsername)),
    '',
    ...(shown.some((entry) => verdictOf(entry) === 'unproven') ? [t('close-not-shown')] : []),
    disclaimerLine(language),
  ].join('\n');
}

function outcomesText(language: Language, shown: readonly ShownSignal[]): string | null {
  const known = shown.flatMap(({ signal, outcome }) =>
    outcome === null
      ? []
      : [
          language.t('close-outcome', {
            symbol: clipped(signal.series.symbol, MOST_NAME),
            outcome: shortOutcome(language, outcome),
          }),
        ],
  );
  return known.length === 0 ? null : known.join('\n');
}

/** A swing that is worth trading has been shown to be by its past: until then its entries are information. */
function verdictOf({ signal, isShown }: CloseSignal): 'worth' | 'unproven' | 'information' {
  if (!signal.worthTrading) return 'information';
  return isShown === false && signal.family !== 'swing' ? 'unproven' : 'worth';
}

function lineText(language: Language, entry: CloseSignal, botUsername: string | null): string {
  const { t, plain, format } = language;
  const { signal } = entry;
  const told = {
    mark: sideMark(signal),
    side: plain('action', { action: signal.side }),
    symbol: clipped(signal.series.symbol, MOST_NAME),
    confidence: signal.confidence === null ? plain('close-swing') : format.percent(signal.confidence),
    verdict: verdictOf(entry),
  };
  return botUsername === null
    ? t('close-line-command', { ...told, command: signalCommand(signal.id) })
    : t('close-line', { ...told, link: signalLink(signal.id, botUsername) });
}
