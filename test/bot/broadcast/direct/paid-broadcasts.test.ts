import { GrammyError } from 'grammy';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDeliverer } from '../../../../bot/broadcast/deliver.ts';
import { createBroadcasts } from '../../../../bot/broadcast/direct/broadcasts.ts';
import { createDirectWork } from '../../../../bot/broadcast/direct/direct-work.ts';
import type { BroadcastEvent } from '../../../../bot/broadcast/event.ts';
import { createMemoryAccounts } from '../../../support/fakes/memory-billing.ts';
import { createMemoryAlertDays } from '../../../support/fakes/memory-bot-stores.ts';
import { createMemoryDirects, createMemoryFanOuts } from '../../../support/fakes/memory-directs.ts';
import { createMemoryLedger } from '../../../support/fakes/memory-ledger.ts';
import { createMemoryOutbox } from '../../../support/fakes/memory-outbox.ts';

const PERSONS = 300;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const DRAFT = { segment: { tiers: null, languages: null }, kind: 'news', html: 'News', by: 1, key: 'k' } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2024, 4, 12, 9) });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Sent {
  readonly chatId: number;
  readonly isPaid: boolean;
  readonly atMs: number;
}

/** Sends a broadcast to 300 people, through a Telegram that answers after 50 ms; stars: for how many paid messages the balance lasts. */
async function broadcast(about: { readonly isPaid: boolean; readonly mostStars?: number; readonly stars?: number }) {
  const clock = { nowMs: () => Date.now() };
  const accounts = { ...createMemoryAccounts(), countWanting: async () => 0 };
  for (let telegramId = 1; telegramId <= PERSONS; telegramId += 1)
    await accounts.meet({ telegramId, firstName: 'P', languageCode: 'en' }, null, Date.now());
  const directs = createMemoryDirects();
  const stores = { accounts, directs, fanOuts: createMemoryFanOuts(), alertDays: createMemoryAlertDays() };
  const tiersOf = async () => new Map();
  const broadcasts = createBroadcasts({ ...stores, clock, tiersOf, isPaid: about.isPaid });
  const preview = await broadcasts.preview(DRAFT);
  await broadcasts.start({ ...DRAFT, ...(about.mostStars === undefined ? {} : { mostStars: about.mostStars }) });
  const sent: Sent[] = [];
  const events: BroadcastEvent[] = [];
  let stars = about.stars ?? Number.POSITIVE_INFINITY;
  const unused = async (): Promise<never> => Promise.reject(new Error('expected no post'));
  const deliverer = createDeliverer({
    ...{ outbox: createMemoryOutbox(), clock, pause: sleep, record: async () => null, picture: async () => null },
    sender: { post: unused, edit: unused, postPhoto: unused, editPhoto: unused, editCaption: unused },
    onEvent: (event) => events.push(event),
    more: (parts) =>
      createDirectWork({
        ...{ ...parts, ...stores, signals: createMemoryLedger(), tiersOf, isPaid: about.isPaid },
        textOf: async () => 'News',
        onBlocked: async () => {},
        onEvent: (event) => events.push(event),
        async send(chatId, _html, { isPaid }) {
          await sleep(50);
          if (isPaid && stars <= 0) {
            const description = 'Bad Request: BALANCE_TOO_LOW';
            throw new GrammyError(description, { ok: false, error_code: 400, description }, 'sendMessage', {});
          }
          if (isPaid) stars -= 1;
          sent.push({ chatId, isPaid, atMs: Date.now() });
          return sent.length;
        },
      }),
  });
  const startMs = Date.now();
  let isOver = false;
  const draining = (async () => {
    while (!isOver) {
      await deliverer.drain();
      await sleep(100);
    }
  })();
  while (sent.length < PERSONS && Date.now() < startMs + 60_000) await vi.advanceTimersByTimeAsync(250);
  isOver = true;
  await vi.advanceTimersByTimeAsync(2_000);
  await draining;
  expect(new Set(sent.map(({ chatId }) => chatId)).size).toBe(PERSONS);
  expect(sent).toHaveLength(PERSONS);
  return { preview, sent, events, tookMs: Math.max(...sent.map(({ atMs }) => atMs)) - startMs };
}

it('whose cost was confirmed goes out far above the free 30 a second, once to everybody', async () => {
  const { preview, sent, tookMs } = await broadcast({ isPaid: true, mostStars: 30 });
  expect(preview).toEqual({ receivers: PERSONS, mostStars: 30 });
  expect(sent.every(({ isPaid }) => isPaid)).toBe(true);
  expect(tookMs).toBeLessThan(3_000);
});

it.each([
  ['nobody confirmed a cost', { isPaid: true }],
  ['the setting is off again', { isPaid: false, mostStars: 30 }],
])('costs nothing and keeps the usual pace where %s', async (_, about) => {
  const { sent, tookMs } = await broadcast(about);
  expect(sent.some(({ isPaid }) => isPaid)).toBe(false);
  expect(tookMs).toBeGreaterThan(8_500);
});

it('goes on free of charge, once to everybody, when the balance is used up, and says so', async () => {
  const { sent, events } = await broadcast({ isPaid: true, mostStars: 30, stars: 100 });
  expect(sent.filter(({ isPaid }) => isPaid)).toHaveLength(100);
  expect(events.some((event) => event.type === 'failure' && event.where === 'broadcast/paid')).toBe(true);
});
