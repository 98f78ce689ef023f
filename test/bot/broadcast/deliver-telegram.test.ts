import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeliverer, type Deliverer } from '../../../bot/broadcast/deliver.ts';
import type { BroadcastEvent } from '../../../bot/broadcast/event.ts';
import { planDeliveries } from '../../../bot/broadcast/plan.ts';
import { createTelegramSandbox, type TelegramSandbox } from '../../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import type { FaultEffect } from '../../../bot/sandbox/telegram/protocol/faults.ts';
import { createChannelSender } from '../../../bot/telegram/channels/channel-sender.ts';
import { rasterized } from '../../../bot/telegram/charts/drawing-process/rasterized.mjs';
import { signalSvg } from '../../../bot/telegram/charts/signal-svg.ts';
import { ENGLISH } from '../../../bot/texts/language.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import type { LedgerEntry } from '../../../engine/ports.ts';
import { planStepDeliveries } from '../../../engine/signals/delivery.ts';
import type { Signal } from '../../../engine/signals/signal.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { createManualClock, type ManualClock } from '../../support/fakes/broadcast-fakes.ts';
import { createMemoryOutbox, type MemoryOutbox } from '../../support/fakes/memory-outbox.ts';
import { CLOSE_TIME_MS, entryOf, outcomeOf, SWING_STEPS, signalOf, swingOf } from '../../support/signal-fixtures.ts';

const TOKEN = '123456:a-token-for-broadcast-tests';
const CHATS = { free: -1_001, pro: -1_002, elite: -1_003 } as const;
const channels = { free: { chatId: CHATS.free }, pro: { chatId: CHATS.pro }, elite: { chatId: CHATS.elite } };
const CANDLES = columnsOf(
  Array.from({ length: 40 }, (_, index) => {
    const openTimeMs = CLOSE_TIME_MS + (index - 40) * HOUR_MS;
    return { openTimeMs, open: 65_300 + index, high: 65_500, low: 65_200, close: 65_400 - index, volume: 3 };
  }),
);
const onlyPro = { free: null, pro: { chatId: CHATS.pro }, elite: null };

let clock: ManualClock;
let telegram: TelegramSandbox;
let outbox: MemoryOutbox;
let deliverer: Deliverer;
let events: BroadcastEvent[];
let apiRoot: string;
/** What the deliverer has to show with a signal. */
let picture: Buffer | null;
let close: () => Promise<void>;

function delivererTo(root: string, timeoutSeconds = 5): Deliverer {
  return createDeliverer({
    outbox,
    sender: createChannelSender({ token: TOKEN, apiRoot: root, timeoutSeconds }),
    clock,
    record: async () => null,
    picture: async () => picture,
    onEvent: (event) => events.push(event),
    botUsername: () => 'analyser_bot',
  });
}

beforeEach(async () => {
  clock = createManualClock(CLOSE_TIME_MS);
  events = [];
  picture = null;
  outbox = createMemoryOutbox();
  telegram = createTelegramSandbox({
    botToken: TOKEN,
    botId: 123456,
    botName: 'Analyser',
    botUsername: 'analyser_bot',
    // All public, so that one person may look into each.
    channels: (['free', 'pro', 'elite'] as const).map((tier) => ({
      id: CHATS[tier],
      title: tier,
      username: `analyser_${tier}`,
      about: '',
      tier,
    })),
    clock,
    journalPath: null,
  });
  const server = await telegram.listen();
  apiRoot = server.apiRoot;
  close = server.close;
  deliverer = delivererTo(apiRoot);
});

afterEach(async () => {
  telegram.close();
  await close();
});

function open(signal: Signal = signalOf(), to: Parameters<typeof planDeliveries>[1]['channels'] = channels): Signal {
  outbox.open(signal, planDeliveries(signal, { channels: to }));
  return signal;
}

/** Messages in a channel, as somebody sees them. */
function messages(chatId: number = CHATS.pro) {
  const [reader = telegram.world.addPerson('Reader', 'en')] = telegram.world.persons();
  const chat = telegram.world.snapshot(reader.id).chats.find(({ id }) => id === chatId);
  if (chat === undefined) throw new Error(`expected the channel ${chatId}`);
  return chat.messages.filter(({ author }) => author === 'channel' || author === 'bot');
}
const texts = (chatId: number): string[] => messages(chatId).map(({ text }) => text);
const photos = () => messages().filter(({ photoUrl }) => photoUrl !== null);
const states = (): string[] => outbox.deliveries().map(({ state }) => state);

async function run(forMs: number): Promise<void> {
  for (const endMs = clock.nowMs() + forMs; clock.nowMs() < endMs; clock.advance(1_000)) {
    await deliverer.drain();
  }
}

describe('the deliverer, real grammY and a Bot API', () => {
  it('post a signal once per tier, free later, and edit in its outcome', async () => {
    const signal = open(signalOf({ marketSource: 'simulated', modelVersion: 'a<b>&c' }));
    await deliverer.drain();
    expect([CHATS.elite, CHATS.pro, CHATS.free].map((chatId) => texts(chatId).length)).toEqual([1, 1, 0]);
    expect(texts(CHATS.pro)[0]).toContain(
      '🟢 BUY BTC/USDT · 1h · confidence 58.3\u00a0% · worth trading\n🧪 SIMULATED',
    );
    expect(texts(CHATS.pro)[0]).toContain('Model a<b>&c');

    clock.advance(HOUR_MS / 2);
    await deliverer.drain();
    expect(texts(CHATS.free)).toHaveLength(1);

    clock.advance(HOUR_MS / 2);
    outbox.close(signal.id, outcomeOf());
    expect(await deliverer.drain()).toMatchObject({ edited: 3 });
    for (const chatId of Object.values(CHATS)) {
      expect(texts(chatId)).toHaveLength(1);
      expect(texts(chatId)[0]?.startsWith('✅ RIGHT')).toBe(true);
    }
    expect(outbox.deliveries().every(({ outcomeShown }) => outcomeShown)).toBe(true);
  });

  it('post a signal as a photo, and edit in another one with the outcome', async () => {
    const draw = (entry: LedgerEntry): Buffer =>
      Buffer.from(rasterized(signalSvg({ entry, candles: CANDLES, theme: 'dark' }, ENGLISH)));
    const signal = open(signalOf({ marketSource: 'simulated' }), onlyPro);
    picture = draw(entryOf(signal));
    await deliverer.drain();
    const [post] = photos();
    expect(post).toMatchObject({ photoWidth: 1080, photoHeight: 1080 });
    expect(post?.text.startsWith('🟢 BUY BTC/USDT')).toBe(true);
    clock.advance(HOUR_MS);
    outbox.close(signal.id, outcomeOf({ touched: 'stop' }));
    picture = draw(entryOf(signal, outcomeOf({ touched: 'stop' })));
    expect(await deliverer.drain()).toMatchObject({ edited: 1 });
    const [edited, ...others] = photos();
    expect(others).toEqual([]);
    expect(edited?.messageId).toBe(post?.messageId);
    expect(edited?.photoUrl).not.toBe(post?.photoUrl);
    expect(edited?.text).toMatch(/^\S+ STOPPED/);
    expect(edited?.text.endsWith(`\n${post?.text}`)).toBe(true);
    expect(edited?.keyboard.flat().map(({ type }) => type)).toEqual(['url', 'url']);
    expect(telegram.calls().map(({ method }) => method)).toEqual(['sendPhoto', 'editMessageMedia']);
  });

  it('answers the post of a swing’s entry with its steps, and posts them alone where that is gone', async () => {
    const [trim, leave] = SWING_STEPS;
    const signal = open(swingOf(), onlyPro);
    await deliverer.drain();
    const [entry] = messages();
    for (const [step, more] of [
      [trim, [trim]],
      [leave, [trim, leave]],
    ] as const) {
      outbox.open(signal, planStepDeliveries(signal.id, step, outbox.deliveries()), more);
      clock.advance(step.closeTimeMs - clock.nowMs());
      await deliverer.drain();
    }
    expect(messages().map(({ replied, text }) => [replied?.messageId ?? null, text.split(' ·')[0]])).toEqual([
      [null, '🟢 BUY BTC/USDT'],
      [entry?.messageId, '✂️ Sell 33\u00a0%'],
      [entry?.messageId, '⏹ Exit now'],
    ]);
    expect(messages()[1]?.replied?.text).toBe(entry?.text.split('\n')[0]);

    const sender = createChannelSender({ token: TOKEN, apiRoot });
    await sender.post(CHATS.pro, 'alone', { replyTo: 4_711 });
    expect(messages().at(-1)).toMatchObject({ text: 'alone', replied: null });
  });

  it('post the text where Telegram cannot read the picture', async () => {
    picture = Buffer.from('no picture at all');
    open(signalOf(), onlyPro);
    expect(await deliverer.drain()).toMatchObject({ sent: 1 });
    expect(texts(CHATS.pro)).toHaveLength(1);
    expect(photos()).toEqual([]);
    expect(outbox.deliveries()[0]).toMatchObject({ state: 'sent', form: 'text' });
    expect(events.find(({ type }) => type === 'failure')).toMatchObject({ where: 'broadcast/picture' });
  });

  it.each<[string, FaultEffect, string, number, string, number]>([
    ['429', { type: 'too-many-requests', retryAfterS: 3 }, 'pending', 0, 'sent', 1],
    [
      '403',
      { type: 'refuse', code: 403, description: 'Forbidden: bot was kicked from the channel chat' },
      'dead',
      0,
      'dead',
      0,
    ],
    ['400', { type: 'refuse', code: 400, description: 'Bad Request: chat not found' }, 'dead', 0, 'dead', 0],
    ['500 with a body', { type: 'refuse', code: 500, description: 'Internal Server Error' }, 'pending', 0, 'sent', 1],
    ['a connection dropped before the effect', { type: 'drop-before' }, 'unknown', 0, 'unknown', 0],
    ['a connection dropped after the effect', { type: 'drop-after' }, 'unknown', 1, 'unknown', 1],
    ['a proxy’s 502 after the effect', { type: 'server-error', code: 502, after: true }, 'unknown', 1, 'unknown', 1],
  ])('%s: never more than one message', async (_, effect, state, messages, stateLater, messagesLater) => {
    open(signalOf(), onlyPro);
    telegram.inject({ method: 'sendMessage', effect });
    await deliverer.drain();
    expect([states(), texts(CHATS.pro).length]).toEqual([[state], messages]);
    await run(20_000);
    expect([states(), texts(CHATS.pro).length]).toEqual([[stateLater], messagesLater]);
  });

  it('a connection reset after the effect: one more, marked with the signal, and never a third', async () => {
    const signal = open(signalOf(), onlyPro);
    telegram.inject({ method: 'sendMessage', effect: { type: 'drop-after' } });
    await deliverer.drain();
    telegram.inject({ method: 'sendMessage', effect: { type: 'drop-after' } });
    await run(300_000);
    expect(states()).toEqual(['unknown']);
    const [first, second, ...more] = texts(CHATS.pro);
    expect(more).toEqual([]);
    expect(first).not.toContain('may have been posted before');
    expect(second).toContain(`Signal ${signal.id.slice(0, 10)} may have been posted before`);
  });

  it('a call that takes too long ends as unknown', async () => {
    open(signalOf(), onlyPro);
    telegram.inject({ method: 'sendMessage', effect: { type: 'delay', ms: 1_500 } });
    await delivererTo(apiRoot, 0.3).drain();
    expect(states()).toEqual(['unknown']);
  });

  it('a refused connection is tried again, as nothing was sent', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => nobody.once('listening', resolve));
    const { port } = nobody.address() as AddressInfo;
    await new Promise((resolve) => nobody.close(resolve));
    open(signalOf(), onlyPro);
    await delivererTo(`http://127.0.0.1:${port}`).drain();
    expect(outbox.deliveries()[0]).toMatchObject({ state: 'pending', error: 'ECONNREFUSED' });
    clock.advance(2_000);
    await deliverer.drain();
    expect(states()).toEqual(['sent']);
  });

  it('an edit that Telegram has already made counts as shown', async () => {
    const signal = open(signalOf(), onlyPro);
    await deliverer.drain();
    outbox.close(signal.id, outcomeOf());
    telegram.inject({ method: 'editMessageText', effect: { type: 'drop-after' } });
    await run(20_000);
    const edits = telegram.calls().filter(({ method }) => method === 'editMessageText');
    expect(edits).toHaveLength(2);
    expect(edits[1]?.error).toContain('message is not modified');
    expect(outbox.deliveries()[0]).toMatchObject({ state: 'sent', outcomeShown: true });
  });

  it('no channel hears a signal whose hour is over', async () => {
    clock.advance(HOUR_MS + 1_000);
    open();
    expect(await deliverer.drain()).toMatchObject({ expired: 3, sent: 0 });
    expect(telegram.calls()).toHaveLength(0);
  });

  it('200 deliveries keep Telegram’s limits: not one 429', async () => {
    for (let index = 0; index < 100; index += 1) {
      const series = { exchange: 'binance', symbol: `C${index}/USDT`, timeframe: '4h' } as const;
      open(signalOf({ series }), { ...channels, free: null });
    }
    await run(6 * 60_000);
    expect(states().every((state) => state === 'sent')).toBe(true);
    expect(events.some(({ type }) => type === 'telegram-limited')).toBe(false);
    expect([texts(CHATS.elite).length, texts(CHATS.pro).length]).toEqual([100, 100]);
  });
});
