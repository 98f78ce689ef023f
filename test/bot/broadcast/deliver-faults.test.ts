import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planDeliveries } from '../../../bot/broadcast/plan.ts';
import type { Outbox } from '../../../engine/ports.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { type BroadcastBench, createBroadcastBench, type Fate } from '../../support/fakes/broadcast-fakes.ts';
import { CLOSE_TIME_MS, outcomeOf, signalOf } from '../../support/signal-fixtures.ts';

const channels = { free: { chatId: -1 }, pro: { chatId: -2 }, elite: { chatId: -3 } };
const fates = fc.array(
  fc.constantFrom<Fate>('ok', 'ok', 'ok', 'flood', 'server-error', 'refused', 'reset-before', 'reset-after', 'blocked'),
  { maxLength: 30 },
);

/** An outbox whose k-th effect (a claim or a settlement) is the last thing the process does; `stored`: the settlement counts. */
function dyingOutbox(outbox: Outbox, death: { readonly atEffect: number; readonly stored: boolean }): Outbox {
  let effects = 0;
  const claimed = async <T>(claim: () => Promise<readonly T[]>): Promise<readonly T[]> => {
    if (effects < death.atEffect) {
      const value = await claim();
      effects += value.length === 0 ? 0 : 1;
      if (effects < death.atEffect) {
        return value;
      }
    }
    throw new Error('killed');
  };
  const settled = async (settle: () => Promise<void>): Promise<void> => {
    effects += 1;
    if (effects < death.atEffect || (effects === death.atEffect && death.stored)) {
      await settle();
    }
    if (effects >= death.atEffect) {
      throw new Error('killed');
    }
  };
  return {
    ...outbox,
    claimPosts: (nowMs, order) => claimed(() => outbox.claimPosts(nowMs, order)),
    settlePost: (claim, result) => settled(() => outbox.settlePost(claim, result)),
    claimEdits: (nowMs, order) => claimed(() => outbox.claimEdits(nowMs, order)),
    settleEdit: (claim, result) => settled(() => outbox.settleEdit(claim, result)),
  };
}

function openSignals(bench: BroadcastBench, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const series = { exchange: 'binance', symbol: `C${index}/USDT`, timeframe: '1h' } as const;
    const signal = signalOf({ series, marketSource: 'simulated' });
    bench.outbox.open(signal, planDeliveries(signal, { channels }));
    return signal.id;
  });
}

function expectKept(bench: BroadcastBench): void {
  const deliveries = bench.outbox.deliveries();
  const isMarked = ({ html }: { readonly html: string }): boolean => html.includes('may have been posted before');
  const nameOf = ({ chatId, html }: (typeof bench.telegram.messages)[number]): string =>
    `${chatId} ${/signal_(\w+)/.exec(html)?.[1]}`;
  const repeats = bench.telegram.messages.filter(isMarked).map(nameOf);
  const posts = bench.telegram.messages.filter((message) => !isMarked(message)).map(nameOf);
  expect(new Set(repeats).size, 'a second repeat').toBe(repeats.length);
  expect(new Set(posts).size, 'a silent duplicate').toBe(posts.length);
  expect(deliveries.filter(({ state }) => state === 'claimed' || state === 'pending')).toEqual([]);
  const [sent, unknown] = ['sent', 'unknown'].map((wanted) => deliveries.filter(({ state }) => state === wanted));
  expect(new Set([...posts, ...repeats]).size).toBeGreaterThanOrEqual(sent?.length ?? 0);
  expect(posts.length).toBeLessThanOrEqual((sent?.length ?? 0) + (unknown?.length ?? 0));
  for (const delivery of sent ?? []) {
    const message = bench.telegram.messages[(delivery.messageId ?? 0) - 1];
    expect(message?.chatId).toBe(delivery.chatId);
    expect(message?.atMs).toBeGreaterThanOrEqual(delivery.dueAtMs);
    expect(message?.atMs).toBeLessThanOrEqual(delivery.expiresAtMs + 40);
    expect(delivery.outcomeShown || delivery.error !== null).toBe(true);
  }
}

describe('whatever Telegram answers and whenever the process dies', () => {
  it('every message is sent at most once, and every delivery ends in a state that says what is known', async () => {
    await fc.assert(
      fc.asyncProperty(
        fates,
        fc.array(fc.record({ atEffect: fc.integer({ min: 1, max: 25 }), stored: fc.boolean() }), { maxLength: 3 }),
        fc.integer({ min: 1, max: 4 }),
        async (script, deaths, signals) => {
          const bench = createBroadcastBench();
          bench.telegram.fates.push(...script);
          const ids = openSignals(bench, signals);
          for (const death of deaths) {
            const dying = bench.restart({ outbox: dyingOutbox(bench.outbox, death) });
            await bench.run(20_000, dying).catch(() => undefined);
          }
          await bench.run(CLOSE_TIME_MS + HOUR_MS - bench.clock.nowMs(), bench.restart());
          const settledAtMs = bench.clock.nowMs();
          for (const id of ids) {
            bench.outbox.close(id, outcomeOf({ settledAtMs }));
          }
          await bench.run(HOUR_MS / 6, bench.restart());
          expectKept(bench);
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  it.each([true, false])('killed at each effect of a whole life (stored: %s), nothing doubles', async (stored) => {
    // Two posts, then one, then three edits: a claim each time, and a settlement for each message.
    for (let atEffect = 1; atEffect <= 9; atEffect += 1) {
      const bench = createBroadcastBench();
      const [id = ''] = openSignals(bench, 1);
      let deaths = 0;
      let living = bench.restart({ outbox: dyingOutbox(bench.outbox, { atEffect, stored }) });
      const live = async (forMs: number): Promise<void> => {
        const endMs = bench.clock.nowMs() + forMs;
        await bench.run(forMs, living).catch(() => {
          deaths += 1;
          living = bench.restart();
        });
        await bench.run(endMs - bench.clock.nowMs(), living);
      };
      await live(HOUR_MS);
      bench.outbox.close(id, outcomeOf({ settledAtMs: bench.clock.nowMs() }));
      await live(HOUR_MS / 6);
      expect(deaths).toBe(1);
      expectKept(bench);
      const unknown = bench.outbox.deliveries().filter(({ state }) => state === 'unknown');
      expect(unknown.length, `killed at effect ${atEffect}`).toBeLessThanOrEqual(1);
    }
  });
});
