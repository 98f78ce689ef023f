import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceDecimals } from '../../../bot/telegram/messages/price-decimals.ts';
import { signalCommand } from '../../../bot/telegram/messages/signal/signal-texts.ts';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { textReason } from '../../support/reasons.ts';
import {
  CLOSE_TIME_MS,
  entryOf,
  outcomeOf,
  RECORD,
  SWING_STEPS,
  signalOf,
  swingOf,
  swingOutcomeOf,
} from '../../support/signal-fixtures.ts';

const { signalLine, signalMessage, stepMessage, language } = textsFor('en');
const { decimal: priceText, signed: signedText } = language.format;

const options = { nowMs: CLOSE_TIME_MS + 7_000, record: null };
const visible = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

describe('signalMessage', () => {
  it('says everything that a reader and the law ask for', () => {
    const text = visible(signalMessage(entryOf(), { ...options, record: RECORD, recordOf: 'BTC/USDT 1h' }));
    for (const part of [
      '🟢 BUY BTC/USDT · 1h · confidence 58.3\u00a0% · worth trading',
      'Candle closed 2024‑05‑12 14:00 UTC 🕒 14:00 on binance',
      'Entry 65,432.10 · until 15:00 UTC 🕒 15:00',
      'Stop 64,900.00 · target 66,200.00',
      'Entry about 65,432.10 at the next open · Stop 64,900.00 (−0.81\u00a0%) · Target 66,200.00 (+1.17\u00a0%)',
      'until 2024‑05‑12 15:00 UTC',
      'Expected +0.24\u00a0% for 0.20\u00a0% of cost',
      'Record: −0.179\u00a0% a signal by plan after cost, 420 signals at 260 closes',
      'Record: −0.179\u00a0% a signal net (420)',
      'Data quality 🟢 green',
      'Record BTC/USDT 1h: 55.8\u00a0% [51.0, 60.5] right of 414 (95\u00a0% interval; betting against the last candle: 54.1\u00a0%)',
      'Model logistic-2024-05-01-a1b2c3',
      'Sent 2024‑05‑12 14:00:07 UTC, 7\u00a0s after the close',
      signalCommand(signalOf().id),
      'Model output by Analyser, not advice.',
      'do not represent actual trading',
      '/terms',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('names a time of another day with its day, and the reader’s own time behind each', () => {
    const html = signalMessage(entryOf(signalOf({ closeTimeMs: CLOSE_TIME_MS + 9 * HOUR_MS + HOUR_MS / 2 })), options);
    expect(html).toContain('until 13 May 00:30 UTC 🕒 <tg-time unix="1715560200" format="t">00:30</tg-time>');
  });

  it('says that a likely direction is not worth its cost', () => {
    const text = visible(
      signalMessage(entryOf(signalOf({ side: 'SELL', expectedValueBps: 5.7, worthTrading: false })), options),
    );
    expect(text).toContain('🔴 SELL');
    expect(text).toContain('· information\n');
    expect(text).toContain('Expected +0.06\u00a0% against 0.20\u00a0% of cost: direction likely, not worth trading');
  });

  it('unfolds into everything, and explains no letter and no rule that a layman has not read of', () => {
    const about = { isShown: false, sameClose: ['BUY', 'BUY'] } as const;
    const html = signalMessage(entryOf(signalOf(), outcomeOf()), { ...options, record: RECORD, about });
    expect(visible(html).split('\n')[0]).toBe(
      '✅ RIGHT +0.44\u00a0% after cost · BUY BTC/USDT · 1h · 58.3\u00a0% · worth trading, unproven',
    );
    expect(visible(html)).not.toMatch(/bps|reversal rule/);
    const shown = shownOf(signalMessage(entryOf(), { ...options, botUsername: 'analyser_bot' }));
    expect(shown).not.toMatch(/[0-9a-f]{8,}/);
  });

  it.each([
    ['stop', 'wrong', '⛔ STOPPED'],
    ['target', 'right', '🎯 TARGET'],
    // Stopped out, though the candle closed on the right side: what a follower had comes first.
    ['stop', 'right', '⛔ STOPPED'],
  ] as const)('says first that the %s was touched, also where the direction was %s', (touched, type, title) => {
    const text = visible(signalMessage(entryOf(signalOf(), outcomeOf({ touched, type, grossBps: -81 })), options));
    expect(text.startsWith(`${title} −1.01\u00a0% after cost · BUY`)).toBe(true);
    expect(text).toContain(type === 'right' ? '✅ RIGHT' : touched === 'stop' ? '❌ WRONG' : '');
  });

  it('says that several of one close are one bet, and what is not shown to earn its cost', () => {
    const textOf = (sameClose: readonly ('BUY' | 'SELL')[], isShown: boolean) =>
      visible(signalMessage(entryOf(), { ...options, about: { isShown, sameClose } }));
    expect(textOf(['BUY', 'BUY'], true)).toContain('One of 3, all BUY: one bet');
    expect(textOf(['SELL'], true)).toMatch(/One of 2 at this close\n/);
    expect(textOf([], false)).toContain('not shown yet to earn their cost');
    expect(textOf([], false)).toContain('worth trading, unproven\n');
    expect(textOf([], true)).not.toMatch(/not shown|unproven|One of/);
  });

  it.each([
    ['right', '✅ RIGHT +0.44\u00a0% after cost · BUY BTC/USDT'],
    ['wrong', '❌ WRONG'],
    ['flat', '➖ FLAT'],
    ['void', '⚪ VOID'],
  ] as const)('puts the outcome "%s" first', (type, title) => {
    expect(visible(signalMessage(entryOf(signalOf(), outcomeOf({ type })), options)).startsWith(title)).toBe(true);
  });

  it('gives the candle’s move, and what it was for the side', () => {
    const outcome = outcomeOf({ open: 100, close: 99, grossBps: 100.5 });
    const text = visible(signalMessage(entryOf(signalOf({ side: 'SELL' }), outcome), options));
    expect(text).toContain('The candle went 100.00 → 99.00 (−1.00\u00a0%): +1.00\u00a0% for this SELL, before cost');
  });

  it.each([
    ['live', null],
    ['recorded', 'Recorded candles, replayed'],
    ['simulated', 'SIMULATED'],
  ] as const)('says what a %s market is', (marketSource, said) => {
    const text = signalMessage(entryOf(signalOf({ marketSource })), options);
    expect(/SIMULATED|Recorded candles, replayed/.exec(text)?.[0] ?? null).toBe(said);
    expect(text.includes('do not represent actual trading')).toBe(marketSource !== 'live');
  });

  it('links to the bot where a command has no one to go to', () => {
    const signal = signalOf();
    expect(signalMessage(entryOf(signal), { ...options, botUsername: 'analyser_bot' })).toContain(
      `<a href="https://t.me/analyser_bot?start=signal_${signal.id.slice(0, 10)}">`,
    );
  });

  it('says how late a delayed message is', () => {
    const text = signalMessage(entryOf(), { nowMs: CLOSE_TIME_MS + 1_800_000, record: null });
    expect(text).toContain('Sent 2024‑05‑12 14:30:00 UTC, 30\u00a0min after the close');
  });

  it('says that a record without settled signals is empty', () => {
    const record = { ...RECORD, count: 0, right: 0, wrong: 0, accuracy: null, accuracyInterval: null };
    expect(signalMessage(entryOf(), { ...options, record })).toContain('Record: no settled signal yet');
  });

  it('escapes and bounds whatever comes from outside', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 6_000, unit: 'binary' }),
        fc.array(fc.string({ maxLength: 3_000 }), { maxLength: 50 }),
        fc.double({ min: 1e-12, max: 1e12, noNaN: true }),
        (text, reasons, price) => {
          const signal = signalOf({
            series: { exchange: text, symbol: `<b>${text}`, timeframe: '1h' },
            modelVersion: `&${text}`,
            dataQuality: { stamp: 'amber', reasons: [`<script>${text}`, ...reasons].map(textReason) },
            entry: price,
            stop: price * 0.9,
            target: price * 1.2,
            marketSource: 'simulated',
          });
          const entry = entryOf(signal, outcomeOf());
          const html = signalMessage(entry, { ...options, record: RECORD, recordOf: text });
          expect(
            html.replaceAll(
              /<(\/?(b|i|code|blockquote|tg-time)|blockquote expandable|tg-time unix="\d+" format="w?t")>/g,
              '',
            ),
          ).not.toMatch(/[<>]/);
          expect(html.replaceAll(/&(amp|lt|gt|quot);/g, '')).not.toContain('&');
          expect(visible(html).length).toBeLessThanOrEqual(4096);
          const caption = signalMessage(entry, { ...options, record: RECORD, recordOf: text, mostCharacters: 1024 });
          expect(visible(caption).length).toBeLessThanOrEqual(1024);
          expect(visible(caption)).toContain('not advice');
        },
      ),
    );
  });
});

/** What is not folded away. */
const shownOf = (html: string): string =>
  visible(html.replaceAll(/<blockquote expandable>[\s\S]*<\/blockquote>\n/g, ''));

/**
 * Columns of a message on a page of 348 px, an emoji counting two: measured in Chromium on the chat's own style (288 px of text at
 * 15 px of DejaVu Sans, which is wider than the fonts of phones).
 */
const PHONE_COLUMNS = 36;

/** Lines as a phone breaks them, between words. */
function phoneLines(text: string): number {
  return text.split('\n').reduce((lines, paragraph) => {
    let [own, room] = [1, PHONE_COLUMNS];
    for (const word of paragraph.split(' ')) {
      const width = [...word].length + (/\p{Extended_Pictographic}/u.test(word) ? 1 : 0);
      if (width > room && room < PHONE_COLUMNS) [own, room] = [own + 1, PHONE_COLUMNS];
      room -= width + 1;
    }
    return lines + own;
  }, 0);
}

/** A candle after each of the signals below. */
const PRICES_OF: Readonly<Record<string, { readonly open: number; readonly close: number }>> = {
  'EUR/USD': { open: 1.08432, close: 1.08655 },
};

describe('on a phone', () => {
  const market = { btc: { symbol: 'BTC/USDT', timeframe: '4h' }, eur: { symbol: 'EUR/USD', timeframe: '1h' } } as const;
  const full = { ...options, record: RECORD, recordOf: 'BTC/USDT 4h', botUsername: 'analyser_bot' };
  const abouts = [null, { isShown: false, sameClose: ['BUY', 'BUY'] }, { isShown: true, sameClose: ['SELL'] }] as const;
  const signals = (['live', 'recorded', 'simulated'] as const).flatMap((marketSource) =>
    [
      signalOf({ series: { exchange: 'binance', ...market.btc } }),
      signalOf({ series: { exchange: 'kraken', ...market.eur }, entry: 1.08431, stop: 1.08212, target: 1.08655 }),
      swingOf(),
    ].flatMap((signal) => [true, false].map((worthTrading) => ({ ...signal, marketSource, worthTrading }))),
  );

  it.each([
    ['before', 'live', 8],
    ['after', 'live', 8],
    // Where it says that the market is not live, one more if it is one of several of its close.
    ['before', 'recorded', 9],
    ['after', 'recorded', 9],
    ['before', 'simulated', 9],
    ['after', 'simulated', 9],
  ] as const)('a signal takes few lines %s its outcome on a %s market: at most %i', (when, source, most) => {
    const ofSource = signals.filter(({ marketSource }) => marketSource === source);
    const lines = ofSource.flatMap((signal) => {
      const ends =
        signal.family === 'swing'
          ? [swingOutcomeOf()]
          : (['horizon', 'stop'] as const).map((touched) => outcomeOf({ touched, ...PRICES_OF[signal.series.symbol] }));
      const entries = when === 'after' ? ends.map((end) => entryOf(signal, end)) : [entryOf(signal)];
      return entries.flatMap((entry) =>
        abouts.map((about) => phoneLines(shownOf(signalMessage(entry, { ...full, about })))),
      );
    });
    expect(Math.max(...lines)).toBeLessThanOrEqual(most);
    expect(Math.min(...lines)).toBeGreaterThanOrEqual(4);
  });

  it('so does a held swing of which a part was sold, and a step takes five', () => {
    const [trim, leave] = SWING_STEPS;
    const held = { ...entryOf(swingOf({ marketSource: 'recorded' })), steps: [trim] };
    expect(phoneLines(shownOf(signalMessage(held, full)))).toBeLessThanOrEqual(8);
    for (const step of [trim, leave, { ...leave, reason: 'stop' as const }]) {
      const html = stepMessage({ signal: swingOf(), step, before: [] }, { botUsername: 'analyser_bot' });
      expect(phoneLines(shownOf(html))).toBeLessThanOrEqual(6);
      expect(visible(html)).toContain('Model output by Analyser, not advice.');
    }
  });

  it('puts side or result, pair and confidence into the first line and a half but for the pair of a result', () => {
    const [first] = shownOf(signalMessage(entryOf(), full)).split('\n');
    expect(first?.slice(0, 1.5 * PHONE_COLUMNS)).toMatch(/^🟢 BUY BTC\/USDT · 1h · confidence 58\.3\u00a0%/);
    const [settled] = shownOf(signalMessage(entryOf(signalOf(), outcomeOf()), full)).split('\n');
    expect(settled?.slice(0, 1.5 * PHONE_COLUMNS)).toMatch(/^✅ RIGHT \+0\.44\u00a0% after cost · BUY BTC\/USDT/);
  });
});

describe('signalLine', () => {
  it('is one line with side, pair, time, outcome and a command', () => {
    const line = visible(signalLine(entryOf(signalOf(), outcomeOf())));
    expect(line).toBe(
      `🟢 BUY BTC/USDT 1h 58.3\u00a0% · 2024‑05‑12 14:00 UTC · ✅ +0.44\u00a0% · ${signalCommand(signalOf().id)}`,
    );
    expect(visible(signalLine(entryOf()))).toContain(' · ⏳ · ');
  });

  it('uses a command that Telegram recognises', () => {
    expect(signalCommand(signalOf().id)).toMatch(/^\/[a-z0-9_]{1,32}$/);
  });
});

describe('prices', () => {
  it.each([
    ['BTC/USDT', [65_432.1, 65_900], '65,432.10'],
    ['ETH/USDT', [3_001.5, 2_950], '3,001.50'],
    ['SOL/USDT', [142.336, 140], '142.34'],
    ['XRP/USDT', [0.51234, 0.5], '0.51234'],
    ['PEPE/USDT', [0.000012345, 0.000012], '0.000012345'],
    ['EUR/USD', [1.08431, 1.0812], '1.08431'],
    ['USD/JPY', [155.1234, 154.9], '155.123'],
    ['USDC/USDT', [1.00012, 1.00011], '1.00012'],
  ])('of %s read as traders write them', (symbol, prices, expected) => {
    expect(priceText(prices[0] ?? 0, priceDecimals(symbol, prices))).toBe(expected);
  });

  it('have a sign only when they are not zero as shown', () => {
    expect([signedText(0.004, 2), signedText(-0.004, 2), signedText(1, 1), signedText(-1, 1)]).toEqual([
      '0.00',
      '0.00',
      '+1.0',
      '−1.0',
    ]);
  });
});
