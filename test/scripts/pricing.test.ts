import { describe, expect, it } from 'vitest';
import { plansOnSale } from '../../billing/plans.ts';
import { unitEconomics } from '../../billing/revenue/unit-economics.ts';
import { runScript } from '../support/process/run-script.ts';

const pricing = (...args: readonly string[]) => runScript('pricing', args);

describe('the sums of a plan', () => {
  it('are those that billing/README.md states for a month of Pro', () => {
    const [stars, card] = unitEconomics({ billCents: 185_00 });
    expect(stars).toMatchObject({
      ...{ planId: 'pro-month', currency: 'XTR', buyerPaysCents: 39_00, netCents: 25_35 },
      ...{ netCentsPerDay: 84.5, breakEvenSubscribers: 8 },
    });
    expect(card).toMatchObject({ planId: 'pro-month', currency: 'USD', netCents: 37_57, breakEvenSubscribers: 5 });
    expect(card?.rented.map(({ takenCents }) => takenCents)).toEqual([3_90, 1_17, 39]);
  });

  it('are there for each price of each plan on sale', () => {
    const prices = plansOnSale().flatMap((plan) => plan.prices.map(({ currency }) => `${plan.id} ${currency}`));
    expect(unitEconomics({ billCents: 1 }).map(({ planId, currency }) => `${planId} ${currency}`)).toEqual(prices);
  });
});

describe('npm run pricing', () => {
  it('prints one JSON object, a table, its help, and refuses what it does not understand', () => {
    const { stdout, status } = pricing('--json', '--bill', '65');
    expect(status).toBe(0);
    const told: unknown = JSON.parse(stdout);
    expect(told).toMatchObject({ billUsd: 65, plans: JSON.parse(JSON.stringify(unitEconomics({ billCents: 65_00 }))) });
    expect(pricing().stdout).toMatch(/^plan +price +buyer pays +you net/);
    expect(pricing('--help').stdout).toContain('--bill');
    expect(pricing('--bill', 'much')).toMatchObject({ status: 2, stdout: '' });
  }, 60_000);
});
