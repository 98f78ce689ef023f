import type { Random } from '../../../engine/random.ts';

/** A tag that no text of ours has: where it is drawn, somebody's words were not escaped. */
export const INJECTED_TAG = '<u>injected</u>';
/** The same as a link. */
export const INJECTED_LINK = '<a href="https://injected.test/">x</a>';

/** One of a list. */
export function pick<T>(random: Random, all: readonly T[]): T {
  const found = all[Math.floor(random() * all.length)];
  if (found === undefined) throw new Error('expected something to choose from, was an empty list');
  return found;
}

/** What people, scripts and attackers put into texts and names. */
const ODD: readonly string[] = [
  ...['', ' ', '\n', '\u0000', '\u200b', '\u200d', '\ufeff', '\u2028', '\u00ad'],
  // Right to left, an override of it, Devanagari and Thai with marks, a pile of accents.
  ...['مرحبا بكم', '\u202egnp.lacitirc', 'क्षत्रिय', 'ไก่ไข่', `a${'\u0301'.repeat(60)}`],
  ...['👩‍👩‍👧‍👦', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', '🇩🇪', '𝕏', '\u{10ffff}'],
  // Half of a pair, as JSON can carry it.
  ...['\ud800', 'a\udfff', '\ud83d'],
  ...[INJECTED_TAG, INJECTED_LINK, '<script>', '</code></b>', '<b', '&', '<tg-spoiler>', '<!--', ']]>'],
  ...['{ $name }', '{"a":1}', '%s%n', '#{1+1}', '../../etc/passwd', "' OR 1=1 --", '__proto__', 'constructor'],
  ...['NaN', '-1', '0', '1e309', '9007199254740993', '0x10', '１２３', '٣', '½'],
  ...['/', '//', '/start@other_bot', '/unknown', '@analyser_bot', '#', '|', 'home|', 'https://t.me/+abc'],
  ...['btc', 'BTC/USDT', 'eth 1h', 'doge 7m', 'eur', 'btc eth', 'сколько стоит', 'I paid and want a refund'],
];

/** A short text of odd parts; now and then one as long as Telegram lets through. */
export function oddText(random: Random): string {
  const kind = random();
  if (kind < 0.02)
    return pick(random, ['x', '<', '&', '👩‍👩‍👧‍👦', 'क्', '\n', INJECTED_TAG]).repeat(4_096).slice(0, 4_096);
  const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(random, ODD));
  return parts.join(kind < 0.5 ? ' ' : '');
}
