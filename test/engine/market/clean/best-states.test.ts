import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestStates } from '../../../../engine/market/clean/best-states.ts';

function costOf(walk: readonly number[], costs: readonly (readonly number[])[], change: number): number {
  return walk.reduce((sum, state, step) => {
    const changed = step > 0 && walk[step - 1] !== state ? change : 0;
    return sum + (costs[step]?.[state] ?? 0) + changed;
  }, 0);
}

function everyWalk(length: number, states: number): readonly (readonly number[])[] {
  if (length === 0) return [[]];
  return everyWalk(length - 1, states).flatMap((walk) =>
    Array.from({ length: states }, (_, state) => [...walk, state]),
  );
}

describe('bestStates', () => {
  it('finds as cheap a walk as trying all of them', () => {
    const costs = fc.array(fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(costs, fc.double({ min: 0, max: 4, noNaN: true }), (table, change) => {
        const walk = bestStates({
          length: table.length,
          states: 3,
          cost: (step, state) => table[step]?.[state] ?? 0,
          change,
        });
        const cheapest = Math.min(...everyWalk(table.length, 3).map((each) => costOf(each, table, change)));
        expect(costOf([...walk], table, change)).toBeCloseTo(cheapest, 9);
      }),
    );
  });

  it('has no states for no steps', () => {
    expect(bestStates({ length: 0, states: 4, cost: () => 1, change: 1 })).toHaveLength(0);
  });
});
