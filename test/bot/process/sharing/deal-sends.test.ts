import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealSends, portionsOf, SENDS } from '../../../../bot/process/sharing/deal-sends.ts';
import { NO_SENDS, type SendPart } from '../../../../bot/send-share-store.ts';

const wants = fc.record({ answers: fc.integer({ min: 0, max: 30 }), rest: fc.integer({ min: 0, max: 30 }) });

describe('portionsOf', () => {
  it('deals out the whole limit, answers first, nobody without', () => {
    fc.assert(
      fc.property(fc.array(wants, { minLength: 1, maxLength: 12 }), (all) => {
        const parts = all.map((each, index) => ({ holder: `p${index}`, untilMs: 0, sends: 0, wants: each }));
        const dealt = portionsOf(parts);
        expect([...dealt.values()].reduce((sum, sends) => sum + sends, 0)).toBe(SENDS);
        const isAnswered = parts.every(({ holder, wants: { answers } }) => (dealt.get(holder) ?? 0) >= answers);
        const extra = parts.some(({ holder, wants: { answers } }) => (dealt.get(holder) ?? 0) > Math.max(answers, 1));
        expect(isAnswered || !extra).toBe(true);
        expect(Math.min(...dealt.values())).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

describe('dealSends', () => {
  /** Turns of random processes with random wants; each keeps to what it was told at its last turn. */
  const turn = fc.record({
    process: fc.integer({ min: 0, max: 3 }),
    afterMs: fc.integer({ min: 0, max: 4_000 }),
    wants,
  });

  it('never lets all that say they live hold more than the limit, nor keeps any of it from them for good', () => {
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 60 }), (turns) => {
        let [table, nowMs] = [NO_SENDS, 0];
        const kept = new Map<number, { readonly sends: number; readonly sinceMs: number }>();
        const deal = (process: number, wanted: SendPart['wants']): void => {
          const own = kept.get(process);
          const keptTo = own !== undefined && nowMs - own.sinceMs >= 1_000 ? own.sends : null;
          const dealt = dealSends(table, { holder: `p${process}`, nowMs, lengthMs: 3_600_000, wants: wanted, keptTo });
          table = dealt.table;
          if (own?.sends !== dealt.sends) kept.set(process, { sends: dealt.sends, sinceMs: nowMs });
          expect(table.parts.reduce((sum, { sends }) => sum + sends, 0)).toBeLessThanOrEqual(SENDS);
          for (const { holder, sends } of table.parts)
            expect(kept.get(Number(holder.slice(1)))?.sends ?? 0).toBeLessThanOrEqual(sends);
        };
        for (const each of turns) {
          nowMs += each.afterMs;
          deal(each.process, each.wants);
        }
        for (let round = 0; round < 4; round += 1)
          for (const process of kept.keys()) {
            nowMs += 1_000;
            deal(process, { answers: 0, rest: 0 });
          }
        expect([...kept.values()].reduce((sum, { sends }) => sum + sends, 0)).toBe(SENDS);
      }),
    );
  });
});
