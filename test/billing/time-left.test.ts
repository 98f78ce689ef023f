import { describe, expect, it } from 'vitest';
import type { FactOf, LedgerFact } from '../../billing/ledger-fact.ts';
import { everybodysTimeLeft, presentsLeft, timeLeft, timeLeftCsv } from '../../billing/lifecycle/time-left.ts';
import { DAY_MS } from '../../billing/time.ts';
import { createRandom } from '../../engine/random.ts';
import { createMemoryPayments } from '../support/fakes/memory-billing.ts';

const NOW = Date.UTC(2026, 8, 11);
const bought = (planId: string, daysAgo: number, more: Partial<Extract<LedgerFact, { type: 'paid' }>> = {}) =>
  ({
    ...{ provider: 'stars', externalId: `${planId}-${daysAgo}`, telegramId: 7, atMs: NOW - daysAgo * DAY_MS },
    ...{ type: 'paid', planId, planVersion: 1, amountMinor: 3_000, currency: 'XTR', order: null, code: null },
    ...{ subscriptionMs: null, ...more },
  }) satisfies LedgerFact;

describe('time left', () => {
  it('is what each charge bought and has not passed, worth its part of the price', () => {
    const two = [bought('pro-month', 10), bought('pro-month', 9)];
    expect(timeLeft(two, NOW)).toMatchObject([
      { tier: 'pro', leftMs: 20 * DAY_MS, shareMinor: 2_000, charge: { externalId: 'pro-month-10' } },
      { tier: 'pro', leftMs: 30 * DAY_MS, shareMinor: 3_000, charge: { externalId: 'pro-month-9' } },
    ]);
    expect(timeLeft([bought('pro-month', 31)], NOW)).toEqual([]);
    const refund: LedgerFact = {
      ...{ provider: 'stars', externalId: 'r', telegramId: 7, atMs: NOW, type: 'refunded', of: 'pro-month-10' },
      ...{ planId: 'pro-month', planVersion: 1, amountMinor: 3_000, currency: 'XTR' },
    };
    expect(timeLeft([bought('pro-month', 10), refund], NOW)).toEqual([]);
  });

  it('of what never ends has no days, and is worth less with time; what was given is worth nothing', () => {
    const [endless] = timeLeft([bought('pro-lifetime', 0)], NOW);
    expect(endless).toMatchObject({ untilMs: Number.POSITIVE_INFINITY, shareMinor: 3_000 });
    expect(timeLeft([bought('pro-lifetime', 456.5)], NOW)).toMatchObject([{ shareMinor: 1_500 }]);
    const given: LedgerFact = {
      ...{ provider: 'grant', externalId: 'g', telegramId: 7, atMs: NOW, type: 'granted', reason: 'admin', code: null },
      ...{ tier: 'pro', durationMs: 7 * DAY_MS },
    };
    expect(timeLeft([given], NOW)).toMatchObject([{ charge: null, shareMinor: 0, leftMs: 7 * DAY_MS }]);
  });

  it('counts the time that an upgrade made of a lower tier to the upgrade', () => {
    const credited: LedgerFact = {
      ...{ provider: 'stars', externalId: 'c', telegramId: 7, atMs: NOW, type: 'credited', from: 'pro', tier: 'elite' },
      ...{ durationMs: 8 * DAY_MS, of: 'elite-month-0' },
    };
    const facts = [bought('pro-month', 10), bought('elite-month', 0), credited];
    expect(timeLeft(facts, NOW)).toMatchObject([
      { tier: 'elite', leftMs: 38 * DAY_MS, charge: { planId: 'elite-month' }, shareMinor: 3_000 },
    ]);
  });

  it('as a file has a line for each piece, and no formula, whatever somebody is called', () => {
    const people = [{ telegramId: 7, name: '=HYPERLINK("http://x")', left: timeLeft([bought('pro-month', 10)], NOW) }];
    expect(timeLeftCsv(people).split('\r\n')).toEqual([
      'telegram_id,name,tier,until,days_left,provider,charge,paid_minor,share_left_minor,currency,present',
      `7,"'=HYPERLINK(""http://x"")",pro,2026-10-01,20,stars,pro-month-10,3000,2000,XTR,`,
      '',
    ]);
  });
});

const giver = 7;
const taken = (externalId: string, telegramId: number, daysAgo: number): FactOf<'gifted'> => ({
  ...{ provider: 'grant', externalId: `gift:${externalId}`, telegramId, atMs: NOW - daysAgo * DAY_MS, type: 'gifted' },
  ...{ planId: 'pro-month', planVersion: 1, by: giver },
});

describe('presents', () => {
  it('are worth their whole price to whoever paid until somebody takes them, then what that one has left', async () => {
    const payments = createMemoryPayments();
    const ledger = [40, 12, 10].map((daysAgo) => bought('pro-month', daysAgo, { gift: true }));
    for (const fact of [...ledger, taken('pro-month-12', 8, 10), taken('pro-month-40', 9, 40)])
      await payments.append(fact);
    expect(await presentsLeft(payments, ledger, NOW)).toMatchObject([
      { leftMs: 20 * DAY_MS, shareMinor: 2_000, present: { type: 'taken-by', account: 8 } },
      { leftMs: 30 * DAY_MS, shareMinor: 3_000, present: { type: 'untaken' } },
    ]);
    expect(timeLeft(await payments.ofAccount(8), NOW)).toMatchObject([
      { leftMs: 20 * DAY_MS, shareMinor: 0, charge: null, present: { type: 'paid-by', account: giver } },
    ]);
    const refund: LedgerFact = {
      ...{ provider: 'stars', externalId: 'r', telegramId: giver, atMs: NOW, type: 'refunded', of: 'pro-month-10' },
      ...{ planId: 'pro-month', planVersion: 1, amountMinor: 3_000, currency: 'XTR' },
    };
    expect(await presentsLeft(payments, [...ledger, refund], NOW)).toHaveLength(1);
    const left = await presentsLeft(payments, ledger, NOW);
    expect(
      timeLeftCsv([{ telegramId: giver, name: 'Ada', left }])
        .split('\r\n')
        .slice(1, 3),
    ).toEqual([
      '7,Ada,pro,2026-10-01,20,stars,pro-month-12,3000,2000,XTR,taken-by 8',
      '7,Ada,pro,,30,stars,pro-month-10,3000,3000,XTR,untaken',
    ]);
  });

  it('and purchases together are listed with what was paid for days that nobody had, of 200 random lives lived day by day', async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = createRandom(seed);
      const below = (count: number): number => Math.floor(random() * count);
      const payments = createMemoryPayments();
      /** Whole passes by their receiver and the day on which they come; null: nobody has taken it. */
      const passes: { readonly to: number | null; readonly day: number; readonly minor: number; left: number }[] = [];
      for (let index = 0; index < 12; index += 1) {
        const [payer, day, minor] = [1 + below(4), below(100), 1_000 + below(3_000)];
        const gift = random() < 0.5 ? { gift: true as const } : {};
        const charge = {
          ...bought('pro-month', 100 - day, { ...gift, amountMinor: minor }),
          externalId: `c${index}`,
          telegramId: payer,
        };
        await payments.append(charge);
        if (!('gift' in gift)) passes.push({ to: payer, day, minor, left: 30 });
        else if (random() < 0.3) passes.push({ to: null, day, minor, left: 30 });
        else {
          const on = day + below(100 - day);
          const to = 1 + below(4);
          passes.push({ to, day: on, minor, left: 30 });
          await payments.append({ ...taken(`c${index}`, to, 100 - on), by: payer });
        }
      }
      // One pass of an account runs at a time, for whole days.
      for (let day = 0; day < 100; day += 1)
        for (const to of [1, 2, 3, 4]) {
          const running = passes.filter((pass) => pass.to === to && pass.day <= day && pass.left > 0);
          const [first] = running.toSorted((a, b) => a.day - b.day);
          if (first !== undefined) first.left -= 1;
        }
      const days = passes.reduce((sum, { left }) => sum + left, 0);
      let listed = 0;
      for await (const { left } of everybodysTimeLeft(payments, NOW))
        for (const { charge, leftMs, shareMinor } of left) {
          if (charge === null) continue;
          listed += leftMs / DAY_MS;
          expect(shareMinor).toBe(Math.floor((charge.amountMinor * leftMs) / (30 * DAY_MS)));
        }
      expect(listed, `seed ${seed}`).toBeCloseTo(days, 6);
    }
  });
});
