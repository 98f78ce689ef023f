import type { MarketState, MarketStatus } from '../../market-status.ts';
import type { TroubleKind } from '../updates/polling-trouble.ts';
import { utcMinuteText } from '../views/price-text.ts';
import { countText, durationText } from './format.ts';
import { escapeHtml } from './html.ts';

const MOST_REASON_CHARACTERS = 90;

const STAMP_MARKS = { green: '🟢', amber: '🟡', red: '🔴' } as const;
const STATE_TEXTS: Readonly<Record<MarketState, string | null>> = {
  ok: null,
  closed: '🌙 closed',
  late: '⏳ late',
  paused: '⏸ paused',
  disabled: '⛔ disabled',
};

const LISTENING_TEXTS: Readonly<Record<TroubleKind, string>> = {
  conflict: 'Another process uses this bot: Telegram gives updates to one only. I wait and try again.',
  token: 'TELEGRAM_BOT_TOKEN: Telegram does not know this token any more. I try again.',
  limited: 'Telegram asks me to wait before I look for updates again.',
  server: 'Telegram answers with errors when I look for updates. I try again.',
  network: 'Telegram cannot be reached for updates. I try again.',
  silence: 'Telegram does not answer when I look for updates. I try again.',
  other: 'Updates cannot be had from Telegram. I try again.',
};

/** Texts about the markets' data: for readers of /status, and for operators. */
export const status = {
  /** The markets of one page. */
  status: (markets: readonly MarketStatus[], about: { note: string | null; page: number; pages: number }) =>
    statusText(markets, about),

  operatorLate: (market: string, closeMs: number) =>
    `⏳ <b>Data late</b>: ${escapeHtml(market)} has no candle closing ${utcMinuteText(closeMs)}. Nothing is decided without it; I ask again every minute and tell you when it is there.`,
  operatorArrived: (market: string, silentMs: number) =>
    `✅ ${escapeHtml(market)} has candles again, after ${durationText(silentMs)}.`,
  operatorDisabled: (venue: string, forMs: number, why: string) =>
    `⛔ <b>${escapeHtml(venue)} shuts us out</b>: ${escapeHtml(clipped(why, 300))}\nIts markets stand still; I try again in ${durationText(forMs)}. The others go on.`,
  operatorQuarantined: (market: string, forMs: number, why: string) =>
    `⛔ <b>${escapeHtml(market)} is refused by its venue</b>: ${escapeHtml(clipped(why, 300))}\nI try again in ${durationText(forMs)}; if it stays so, check MARKETS.`,
  operatorReleased: (market: string) => `✅ ${escapeHtml(market)} is answered again.`,
  operatorModelDamaged: (group: string, champion: string, serving: string | null) =>
    serving === null
      ? `⛔ <b>The model of ${escapeHtml(group)} is damaged</b>: ${escapeHtml(champion)} cannot be read, and none that was promoted before it. Its markets publish nothing until a new one passes the gate; a copy from a backup helps at once after a restart.`
      : `⚠️ <b>The model of ${escapeHtml(group)} is damaged</b>: ${escapeHtml(champion)} cannot be read. ${escapeHtml(serving)}, promoted before it, serves.`,
  operatorModelReady: (group: string, version: string) => `✅ ${escapeHtml(version)} serves ${escapeHtml(group)}.`,
  operatorPaused: (venue: string, forMs: number, why: string) =>
    `⏸ <b>${escapeHtml(venue)} is not asked for ${durationText(forMs)}</b>: ${escapeHtml(clipped(why, 300))}`,
  operatorDatabaseLost:
    '⚠️ The database does not answer. People are asked to try again in a minute; it is being brought back, and I tell you when it is.',
  operatorDatabaseBack: (detail: string) => `✅ The database: ${escapeHtml(detail)}.`,
  operatorRecovered: (venue: string) => `✅ ${escapeHtml(venue)} answers again.`,
  operatorSkew: (venue: string, skewMs: number) =>
    `🕰 <b>The clocks of ${escapeHtml(venue)} and this machine are ${(Math.abs(skewMs) / 1_000).toFixed(1)} s apart</b>: nothing is read from it until they agree within five.`,
  operatorListening: (kind: TroubleKind, detail: string) =>
    `🚫 <b>${LISTENING_TEXTS[kind]}</b>\n${escapeHtml(clipped(detail, 300))}`,
  operatorListeningOver: (silentMs: number) => `✅ I hear Telegram again, after ${durationText(silentMs)}.`,
  operatorFactsWaiting: (waiting: number) =>
    `⛔ <b>The database does not answer.</b> ${countText(waiting)} payments or members wait. They are kept, and done as soon as it is back; buyers are told.`,
  operatorFactsDone: (done: number, waitedMs: number) =>
    `✅ The database answers again: ${countText(done)} that waited are done, after ${durationText(waitedMs)}.`,
  operatorFactGivenUp: (updateId: number, why: string) =>
    `⛔ Telegram has refused update <code>${updateId}</code> for a day, so I gave it up: ${escapeHtml(clipped(why, 300))}`,
  operatorUnmatched: (telegramId: number, chargeId: string) =>
    `⛔ <b>A payment fits no plan.</b> Charge <code>${escapeHtml(chargeId)}</code> of <code>${telegramId}</code>: nothing was granted. Look at it, and refund it if need be.`,
  operatorJournal: (path: string, why: string) =>
    `⚠ <b>DATA_DIR: ${escapeHtml(path)} cannot be used</b> (${escapeHtml(clipped(why, 200))}). Payments are acknowledged to Telegram once the database has them, so nothing is lost while Telegram keeps them, a day.`,
  operatorJournalOver: (path: string) => `✅ ${escapeHtml(path)} can be used again.`,
  operatorJournalDamaged: (path: string, lines: number, copy: string) =>
    `⚠ <b>${escapeHtml(path)}</b>: ${countText(lines)} lines could not be read. The file as it was is ${escapeHtml(copy)}; the next reconciliation finds payments that were in it.`,
  operatorClock: (source: string, skewMs: number) =>
    `🕰 <b>The clocks of ${escapeHtml(source)} and this machine are ${durationText(Math.abs(skewMs))} apart</b>: I remove nobody until they agree.`,
  operatorClockUnconfirmed: (why: string) =>
    `🕰 <b>I could not ask Telegram for the time for an hour</b>, so I remove nobody: ${escapeHtml(clipped(why, 300))}`,
  operatorClockOver: (source: string) =>
    `✅ The clocks of ${escapeHtml(source)} and this machine agree again: expired members are removed again.`,
  operatorChannel: (setting: string, chatId: number, why: string) =>
    `🔗 <b>${escapeHtml(setting)}</b> (<code>${chatId}</code>) cannot be reached: ${escapeHtml(clipped(why, 300))}\nI try again until it can. The other channels work.`,
  operatorChannelOver: (setting: string) => `✅ ${escapeHtml(setting)} can be reached.`,

  operatorSkewOver: (venue: string) => `✅ The clocks of ${escapeHtml(venue)} and this machine agree again.`,
};

function statusText(
  markets: readonly MarketStatus[],
  { note, page, pages }: { note: string | null; page: number; pages: number },
): string {
  return [
    `🩺 <b>Markets and their data</b>${pages < 2 ? '' : ` · page ${page + 1} of ${pages}`}`,
    ...(note === null ? [] : [`⏪ Market: ${escapeHtml(note)}.`]),
    ...(markets.length === 0 ? ['No market is followed yet.'] : markets.map(marketText)),
    '<i>🟢 sound · 🟡 doubtful: half the signals · 🔴 no signal</i>',
  ].join('\n\n');
}

function marketText(market: MarketStatus): string {
  const { symbol, timeframe, exchange, dataQuality, state, stateReason } = market;
  const mark = dataQuality === null ? '⚪' : STAMP_MARKS[dataQuality.stamp];
  const name = STATE_TEXTS[state];
  const reasons = dataQuality?.reasons.slice(0, 1).map((reason) => clipped(reason, MOST_REASON_CHARACTERS)) ?? [];
  return [
    `${mark} <b>${escapeHtml(symbol)}</b> ${escapeHtml(timeframe)} · ${escapeHtml(exchange)}${name === null ? '' : ` · ${name}`}`,
    market.lastCandleTime === null || market.ageSeconds === null
      ? 'no candle yet'
      : `candle ${utcMinuteText(Date.parse(market.lastCandleTime))}, ${durationText(market.ageSeconds * 1_000)} ago`,
    `${countText(market.candles)} candles · ${countText(market.gaps)} gaps · ${countText(market.revisions)} revisions`,
    ...(stateReason === null || state === 'closed' ? [] : [escapeHtml(clipped(stateReason, MOST_REASON_CHARACTERS))]),
    ...reasons.map(escapeHtml),
  ].join('\n');
}

function clipped(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}
