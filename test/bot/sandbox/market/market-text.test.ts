import { describe, expect, it } from 'vitest';
import { marketText } from '../../../../bot/sandbox/market/market-text.ts';
import { replayEnded, replayNote } from '../../../../bot/sandbox/market/replay-note.ts';
import { ENGLISH, languageFor, PSEUDO } from '../../../../bot/texts/language.ts';
import { SWING_CANDLES } from '../../../../engine/swing/decide-swing.ts';
import { plainWords } from '../../../support/chat/plain-letters.ts';
import { CHOSEN_MARKETS } from '../../../support/sandbox/chosen-markets.ts';

const [, , redated] = CHOSEN_MARKETS;
if (redated === undefined) throw new Error('expected a market of another year');

describe('what a sandbox replays', () => {
  it('is named with its source, its time and its past', () => {
    const span = 'replayed from 6 Sep 2024 to 12 Nov 2024 after 3,600 candles to learn from';
    expect(CHOSEN_MARKETS.map((market) => marketText(market, ENGLISH))).toEqual([
      `Recent candles of BTC/USDT and ETH/USDT (Binance, 1h), then live ones, ${span}`,
      `Recorded candles of BTC/USDT and ETH/USDT (Binance, 1h), ${span}`,
      `Recorded candles of EUR/USD (a file, 1h), ${span}. EUR/USD is of 2018, dated 6 years later, ETH/USD is of 2025, ` +
        'dated a year earlier, so that all markets share one clock',
      'SIMULATED market (seed 7): BTC/USDT (1h), with a reversal built in, so that results here say nothing about real ' +
        `markets, ${span}. No swing signals of ETH/USDT (Binance, 1h): fewer than ${SWING_CANDLES} candles of past`,
    ]);
  });

  it('is noted beside results', () => {
    expect(CHOSEN_MARKETS.map((market) => replayNote(market, 1_440.2, ENGLISH))).toEqual([
      'recent candles replayed at 1,440×, then live',
      'recorded candles, replayed at 1,440×',
      'recorded candles, replayed at 1,440× (EUR/USD is of 2018, dated 6 years later, ETH/USD is of 2025, dated a year earlier)',
      'SIMULATED market at 1,440×: results here say nothing about real ones',
    ]);
  });

  it('ends with how to start over', () => {
    expect(replayEnded(redated, ENGLISH)).toBe(
      'The recording ended on 12 Nov 2024: the clock stands still there and nothing new comes. To start over, stop the ' +
        'process (Ctrl-C) and run: npm start -- --fresh',
    );
  });

  it('is in the language of the reader', () => {
    const pseudo = languageFor(PSEUDO);
    const texts = CHOSEN_MARKETS.flatMap((market) => [
      marketText(market, pseudo),
      replayNote(market, 12, pseudo),
      replayEnded(market, pseudo).replace('npm start -- --fresh', ''),
    ]);
    expect(texts.flatMap((text) => plainWords(text))).toEqual([]);
  });
});
