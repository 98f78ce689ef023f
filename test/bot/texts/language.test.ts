import { describe, expect, it } from 'vitest';
import { ENGLISH, languageFor, reportTextFaults, type TextFault } from '../../../bot/texts/language.ts';
import type { Translate } from '../../../bot/texts/translate.ts';

/** What the compiler refuses: a key that is not there, or a text without its arguments. */
function untyped(t: Translate, key: string, args: object): string {
  return Reflect.apply(t, undefined, [key, args]);
}

describe('the wrapper of the catalogue', () => {
  it('escapes values, keeps the tags of the sentence, and escapes nothing in plain text', () => {
    expect(ENGLISH.t('join-welcome', { title: 'A<b>&"' })).toBe(
      '🔓 Welcome to <b>A&lt;b&gt;&amp;&quot;</b>. New signals arrive there the moment a candle closes.',
    );
    expect(ENGLISH.plain('button-open-channel', { title: 'A & B' })).toBe('🔓 Join A & B');
  });

  it('groups what it counts and adds no invisible signs around values', () => {
    expect(ENGLISH.plain('button-pay', { stars: 1_950 })).toBe('⭐ Continue to pay 1,950\u00a0Stars');
  });

  it('joins a figure to its unit by its own words alone: values, and what programs and terminals read, stay as they are', () => {
    expect(ENGLISH.format.percent(0.5)).toBe('50.0\u00a0%');
    expect(ENGLISH.plain('button-open-channel', { title: '5 % or 9 Stars' })).toBe('🔓 Join 5 % or 9 Stars');
    expect(ENGLISH.plain('closing-refunding', { time: '12:00' })).toContain('12:00 Stars');
  });

  it('throws for a missing argument and for a missing key', () => {
    expect(() => untyped(ENGLISH.t, 'join-welcome', {})).toThrow(/"join-welcome" in en.*title/s);
    expect(() => untyped(ENGLISH.t, 'no-such-text', {})).toThrow('expected the text "no-such-text" in en, was missing');
  });

  it('reports a fault in production and shows English all the same', () => {
    const faults: TextFault[] = [];
    const stop = reportTextFaults((fault) => faults.push(fault));
    expect(untyped(languageFor('x-pseudo').t, 'join-welcome', {})).toContain('Welcome to');
    expect(untyped(ENGLISH.t, 'no-such-text', {})).toBe('no-such-text');
    stop();
    expect(faults.map(({ language, key }) => `${language} ${key}`)).toEqual([
      'x-pseudo join-welcome',
      'en no-such-text',
    ]);
  });

  it.each([
    ['en', 'en'],
    ['en-GB', 'en'],
    ['pt-br', 'pt'],
    ['pt_BR', 'pt'],
    ['ES-419', 'es'],
    ['zh-hans', 'en'],
    ['xx', 'en'],
    ['pta', 'en'],
    ['-ru', 'en'],
    ['__proto__', 'en'],
    ['', 'en'],
    ['X-Pseudo', 'x-pseudo'],
  ])('answers the tag %j with %s', (tag, code) => {
    expect(languageFor(tag).code).toBe(code);
  });
});

describe('the pseudo-language', () => {
  const { t, plain, format } = languageFor('x-pseudo');

  it('changes every letter but those of tags, code, commands and values', () => {
    expect(t('join-welcome', { title: 'Pro' })).toMatch(/^\[!! 🔓 Ŵéļçóɱé ţó <b>Pro<\/b>\. .* !!\]$/);
    expect(t('signal-usage')).toContain('<code>/signal a1b2c3d4e5</code>');
    expect(t('return-too-late')).toContain('/paysupport');
    expect(t('support-ticket-from', { from: 'Ann', telegramId: '7' })).toContain('<a href="tg://user?id=7">Ann</a>');
  });

  it('chooses like English and writes the names of months as its own words', () => {
    expect(plain('action', { action: 'SELL' })).toBe('[!! ŠÉĻĻ !!]');
    expect(format.dayOfMonth(Date.UTC(2024, 4, 12))).toContain('Ṁáý');
  });
});

describe('numbers and times', () => {
  const { format } = ENGLISH;
  const atMs = Date.UTC(2024, 4, 12, 14, 0, 7);

  it('follow the time zone that is asked for, UTC without one', () => {
    expect(format.minute(atMs)).toBe('2024‑05‑12 14:00 UTC');
    expect(format.minute(Date.UTC(2024, 4, 12, 23, 30), 'Asia/Tokyo')).toBe('2024‑05‑13 08:30 GMT+9');
    expect(format.second(atMs)).toBe('2024‑05‑12 14:00:07 UTC');
    expect([format.day(atMs), format.monthAndDay(atMs), format.dayOfMonth(atMs), format.timeOfDay(atMs)]).toEqual([
      '2024‑05‑12',
      '05‑12',
      '12 May',
      '14:00',
    ]);
    expect(format.timeOfDay(Date.UTC(2024, 4, 12))).toBe('00:00');
  });

  it.each([
    [format.decimal(-65_432.1, 2), '−65,432.10'],
    [format.fixed(65_432.1, 2), '65432.10'],
    [format.signed(-0.001, 2), '0.00'],
    [format.signed(1_234.5, 1), '+1234.5'],
    // The binary number is a hair below 1.005; rounding its decimal text would give 1.01.
    [format.decimal(1.005, 2), '1.00'],
    [format.signedPercent(-0.0042, 2), '−0.42\u00a0%'],
    [format.interval([0.51, 0.573]), '[51.0, 57.3]'],
    [format.trimmed(7.04), '7'],
  ])('%s is %s', (text, expected) => {
    expect(text).toBe(expected);
  });
});
