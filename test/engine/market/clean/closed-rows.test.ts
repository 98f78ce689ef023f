import { describe, expect, it } from 'vitest';
import { importSeriesFile } from '../../../../engine/adapters/files/import-candles-file.ts';
import { calendarOf, isHolidayAt, isOpenAt } from '../../../../engine/market/calendar/gaps.ts';
import { type Candle, columnsOf } from '../../../../engine/market/candle.ts';
import { clean } from '../../../../engine/market/clean/clean.ts';
import { rawRowsOf } from '../../../../engine/market/clean/raw-rows.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { sharedPath } from '../../../support/shared.ts';

const START_MS = Date.UTC(2024, 0, 1);
/** Differs from call to call, the same in every run. */
let draw = 0;

/** Every hour of some weeks: candles that move while the market is open, and the last close without volume while it is not. */
function everyHour(symbol: string, volume: (isOpen: boolean) => number | null, weeks = 5): readonly Candle[] {
  const calendar = calendarOf(symbol);
  let price = 1.1;
  return Array.from({ length: weeks * 168 }, (_, hour) => {
    const openTimeMs = START_MS + hour * HOUR_MS;
    const isOpen = isOpenAt(calendar, openTimeMs) && !isHolidayAt(calendar, openTimeMs);
    const open = price;
    if (isOpen) price *= 1 + 0.0005 * Math.sin(hour * 1.7);
    const wick = isOpen ? 0.0003 : 0;
    const [high, low] = [Math.max(open, price) + wick, Math.min(open, price) - wick];
    return { openTimeMs, open, high, low, close: price, volume: volume(isOpen) };
  });
}

const cleaned = (candles: readonly Candle[], symbol: string) =>
  clean(rawRowsOf(columnsOf(candles)), { timeframe: '1h', calendar: calendarOf(symbol) });
const codes = (candles: readonly Candle[], symbol: string) => [
  ...new Set(cleaned(candles, symbol).findings.map(({ code }) => code)),
];

describe('rows of closed markets', () => {
  it.each([
    ['EUR/USD', (isOpen: boolean) => (isOpen ? 100 + 0.5 * Math.sin(draw++) : 0)],
    ['EUR/USD', () => null],
    ['EUR/USD', () => 0],
    ['XAU/USD', (isOpen: boolean) => (isOpen ? 80 + 0.5 * Math.sin(draw++) : 0)],
  ])('that never move are left out and told: %s', (symbol, volume) => {
    const candles = everyHour(symbol, volume);
    const { candles: left, findings } = cleaned(candles, symbol);
    const calendar = calendarOf(symbol);
    const open = candles.filter(
      (each) => isOpenAt(calendar, each.openTimeMs) && !isHolidayAt(calendar, each.openTimeMs),
    );
    expect([...left.openTimeMs]).toEqual(open.map(({ openTimeMs }) => openTimeMs));
    const told = findings.filter(({ code }) => code === 'closed');
    expect(told.reduce((sum, each) => sum + each.candles, 0)).toBe(candles.length - open.length);
    expect(told[0]?.say).toMatch(/never move and have no volume/);
    expect(findings.filter(({ code }) => code === 'gap')).toEqual([]);
  });

  it('stay in a market that trades at the weekend', () => {
    const candles = everyHour('EUR/USD', (isOpen) => (isOpen ? 100 + 0.5 * Math.sin(draw++) : 0));
    expect(cleaned(candles, 'BTC/USD').candles.length).toBe(candles.length);
  });

  it('stay where they move or were traded', () => {
    const candles = everyHour('EUR/USD', () => 7 + 0.5 * Math.sin(draw++));
    expect(cleaned(candles, 'EUR/USD').candles.length).toBe(candles.length);
  });

  it('are left out on a holiday that no calendar knows', () => {
    const from = START_MS + (2 * 168 + 50) * HOUR_MS;
    const candles = everyHour('EUR/USD', () => 90 + 0.5 * Math.sin(draw++)).filter((each) =>
      isOpenAt('forex', each.openTimeMs),
    );
    const price = candles.find(({ openTimeMs }) => openTimeMs === from)?.open ?? 1;
    const still = { open: price, high: price, low: price, close: price, volume: 0 };
    const isFrozen = ({ openTimeMs }: Candle) => openTimeMs >= from && openTimeMs < from + 9 * HOUR_MS;
    const frozen = candles.map((each) => (isFrozen(each) ? { ...each, ...still } : each));
    expect(cleaned(frozen, 'EUR/USD').candles.length).toBe(candles.length - 9);
  });

  it('a pegged currency stands still for hours and keeps them', () => {
    const still = { open: 3.67, high: 3.67, low: 3.67, close: 3.67, volume: null };
    const candles = everyHour('USD/AED', () => null)
      .filter((each) => isOpenAt('forex', each.openTimeMs))
      .map((each, hour) =>
        hour % 10 < 8 ? { ...each, ...still } : { ...each, open: 3.67, high: 3.68, low: 3.66, close: 3.67 },
      );
    expect(cleaned(candles, 'USD/AED').candles.length).toBeGreaterThan(candles.length - 40);
  });

  const path = sharedPath('cases/07-flat-weekend/flat-weekend-iso.csv');
  it.skipIf(path === null)('of Dukascopy: 840 rows are 600 candles without a gap (skipped without ../shared)', () => {
    const { candles, findings } = importSeriesFile(path ?? '', { symbol: 'EUR/USD', timeframe: '1h' });
    expect(candles.length).toBe(600);
    expect(findings.map(({ code, candles: count }) => [code, count])).toEqual(
      Array.from({ length: 5 }, () => ['closed', 48]),
    );
  });
});

describe('volume', () => {
  it('0 though the price moves is unknown, said once', () => {
    const { candles, findings } = cleaned(
      everyHour('BTC/USD', () => 0),
      'BTC/USD',
    );
    expect(candles.volume.every(Number.isNaN)).toBe(true);
    expect(findings.map(({ code, candles: count }) => [code, count])).toEqual([['volume-unknown', 840]]);
  });

  it('of one figure throughout is none', () => {
    expect(
      codes(
        everyHour('BTC/USD', () => 1),
        'BTC/USD',
      ),
    ).toEqual(['volume-unknown']);
  });

  it('0 of a candle that stood still among traded ones stays 0', () => {
    const candles = everyHour('EUR/USD', (isOpen) => (isOpen ? 100 + 0.5 * Math.sin(draw++) : 0));
    const { volume } = cleaned(candles, 'BTC/USD').candles;
    expect([...volume].filter((each) => each === 0).length).toBeGreaterThan(100);
    expect([...volume].some(Number.isNaN)).toBe(false);
  });

  const path = sharedPath('cases/21-volume-zero/eurusd-1h.csv');
  it.skipIf(path === null)('of HistData and Yahoo is unknown (skipped without ../shared)', () => {
    const { candles, findings } = importSeriesFile(path ?? '', { symbol: 'EUR/USD', timeframe: '1h' });
    expect(candles.volume.every(Number.isNaN)).toBe(true);
    expect(findings.map(({ code }) => code)).toEqual(['volume-unknown']);
  });
});
