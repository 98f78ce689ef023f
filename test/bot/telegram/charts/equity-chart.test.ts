import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { THEMES } from '../../../../billing/reader-settings.ts';
import { rasterized } from '../../../../bot/telegram/charts/drawing-process/rasterized.mjs';
import { equitySvg } from '../../../../bot/telegram/charts/equity-svg.ts';
import { textsFor } from '../../../../bot/telegram/messages/texts.ts';
import { ENGLISH } from '../../../../bot/texts/language.ts';
import { signalsRecord } from '../../../../engine/signals/track-record.ts';
import { DAY_MS, HOUR_MS } from '../../../../engine/time.ts';
import { ROW_START_MS, rowOf } from '../../../support/signal-fixtures.ts';

const LOOK_FOLDER = process.env.LOOK_FOLDER ?? null;
/** 1,200 next candles that win and lose by turns, and 30 swings: few and large. */
const ROWS = [
  ...Array.from({ length: 1_200 }, (_, index) =>
    rowOf(60 * Math.sin(index * 12.9898) + 8 * Math.sin(index / 90), {
      closeTimeMs: ROW_START_MS + index * 8 * HOUR_MS,
    }),
  ),
  ...Array.from({ length: 30 }, (_, index) =>
    rowOf(index % 5 === 4 ? 1_900 : -260, { family: 'swing', closeTimeMs: ROW_START_MS + (3 + index * 13) * DAY_MS }),
  ),
];
const RECORD = signalsRecord(ROWS);
const picture = { netSums: RECORD.netSums, market: null, marketSource: 'recorded' } as const;

describe.each(THEMES)('the picture of a record in %s', (theme) => {
  it('is drawn within 120 KB, a line for each family and one for its fall', () => {
    const svg = equitySvg({ ...picture, theme }, ENGLISH);
    const png = Buffer.from(rasterized(svg));
    if (LOOK_FOLDER !== null) writeFileSync(`${LOOK_FOLDER}/equity-${theme}.png`, png);
    expect(png.length).toBeLessThan(120_000);
    expect(svg.match(/<polyline/g)).toHaveLength(4);
    for (const words of ['Worth trading · all markets', 'Next candle', 'Swing', 'RECORDED'])
      expect(svg).toContain(words);
  });

  it('is drawn of a single result, and of a loss alone', () => {
    for (const nets of [[12], [-12], [-900, -40]]) {
      const { netSums } = signalsRecord(
        nets.map((net, day) => rowOf(net, { closeTimeMs: ROW_START_MS + day * DAY_MS })),
      );
      const svg = equitySvg({ ...picture, netSums, market: 'BTC/USDT', theme }, ENGLISH);
      if (LOOK_FOLDER !== null)
        writeFileSync(`${LOOK_FOLDER}/equity-${theme}${nets.join('')}.png`, Buffer.from(rasterized(svg)));
      expect(svg).not.toMatch(/NaN|Infinity/);
      expect(svg).toContain('BTC/USDT');
    }
  });
});

describe('the figures of the picture', () => {
  it('end at the sum of the record, and are those of the words below it', () => {
    const { plan } = RECORD.worthTrading;
    const ends = RECORD.netSums.map(({ points }) => points.at(-1)?.sumBps ?? Number.NaN);
    const sum = (plan?.averageNetBps ?? Number.NaN) * (plan?.count ?? 0);
    expect(ends.reduce((total, end) => total + end, 0)).toBeCloseTo(sum, 6);
    const words = textsFor('en').equity(RECORD.netSums, { market: null, note: null });
    const svg = equitySvg({ ...picture, theme: 'dark' }, ENGLISH);
    for (const end of ends) {
      const shown = ENGLISH.format.signedPercent(end / 1e4, 1);
      expect(words).toContain(shown);
      expect(svg).toContain(shown);
    }
    for (const { averageNetBps, count, family } of RECORD.groups) {
      const own = RECORD.netSums.find((each) => each.family === family);
      expect(own?.count).toBe(count);
      expect(own?.points.at(-1)?.sumBps).toBeCloseTo(averageNetBps * count, 6);
    }
  });

  it('fall from the highest value before, the start included, and leave information and void signals out', () => {
    const at = (day: number) => ({ closeTimeMs: ROW_START_MS + day * DAY_MS });
    const { netSums } = signalsRecord([
      ...[rowOf(-10, at(0)), rowOf(50, at(1)), rowOf(-20, at(2)), rowOf(-15, at(2)), rowOf(5, at(3))],
      ...[rowOf(900, { worthTrading: false }), rowOf(900, { plan: null })],
    ]);
    expect(netSums).toEqual([
      {
        ...{ family: 'next-candle', count: 5, deepestFallBps: 35 },
        points: [-10, 40, 5, 10].map((sumBps, day) => ({ timeMs: ROW_START_MS + day * DAY_MS, sumBps })),
      },
    ]);
    expect(signalsRecord([rowOf(-10)]).netSums[0]?.deepestFallBps).toBe(10);
    expect(signalsRecord([]).netSums).toEqual([]);
  });
});
