import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseHtml } from '../../../bot/sandbox/telegram/protocol/html.ts';
import { CHART_THEMES } from '../../../bot/telegram/charts/chart-themes.ts';
import { textWidth } from '../../../bot/telegram/charts/style.ts';
import { renderWhyChart, whyShapes } from '../../../bot/telegram/charts/why-chart.ts';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import { decodeAction, encodeAction } from '../../../bot/telegram/views/action.ts';
import type { WhyAnswer } from '../../../engine/explainer.ts';
import type { Reading } from '../../../engine/explanation/family-readings.ts';
import { FEATURE_FAMILIES, type FeatureFamily, familyOf } from '../../../engine/explanation/feature-family.ts';
import { FEATURES } from '../../../engine/features/table.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { CLOSE_TIME_MS, signalOf } from '../../support/signal-fixtures.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import { explainedOf, SAMPLE_WHY } from '../../support/stage/stage-samples.ts';

const en = textsFor('en');

describe('/why', () => {
  let stage: Stage;
  let answer: WhyAnswer = SAMPLE_WHY;
  beforeAll(async () => {
    stage = await openStage(() => ({ explain: async () => answer }));
  });
  afterAll(() => stage.close());

  it('is a button under a signal and a command, and tells what moved it in plain words', async () => {
    const gil = stage.person('Gil');
    await gil.write('/start');
    await gil.write('/signals');
    const list = await gil.reads(/newest first/);
    const id = /\/signal_([0-9a-f]{10})/.exec(list.text)?.[1] ?? '';
    await gil.press('1');
    await gil.reads(/RIGHT/);
    await gil.press('Why?');
    const told = await gil.reads(/^🔎 Why/);
    expect(told.text).toContain(
      '▲ +4.1 the candle closed 5\u00a0% of the way up from its low to its high; after such hours it rose 57 of 100 times',
    );
    expect(told.photoUrl).not.toBeNull();
    await gil.write(`/why ${id}`);
    expect((await gil.reads(/^🔎 Why/)).text).toBe(told.text);
  });

  it('says so when model or candles are gone, and how to ask', async () => {
    const hal = stage.person('Hal');
    await hal.write('/start');
    await hal.write('/why');
    await hal.reads(/Tell me which signal/);
    await hal.write('/signals');
    const id = /\/signal_([0-9a-f]{10})/.exec((await hal.reads(/newest first/)).text)?.[1] ?? '';
    answer = { type: 'no-model' };
    await hal.write(`/why ${id}`);
    await hal.reads(/no longer kept/);
    answer = { type: 'no-candles' };
    await hal.write(`/why ${id}`);
    await hal.reads(/no longer all stored/);
    answer = SAMPLE_WHY;
  });

  it('keeps what a Free reader may not see yet', async () => {
    const ida = stage.person('Ida');
    await ida.write('/start');
    const newest = (await stage.deps.signals.latest({ limit: 1 }))[0]?.signal.id ?? '';
    await ida.write(`/why ${newest.slice(0, 10)}`);
    await ida.reads(/reaches Free readers at/);
  });

  it('fits a button and comes back', () => {
    const action = { type: 'why', id: 'a1b2c3d4e5' } as const;
    expect(decodeAction(encodeAction(action))).toEqual(action);
    expect(decodeAction('why|<script>')).toBeNull();
  });
});

/** A reading of each family; moves fell by 2.1 %, everything else is its half or twice the usual. */
function readingOf(family: FeatureFamily): Reading {
  const moves: readonly FeatureFamily[] = [
    'last-move',
    'earlier-moves',
    'day-trend',
    'week-trend',
    'same-time',
    'leader',
    'peers',
  ];
  const value = moves.includes(family) ? -0.021 : family === 'hour' || family === 'weekday' ? CLOSE_TIME_MS : 0.5;
  return { value, timesUsual: 3.04, followed: { rises: 285, cases: 500 } };
}

const FEATURE_NAMES = FEATURES.filter(({ group }) => group !== 'scale').map(({ name }) => name);

function textOf(
  family: FeatureFamily,
  reading: Reading | null = readingOf(family),
  changes: Partial<SeriesKey> = {},
): string {
  const feature = FEATURE_NAMES.find((name) => familyOf(name) === family) ?? 'ti:CCI(20)';
  const answer = explainedOf(
    { probabilityUp: 0.513, startUp: 0.503, parts: [{ feature, value: 1, points: 0.01 }] },
    reading === null ? {} : { [family]: reading },
  );
  const series = { exchange: 'binance', symbol: 'SOL/USDT', timeframe: '1h', ...changes } as const;
  const text = en.why(answer, signalOf({ series, probabilityUp: 0.513 }));
  return text.split('\n').find((line) => line.startsWith('▲')) ?? '';
}

describe('the text of why', () => {
  const text = en.why(SAMPLE_WHY, signalOf());

  it('tells families of features with their values and what followed, and the rest together', () => {
    const lines = text.split('\n').filter((line) => /^[▲▼△▽]/.test(line));
    expect(lines).toEqual([
      '▲ <b>+4.1</b> the candle closed 5\u00a0% of the way up from its low to its high; after such hours it rose 57 of 100 times',
      '▲ <b>+2.6</b> BTC is 10\u00a0% of the way up from the low to the high of 24\u00a0h; ' +
        'after such hours it rose 41 of 72 times (few cases: 45 to 68 of 100)',
      '▲ <b>+2.2</b> the next candle opens at 14:00 UTC, in your time ' +
        '<tg-time unix="1715522400" format="t">14:00 UTC</tg-time>; too few such cases to count',
      '▽ −0.9 everything else',
    ]);
    expect(text).toContain('<b>58.3\u00a0%</b>. Knowing nothing it would be 50.3\u00a0%');
    expect(text).toContain('among the 8,000 before it; after any of them it rose 51 of 100 times');
    expect(text).not.toContain('told differently');
  });

  it.each([
    ['last-move', 'SOL fell 2.10\u00a0% in an hour, 3 times its usual; after such hours it rose 57 of 100 times'],
    ['earlier-moves', 'in the 5\u00a0h before the last candle it fell 2.10\u00a0%; after such hours'],
    ['week-trend', 'over 7\u00a0days it fell 2.10\u00a0%; after such hours'],
    ['volume', 'trading was 3 times its usual; after such hours'],
    ['swings', 'moves of the last 24\u00a0h were 3 times their usual size; after such hours'],
    ['hour', '</tg-time>; at this hour it rose 57 of 100 times'],
    ['weekday', 'the next candle opens on a Sunday; on this day it rose 57 of 100 times'],
    ['leader', 'Bitcoin fell 2.10\u00a0% in the same time; after such hours'],
    ['this-market', 'SOL is not like the other markets; in all its past it rose 57 of 100 times'],
  ] as const)('says of %s: %s', (family, said) => {
    expect(textOf(family)).toContain(said);
  });

  it('knows other lengths of candles, and pairs of currencies', () => {
    expect(textOf('last-move', readingOf('last-move'), { symbol: 'EUR/USD', timeframe: '4h' })).toContain(
      'EUR/USD fell 2.10\u00a0% in four hours, 3 times its usual; after such candles it rose',
    );
    expect(textOf('day-trend', readingOf('day-trend'), { timeframe: '1d' })).toContain(
      'over 24\u00a0days it fell 2.10\u00a0%; after such days',
    );
    const still = textOf('last-move', { value: 0, timesUsual: 0, followed: null });
    expect(still).toContain('SOL did not move in an hour; too few such cases to count');
  });

  it('shows figures that add up to the chance shown, to the last digit', () => {
    const points = fc.array(fc.double({ min: -0.02, max: 0.02, noNaN: true }), {
      minLength: 1,
      maxLength: FEATURE_NAMES.length,
    });
    fc.assert(
      fc.property(points, (drawn) => {
        const parts = drawn.map((each, at) => ({ feature: FEATURE_NAMES[at] ?? '', value: 1, points: each }));
        const probabilityUp = drawn.reduce((sum, each) => sum + each, 0.50251);
        fc.pre(probabilityUp > 0 && probabilityUp < 1);
        const own = en.why(explainedOf({ startUp: 0.50251, probabilityUp, parts }), signalOf({ probabilityUp }));
        const [end = 0, start = 0] = [...own.matchAll(/(\d+\.\d)\u00a0%/g)].map(([, figure]) =>
          Math.round(10 * Number(figure)),
        );
        const moves = [...own.matchAll(/^[▲▼△▽] (?:<b>)?([+−])(\d+\.\d)/gm)].map(
          ([, sign, figure]) => (sign === '−' ? -1 : 1) * Math.round(10 * Number(figure)),
        );
        expect(moves.reduce((sum, move) => sum + move, start)).toBe(end);
      }),
    );
  });

  it('points out that candles were told differently since', () => {
    expect(en.why(SAMPLE_WHY, signalOf({ probabilityUp: 0.6 }))).toContain('The signal said 60.0\u00a0%');
  });

  it('has words for every feature of the table, with and without a value, and none of its names', () => {
    for (const name of FEATURE_NAMES) {
      const family = familyOf(name);
      for (const said of [textOf(family), textOf(family, null)]) {
        const [, words = ''] = /<\/b> (.*)/.exec(said) ?? [];
        expect(words.length, name).toBeGreaterThan(3);
        expect(words, name).not.toMatch(/_|bps|points/);
        expect(words, name).not.toContain(family.includes('-') ? family : '∅');
      }
    }
  });

  it('fits a caption with every family told, and one however long names are, and escapes them', () => {
    const every = FEATURE_FAMILIES.filter((family) => family !== 'chosen');
    const families = every.map((family) => ({ family, points: 0.001, reading: readingOf(family) }));
    const all = en.why({ ...SAMPLE_WHY, families }, signalOf({ probabilityUp: 0.9 }));
    const [six, nine] = [6, 9].map((count) =>
      en.why({ ...SAMPLE_WHY, families: families.slice(0, count) }, signalOf()),
    );
    expect(six?.match(/such hours it rose 57 of 100 times/g)).toHaveLength(6);
    expect(nine?.match(/^[▲▼]/gm)).toHaveLength(9);
    const parts = Array.from({ length: 90 }, (_, at) => ({
      feature: `ti:<b>${'x'.repeat(60)}${at}`,
      value: 0,
      points: 0.01,
    }));
    const long = en.why(explainedOf({ ...SAMPLE_WHY, parts }), signalOf());
    expect(long).toContain('&lt;b&gt;');
    for (const each of [six ?? '', nine ?? '', all, long]) expect(read(each)).toBeLessThanOrEqual(1_024);
  });
});

/** Characters as they are read, counted as Telegram does. */
const read = (html: string): number => parseHtml(html).text.length;

describe('the picture of why', () => {
  const picture = { answer: SAMPLE_WHY, signal: signalOf(), theme: 'dark' } as const;

  it('is as high as it has bars, the same bytes each time, in both looks', () => {
    const dark = renderWhyChart(picture, en.language);
    expect(renderWhyChart(picture, en.language).equals(dark)).toBe(true);
    const light = renderWhyChart({ ...picture, theme: 'light' }, en.language);
    expect(light.equals(dark)).toBe(false);
    expect(dark.readUInt32BE(16)).toBe(1_080);
    expect(dark.readUInt32BE(20)).toBe(whyShapes(picture, en.language).height);
  });

  it('has type that is readable on a phone, within its edges, and the figures of the text', () => {
    const { shapes, height } = whyShapes(picture, en.language);
    const texts = shapes.filter(({ type }) => type === 'text').map(({ style }) => textStyle.parse(style));
    expect(texts.map((each) => each.text)).toEqual(
      expect.arrayContaining(['+4.1', '+2.6', '+2.2', '−0.9', 'everything else']),
    );
    for (const { text: said, x, y, fontSize, align } of texts) {
      expect((fontSize * 348) / 1_080, said).toBeGreaterThan(10.5);
      const width = textWidth(said, fontSize);
      expect(align === 'right' ? x - width : x, said).toBeGreaterThan(0);
      expect(align === 'right' ? x : x + width, said).toBeLessThan(1_080);
      expect(y + fontSize / 2, said).toBeLessThan(height);
    }
  });

  it('can be read in both looks: a contrast of 4.5 to 1', () => {
    for (const { background, text, muted, up, down } of Object.values(CHART_THEMES))
      for (const color of [text, muted, up, down])
        expect(contrast(color, background), color).toBeGreaterThanOrEqual(4.5);
  });
});

const textStyle = z.object({ text: z.string(), x: z.number(), y: z.number(), fontSize: z.number(), align: z.string() });

function contrast(one: string, other: string): number {
  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
