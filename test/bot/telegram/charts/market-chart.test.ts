import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { THEMES } from '../../../../billing/reader-settings.ts';
import { calibrationSvg } from '../../../../bot/telegram/charts/calibration-svg.ts';
import { rasterized } from '../../../../bot/telegram/charts/drawing-process/rasterized.mjs';
import { type MarketPicture, marketSvg } from '../../../../bot/telegram/charts/market-svg.ts';
import { ENGLISH } from '../../../../bot/texts/language.ts';
import { columnsOf } from '../../../../engine/market/candle.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { CALIBRATION } from '../../../support/process/http-server.ts';
import { CLOSE_TIME_MS, entryOf, signalOf } from '../../../support/signal-fixtures.ts';
import { sampleCandles } from '../../../support/stage/stage-samples.ts';

const LOOK_FOLDER = process.env.LOOK_FOLDER ?? null;
const series = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;
const candles = await sampleCandles().read(series, 0, CLOSE_TIME_MS);
const OPEN = entryOf(signalOf({ series }), null);

function market(changes: Partial<MarketPicture> = {}): MarketPicture {
  return { series, candles, open: [OPEN], marketSource: 'live', theme: 'dark', ...changes };
}

function looked(name: string, svg: string): Buffer {
  const png = Buffer.from(rasterized(svg));
  if (LOOK_FOLDER !== null) writeFileSync(`${LOOK_FOLDER}/${name}.png`, png);
  return png;
}

/** Processor time of a drawing, the least of five: the first one reads the fonts, and others use the machine too. */
function leastMs(svgOf: () => string): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    rasterized(svgOf());
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}

describe.each(THEMES)('in %s', (theme) => {
  it('a market is drawn within 150 ms and 120 KB, with what is open', () => {
    const svg = marketSvg(market({ theme }), ENGLISH);
    expect(looked(`market-${theme}`, svg).length).toBeLessThan(120_000);
    expect(leastMs(() => marketSvg(market({ theme }), ENGLISH))).toBeLessThan(150);
    for (const words of ['BTC/USDT · 1h', 'Open: ▲ BUY', 'Target', 'Stop', 'Last']) expect(svg).toContain(words);
  });

  it('a calibration too', () => {
    const picture = { calibration: CALIBRATION, market: null, marketSource: 'recorded', theme } as const;
    const svg = calibrationSvg(picture, ENGLISH);
    expect(looked(`calibration-${theme}`, svg).length).toBeLessThan(120_000);
    expect(leastMs(() => calibrationSvg(picture, ENGLISH))).toBeLessThan(150);
    expect(svg).toContain('RECORDED');
    expect(svg.match(/<circle/g)).toHaveLength(CALIBRATION.reliability.length);
  });
});

describe('a market', () => {
  it('without an open signal says so and shows the last price alone', () => {
    const svg = marketSvg(market({ open: [] }), ENGLISH);
    expect(svg).toContain('No signal is open');
    expect(svg).not.toContain('Target');
  });

  it('marks a gap, and draws a single candle', () => {
    const one = { openTimeMs: CLOSE_TIME_MS - HOUR_MS, open: 1, high: 1, low: 1, close: 1, volume: null };
    const afterGap = { ...one, openTimeMs: CLOSE_TIME_MS + 9 * HOUR_MS, close: 2, high: 2 };
    expect(marketSvg(market({ candles: columnsOf([one]), open: [] }), ENGLISH)).not.toContain('3 9');
    expect(marketSvg(market({ candles: columnsOf([one, afterGap]), open: [] }), ENGLISH)).toContain('3 9');
    expect(() => marketSvg(market({ candles: columnsOf([]) }), ENGLISH)).toThrow('expected candles');
  });
});
