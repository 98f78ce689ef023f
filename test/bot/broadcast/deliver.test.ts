import { describe, expect, it } from 'vitest';
import { createDeliverer } from '../../../bot/broadcast/deliver.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { createBroadcastBench, type Fate } from '../../support/fakes/broadcast-fakes.ts';
import { deliveryStates, nthSignal, ONLY_PRO, openSignal } from '../../support/fakes/opened-signals.ts';
import { CLOSE_TIME_MS, outcomeOf, RECORD, signalOf } from '../../support/signal-fixtures.ts';

describe('what was sent', () => {
  it('stays byte for byte below its outcome, though the record has changed, and after a restart', async () => {
    let record = RECORD;
    const bench = createBroadcastBench({ record: async () => record, botUsername: () => 'analyser_bot' });
    const signal = openSignal(bench, signalOf(), ONLY_PRO);
    await bench.deliverer.drain();
    const { html: sent = '', keyboard = [] } = bench.telegram.messages[0] ?? {};
    expect(keyboard.flat().flatMap((button) => ('copy_text' in button ? [button.copy_text.text] : []))).toEqual([
      ...['65432.10', '64900.00', '66200.00'],
      'BUY BTCUSDT @ 65432.10 SL 64900.00 TP 66200.00',
    ]);
    record = { ...RECORD, count: RECORD.count + 1, right: RECORD.right + 1 };
    bench.clock.advance(HOUR_MS);
    bench.outbox.close(signal.id, outcomeOf());
    await bench.restart().drain();
    const { html = '', keyboard: after = [] } = bench.telegram.messages[0] ?? {};
    expect(html.endsWith(`\n${sent}`)).toBe(true);
    expect(html.slice(0, -sent.length).split('\n')).toHaveLength(3);
    expect(after.flat().map(({ text }) => text)).toEqual(['✅ +0.44\u00a0%', '🔎 Why?']);
    expect(after.flat().every((button) => 'url' in button)).toBe(true);
  });

  it('late, with the outcome above it already, is not told twice', async () => {
    const bench = createBroadcastBench();
    const signal = openSignal(bench, signalOf(), ONLY_PRO);
    bench.outbox.close(signal.id, outcomeOf());
    await bench.run(5_000);
    expect(bench.telegram.messages[0]?.html.match(/RIGHT/g)).toHaveLength(1);
    expect(bench.outbox.deliveries()[0]?.outcomeShown).toBe(true);
  });
});

describe('a signal on its way to the channels', () => {
  it('is posted once per tier, free later, and edited with its outcome', async () => {
    const bench = createBroadcastBench({ record: async () => RECORD, botUsername: () => 'analyser_bot' });
    const signal = openSignal(bench);
    expect(await bench.deliverer.drain()).toMatchObject({
      ...{ sent: 2, edited: 0 },
      // The free post is the earliest thing left in the outbox.
      nextAtMs: CLOSE_TIME_MS + HOUR_MS / 2,
    });
    expect(bench.telegram.messages.map(({ chatId }) => chatId)).toEqual([-3, -2]);

    await bench.run(HOUR_MS - 60_000);
    expect(bench.telegram.messages.map(({ chatId }) => chatId)).toEqual([-3, -2, -1]);
    expect(bench.telegram.messages[2]?.atMs).toBeGreaterThanOrEqual(CLOSE_TIME_MS + HOUR_MS / 2);

    const sent = bench.telegram.messages.map(({ html }) => html);
    expect(sent[0]).toContain('Record BTC/USDT 1h');
    bench.outbox.close(signal.id, outcomeOf());
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 0, edited: 3 });
    const [, ...left] = bench.telegram.messages.map(({ html }, at) => html.replace(sent[at] ?? '', ''));
    expect(new Set(left).size).toBe(1);
    expect(bench.telegram.messages.every(({ html, edits }) => edits === 1 && html.startsWith('✅ <b>RIGHT</b>'))).toBe(
      true,
    );
    await bench.run(10_000);
    expect(bench.telegram.calls).toHaveLength(6);
  });

  it('states the first time of sending also after the edit', async () => {
    const bench = createBroadcastBench();
    const signal = openSignal(bench, signalOf(), ONLY_PRO);
    await bench.deliverer.drain();
    bench.clock.advance(HOUR_MS);
    bench.outbox.close(signal.id, outcomeOf());
    await bench.deliverer.drain();
    expect(bench.telegram.messages[0]?.html).toContain('Sent 2024‑05‑12 14:00:00 UTC');
  });

  it('is reported with its delay after the candle’s close', async () => {
    const bench = createBroadcastBench();
    bench.clock.advance(2_500);
    const signal = openSignal(bench, signalOf(), ONLY_PRO);
    await bench.deliverer.drain();
    const told = { signalId: signal.id, tier: 'pro', side: 'BUY' } as const;
    expect(bench.events).toEqual([
      { type: 'delivery', ...told, outcome: 'sent', attempt: 1, closeToPostMs: 2_540 },
      { type: 'outbox-swept', expired: 0, unknown: 0, oldestDueAgeMs: 0 },
    ]);
  });

  it('is posted without its record when the record cannot be read', async () => {
    const bench = createBroadcastBench({ record: async () => Promise.reject(new Error('no statistics')) });
    openSignal(bench, signalOf(), ONLY_PRO);
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 1 });
    expect(bench.events.map(({ type }) => type)).toEqual(['failure', 'delivery', 'outbox-swept']);
  });

  it('found too late expires without a post', async () => {
    const bench = createBroadcastBench();
    bench.clock.advance(HOUR_MS + 1);
    openSignal(bench);
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 0, expired: 3 });
    expect(deliveryStates(bench)).toEqual(['expired', 'expired', 'expired']);
    const ended = bench.events.flatMap((event) => (event.type === 'delivery' ? [[event.tier, event.outcome]] : []));
    expect(ended.toSorted()).toEqual([
      ['elite', 'expired'],
      ['free', 'expired'],
      ['pro', 'expired'],
    ]);
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
    openSignal(bench, signalOf(), ONLY_PRO);
    bench.telegram.fates.push(fate);
    await bench.deliverer.drain();
    expect(deliveryStates(bench)).toEqual([state]);
    expect(bench.telegram.messages).toHaveLength(messages);

    await bench.run(2 * 60_000);
    expect(deliveryStates(bench)).toEqual([state === 'pending' || state === 'unknown' ? 'sent' : state]);
    // What may have been sent is sent once more, and says so.
    const isRepeated = state === 'unknown';
    expect(bench.telegram.messages).toHaveLength(state === 'pending' ? 1 : messages + (isRepeated ? 1 : 0));
    expect(bench.telegram.messages.filter(({ html }) => html.includes('may have been posted before'))).toHaveLength(
      isRepeated ? 1 : 0,
    );
  });

  it('a 429 stops every chat for as long as it says', async () => {
    const bench = createBroadcastBench();
    openSignal(bench);
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
    openSignal(bench, signalOf(), ONLY_PRO);
    bench.telegram.fates.push(...Array<Fate>(10_000).fill('refused'));
    await bench.run(HOUR_MS + 60_000);
    expect(deliveryStates(bench)).toEqual(['expired']);
    expect(bench.telegram.calls.length).toBeLessThan(80);
  });

  it('silence costs few messages, because sends stop after each lost one', async () => {
    const bench = createBroadcastBench();
    for (let index = 0; index < 100; index += 1) {
      openSignal(bench, nthSignal(index), { free: null, elite: null, pro: { chatId: -1_000 - index } });
    }
    bench.telegram.fates.push(...Array<Fate>(8).fill('reset-before'));
    await bench.run(5 * 60_000);
    expect(bench.events.filter((event) => event.type === 'delivery' && event.outcome === 'unknown')).toHaveLength(8);
    const marked = bench.telegram.messages.filter(({ html }) => html.includes('may have been posted before'));
    const lost = deliveryStates(bench).filter((state) => state === 'unknown');
    // Each of the eight is told once more; a repeat that is lost as well stays unknown, and used up two of the lost calls.
    expect(marked.length + 2 * lost.length).toBe(8);
    expect(deliveryStates(bench).filter((state) => state === 'sent')).toHaveLength(100 - lost.length);
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
    const signal = openSignal(bench, signalOf(), ONLY_PRO);
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
    const signal = openSignal(bench, signalOf(), ONLY_PRO);
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
      openSignal(bench, nthSignal(index), { free: null, pro: { chatId: -2 }, elite: { chatId: -3 } });
    }
    let drains = 0;
    while (deliveryStates(bench).includes('pending') && drains < 2_000) {
      await bench.deliverer.drain();
      bench.clock.advance(250);
      drains += 1;
    }
    expect(deliveryStates(bench).every((state) => state === 'sent')).toBe(true);
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
      openSignal(bench, nthSignal(index), {
        free: null,
        pro: { chatId: -1_000 - index },
        elite: { chatId: -2_000 - index },
      });
    }
    bench.telegram.fates.length = 0;
    for (let drains = 0; deliveryStates(bench).includes('pending') && drains < 200; drains += 1) {
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

it('createDeliverer does nothing by itself', () => {
  const bench = createBroadcastBench();
  openSignal(bench);
  createDeliverer({
    outbox: bench.outbox,
    sender: bench.telegram,
    clock: bench.clock,
    record: async () => null,
    picture: async () => null,
    onEvent: () => undefined,
  });
  expect(bench.telegram.calls).toHaveLength(0);
});
