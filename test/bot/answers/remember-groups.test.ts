import { describe, expect, it } from 'vitest';
import { rememberGroups } from '../../../bot/answers/record/remember-groups.ts';
import type { ShownGroup } from '../../../engine/signals/track-record.ts';

const SHOWN: ShownGroup = {
  ...{ assetClass: 'crypto', family: 'next-candle', count: 90 },
  ...{ averageNetBps: 4, interval: [1, 7], isShown: true },
};

/** A record whose nth reading says so many signals; the clock is the test's. */
function remembered(fail: () => boolean = () => false) {
  const clock = { nowMs: 1_000_000 };
  let reads = 0;
  const { groups } = rememberGroups(
    {
      async groups() {
        reads += 1;
        if (fail()) throw new Error('the database is away');
        return [{ ...SHOWN, count: reads }];
      },
    },
    { nowMs: () => clock.nowMs },
  );
  const count = async (): Promise<number | undefined> => (await groups())[0]?.count;
  return { clock, count };
}

describe('what is shown to earn its cost', () => {
  it('is read once for all who ask within ten minutes, also at the same time', async () => {
    const { clock, count } = remembered();
    expect(await Promise.all([count(), count()])).toEqual([1, 1]);
    clock.nowMs += 599_999;
    expect(await count()).toBe(1);
    clock.nowMs += 1;
    expect(await count()).toBe(2);
  });

  it('is read anew where the clock was set back', async () => {
    const { clock, count } = remembered();
    await count();
    clock.nowMs -= 1;
    expect(await count()).toBe(2);
  });

  it('is read anew after a failure', async () => {
    let isAway = true;
    const { count } = remembered(() => isAway);
    await expect(count()).rejects.toThrow('the database is away');
    isAway = false;
    expect(await count()).toBe(2);
  });
});
