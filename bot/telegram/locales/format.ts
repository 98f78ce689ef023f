import type { TierRights } from '../../../billing/tiers.ts';
import { type Timeframe, timeframeMs } from '../../../engine/market/timeframe.ts';
import { signedText } from '../views/price-text.ts';
import { escapeHtml } from './html.ts';

/** Characters of somebody's words that are said back to them. */
const MOST_QUOTED = 40;

/** "57.6 %" of a fraction 0..1: the one form of a percentage in the chat and on its pictures. */
export function percentText(fraction: number, decimals = 1): string {
  return `${(fraction * 100).toFixed(decimals)} %`;
}

/** "+1.17 %", "−0.42 %" or "0.00 %". */
export function signedPercentText(fraction: number, decimals = 1): string {
  return `${signedText(fraction * 100, decimals)} %`;
}

/** "[51.0, 57.3]": an interval beside a percentage, on the percentage's own scale. */
export function intervalText([low, high]: readonly [number, number]): string {
  return `[${(low * 100).toFixed(1)}, ${(high * 100).toFixed(1)}]`;
}

/** "“doge”": words from outside as Telegram HTML, short, on one line, without signs that nobody sees. */
export function quotedText(words: string, inQuotes = true): string {
  const clean = [...words.replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim()];
  const cut = clean.length > MOST_QUOTED ? `${clean.slice(0, MOST_QUOTED - 1).join('')}…` : clean.join('');
  const escaped = escapeHtml(cut === '' ? 'that' : cut);
  return inQuotes && cut !== '' ? `“${escaped}”` : escaped;
}

/** "BTC/USDT, ETH/USDT and 89 more" as Telegram HTML. */
export function someText(names: readonly string[], most: number): string {
  // One more is as long as saying so.
  const shown = names.length <= most + 1 ? names : names.slice(0, most);
  const list = shown.map(escapeHtml).join(', ');
  return shown.length === names.length ? list : `${list} and ${countText(names.length - shown.length)} more`;
}

/** "10:00–11:00 UTC" of a stretch of time, with the date where it is not the day of `nowMs`. */
export function spanText({ fromMs, toMs }: { fromMs: number; toMs: number }, nowMs: number): string {
  const [from, to, now] = [fromMs, toMs, nowMs].map((timeMs) => new Date(timeMs).toISOString());
  const day = from?.slice(0, 10) === now?.slice(0, 10) ? '' : `${from?.slice(0, 10)} `;
  return `${day}${from?.slice(11, 16)}–${to?.slice(11, 16)} UTC`;
}

/** "22 min left", "3 h 5 min left", or "ended 8 min ago" of a stretch of time that ends at `endMs`. */
export function leftText(endMs: number, nowMs: number): string {
  const minutes = Math.ceil((endMs - nowMs) / 60_000);
  if (minutes <= 0)
    return nowMs - endMs < 60_000 ? 'just ended' : `ended ${durationText(wholeMinutes(nowMs - endMs))} ago`;
  if (minutes < 120) return `${minutes} min left`;
  return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`} left`;
}

function wholeMinutes(ms: number): number {
  return Math.floor(ms / 60_000) * 60_000;
}

/** "1,950". */
export function countText(count: number): string {
  return String(Math.trunc(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "30 min later", or "30 min later on 1h, 2 h later on 4h" where several timeframes are followed; null without a delay. */
export function delayText(rights: Pick<TierRights, 'delayCandles'>, timeframes: readonly Timeframe[]): string | null {
  if (rights.delayCandles === 0) return null;
  const distinct = [...new Set(timeframes)];
  const laterOn = (timeframe: Timeframe): string =>
    `${durationText(rights.delayCandles * timeframeMs(timeframe))} later`;
  if (distinct.length < 2) return distinct.map(laterOn)[0] ?? null;
  return distinct.map((timeframe) => `${laterOn(timeframe)} on ${timeframe}`).join(', ');
}

/** "45 s", "30 min", "2 h" or "3 days". */
export function durationText(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 1) return `${Math.round(ms / 1000)} s`;
  if (minutes < 120) return `${trimmed(minutes)} min`;
  const hours = minutes / 60;
  return hours < 48 ? `${trimmed(hours)} h` : `${trimmed(hours / 24)} days`;
}

function trimmed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
