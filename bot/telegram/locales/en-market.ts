import { parseTimeframe, timeframeMs } from '../../../engine/market/timeframe.ts';
import type { PredictionAnswer } from '../../../engine/predict.ts';
import type { RecordLine, TrackRecord } from '../../../engine/signals/track-record.ts';
import { signedText, utcMinuteText } from '../views/price-text.ts';
import { countText, durationText, intervalText, leftText, percentText, quotedText, spanText } from './format.ts';
import { escapeHtml } from './html.ts';

/** Below this many settled signals an accuracy says little. */
const FEW = 300;
/** Room for markets in a record, which with all else stays below Telegram's 4,096. */
const MARKET_CHARACTERS = 2_400;

/** Texts about markets, signals and their record. */
export const market = {
  buttonSignals: '📈 Latest signals',
  buttonTrack: '📊 Track record',
  buttonPredict: '🔮 Predict',
  buttonAllMarkets: 'All',
  buttonOlder: 'Older »',
  buttonNewer: '« Newer',
  buttonRefresh: '🔄 Refresh',
  buttonOtherPair: 'Other pair',
  buttonMenu: '« Menu',

  signalsTitle: (symbol: string | null, page: number) =>
    `📈 <b>Signals</b>${symbol === null ? '' : ` · ${escapeHtml(symbol)}`}${page === 0 ? ', newest first' : ` · page ${page + 1}`}`,
  signalsDelayed: (delay: string) => `You are on Free: you get the same signals as Pro, ${delay}.`,
  signalsNone: 'No signal yet. Most candles give none: the model only speaks when it has something to say.',
  signalsHint: 'Press a number for the chart and the levels.',
  signalUsage:
    'Tell me which one: <code>/signal a1b2c3d4e5</code>. The id stands in every signal; the list has buttons.',
  signalUnknown: (id: string) =>
    `No signal <code>${quotedText(id, false)}</code>. An id is at least 6 characters of 0–9 and a–f.`,
  signalLater: (dueAtMs: number) =>
    `What was decided at that close reaches Free readers at <b>${utcMinuteText(dueAtMs)}</b>, be it a signal or none. Pro readers have it now.`,
  chartMissing: 'The chart could not be drawn just now, so here is the signal in words.',

  predictChoose: '🔮 <b>Predict the next candle</b>\nPick a market, or send <code>/predict btc</code>:',
  predictChooseTimeframe: (symbol: string) => `🔮 <b>${escapeHtml(symbol)}</b>\nWhich candle?`,
  predictRefused: {
    'predict/unknown-symbol': 'I do not follow that pair.',
    'predict/unsupported-timeframe': 'I have no model for that timeframe.',
    'predict/no-model': 'The model of this market is still learning. Try again in a minute.',
    'predict/bad-candles': 'The candles of this market have a hole just now, so I say nothing rather than guess.',
  },
  prediction: (answer: PredictionAnswer, about: { note: string | null; delayedByMs: number; nowMs: number }) =>
    predictionText(answer, about),

  trackTitle: (symbol: string | null) =>
    `📊 <b>Track record</b> · ${symbol === null ? 'all markets' : escapeHtml(symbol)}`,
  trackEmpty: 'No signal has finished yet. The record fills by itself, candle by candle, losers included.',
  /** perSeries of the record: the markets to name; `more` counts those on other pages. */
  track: (record: TrackRecord, about: { note: string | null; more: number }) => trackText(record, about),
  marketNote: (note: string) => `⏪ Market: ${escapeHtml(note)}.`,
};

function predictionText(
  answer: PredictionAnswer,
  { note, delayedByMs, nowMs }: { note: string | null; delayedByMs: number; nowMs: number },
): string {
  const mark = { BUY: '🟢', SELL: '🔴', HOLD: '⚪' }[answer.action];
  const lean = answer.action === 'HOLD' ? ` · leans ${answer.direction}` : '';
  const closeMs = Date.parse(answer.closeTime);
  const timeframe = parseTimeframe(answer.timeframe);
  const endMs = closeMs + (timeframe === null ? 0 : timeframeMs(timeframe));
  const value = `${signedText(answer.expectedValueBps, 1)} bps`;
  const quality = { green: '🟢', amber: '🟡', red: '🔴' }[answer.dataQuality.stamp];
  const reasons = answer.dataQuality.reasons.slice(0, 3).map(escapeHtml).join('; ');
  const lines = [
    `${mark} <b>${answer.action} ${escapeHtml(answer.symbol)}</b> · ${escapeHtml(answer.timeframe)}${lean} · confidence <b>${percentText(answer.confidencePercent / 100)}</b>`,
    `The candle <b>${spanText({ fromMs: closeMs, toMs: endMs }, nowMs)}</b>, ${leftText(endMs, nowMs)}`,
    ...(delayedByMs === 0 ? [] : [`⏳ You are on Free: you hear of each close ${durationText(delayedByMs)} later.`]),
    answer.expectedValueBps > 0
      ? `Expected value <b>${value}</b> after cost`
      : `Expected value ${value} after cost: <b>not worth trading</b>`,
    `Data quality ${quality} ${answer.dataQuality.stamp}${reasons === '' ? '' : `: ${reasons}`}`,
    `Model <code>${escapeHtml(answer.modelVersion)}</code>`,
    ...(note === null ? [] : [market.marketNote(note)]),
  ];
  return `${lines.join('\n')}\n\n<i>${escapeHtml(answer.disclaimer)}</i>`;
}

function trackText(record: TrackRecord, { note, more }: { note: string | null; more: number }): string {
  const { published, allScored, fromMs, toMs } = record;
  const span = fromMs === null || toMs === null ? [] : [`${utcMinuteText(fromMs)} to ${utcMinuteText(toMs)}`];
  const sections = [
    [...span, ...(note === null ? [] : [market.marketNote(note)])],
    published.count === 0
      ? [market.trackEmpty]
      : ['<b>Published signals</b>', ...lineTexts(published), verdict(published)],
    allScored.count === 0 ? [] : ['<b>Every candle scored</b>, sent or not', ...lineTexts(allScored)],
    record.perSeries.length + more < 2 ? [] : ['<b>By market</b>, published', ...marketLines(record, more)],
    [
      '<i>In brackets: the 95 % interval. “Right” means the next candle closed on the side we said, before cost. Nobody traded these results for you; the past does not promise the future.</i>',
    ],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function lineTexts(line: RecordLine): readonly string[] {
  const others = [
    line.flat > 0 ? `${countText(line.flat)} flat` : null,
    line.void > 0 ? `${countText(line.void)} void` : null,
  ];
  const counts = [
    `${countText(line.right)} right`,
    `${countText(line.wrong)} wrong`,
    ...others.filter((part) => part !== null),
  ];
  const average = line.averageReturnBps;
  return [
    counts.join(' · '),
    accuracyText(line),
    ...(line.reversalAccuracy === null
      ? []
      : [`Reversal rule on the same candles: ${percentText(line.reversalAccuracy)}`]),
    ...(average === null ? [] : [`Average ${signedText(average, 1)} bps a signal, before cost`]),
  ];
}

/** An accuracy never stands without its interval. */
function accuracyText(line: RecordLine): string {
  if (line.accuracy === null || line.accuracyInterval === null) return 'Accuracy: nothing to count yet';
  return `Accuracy <b>${percentText(line.accuracy)}</b> ${intervalText(line.accuracyInterval)}`;
}

function verdict(line: RecordLine): string {
  const counted = line.right + line.wrong;
  if (line.accuracyInterval === null || line.reversalAccuracy === null) return 'Too early to compare.';
  const [low, high] = line.accuracyInterval;
  if (counted < FEW) return `⚠️ Only ${counted} counted: below ${FEW}, luck weighs more than skill.`;
  if (low > line.reversalAccuracy) return '✅ The whole interval lies above the simple reversal rule.';
  if (high < line.reversalAccuracy) return '❌ Worse than the simple reversal rule.';
  return '➖ Not shown to be better than the simple reversal rule yet.';
}

/** As many markets as one message has room for, and how many are left out or stand on other pages. */
function marketLines({ perSeries }: TrackRecord, more: number): readonly string[] {
  const lines: string[] = [];
  let room = MARKET_CHARACTERS;
  for (const line of perSeries.map(seriesText)) {
    room -= line.length + 1;
    if (room < 0) break;
    lines.push(line);
  }
  const left = perSeries.length - lines.length + more;
  return left === 0 ? lines : [...lines, `and ${countText(left)} more: see the pages of pairs below`];
}

function seriesText({ series, published }: TrackRecord['perSeries'][number]): string {
  const name = escapeHtml(series.replace(/^\w+:/, '').replace('@', ' '));
  if (published.accuracy === null || published.accuracyInterval === null) return `${name}: nothing finished yet`;
  const counted = countText(published.right + published.wrong);
  return `${name}: ${percentText(published.accuracy)} ${intervalText(published.accuracyInterval)} of ${counted}`;
}
