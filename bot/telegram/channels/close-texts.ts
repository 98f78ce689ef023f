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

/** Several signals of one close in one message. */
export function closeTexts(language: Language) {
  return {
    /** A line each, with its outcome once that is known. Telegram shows 100 links and bold words of a message: one a line. */
    closeMessage: (shown: readonly ShownSignal[], options: Pick<SignalMessageOptions, 'botUsername'>) =>
      closeText(language, shown, options.botUsername ?? null),
  };
}

function closeText(language: Language, shown: readonly ShownSignal[], botUsername: string | null): string {
  const { t, format } = language;
  const [first] = shown;
  if (first === undefined) throw new Error('expected signals to tell, were none');
  const { closeTimeMs, series } = first.signal;
  return [
    t('close-head', { count: shown.length, timeframe: series.timeframe, time: format.minute(closeTimeMs) }),
    ...sourceLines(language, first.signal),
    '',
    ...shown.map((entry) => lineText(language, entry, botUsername)),
    '',
    disclaimerLine(language),
  ].join('\n');
}

function lineText(language: Language, { signal, outcome }: ShownSignal, botUsername: string | null): string {
  const { t, plain, format } = language;
  const told = {
    mark: sideMark(signal),
    side: plain('action', { action: signal.side }),
    symbol: clipped(signal.series.symbol, MOST_NAME),
    confidence: signal.confidence === null ? plain('close-swing') : format.percent(signal.confidence),
    verdict: signal.worthTrading ? ('worth' as const) : ('information' as const),
  };
  const line =
    botUsername === null
      ? t('close-line-command', { ...told, command: signalCommand(signal.id) })
      : t('close-line', { ...told, link: signalLink(signal.id, botUsername) });
  return outcome === null ? line : `${shortOutcome(language, outcome)} · ${line}`;
}
