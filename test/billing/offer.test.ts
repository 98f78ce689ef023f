import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benefitsOf } from '../../billing/offer.ts';
import { ALERT_TIERS, TIER_RIGHTS } from '../../billing/tiers.ts';

const RIGHTS = [
  'delayCandles',
  'swingDelayDays',
  'directAlerts',
  'botPerMinute',
  'backtestsPerDay',
  'apiPerMinute',
  'apiPerDay',
] as const;
const OPEN = { channel: true, apiKey: true, swing: true };

const typesOf = (...asked: Parameters<typeof benefitsOf>): readonly string[] =>
  benefitsOf(...asked).map(({ type }) => type);

describe('what a tier gives and Free does not', () => {
  it('is the faster signals, the channel, questions and backtests of Pro; no API while nobody can get a key', () => {
    expect(typesOf('pro', { channel: true, apiKey: false, swing: false })).toEqual([
      ...['sooner', 'channel', 'direct-alerts', 'questions', 'backtests'],
    ]);
    expect(typesOf('pro', { channel: false, apiKey: false, swing: false })).toEqual([
      'sooner',
      'direct-alerts',
      'questions',
      'backtests',
    ]);
    expect(typesOf('pro', OPEN)).toEqual([
      'sooner',
      'channel',
      'swing-sooner',
      'direct-alerts',
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
        swingDelayDays: fc.constantFrom(0, 1, 3),
        directAlerts: fc.boolean(),
        apiPerMinute: fc.nat(3),
        apiPerDay: fc.nat(3),
        botPerMinute: fc.nat(3),
        backtestsPerDay: fc.nat(3),
      });
    const table = fc.record({ free: row('free'), pro: row('pro'), elite: row('elite') });
    fc.assert(
      fc.property(table, fc.boolean(), fc.boolean(), (rights, apiKey, swing) => {
        for (const tier of ['free', 'pro', 'elite'] as const) {
          const better = RIGHTS.filter((right) => {
            const gain = Number(rights[tier][right]) - Number(rights.free[right]);
            const isOpen = (apiKey || !right.startsWith('api')) && (swing || right !== 'swingDelayDays');
            return (right.includes('elay') ? -gain : gain) > 0 && isOpen;
          });
          expect(benefitsOf(tier, { channel: false, apiKey, swing }, rights)).toHaveLength(better.length);
        }
      }),
    );
  });

  it('is signals sent directly in exactly the tiers that may have them', () => {
    const offered = (['free', 'pro', 'elite'] as const).filter((tier) => typesOf(tier, OPEN).includes('direct-alerts'));
    expect(ALERT_TIERS).toEqual(offered);
    expect(ALERT_TIERS).toEqual(['pro', 'elite']);
  });

  it('covers every right of the table', () => {
    const rights = Object.keys(TIER_RIGHTS.free).filter((name) => name !== 'tier' && name !== 'title');
    expect(rights.toSorted()).toEqual(RIGHTS.toSorted());
  });
});
