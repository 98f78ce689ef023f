import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rasterized } from '../../../../bot/telegram/charts/drawing-process/rasterized.mjs';
import { labelShapes } from '../../../../bot/telegram/charts/label-shapes.ts';
import type { Shape } from '../../../../bot/telegram/charts/shapes.ts';
import { headShapes, touchShapes } from '../../../../bot/telegram/charts/signal-scene.ts';
import { sceneOf, signalShapes, signalSvg } from '../../../../bot/telegram/charts/signal-svg.ts';
import { SIGNAL_CANVAS, textWidth } from '../../../../bot/telegram/charts/style.ts';
import { ENGLISH } from '../../../../bot/texts/language.ts';
import { type CandleColumns, columnsOf } from '../../../../engine/market/candle.ts';
import type { Signal } from '../../../../engine/signals/signal.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { CLOSE_TIME_MS, entryOf, outcomeOf, signalOf } from '../../../support/signal-fixtures.ts';

/** A wave of 90 candles around `price` that ends at it, with or without volume. */
function waveAround(price: number, volume: number | null): CandleColumns {
  return columnsOf(
    Array.from({ length: 90 }, (_, index) => {
      const open = price * (1 + 0.01 * Math.sin((index - 90) / 7));
      const close = price * (1 + 0.01 * Math.sin((index - 89) / 7));
      const [low, high] = [Math.min(open, close) * 0.999, Math.max(open, close) * 1.001];
      return { openTimeMs: CLOSE_TIME_MS + (index - 90) * HOUR_MS, open, high, low, close, volume };
    }),
  );
}

describe('the picture of a signal', () => {
  it.each([
    ['BTC prices, nothing known yet', {}, null, 5],
    ['BTC prices with an outcome', {}, outcomeOf(), 5],
    [
      'an FX pair without volume',
      { series: { exchange: 'kraken', symbol: 'EUR/USD', timeframe: '1h' }, entry: 1.0843, stop: 1.081, target: 1.089 },
      null,
      null,
    ],
    ['levels a tick apart', { stop: 65_432, target: 65_432.2 }, outcomeOf({ type: 'wrong', grossBps: -3 }), 5],
    ['levels off the picture', { stop: 100, target: 900_000, marketSource: 'simulated' }, null, 5],
    ['a void outcome', {}, outcomeOf({ type: 'void' }), 5],
  ] as const)('draws %s as a square of 1080, the same bytes each time', (_, changes, outcome, volume) => {
    const signal = signalOf(changes as Partial<Signal>);
    const entry = entryOf(signal, outcome);
    const picture = { entry, candles: waveAround(signal.entry, volume), theme: 'light' } as const;
    const [png, again] = [1, 2].map(() => Buffer.from(rasterized(signalSvg(picture, ENGLISH))));
    if (png === undefined || again === undefined) throw new Error('expected two pictures');
    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1080, 1080]);
    expect(png.equals(again)).toBe(true);
    expect(png.length).toBeGreaterThan(20_000);
    expect(png.length).toBeLessThan(200_000);
  });

  it('says why it cannot draw', () => {
    expect(() => signalSvg({ entry: entryOf(), candles: columnsOf([]), theme: 'light' }, ENGLISH)).toThrow(
      'expected candles before',
    );
  });
});

interface TextStyle {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly fontSize: number;
  readonly fontWeight: string;
  readonly align: string;
}

interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function textBoxes(shapes: readonly Shape[]): TextBox[] {
  return shapes
    .filter(({ type }) => type === 'text')
    .map(({ style }) => {
      const { text, x, y, fontSize, fontWeight, align } = style as TextStyle;
      const width = textWidth(text, fontSize, fontWeight === 'bold');
      const left = x - (align === 'right' ? width : align === 'center' ? width / 2 : 0);
      return { text, left, right: left + width, top: y - fontSize / 2, bottom: y + fontSize / 2 };
    });
}

describe('the name of a pair', () => {
  it.each(['BTC/USDT', '1000000BABYDOGE/USDT:USDT', '123456789012345/123456789012345:1234567890'])(
    'is whole, beside the side of the signal: %s',
    (symbol) => {
      const signal = signalOf({ series: { exchange: 'x', symbol, timeframe: '15m' } });
      const boxes = textBoxes(
        headShapes(sceneOf({ entry: entryOf(signal), candles: waveAround(signal.entry, 1), theme: 'light' }, ENGLISH)),
      );
      const title = boxes.find(({ text }) => text === `${symbol} · 15m`);
      const side = boxes.find(({ text }) => text.includes('BUY'));
      expect(title?.right).toBeLessThan(side?.left ?? 0);
    },
  );
});

describe('the picture of any signal', () => {
  it('keeps every text inside, and the labels of the levels apart from each other and from the axis', () => {
    const far = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    const near = fc.double({ min: -1e-4, max: 1e-4, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: -6, max: 6, noNaN: true }),
        fc.oneof(far, near),
        fc.oneof(far, near),
        fc.constantFrom('live', 'recorded', 'simulated'),
        fc.boolean(),
        (magnitude, stop, target, marketSource, isKnown) => {
          const entry = 10 ** magnitude;
          const signal = signalOf({ entry, stop: entry * (1 + stop), target: entry * (1 + target), marketSource });
          const outcome = isKnown
            ? outcomeOf({ open: entry, high: entry * 1.02, low: entry * 0.99, close: entry * 1.01 })
            : null;
          const picture = { entry: entryOf(signal, outcome), candles: waveAround(entry, 1), theme: 'light' } as const;
          const scene = sceneOf(picture, ENGLISH);
          const labels = textBoxes(labelShapes(scene));
          for (const box of textBoxes(signalShapes(scene))) {
            expect(box.left, box.text).toBeGreaterThanOrEqual(0);
            expect(box.right, box.text).toBeLessThanOrEqual(SIGNAL_CANVAS.width);
            expect(box.top, box.text).toBeGreaterThanOrEqual(0);
            expect(box.bottom, box.text).toBeLessThanOrEqual(SIGNAL_CANVAS.height);
          }
          for (const [index, one] of labels.entries()) {
            expect(one.left).toBeGreaterThan(scene.frame.right);
            for (const other of labels.slice(index + 1)) {
              const apart =
                one.bottom <= other.top ||
                other.bottom <= one.top ||
                one.right <= other.left ||
                other.right <= one.left;
              expect(apart, `${one.text} and ${other.text}`).toBe(true);
            }
          }
          expect(scene.frame.right - scene.frame.left).toBeGreaterThan(500);
        },
      ),
    );
  });
});

describe('the mark where a plan was left', () => {
  const sceneWith = (outcome: ReturnType<typeof outcomeOf>) => {
    const entry = entryOf(signalOf({ stop: 65_100, target: 65_850 }), outcome);
    return sceneOf({ entry, candles: waveAround(65_432, 5), theme: 'dark' }, ENGLISH);
  };

  it.each([
    ['stop', 65_100, 'Stop touched'],
    ['target', 65_850, 'Target touched'],
  ] as const)('is a dot on the %s in the column of its candle, and words in the head', (touched, price, name) => {
    const scene = sceneWith(outcomeOf({ touched, close: price }));
    const { frame, range, window } = scene;
    const [mark] = touchShapes(scene);
    if (mark?.type !== 'circle') throw new Error('expected a dot');
    const width = (frame.right - frame.left) / window.slots.length;
    const y = frame.top + ((range.high - price) * (frame.bottom - frame.top)) / (range.high - range.low);
    expect(mark.shape.cx).toBeCloseTo(frame.left + (window.decision + 1.5) * width, 6);
    expect(mark.shape.cy).toBeCloseTo(y, 6);
    expect(textBoxes(headShapes(scene)).some(({ text }) => text.includes(name))).toBe(true);
    expect(scene.levels.filter(({ isTouched }) => isTouched).map(({ type }) => type)).toEqual([touched]);
  });

  it('is not drawn at the horizon, nor where nothing was scored', () => {
    expect(touchShapes(sceneWith(outcomeOf()))).toEqual([]);
    expect(touchShapes(sceneWith(outcomeOf({ type: 'void' })))).toEqual([]);
  });
});
