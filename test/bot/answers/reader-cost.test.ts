import { describe, expect, it } from 'vitest';
import { atReadersCost, predictionAtCost, roundTripOf } from '../../../bot/answers/cost/reader-cost.ts';
import { ownCost } from '../../../bot/telegram/reader/settings/cost.ts';
import { entryOf, outcomeOf, signalOf, swingOf } from '../../support/signal-fixtures.ts';

const CHEAP = { cryptoSideBps: 2, forexRoundTripBps: null };
const DEAR = { cryptoSideBps: 40, forexRoundTripBps: 3 };

describe('a signal at the cost of its reader', () => {
  it('has their verdict and their results, and the stated ones where they have said nothing', () => {
    const entry = entryOf(signalOf({ expectedValueBps: 15, worthTrading: false }), outcomeOf());
    const cheap = atReadersCost(entry, CHEAP);
    expect(cheap.signal).toMatchObject({ costBps: 4, worthTrading: true });
    expect(cheap.outcome?.plan?.netBps).toBeCloseTo(59.98, 9);
    expect(cheap.outcome?.direction.netBps).toBeCloseTo(59.98, 9);
    expect(atReadersCost(entryOf(signalOf()), DEAR).signal).toMatchObject({ costBps: 80, worthTrading: false });
    for (const cost of [undefined, { cryptoSideBps: null, forexRoundTripBps: 3 }])
      expect(atReadersCost(entry, cost)).toBe(entry);
  });

  it('of a swing is worth trading at no higher cost than the one its past was judged at', () => {
    const entry = entryOf(swingOf({ worthTrading: true }));
    expect(atReadersCost(entry, CHEAP).signal.worthTrading).toBe(true);
    expect(atReadersCost(entry, DEAR).signal.worthTrading).toBe(false);
  });

  it('takes the spread of a currency pair, and both sides of a coin', () => {
    expect([roundTripOf('EUR/USD', DEAR), roundTripOf('BTC/USDT', DEAR), roundTripOf('EUR/USD', CHEAP)]).toEqual([
      3,
      80,
      null,
    ]);
  });

  it('changes what a prediction is worth by the difference', () => {
    const answer = {
      ...{ id: 'a', symbol: 'BTC/USDT', timeframe: '1h', closeTime: '' },
      ...({ action: 'BUY', direction: 'up' } as const),
      ...{ probabilityUp: 0.6, confidencePercent: 60, expectedValueBps: -5, costBps: 20, modelVersion: 'm' },
      ...({ dataQuality: { stamp: 'green', reasons: [] } } as const),
    };
    expect(predictionAtCost(answer, CHEAP)).toMatchObject({ expectedValueBps: 11, costBps: 4 });
    expect(predictionAtCost(answer, undefined)).toBe(answer);
  });
});

describe('a cost in words', () => {
  it.each([
    ['0.12', { cryptoSideBps: 12 }],
    ['0,075 %', { cryptoSideBps: 7.5 }],
    ['forex 0.01', { forexRoundTripBps: 1 }],
    ['0', { cryptoSideBps: 0 }],
    ['9', null],
    ['cheap', null],
    ['-1', null],
  ])('%s', (words, cost) => {
    expect(ownCost(words)).toEqual(cost);
  });
});
