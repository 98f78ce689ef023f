import { describe, expect, it } from 'vitest';
import type { ChannelMessages, CloseMessage } from '../../../bot/broadcast/close-message.ts';
import type { DelivererDeps } from '../../../bot/broadcast/deliver.ts';
import { visibleLength } from '../../../bot/texts/html.ts';
import { LANGUAGES, languageFor } from '../../../bot/texts/language.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { type BroadcastBench, createBroadcastBench } from '../../support/fakes/broadcast-fakes.ts';
import { nthSignal, ONLY_PRO, openSignal } from '../../support/fakes/opened-signals.ts';
import { CLOSE_TIME_MS, outcomeOf } from '../../support/signal-fixtures.ts';

/** Messages that are kept in memory. */
function memoryMessages(): ChannelMessages {
  const stored = new Map<string, CloseMessage>();
  return {
    async begin(message) {
      const { chatId, closeTimeMs, timeframe } = message;
      const id = [chatId, closeTimeMs, timeframe, stored.size].join('|');
      stored.set(id, message);
      return id;
    },
    find: async (id) => stored.get(id) ?? null,
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
    expect(lines.find((line) => line.includes('C3/USDT'))).toMatch(
      /^🟢 BUY <a href="[^"]*">C3\/USDT<\/a> 58\.3\u00a0%/,
    );
  });

  it.each([
    ['not shown', { isShown: false }, 'worth trading, unproven', 1],
    ['shown', { isShown: true }, 'worth trading', 0],
    ['not known', null, 'worth trading', 0],
  ])('say of each whether its like earns its cost: %s, also after the edit', async (_, known, verdict, notes) => {
    const asked: string[] = [];
    const bench = createBroadcastBench({
      messages: memoryMessages(),
      botUsername: () => 'analyser_bot',
      async about({ id }) {
        asked.push(id);
        if (known === null) throw new Error('the record cannot be read');
        return { ...known, sameClose: [] };
      },
    });
    const channels = { free: { chatId: -1 }, pro: null, elite: null };
    for (let index = 0; index < 4; index += 1)
      openSignal(bench, { ...nthSignal(index), worthTrading: index !== 3 }, channels);
    bench.clock.advance(HOUR_MS / 2);
    await bench.deliverer.drain();
    const linesOf = (): string[] => bench.telegram.messages[0]?.html.split('\n') ?? [];
    const verdicts = (): string[] =>
      linesOf()
        .filter((line) => line.includes('?start=signal_'))
        .map((line) => line.split(' · ').at(-1) ?? '')
        .toSorted();
    expect(verdicts()).toEqual(['information', verdict, verdict, verdict]);
    expect(linesOf().filter((line) => line.includes('not shown yet to earn their cost'))).toHaveLength(notes);
    // All are coins: one question to the record.
    expect(asked).toHaveLength(1);
    bench.clock.advance(HOUR_MS / 2);
    const settledAtMs = bench.clock.nowMs();
    for (let index = 0; index < 4; index += 1) bench.outbox.close(nthSignal(index).id, outcomeOf({ settledAtMs }));
    expect(await bench.deliverer.drain()).toMatchObject({ edited: 1 });
    expect(verdicts()).toEqual(['information', verdict, verdict, verdict]);
    expect(linesOf().filter((line) => line.includes('not shown yet to earn their cost'))).toHaveLength(notes);
  });

  it('are edited once, with all their outcomes', async () => {
    let complete = true;
    const bench = benchOf(6, { isCloseComplete: () => complete });
    await bench.deliverer.drain();
    bench.clock.advance(HOUR_MS);
    const sent = bench.telegram.messages[0]?.html ?? '';
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
    const [outcomes = '', ...rest] = message?.html.split('\n\n') ?? [];
    expect(outcomes.split('\n').filter((line) => line.startsWith('✅ +'))).toHaveLength(6);
    expect(rest.join('\n\n')).toBe(sent);
    expect(bench.outbox.deliveries().every(({ outcomeShown }) => outcomeShown)).toBe(true);
  });

  it.each(LANGUAGES)(
    'are split so that 150 with the longest names and outcomes stay below what Telegram takes, in %s',
    async (code) => {
      const language = languageFor(code);
      const repeated = language.t('repeat-signal', { id: '#' }).split('#');
      const bench = createBroadcastBench({
        messages: memoryMessages(),
        about: async () => ({ isShown: false, sameClose: [] }),
        languageIn: () => language,
        // Without a name each line has a command besides.
        botUsername: () => null,
      });
      const longest = (index: number): Signal => ({
        ...nthSignal(index),
        ...{ id: `${index}`.padStart(64, 'f') },
        series: { exchange: 'binance', symbol: `${'W'.repeat(60)}${index}/USDT`, timeframe: '15m' },
      });
      for (let index = 0; index < 150; index += 1) openSignal(bench, longest(index), ONLY_PRO);
      // The first is sent again, with its short ids in front.
      bench.telegram.fates.push('reset-after');
      await bench.run(150_000);
      const settledAtMs = bench.clock.nowMs();
      for (let index = 0; index < 150; index += 1)
        bench.outbox.close(longest(index).id, outcomeOf({ settledAtMs, grossBps: -123_456 }));
      await bench.run(150_000);
      const lengths = bench.telegram.messages.map(({ html }) => visibleLength(html));
      expect(bench.telegram.messages.filter(({ html }) => repeated.every((part) => html.includes(part)))).toHaveLength(
        1,
      );
      expect(Math.max(...lengths)).toBeLessThan(4_096);
      expect(bench.outbox.deliveries().filter(({ outcomeShown }) => outcomeShown)).toHaveLength(150);
      expect(bench.telegram.messages.filter(({ edits }) => edits === 1)).toHaveLength(10);
    },
  );

  it('wait until all series have answered', async () => {
    let complete = false;
    const bench = benchOf(2, { isCloseComplete: () => complete });
    bench.clock.advance(1_000);
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 0, nextAtMs: CLOSE_TIME_MS + 3_500 });
    for (let index = 2; index < 5; index += 1) openSignal(bench, nthSignal(index), ONLY_PRO);
    complete = true;
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 1 });
    expect(bench.telegram.messages[0]?.html).toContain('<b>5 signals</b>');
  });

  it('let what they will need be made ready while they wait', async () => {
    let complete = false;
    let held = 0;
    const onHeld = (): void => {
      held += 1;
    };
    const bench = benchOf(1, { isCloseComplete: () => complete, onHeld });
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 0 });
    expect(held).toBeGreaterThan(0);
    held = 0;
    complete = true;
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 1 });
    expect(held).toBe(0);
  });

  it('go before what became of the last ones, whichever timeframe has not answered, five seconds at most', async () => {
    const complete = new Set(['15m', '1h']);
    const isCloseComplete: DelivererDeps['isCloseComplete'] = (timeframe) => complete.has(timeframe);
    const bench = benchOf(1, { isCloseComplete });
    await bench.deliverer.drain();
    bench.clock.advance(HOUR_MS);
    const settledAtMs = bench.clock.nowMs();
    bench.outbox.close(nthSignal(0).id, outcomeOf({ settledAtMs }));
    expect(await bench.deliverer.drain()).toMatchObject({ edited: 0, nextAtMs: settledAtMs + 5_000 });
    for (const timeframe of ['1m', '5m', '30m']) complete.add(timeframe);
    expect(await bench.deliverer.drain()).toMatchObject({ edited: 1 });

    const late = benchOf(1, { isCloseComplete });
    await late.deliverer.drain();
    complete.delete('15m');
    late.clock.advance(HOUR_MS);
    late.outbox.close(nthSignal(0).id, outcomeOf({ settledAtMs }));
    late.clock.advance(4_999);
    expect(await late.deliverer.drain()).toMatchObject({ edited: 0 });
    late.clock.advance(1);
    expect(await late.deliverer.drain()).toMatchObject({ edited: 1 });
  });

  it('wait a second and a half after the first at most; what comes later is a next message', async () => {
    const bench = benchOf(5, { isCloseComplete: () => false });
    bench.clock.advance(3_499);
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 0 });
    bench.clock.advance(1);
    expect(await bench.deliverer.drain()).toMatchObject({ sent: 1 });
    for (let index = 5; index < 9; index += 1) openSignal(bench, nthSignal(index), ONLY_PRO);
    await bench.run(5_000);
    expect(bench.telegram.messages.map(({ html }) => html.split(' signals')[0])).toEqual(['<b>5', '<b>4']);
  });
});
