import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { backtestOption, backtestScene, renderBacktestChart } from '../../../../bot/telegram/charts/backtest-chart.ts';
import { calibrationSvg } from '../../../../bot/telegram/charts/calibration-svg.ts';
import { rasterized } from '../../../../bot/telegram/charts/drawing-process/rasterized.mjs';
import { outlinesOf, withShapedText } from '../../../../bot/telegram/charts/drawing-process/shaped-text.mjs';
import { equitySvg } from '../../../../bot/telegram/charts/equity-svg.ts';
import { marketSvg } from '../../../../bot/telegram/charts/market-svg.ts';
import { signalSvg } from '../../../../bot/telegram/charts/signal-svg.ts';
import { renderWhyChart, whyShapes } from '../../../../bot/telegram/charts/why-chart.ts';
import { LANGUAGES, type Language, languageFor } from '../../../../bot/texts/language.ts';
import { FEATURE_FAMILIES } from '../../../../engine/explanation/feature-family.ts';
import { signalsRecord } from '../../../../engine/signals/track-record.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { testedRule } from '../../../support/models/tested-rule.ts';
import { CALIBRATION } from '../../../support/process/http-server.ts';
import { CLOSE_TIME_MS, entryOf, outcomeOf, ROW_START_MS, rowOf, signalOf } from '../../../support/signal-fixtures.ts';
import { SAMPLE_WHY, sampleCandles } from '../../../support/stage/stage-samples.ts';

/** Where the pictures are kept, to be looked at. */
const LOOK_FOLDER = process.env.LOOK_FOLDER ?? null;
const series = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;
const candles = await sampleCandles().read(series, 0, CLOSE_TIME_MS);
const { netSums } = signalsRecord(
  Array.from({ length: 60 }, (_, at) =>
    rowOf(20 * Math.sin(at), {
      closeTimeMs: ROW_START_MS + at * HOUR_MS,
      ...(at % 9 === 0 ? { family: 'swing' } : {}),
    }),
  ),
);
const reading = { value: 0.5, timesUsual: 2, followed: null };
/** With every family of features, more than one picture shows. */
const WHY = {
  answer: { ...SAMPLE_WHY, families: FEATURE_FAMILIES.map((family) => ({ family, points: 0.01, reading })) },
  ...{ signal: signalOf(), theme: 'dark' as const },
};

/** Pictures that are put together as SVG, by what they show. */
const SVGS: Readonly<Record<string, (language: Language) => string>> = {
  signal: (language) => signalSvg({ entry: entryOf(signalOf({ series })), candles, theme: 'light' }, language),
  outcome: (language) =>
    signalSvg({ entry: entryOf(signalOf({ series }), outcomeOf()), candles, theme: 'dark' }, language),
  market: (language) =>
    marketSvg(
      { series, candles, open: [entryOf(signalOf({ series }))], marketSource: 'live', theme: 'light' },
      language,
    ),
  calibration: (language) =>
    calibrationSvg({ calibration: CALIBRATION, market: null, marketSource: 'recorded', theme: 'dark' }, language),
  equity: (language) => equitySvg({ netSums, market: null, marketSource: 'simulated', theme: 'light' }, language),
};
const CHARTS: Readonly<Record<string, (language: Language) => Uint8Array>> = {
  why: (language) => renderWhyChart({ ...WHY, answer: SAMPLE_WHY }, language),
  backtest: (language) => renderBacktestChart(testedRule(), null, language),
};

/** Every text that shapes or options of a picture hold. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === 'text' && typeof each === 'string' ? [each] : textsIn(each),
  );
}

/** What all pictures say in a language. */
function wordsIn(language: Language): readonly string[] {
  return [
    ...Object.values(SVGS).flatMap((svgOf) =>
      [...svgOf(language).matchAll(/<text[^>]*>([^<]*)/g)].map(([, text = '']) => text),
    ),
    ...textsIn(whyShapes(WHY, language).shapes),
    ...textsIn(backtestOption(backtestScene(testedRule(), null, language))),
  ];
}

describe.each(LANGUAGES)('pictures in %s', (code) => {
  const words = wordsIn(languageFor(code));

  it('have a glyph for each of their letters', () => {
    expect(words.length).toBeGreaterThan(60);
    const missing = words.filter((each) => outlinesOf(each, { size: 34, isBold: each.length % 2 === 0 }).missing > 0);
    expect(missing).toEqual([]);
  });
});

it('a letter that no font has is noticed', () => {
  expect(outlinesOf('株価', { size: 34, isBold: false }).missing).toBe(2);
  expect(outlinesOf('ক', { size: 34, isBold: true }).missing).toBe(1);
});

describe('pictures in Hindi', () => {
  const hindi = languageFor('hi');

  it.each(Object.entries(SVGS))('say their words in Hindi within 150 ms and 120 KB: %s', (name, svgOf) => {
    const svg = withShapedText(svgOf(hindi));
    expect(svgOf(hindi)).toMatch(/<text[^>]*>[^<]*\p{Script=Devanagari}/u);
    expect(svg).not.toMatch(/\p{Script=Devanagari}/u);
    const png = rasterized(svg);
    if (LOOK_FOLDER !== null) writeFileSync(`${LOOK_FOLDER}/hi-${name}.png`, png);
    expect(png.length).toBeLessThan(120_000);
    expect(leastMs(() => rasterized(withShapedText(svgOf(hindi))))).toBeLessThan(150);
  });

  it.each(Object.entries(CHARTS))('by ECharts too: %s', (name, draw) => {
    const png = draw(hindi);
    if (LOOK_FOLDER !== null) writeFileSync(`${LOOK_FOLDER}/hi-${name}.png`, png);
    expect(png.length).toBeLessThan(120_000);
    expect(Buffer.from(png).equals(draw(languageFor('en')))).toBe(false);
    expect(Buffer.from(png).equals(draw(hindi))).toBe(true);
  });
});

/** Processor time of a drawing, the least of five: the first one reads the fonts, and others use the machine too. */
function leastMs(draw: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    draw();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}

describe('letters that join', () => {
  const look = { size: 100, isBold: false };
  const widthOf = (text: string): number => outlinesOf(text, look).width;

  it('become one: a conjunct is narrower than its parts, a sign above takes no room', () => {
    expect(widthOf('क्ष')).toBeLessThan(0.8 * (widthOf('क') + widthOf('ष')));
    expect(widthOf('कें')).toBeCloseTo(widthOf('क'), 5);
  });

  it('change places: the sign of i stands before the letter that it is spoken after', () => {
    const [sign, letter] = [widthOf('कि') - widthOf('क'), outlinesOf('क', look).path];
    expect(sign).toBeGreaterThan(10);
    // The letter's outline is there, shifted by the sign that now precedes it.
    const shifted = letter.replaceAll(/(-?[\d.]+),/g, (_, x) => `${Math.round((Number(x) + sign) * 100) / 100},`);
    const points = (path: string): readonly number[] =>
      [...path.matchAll(/(-?[\d.]+),/g)].map(([, x]) => Math.round(Number(x)));
    expect(points(outlinesOf('कि', look).path).slice(-points(shifted).length)).toEqual(points(shifted));
  });

  it('are put where the text was, between figures as DejaVu has them', () => {
    const at = (anchor: string): readonly number[] => {
      const svg = withShapedText(
        `<text x="500" y="40" fill="#fff" text-anchor="${anchor}" font-size="20">लक्ष्य 12 &amp; 3</text>`,
      );
      expect(svg).toMatch(/^<g fill="#fff"><path /);
      const [, left = '', base = ''] = /translate\((\S+) (\S+)\)/.exec(svg) ?? [];
      return [Number(left), Number(base)];
    };
    const width = outlinesOf('लक्ष्य 12 & 3', { size: 20, isBold: false }).width;
    expect(at('start')).toEqual([500, 40]);
    expect(at('middle')[0]).toBeCloseTo(500 - width / 2, 1);
    expect(at('end')[0]).toBeCloseTo(500 - width, 1);
    const latin = '<text x="1" y="2">BUY 65,432.10</text>';
    expect(withShapedText(latin)).toBe(latin);
  });
});
