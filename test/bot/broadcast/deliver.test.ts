import { describe, expect, it } from 'vitest';
import { createDeliverer } from '../../../bot/broadcast/deliver.ts';
import { planDeliveries } from '../../../bot/broadcast/plan.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { type BroadcastBench, createBroadcastBench, type Fate } from '../../support/fakes/broadcast-fakes.ts';
import { CLOSE_TIME_MS, outcomeOf, RECORD, signalOf } from '../../support/signal-fixtures.ts';

const channels = { free: { chatId: -1 }, pro: { chatId: -2 }, elite: { chatId: -3 } };
const onlyPro = { free: null, pro: { chatId: -2 }, elite: null };

function open(
  bench: BroadcastBench,
  signal: Signal = signalOf(),
  to = channels as Parameters<typeof planDeliveries>[1]['channels'],
): Signal {
  bench.outbox.open(signal, planDeliveries(signal, { channels: to }));
  return signal;
}
const states = (bench: BroadcastBench): string[] => bench.outbox.deliveries().map(({ state }) => state);
const nth = (index: number): Signal =>
  signalOf({ series: { exchange: 'binance', symbol: `C${index}/USDT`, timeframe: '1h' } });

describe('a signal on its way to the channels', () => {
  it('is posted once per tier, free later, and edited with its outcome', async () => {
    const bench = createBroadcastBench({ record: async () => RECORD, botUsername: () => 'analyser_bot' });
    const signal = open(bench);
    expect(await bench.deliverer.drain()).toMatchObject({
      ...{ sent: 2, edited: 0 },
      // The free post is the earliest thing left in the outbox.
      nextAtMs: CLOSE_TIME_MS + HOUR_MS / 2,
    });
    expect(bench.telegram.messages.map(({ chatId }) => chatId)).toEqual([-3, -2]);

    await bench.run(HOUR_MS - 60_000);
    expect(bench.telegram.messages.map(({ chatId }) => chatId)).toEqual([-3, -2, -1]);
    expect(bench.telegram.messages[2]?.atMs).toBeGreaterThanOrEqual(CLOSE_TIME_MS + HOUR_MS / 2);

    bench.outbox.close(signal.id, outcomeOf());
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 0, edited: 3 });
    expect(bench.telegram.messages.every(({ html, edits }) => edits === 1 && html.startsWith('✅ <b>RIGHT</b>'))).toBe(
      true,
    );
    expect(bench.telegram.messages[0]?.html).toContain('Record BTC/USDT 1h');
    await bench.run(10_000);
    expect(bench.telegram.calls).toHaveLength(6);
  });

  it('states the first time of sending also after the edit', async () => {
    const bench = createBroadcastBench();
    const signal = open(bench, signalOf(), onlyPro);
    await bench.deliverer.drain();
    bench.clock.advance(HOUR_MS);
    bench.outbox.close(signal.id, outcomeOf());
    await bench.deliverer.drain();
    expect(bench.telegram.messages[0]?.html).toContain('Sent 2024-05-12 14:00:00 UTC');
  });

  it('is reported with its delay after the candle’s close', async () => {
    const bench = createBroadcastBench();
    bench.clock.advance(2_500);
    const signal = open(bench, signalOf(), onlyPro);
    await bench.deliverer.drain();
    const told = { signalId: signal.id, tier: 'pro', side: 'BUY' } as const;
    expect(bench.events).toEqual([
      { type: 'delivery', ...told, outcome: 'sent', attempt: 1, closeToPostMs: 2_540 },
      { type: 'outbox-swept', expired: 0, unknown: 0, oldestDueAgeMs: 0 },
    ]);
  });

  it('is posted without its record when the record cannot be read', async () => {
    const bench = createBroadcastBench({ record: async () => Promise.reject(new Error('no statistics')) });
    open(bench, signalOf(), onlyPro);
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 1 });
    expect(bench.events.map(({ type }) => type)).toEqual(['failure', 'delivery', 'outbox-swept']);
  });

  it('found too late expires without a post', async () => {
    const bench = createBroadcastBench();
    bench.clock.advance(HOUR_MS + 1);
    open(bench);
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 0, expired: 3 });
    expect(states(bench)).toEqual(['expired', 'expired', 'expired']);
    expect(bench.telegram.calls).toHaveLength(0);
  });
});

describe('what Telegram answers to a post', () => {
  it.each([
    ['ok', 'sent', 1],
    ['flood', 'pending', 0],
    ['server-error', 'pending', 0],
    ['refused', 'pending', 0],
    ['blocked', 'dead', 0],
    ['bad-request', 'dead', 0],
    ['unauthorized', 'dead', 0],
    ['reset-before', 'unknown', 0],
    ['reset-after', 'unknown', 1],
  ] as const)('"%s" leaves it %s', async (fate, state, messages) => {
    const bench = createBroadcastBench();
    open(bench, signalOf(), onlyPro);
    bench.telegram.fates.push(fate);
    await bench.deliverer.drain();
    expect(states(bench)).toEqual([state]);
    expect(bench.telegram.messages).toHaveLength(messages);

    await bench.run(2 * 60_000);
    expect(states(bench)).toEqual([state === 'pending' ? 'sent' : state]);
    expect(bench.telegram.messages).toHaveLength(state === 'pending' ? 1 : messages);
  });

  it('a 429 stops every chat for as long as it says', async () => {
    const bench = createBroadcastBench();
    open(bench);
    bench.telegram.fates.push('flood');
    const report = await bench.deliverer.drain();
    expect(report).toMatchObject({ sent: 0, retried: 1, nextAtMs: CLOSE_TIME_MS + 7_040 });
    bench.clock.advance(6_900);
    await bench.deliverer.drain();
    expect(bench.telegram.calls).toHaveLength(1);
    bench.clock.advance(200);
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 2 });
    expect(bench.events.filter(({ type }) => type === 'telegram-limited')).toHaveLength(1);
  });

  it('an outage is asked about ever less often, and ends in expiry rather than a late post', async () => {
    const bench = createBroadcastBench();
    open(bench, signalOf(), onlyPro);
    bench.telegram.fates.push(...Array<Fate>(10_000).fill('refused'));
    await bench.run(HOUR_MS + 60_000);
    expect(states(bench)).toEqual(['expired']);
    expect(bench.telegram.calls.length).toBeLessThan(80);
  });

  it('silence costs few messages, because sends stop after each lost one', async () => {
    const bench = createBroadcastBench();
    for (let index = 0; index < 100; index += 1) {
      open(bench, nth(index), { free: null, elite: null, pro: { chatId: -1_000 - index } });
    }
    bench.telegram.fates.push(...Array<Fate>(8).fill('reset-before'));
    await bench.run(5 * 60_000);
    expect(states(bench).filter((state) => state === 'unknown')).toHaveLength(8);
    expect(states(bench).filter((state) => state === 'sent')).toHaveLength(92);
  });
});

describe('what Telegram answers to an edit', () => {
  it.each([
    ['ok', true, 1],
    ['not-modified', true, 1],
    ['edit-gone', false, 1],
    ['blocked', false, 1],
    ['flood', true, 2],
    ['server-error', true, 2],
    ['reset-before', true, 2],
    ['reset-after', true, 2],
  ] as const)('"%s": shown %s after %i edits', async (fate, shown, edits) => {
    const bench = createBroadcastBench();
    const signal = open(bench, signalOf(), onlyPro);
    await bench.deliverer.drain();
    bench.clock.advance(HOUR_MS);
    bench.outbox.close(signal.id, outcomeOf({ settledAtMs: bench.clock.nowMs() }));
    bench.telegram.fates.push(fate);
    await bench.run(60_000);
    expect(bench.outbox.deliveries()[0]).toMatchObject({ state: 'sent', outcomeShown: shown });
    expect(bench.telegram.calls.filter(({ type }) => type === 'edit')).toHaveLength(edits);
    expect(bench.telegram.messages).toHaveLength(1);
  });

  it('is given up after a day', async () => {
    const bench = createBroadcastBench();
    const signal = open(bench, signalOf(), onlyPro);
    await bench.deliverer.drain();
    bench.outbox.close(signal.id, outcomeOf({ settledAtMs: bench.clock.nowMs() }));
    bench.telegram.fates.push(...Array<Fate>(1_000).fill('server-error'));
    await bench.run(26 * HOUR_MS);
    const edits = bench.telegram.calls.length;
    expect(edits).toBeLessThan(250);
    await bench.run(HOUR_MS);
    expect(bench.telegram.calls).toHaveLength(edits);
  });
});

describe('limits', () => {
  it('hold over 200 deliveries to one channel and another', async () => {
    const bench = createBroadcastBench();
    for (let index = 0; index < 100; index += 1) {
      open(bench, nth(index), { free: null, pro: { chatId: -2 }, elite: { chatId: -3 } });
    }
    let drains = 0;
    while (states(bench).includes('pending') && drains < 2_000) {
      await bench.deliverer.drain();
      bench.clock.advance(250);
      drains += 1;
    }
    expect(states(bench).every((state) => state === 'sent')).toBe(true);
    for (const [chatId, count, windowMs] of [
      [-2, 1, 1_000],
      [-3, 1, 1_000],
      [-2, 20, 60_000],
      [-3, 20, 60_000],
    ] as const) {
      const times = bench.telegram.calls.filter((call) => call.chatId === chatId).map(({ atMs }) => atMs);
      times.forEach((atMs, index) => {
        expect(atMs - (times[index - count] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(windowMs);
      });
    }
    // 20 a minute make 100 in a little over four minutes; waiting must not cost more than a few claims each.
    expect(bench.clock.nowMs() - CLOSE_TIME_MS).toBeLessThan(5 * 60_000);
    expect(Math.max(...bench.outbox.deliveries().map(({ attempt }) => attempt))).toBeLessThanOrEqual(4);
  });

  it('hold for the bot over 200 chats, higher tiers first', async () => {
    const bench = createBroadcastBench();
    for (let index = 0; index < 100; index += 1) {
      open(bench, nth(index), { free: null, pro: { chatId: -1_000 - index }, elite: { chatId: -2_000 - index } });
    }
    bench.telegram.fates.length = 0;
    for (let drains = 0; states(bench).includes('pending') && drains < 200; drains += 1) {
      const { nextAtMs } = await bench.deliverer.drain();
      bench.clock.advance(Math.max(1, (nextAtMs ?? 0) - bench.clock.nowMs()));
    }
    const { calls } = bench.telegram;
    expect(calls).toHaveLength(200);
    expect(calls.slice(0, 100).every(({ chatId }) => chatId <= -2_000)).toBe(true);
    calls.forEach(({ atMs }, index) => {
      expect(atMs - (calls[index - 30]?.atMs ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(1_000);
    });
  });
});

describe('a process that dies, sleeps or meets another', () => {
  const killed = new Error('killed');

  it('between send and store leaves one message and says that it does not know', async () => {
    const bench = createBroadcastBench();
    open(bench, signalOf(), onlyPro);
    const dying = bench.restart({ outbox: { ...bench.outbox, settlePost: async () => Promise.reject(killed) } });
    await expect(dying.drain()).rejects.toBe(killed);
    await bench.run(5 * 60_000, bench.restart());
    expect(states(bench)).toEqual(['unknown']);
    expect(bench.telegram.messages).toHaveLength(1);
  });

  it('between claim and send leaves no message and says that it does not know', async () => {
    const bench = createBroadcastBench();
    open(bench, signalOf(), onlyPro);
    const outbox = {
      ...bench.outbox,
      claimPost: async (nowMs: number, leaseMs: number) => {
        await bench.outbox.claimPost(nowMs, leaseMs);
        throw killed;
      },
    };
    await expect(bench.restart({ outbox }).drain()).rejects.toBe(killed);
    await bench.run(5 * 60_000, bench.restart());
    expect(states(bench)).toEqual(['unknown']);
    expect(bench.telegram.messages).toHaveLength(0);
  });

  it('remembers what the outbox failed to store, and stores it when it can', async () => {
    const bench = createBroadcastBench();
    open(bench, signalOf(), onlyPro);
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
    expect(states(bench)).toEqual(['sent']);
    expect(bench.telegram.messages).toHaveLength(1);
  });

  it('does not hang on a settlement that a healthy outbox refuses', async () => {
    const bench = createBroadcastBench();
    open(bench);
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
    expect(await deliverer.drain()).toMatchObject({ sent: 1 });
    expect(refusals).toBe(2);
  });

  it('that slept until the signal was no news sends nothing', async () => {
    const bench = createBroadcastBench();
    open(bench, signalOf(), onlyPro);
    const sleeper = bench.restart({
      record: async () => {
        bench.clock.advance(HOUR_MS + 1);
        return null;
      },
    });
    await sleeper.drain();
    await bench.run(60_000);
    expect(states(bench)).toEqual(['expired']);
    expect(bench.telegram.calls).toHaveLength(0);
  });

  it('that slept past its lease says in the end what another had to call unknown', async () => {
    const bench = createBroadcastBench();
    open(bench, signalOf(), onlyPro);
    let meanwhile: string[] = [];
    const sleeper = bench.restart({
      record: async () => {
        bench.clock.advance(61_000);
        await bench.restart().drain();
        meanwhile = states(bench);
        return null;
      },
    });
    expect(await sleeper.drain()).toMatchObject({ sent: 1 });
    expect(meanwhile).toEqual(['unknown']);
    expect(states(bench)).toEqual(['sent']);
    expect(bench.telegram.messages).toHaveLength(1);
  });

  it('shares the outbox with another without doubling a message', async () => {
    const bench = createBroadcastBench();
    for (let index = 0; index < 10; index += 1) {
      open(bench, nth(index));
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
    open(bench, nth(0), onlyPro);
    const first = bench.deliverer.drain();
    open(bench, nth(1), channels);
    const second = bench.deliverer.drain();
    expect(second).toBe(first);
    expect((await first).sent).toBe(2);
    expect(states(bench).filter((state) => state === 'sent')).toHaveLength(2);
  });

  it('finishes the message under way when told to stop, and starts no other', async () => {
    const bench = createBroadcastBench();
    open(bench);
    const drained = bench.deliverer.drain();
    await bench.deliverer.stop();
    expect(bench.telegram.messages.length).toBeLessThanOrEqual(1);
    expect(states(bench).filter((state) => state === 'claimed')).toHaveLength(0);
    await drained;
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 0 });
  });
});

it('createDeliverer does nothing by itself', () => {
  const bench = createBroadcastBench();
  open(bench);
  createDeliverer({
    outbox: bench.outbox,
    sender: bench.telegram,
    clock: bench.clock,
    record: async () => null,
    onEvent: () => undefined,
  });
  expect(bench.telegram.calls).toHaveLength(0);
});
