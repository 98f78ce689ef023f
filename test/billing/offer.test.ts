import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benefitsOf } from '../../billing/offer.ts';
import { TIER_RIGHTS } from '../../billing/tiers.ts';

const RIGHTS = ['delayCandles', 'botPerMinute', 'backtestsPerDay', 'apiPerMinute', 'apiPerDay'] as const;
const OPEN = { channel: true, apiKey: true };

const typesOf = (...asked: Parameters<typeof benefitsOf>): readonly string[] =>
  benefitsOf(...asked).map(({ type }) => type);

describe('what a tier gives and Free does not', () => {
  it('is the faster signals, the channel, questions and backtests of Pro; no API while nobody can get a key', () => {
    expect(typesOf('pro', { channel: true, apiKey: false })).toEqual(['sooner', 'channel', 'questions', 'backtests']);
    expect(typesOf('pro', { channel: false, apiKey: false })).toEqual(['sooner', 'questions', 'backtests']);
    expect(typesOf('pro', OPEN)).toEqual([
      'sooner',
      'channel',
      'questions',
      'backtests',
      'api-per-minute',
      'api-per-day',
    ]);
    expect(benefitsOf('free', OPEN)).toEqual([]);
  });

  it('is exactly where the table gives more than Free, whatever the table says', () => {
    const row = (title: string) =>
      fc.record({
        title: fc.constant(title),
        delayCandles: fc.constantFrom(0, 0.25, 0.5, 1),
        apiPerMinute: fc.nat(3),
        apiPerDay: fc.nat(3),
        botPerMinute: fc.nat(3),
        backtestsPerDay: fc.nat(3),
      });
    const table = fc.record({ free: row('free'), pro: row('pro'), elite: row('elite') });
    fc.assert(
      fc.property(table, fc.boolean(), (rights, apiKey) => {
        for (const tier of ['free', 'pro', 'elite'] as const) {
          const better = RIGHTS.filter((right) => {
            const gain = rights[tier][right] - rights.free[right];
            return (right === 'delayCandles' ? -gain : gain) > 0 && (apiKey || !right.startsWith('api'));
          });
          expect(benefitsOf(tier, { channel: false, apiKey }, rights)).toHaveLength(better.length);
        }
      }),
    );
  });

  it('covers every right of the table', () => {
    const rights = Object.keys(TIER_RIGHTS.free).filter((name) => name !== 'tier' && name !== 'title');
    expect(rights.toSorted()).toEqual(RIGHTS.toSorted());
  });
});
