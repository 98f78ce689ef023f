import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickSlots, priceRange, SLOTS, spreadLabels, timeTicks } from '../../../../bot/telegram/charts/layout.ts';
import { ENGLISH } from '../../../../bot/texts/language.ts';
import { type Candle, columnsOf } from '../../../../engine/market/candle.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { CLOSE_TIME_MS, entryOf, outcomeOf, signalOf } from '../../../support/signal-fixtures.ts';

const hour = (openTimeMs: number, price = 65_000): Candle => ({
  openTimeMs,
  open: price,
  high: price + 50,
  low: price - 50,
  close: price + 20,
  volume: 3,
});
/** Hours from `from` to `to` counted from the decision: −1 is the candle decided upon, 0 the one the signal is about. */
const hours = (from: number, to: number): Candle[] =>
  Array.from({ length: to - from + 1 }, (_, index) => hour(CLOSE_TIME_MS + (from + index) * HOUR_MS));

describe('pickSlots', () => {
  it('shows 24 candles up to the decision and leaves room for 6 after it', () => {
    const { slots, decision } = pickSlots(entryOf(), columnsOf(hours(-200, -1)));
    expect(slots).toHaveLength(SLOTS.before + SLOTS.after);
    expect(decision).toBe(SLOTS.before - 1);
    expect(slots[decision]?.openTimeMs).toBe(CLOSE_TIME_MS - HOUR_MS);
    expect(slots.slice(decision + 1).every(({ candle }) => candle === null)).toBe(true);
    expect(slots[decision + 1]?.openTimeMs).toBe(CLOSE_TIME_MS);
  });

  it('shows what came after, as far as there is room', () => {
    const { slots, decision } = pickSlots(entryOf(), columnsOf(hours(-80, 30)));
    expect(slots.at(-1)?.openTimeMs).toBe(CLOSE_TIME_MS + 5 * HOUR_MS);
    expect(slots.slice(decision + 1).every(({ candle }) => candle !== null)).toBe(true);
  });

  it('takes the next candle from the outcome where the store has none', () => {
    const outcome = outcomeOf();
    const { slots, decision } = pickSlots(entryOf(signalOf(), outcome), columnsOf(hours(-80, -1)));
    expect(slots[decision + 1]?.candle).toMatchObject({ ...outcome.prices, volume: null });
  });

  it('leaves the next slot empty when that candle never came', () => {
    const { slots, decision } = pickSlots(entryOf(), columnsOf([...hours(-80, -1), ...hours(2, 4)]));
    expect(slots[decision + 1]).toMatchObject({ openTimeMs: CLOSE_TIME_MS, candle: null });
    expect(slots[decision + 2]).toMatchObject({ openTimeMs: CLOSE_TIME_MS + 2 * HOUR_MS, afterGap: true });
  });

  it('marks missing candles, which take no room', () => {
    const { slots } = pickSlots(entryOf(), columnsOf([...hours(-80, -50), ...hours(-2, -1)]));
    expect(slots.filter(({ afterGap }) => afterGap).map(({ openTimeMs }) => openTimeMs)).toEqual([
      CLOSE_TIME_MS - 2 * HOUR_MS,
    ]);
  });

  it.each([
    [20, 1],
    [60, 3],
    [500, 21],
  ])('shows a position of %i candles in at most 48 columns of %i, from the entry to the exit', (held, each) => {
    const signal = signalOf({ horizonCandles: null, target: null });
    const outcome = outcomeOf({ touched: 'exit' });
    if (outcome.plan === null) throw new Error('expected a plan');
    const plan = { ...outcome.plan, exitTimeMs: CLOSE_TIME_MS + held * HOUR_MS };
    const before = hours(-24 * each, -1);
    const after = hours(0, held + 10).map((candle, index) => ({ ...candle, high: candle.high + index }));
    const window = pickSlots(entryOf(signal, { ...outcome, plan }), columnsOf([...before, ...after]));
    const { slots, decision, end, candlesEach } = window;
    expect(candlesEach).toBe(each);
    expect(slots.length).toBeLessThanOrEqual(48);
    expect(slots[decision + 1]?.openTimeMs).toBe(CLOSE_TIME_MS);
    expect(slots[decision + 1]?.candle?.high).toBe(65_050 + each - 1);
    expect(slots[end]?.openTimeMs).toBeLessThan(plan.exitTimeMs);
    expect((slots[end]?.openTimeMs ?? 0) + each * HOUR_MS).toBeGreaterThanOrEqual(plan.exitTimeMs);
    expect(slots.every(({ candle }) => candle !== null)).toBe(true);
  });

  it('shows all of a position that is still held', () => {
    const signal = signalOf({ horizonCandles: null, target: null });
    const { slots, candlesEach } = pickSlots(entryOf(signal), columnsOf([...hours(-200, -1), ...hours(0, 99)]));
    expect(candlesEach).toBe(5);
    expect(slots.length).toBeLessThanOrEqual(48);
    expect(slots.findLast(({ candle }) => candle !== null)?.openTimeMs).toBe(CLOSE_TIME_MS + 95 * HOUR_MS);
  });

  it('refuses to draw nothing', () => {
    expect(() => pickSlots(entryOf(), columnsOf(hours(0, 5)))).toThrow('expected candles before 2024-05-12T14:00');
  });
});

describe('priceRange', () => {
  const { slots } = pickSlots(entryOf(), columnsOf(hours(-80, -1)));

  it('holds candles and near levels with some air', () => {
    const { low, high } = priceRange(slots, [65_020, 65_100, 64_900]);
    expect(low).toBeLessThan(64_900);
    expect(high).toBeGreaterThan(65_100);
  });

  it('does not let a far level flatten the candles', () => {
    const { low, high } = priceRange(slots, [65_020, 90_000, 64_900]);
    expect(high - low).toBeLessThan(500);
  });

  it('is never empty', () => {
    const flat = columnsOf([{ ...hour(CLOSE_TIME_MS - HOUR_MS), open: 5, high: 5, low: 5, close: 5 }]);
    const { low, high } = priceRange(pickSlots(entryOf(), flat).slots, [5, 5, 5]);
    expect(high).toBeGreaterThan(low);
  });
});

describe('spreadLabels', () => {
  it('leaves labels alone that do not touch', () => {
    expect(spreadLabels([100, 300, 200], { top: 0, bottom: 400, height: 40 })).toEqual([100, 300, 200]);
  });

  it('never lets them overlap, leave the area or change their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 450, noNaN: true }), { minLength: 1, maxLength: 8 }),
        (wanted) => {
          const area = { top: 0, bottom: 400, height: 40 };
          const centres = spreadLabels(wanted, area);
          const order = wanted
            .map((_, index) => index)
            .toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
          order.forEach((index, place) => {
            const centre = centres[index] ?? Number.NaN;
            expect(centre).toBeGreaterThanOrEqual(area.top + 20 - 1e-9);
            expect(centre).toBeLessThanOrEqual(area.bottom - 20 + 1e-9);
            const former = order[place - 1];
            if (former !== undefined) {
              expect(centre - (centres[former] ?? Number.NaN)).toBeGreaterThanOrEqual(area.height - 1e-9);
            }
          });
        },
      ),
    );
  });
});

describe('timeTicks', () => {
  it('writes round times, and a date where a day begins', () => {
    const slots = hours(-72, 7).map((candle) => ({ openTimeMs: candle.openTimeMs, candle, afterGap: false }));
    expect(timeTicks(slots, 11, ENGLISH.format).map(({ text }) => text)).toEqual([
      '10 May',
      '12:00',
      '11 May',
      '12:00',
      '12 May',
      '12:00',
    ]);
  });

  it('keeps them apart and off the edges, whatever is missing', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -400, max: -2 }), { maxLength: 150 }),
        fc.integer({ min: 4, max: 20 }),
        (rows, least) => {
          const candles = [...rows.toSorted((a, b) => a - b), -1].map((row) => hour(CLOSE_TIME_MS + row * HOUR_MS));
          const { slots } = pickSlots(entryOf(), columnsOf(candles));
          const ticks = timeTicks(slots, least, ENGLISH.format);
          ticks.forEach(({ slot }, index) => {
            expect(slot + 0.5).toBeGreaterThanOrEqual(least / 2);
            expect(slot + 0.5).toBeLessThanOrEqual(slots.length - least / 2);
            expect(slot - (ticks[index - 1]?.slot ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(least);
          });
        },
      ),
    );
  });
});
