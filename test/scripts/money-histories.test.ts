import { describe, expect, it } from 'vitest';
import { checkHistory, cutAfter, seedsFrom } from '../../scripts/money-histories/check-history.ts';
import { MONEY_DEFECTS } from '../../scripts/money-histories/defects.ts';
import { historyOf } from '../../scripts/money-histories/history.ts';
import { emptyMoneyTally, runMoneyTask } from '../../scripts/money-histories/task.ts';

/** The short form of `npm run money-histories`. */
describe('random histories of money', { timeout: 300_000 }, () => {
  it('leave everybody with what the books of both providers say, whatever breaks and dies', async () => {
    const found = await runMoneyTask({ type: 'seeds', seeds: [...seedsFrom(1, 200)] });
    expect(found.failures).toEqual([]);
    expect(found).toMatchObject({ ...emptyMoneyTally(), histories: 200, ...counts(found) });
    expect(found.charges).toBeGreaterThan(400);
    expect(found.kills).toBeGreaterThan(50);
  });

  it('are the same for the same seed', async () => {
    const [one, other] = [await checkHistory(historyOf(7)), await checkHistory(historyOf(7))];
    expect(one).toEqual(other);
    expect(one.effects).toBeGreaterThan(0);
  });

  it('end alike when the process dies after one of their side effects', async () => {
    const history = historyOf(12);
    for (let effect = 1; effect <= 60; effect += 3)
      expect((await checkHistory(cutAfter(history, effect))).broken).toEqual([]);
  });

  it.each(Object.keys(MONEY_DEFECTS))('find %s', async (name) => {
    const { planted } = await runMoneyTask({ type: 'defect', name });
    expect(planted[name]).toMatch(/^seed \d+: /);
  });
});

const counts = ({ charges, effects, kills }: { charges: number; effects: number; kills: number }) => ({
  charges,
  effects,
  kills,
});
