import type { Timeframe } from '../../../engine/market/timeframe.ts';
import { quotedText, someText } from './format.ts';
import { escapeHtml } from './html.ts';

/** Pairs named in one sentence; the rest are counted, as hundreds would not fit a message. */
const MOST_NAMED = 12;

/** Texts about what a reader calls a pair or a timeframe. */
export const pairs = {
  pairUnknown: (asked: string, { near, followed }: { near: readonly string[]; followed: readonly string[] }) =>
    near.length === 0
      ? `I do not follow ${quotedText(asked)}. I follow ${someText(followed, MOST_NAMED)}.`
      : `I do not follow ${quotedText(asked)}. Did you mean ${near.length === 1 ? `<b>${escapeHtml(near[0] ?? '')}</b>` : 'one of these'}?`,
  pairSeveral: (asked: string) => `${quotedText(asked)} may be several markets. Which one?`,
  timeframeUnknown: (symbol: string, { asked, followed }: { asked: string; followed: readonly Timeframe[] }) =>
    `<b>${escapeHtml(symbol)}</b> is followed at ${andText(followed)}, not at ${quotedText(asked, false)}.`,
  wordsUnknown: (symbol: string, { asked, followed }: { asked: string; followed: readonly Timeframe[] }) =>
    `I understood <b>${escapeHtml(symbol)}</b>, but not ${quotedText(asked)}. ${escapeHtml(symbol)} is followed at ${andText(followed)}.`,
  pairMentioned: (symbol: string, followed: readonly Timeframe[]) =>
    `<b>${escapeHtml(symbol)}</b>, followed at ${andText(followed)}. What would you like to see?`,
  moneyTrouble:
    'If something went wrong with a payment, press the button and say in one message what you paid and when. It goes to the operator.',
  buttonSignalsOf: (symbol: string) => `📈 Signals of ${symbol}`,
  buttonTrackOf: (symbol: string) => `📊 Record of ${symbol}`,
  buttonPredictOf: (symbol: string, timeframe: Timeframe) => `🔮 ${symbol} ${timeframe}`,
};

/** "1h", "1h and 4h", "1h, 4h and 1d". */
function andText(items: readonly string[]): string {
  const escaped = items.map(escapeHtml);
  return escaped.length < 2 ? escaped.join('') : `${escaped.slice(0, -1).join(', ')} and ${escaped.at(-1)}`;
}
