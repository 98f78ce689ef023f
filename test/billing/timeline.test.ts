import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entitlementAt, standingAt } from '../../billing/entitlement.ts';
import type { LedgerFact } from '../../billing/ledger-fact.ts';
import { timelineOf } from '../../billing/timeline.ts';
import {
  ACCOUNT,
  charge,
  DAY,
  HISTORY_PLANS,
  HORIZON_HOURS,
  HOUR,
  histories,
  refundOf,
} from '../support/billing/histories.ts';
import { rememberOrders, steppingModel } from '../support/billing/stepping-model.ts';

const at = (facts: readonly LedgerFact[], day: number) => entitlementAt(facts, day * DAY, HISTORY_PLANS);
const standing = (facts: readonly LedgerFact[], day: number) => standingAt(facts, day * DAY, HISTORY_PLANS);
const fact = (externalId: string, day: number) => ({
  ...{ provider: 'stars' as const, externalId, telegramId: ACCOUNT, atMs: day * DAY },
});
const subscribed = charge('s1', 0, { order: 'p0' });
const renewed = charge('s2', 6 * DAY, { order: 'p0', type: 'renewed' });
const cancelled = (day: number): LedgerFact => ({ ...fact('cancel', day), type: 'cancelled', order: 'p0' });
const granted = (day: number, days: number): LedgerFact => ({
  ...fact(`g${day}`, day),
  ...{ type: 'granted', tier: 'pro', durationMs: days * DAY, reason: 'admin', code: null },
});

describe('a subscription', () => {
  it.each([
    {
      what: 'goes on while it is charged',
      facts: [subscribed, renewed],
      day: 7,
      tier: 'pro',
      until: 12,
      state: 'active',
    },
    {
      what: 'keeps what is paid when cancelled',
      facts: [subscribed, cancelled(2)],
      day: 5,
      tier: 'pro',
      until: 6,
      state: 'cancelled',
    },
    {
      what: 'has no grace when cancelled',
      facts: [subscribed, cancelled(2)],
      day: 6,
      tier: 'free',
      until: 6,
      state: 'expired',
    },
    {
      what: 'stays open for 72 hours when a renewal is overdue',
      facts: [subscribed],
      day: 8.9,
      tier: 'pro',
      until: 6,
      state: 'past-due',
    },
    { what: 'ends after grace', facts: [subscribed], day: 9, tier: 'free', until: 6, state: 'expired' },
    {
      what: 'begins its next period when it is paid late',
      facts: [subscribed, charge('s2', 8 * DAY, { order: 'p0', type: 'renewed' })],
      ...{ day: 9, tier: 'pro', until: 14, state: 'active' },
    },
    {
      what: 'is over in grace as soon as it is cancelled',
      facts: [subscribed, cancelled(7)],
      ...{ day: 7, tier: 'free', until: 6, state: 'expired' },
    },
    {
      what: 'leaves nothing when its only charge is refunded',
      facts: [subscribed, refundOf(subscribed, DAY)],
      day: 2,
      tier: 'free',
      until: null,
      state: 'refunded',
    },
  ])('$what', ({ facts, day, tier, until, state }) => {
    expect(at(facts, day)).toEqual({ tier, paidUntilMs: until === null ? null : until * DAY, state });
  });

  it('is named by its first charge, and says whether it renews', () => {
    expect(standing([renewed, subscribed], 7).subscriptions).toMatchObject([
      {
        first: { externalId: 's1' },
        newest: { externalId: 's2' },
        paidUntilMs: 12 * DAY,
        renews: true,
        graceUntilMs: null,
      },
    ]);
    expect(standing([subscribed], 7).subscriptions).toMatchObject([{ graceUntilMs: 9 * DAY }]);
    expect(standing([subscribed, cancelled(1)], 2).subscriptions).toMatchObject([{ renews: false }]);
  });

  it('by card goes on at Stripe when a charge goes back there; one by Stars ends with it', () => {
    const stars = [subscribed, renewed, refundOf(subscribed, 7 * DAY)];
    const card = stars.map((each) => ({ ...each, provider: 'stripe' as const }));
    expect(standing(stars, 8).subscriptions).toMatchObject([{ paidUntilMs: 12 * DAY, renews: false }]);
    expect(standing(card, 8).subscriptions).toMatchObject([{ paidUntilMs: 12 * DAY, renews: true }]);
    // Nobody whose money went back has the days of grace.
    const newest = refundOf(renewed, 7 * DAY);
    for (const provider of ['stars', 'stripe'] as const)
      expect(
        at(
          [subscribed, renewed, newest].map((each) => ({ ...each, provider })),
          8,
        ),
      ).toMatchObject({ tier: 'free' });
  });
});

describe('free days during a subscription', () => {
  it('are kept, and begin when the charging ends', () => {
    const facts = [subscribed, granted(1, 4)];
    expect(standing(facts, 2)).toMatchObject({
      entitlement: { tier: 'pro', paidUntilMs: 6 * DAY, state: 'active' },
      kept: [{ tier: 'pro', durationMs: 4 * DAY }],
    });
    expect(at([...facts, renewed, cancelled(11)], 13)).toEqual({
      tier: 'pro',
      paidUntilMs: 16 * DAY,
      state: 'granted',
    });
  });
});

describe('other time', () => {
  it('of a trial counts once', () => {
    const trial = (id: string, day: number): LedgerFact => ({
      ...fact(id, day),
      ...{ type: 'trial-started', tier: 'pro', durationMs: 2 * DAY, code: null },
    });
    expect(at([trial('a', 0), trial('b', 1)], 1)).toEqual({ tier: 'pro', paidUntilMs: 2 * DAY, state: 'trial' });
  });

  it('of a lower tier bought while a higher one is open waits', () => {
    const facts = [charge('e', 0, { elite: true }), charge('p', DAY)];
    expect(standing(facts, 2)).toMatchObject({
      entitlement: { tier: 'elite' },
      kept: [{ tier: 'pro', durationMs: 6 * DAY }],
    });
    expect(at(facts, 5)).toEqual({ tier: 'pro', paidUntilMs: 10 * DAY, state: 'active' });
  });

  it('stands still while paused', () => {
    const facts: readonly LedgerFact[] = [charge('p', 0), { ...fact('z', 1), type: 'paused' }];
    expect(at(facts, 3).state).toBe('paused');
    expect(at([...facts, { ...fact('r', 11), type: 'resumed' }], 12)).toMatchObject({
      tier: 'pro',
      paidUntilMs: 16 * DAY,
    });
  });

  it('of a lower tier turns into a credit, and back when the charge is refunded', () => {
    const elite = charge('e', 2 * DAY, { elite: true });
    const credit: LedgerFact = {
      ...fact('e:credit', 2),
      type: 'credited',
      tier: 'elite',
      from: 'pro',
      durationMs: DAY,
      of: 'e',
    };
    const facts = [charge('p', 0), elite, credit];
    expect(at(facts, 3)).toMatchObject({ tier: 'elite', paidUntilMs: 7 * DAY });
    expect(at(facts, 7)).toMatchObject({ tier: 'free', state: 'expired' });
    expect(at([...facts, refundOf(elite, 3 * DAY)], 4)).toMatchObject({ tier: 'pro', paidUntilMs: 6 * DAY });
  });

  it('ends with the account', () => {
    const facts: readonly LedgerFact[] = [charge('p', 0), { ...fact('x', 2), type: 'closed' }];
    expect(at(facts, 3)).toEqual({ tier: 'free', paidUntilMs: 2 * DAY, state: 'expired' });
    expect(at([...facts, charge('q', 4 * DAY)], 5)).toMatchObject({ tier: 'pro', paidUntilMs: 10 * DAY });
  });
});

const RUNS = { seed: 1_603, numRuns: 3_000 };

describe('random histories', () => {
  it('are what an account lived hour by hour would have had', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 1_000 }), (facts, hour) => {
        rememberOrders(facts);
        const model = steppingModel(facts, hour * HOUR);
        const { spans } = timelineOf(facts, hour * HOUR, HISTORY_PLANS);
        const ours = Array.from({ length: HORIZON_HOURS }, (_, each) => {
          const open = spans.filter(({ startMs, endMs }) => startMs <= each * HOUR && each * HOUR < endMs);
          const [first] = open;
          if (first === undefined) return null;
          return {
            tier: first.tier,
            grace: open.every(({ tier, source }) => tier !== first.tier || source === 'grace'),
          };
        });
        expect(ours).toEqual(model);
      }),
      { ...RUNS, numRuns: 1_500 },
    );
  });

  it('say the same in any order and with any repetition', () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), fc.integer({ min: 0, max: 1_000 }), (facts, chance, hour) => {
        const draw = (): number => chance.next().value ?? 0;
        const again = [...facts, ...facts.filter(() => draw() % 2 === 0)];
        const shuffled = again
          .map((each) => ({ each, key: draw() }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ each }) => structuredClone(each));
        expect(standingAt(shuffled, hour * HOUR, HISTORY_PLANS)).toEqual(standingAt(facts, hour * HOUR, HISTORY_PLANS));
      }),
      RUNS,
    );
  });

  it('never make time out of nothing, and no span shorter than nothing', () => {
    fc.assert(
      fc.property(histories, (facts) => {
        const { spans } = timelineOf(facts, HORIZON_HOURS * HOUR, HISTORY_PLANS);
        const given = facts.reduce((sum, each) => sum + ('durationMs' in each ? each.durationMs : 6 * DAY), 0);
        const open = spans.reduce((sum, span) => (span.source === 'grace' ? sum : sum + span.endMs - span.startMs), 0);
        expect(open).toBeLessThanOrEqual(given);
        for (const { startMs, endMs } of spans) expect(endMs).toBeGreaterThan(startMs);
      }),
      RUNS,
    );
  });
});
