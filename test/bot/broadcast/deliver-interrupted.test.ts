import { describe, expect, it } from 'vitest';
import type { ClaimOrder } from '../../../engine/ports.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { createBroadcastBench } from '../../support/fakes/broadcast-fakes.ts';
import { CHANNELS, deliveryStates, nthSignal, ONLY_PRO, openSignal } from '../../support/fakes/opened-signals.ts';
import { signalOf } from '../../support/signal-fixtures.ts';

describe('a process that dies, sleeps or meets another', () => {
  const killed = new Error('killed');

  it('between send and store leaves one message, says that it does not know, and sends one more that says so', async () => {
    const bench = createBroadcastBench();
    openSignal(bench, signalOf(), ONLY_PRO);
    const dying = bench.restart({ outbox: { ...bench.outbox, settlePost: async () => Promise.reject(killed) } });
    await expect(dying.drain()).rejects.toBe(killed);
    await bench.run(65_000, bench.restart());
    expect(deliveryStates(bench)).toEqual(['unknown']);
    expect(bench.telegram.messages).toHaveLength(1);
    const ended = { type: 'delivery', tier: 'pro', side: 'BUY', outcome: 'unknown', attempt: 1, closeToPostMs: null };
    expect(bench.events).toContainEqual(expect.objectContaining({ ...ended, error: 'outbox/lease-ran-out' }));
    await bench.run(5 * 60_000, bench.restart());
    expect(deliveryStates(bench)).toEqual(['sent']);
    expect(bench.telegram.messages.map(({ html }) => html.includes('may have been posted before'))).toEqual([
      false,
      true,
    ]);
  });

  it('and leads no longer tells no age of what is for another to send', async () => {
    const bench = createBroadcastBench();
    openSignal(bench, signalOf(), ONLY_PRO);
    bench.clock.advance(9_000);
    const ages = () =>
      bench.events.flatMap((event) => (event.type === 'outbox-swept' ? [event.oldestDueAgeMs > 0] : []));
    const pastLimit = { claimPosts: async () => [] };
    await bench.restart({ outbox: { ...bench.outbox, ...pastLimit } }).drain();
    await bench.restart({ outbox: { ...bench.outbox, ...pastLimit }, leads: () => false }).drain();
    expect(ages()).toEqual([true, false]);
  });

  it('between claim and send leaves no message, says that it does not know, and sends one that says so', async () => {
    const bench = createBroadcastBench();
    openSignal(bench, signalOf(), ONLY_PRO);
    const outbox = {
      ...bench.outbox,
      claimPosts: async (nowMs: number, order: ClaimOrder) => {
        await bench.outbox.claimPosts(nowMs, order);
        throw killed;
      },
    };
    await expect(bench.restart({ outbox }).drain()).rejects.toBe(killed);
    await bench.run(65_000, bench.restart());
    expect(deliveryStates(bench)).toEqual(['unknown']);
    expect(bench.telegram.messages).toHaveLength(0);
    await bench.run(5 * 60_000, bench.restart());
    expect(bench.telegram.messages.map(({ html }) => html.includes('may have been posted before'))).toEqual([true]);
  });

  it('remembers what the outbox failed to store, and stores it when it can', async () => {
    const bench = createBroadcastBench();
    openSignal(bench, signalOf(), ONLY_PRO);
    let down = true;
    const deliverer = bench.restart({
      outbox: {
        ...bench.outbox,
        settlePost: async (claim, result) => (down ? Promise.reject(killed) : bench.outbox.settlePost(claim, result)),
        oldestDueAgeMs: async (nowMs) => (down ? Promise.reject(killed) : bench.outbox.oldestDueAgeMs(nowMs)),
      },
    });
    await expect(deliverer.drain()).rejects.toBe(killed);
    await expect(deliverer.drain()).rejects.toBe(killed);
    down = false;
    expect(await deliverer.drain()).toMatchObject({ sent: 0, unknown: 0 });
    expect(deliveryStates(bench)).toEqual(['sent']);
    expect(bench.telegram.messages).toHaveLength(1);
  });

  it('does not hang on a settlement that a healthy outbox refuses', async () => {
    const bench = createBroadcastBench();
    openSignal(bench);
    let refusals = 0;
    const deliverer = bench.restart({
      outbox: {
        ...bench.outbox,
        settlePost: async (claim, result) => {
          if (claim.delivery.audience === 'elite') {
            refusals += 1;
            throw killed;
          }
          return bench.outbox.settlePost(claim, result);
        },
      },
    });
    await expect(deliverer.drain()).rejects.toBe(killed);
    await expect(deliverer.drain()).rejects.toBe(killed);
    await deliverer.drain();
    expect(deliveryStates(bench)).toEqual(['claimed', 'sent', 'pending']);
    expect(refusals).toBe(2);
  });

  it('that slept until the signal was no news sends nothing', async () => {
    const bench = createBroadcastBench();
    openSignal(bench, signalOf(), ONLY_PRO);
    const sleeper = bench.restart({
      record: async () => {
        bench.clock.advance(HOUR_MS + 1);
        return null;
      },
    });
    await sleeper.drain();
    await bench.run(60_000);
    expect(deliveryStates(bench)).toEqual(['expired']);
    expect(bench.telegram.calls).toHaveLength(0);
  });

  it('that slept past its lease says in the end what another had to call unknown', async () => {
    const bench = createBroadcastBench();
    openSignal(bench, signalOf(), ONLY_PRO);
    let meanwhile: string[] = [];
    const sleeper = bench.restart({
      record: async () => {
        bench.clock.advance(61_000);
        await bench.restart().drain();
        meanwhile = deliveryStates(bench);
        return null;
      },
    });
    expect(await sleeper.drain()).toMatchObject({ sent: 1 });
    expect(meanwhile).toEqual(['unknown']);
    expect(deliveryStates(bench)).toEqual(['sent']);
    expect(bench.telegram.messages).toHaveLength(1);
  });

  it('shares the outbox with another without doubling a message', async () => {
    const bench = createBroadcastBench();
    for (let index = 0; index < 10; index += 1) {
      openSignal(bench, nthSignal(index));
    }
    const [one, other] = [bench.restart(), bench.restart()];
    for (let second = 0; second < 60; second += 1) {
      await Promise.all([one.drain(), other.drain()]);
      bench.clock.advance(1_000);
    }
    const texts = bench.telegram.messages.map(
      ({ chatId, html }) => `${chatId} ${html.split('/signal_')[1]?.slice(0, 10)}`,
    );
    expect(texts).toHaveLength(20);
    expect(new Set(texts).size).toBe(20);
  });

  it('joins a drain that runs, which then looks once more', async () => {
    const bench = createBroadcastBench();
    openSignal(bench, nthSignal(0), ONLY_PRO);
    const first = bench.deliverer.drain();
    openSignal(bench, nthSignal(1), CHANNELS);
    const second = bench.deliverer.drain();
    expect(second).toBe(first);
    expect((await first).sent).toBe(2);
    expect(deliveryStates(bench).filter((state) => state === 'sent')).toHaveLength(2);
  });

  it('finishes the message under way when told to stop, and starts no other', async () => {
    const bench = createBroadcastBench();
    openSignal(bench);
    const drained = bench.deliverer.drain();
    await bench.deliverer.stop();
    expect(bench.telegram.messages.length).toBeLessThanOrEqual(1);
    expect(deliveryStates(bench).filter((state) => state === 'claimed')).toHaveLength(0);
    await drained;
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 0 });
  });
});
