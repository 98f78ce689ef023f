import { describe, expect, it } from 'vitest';
import type { ChannelMessages } from '../../../bot/broadcast/close-message.ts';
import type { DelivererDeps } from '../../../bot/broadcast/deliver.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { type BroadcastBench, createBroadcastBench } from '../../support/fakes/broadcast-fakes.ts';
import { nthSignal, ONLY_PRO, openSignal } from '../../support/fakes/opened-signals.ts';
import { CLOSE_TIME_MS, outcomeOf } from '../../support/signal-fixtures.ts';

/** Messages that are kept in memory. */
function memoryMessages(): ChannelMessages & { readonly stored: Map<string, readonly string[]> } {
  const stored = new Map<string, readonly string[]>();
  return {
    stored,
    async begin({ chatId, closeTimeMs, timeframe, signalIds }) {
      const id = [chatId, closeTimeMs, timeframe, stored.size].join('|');
      stored.set(id, signalIds);
      return id;
    },
    signalIds: async (id) => stored.get(id) ?? [],
  };
}

function benchOf(count: number, changes: Partial<DelivererDeps> = {}): BroadcastBench {
  const bench = createBroadcastBench({ messages: memoryMessages(), botUsername: () => 'analyser_bot', ...changes });
  for (let index = 0; index < count; index += 1) openSignal(bench, nthSignal(index), ONLY_PRO);
  return bench;
}

describe('signals of one close in one channel', () => {
  it.each([
    [1, 1],
    [3, 3],
    [4, 1],
    [15, 1],
  ])('%i of them are told in %i messages', async (signals, messages) => {
    const bench = benchOf(signals);
    await bench.run(10_000);
    expect(bench.telegram.messages).toHaveLength(messages);
    expect(bench.outbox.deliveries().every(({ state }) => state === 'sent')).toBe(true);
  });

  it('are a line each, with a link that opens the signal in the chat', async () => {
    const bench = benchOf(5);
    await bench.deliverer.drain();
    const lines = bench.telegram.messages[0]?.html.split('\n') ?? [];
    expect(lines[0]).toContain('<b>5 signals</b> · 1h');
    expect(lines.filter((line) => line.includes('https://t.me/analyser_bot?start=signal_'))).toHaveLength(5);
    expect(lines.find((line) => line.includes('C3/USDT'))).toMatch(/^🟢 BUY <a href="[^"]*">C3\/USDT<\/a> 58\.3 %/);
  });

  it('are edited once, with all their outcomes', async () => {
    let complete = true;
    const bench = benchOf(6, { isCloseComplete: () => complete });
    await bench.deliverer.drain();
    bench.clock.advance(HOUR_MS);
    complete = false;
    const settledAtMs = bench.clock.nowMs();
    const ids = bench.outbox.deliveries().map(({ id }) => id);
    for (let index = 0; index < 3; index += 1) bench.outbox.close(nthSignal(index).id, outcomeOf({ settledAtMs }));
    expect(await bench.deliverer.drain()).toMatchObject({ edited: 0 });
    for (let index = 3; index < 6; index += 1) bench.outbox.close(nthSignal(index).id, outcomeOf({ settledAtMs }));
    complete = true;
    expect(await bench.deliverer.drain()).toMatchObject({ edited: 1 });
    expect(ids).toHaveLength(6);
    const [message, ...others] = bench.telegram.messages;
    expect(others).toEqual([]);
    expect(message?.edits).toBe(1);
    expect(message?.html.split('\n').filter((line) => line.startsWith('✅ +'))).toHaveLength(6);
    expect(bench.outbox.deliveries().every(({ outcomeShown }) => outcomeShown)).toBe(true);
  });

  it('wait until all series have answered', async () => {
    let complete = false;
    const bench = benchOf(2, { isCloseComplete: () => complete });
    bench.clock.advance(1_000);
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 0, nextAtMs: CLOSE_TIME_MS + 4_000 });
    for (let index = 2; index < 5; index += 1) openSignal(bench, nthSignal(index), ONLY_PRO);
    complete = true;
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 1 });
    expect(bench.telegram.messages[0]?.html).toContain('<b>5 signals</b>');
  });

  it('wait two seconds after the first at most; what comes later is a next message', async () => {
    const bench = benchOf(5, { isCloseComplete: () => false });
    bench.clock.advance(3_999);
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 0 });
    bench.clock.advance(1);
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 1 });
    for (let index = 5; index < 9; index += 1) openSignal(bench, nthSignal(index), ONLY_PRO);
    await bench.run(5_000);
    expect(bench.telegram.messages.map(({ html }) => html.split(' signals')[0])).toEqual(['<b>5', '<b>4']);
  });
});
