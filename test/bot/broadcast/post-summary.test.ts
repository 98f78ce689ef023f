import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMongoSentNotices } from '../../../bot/adapters/mongo/sent-notices.ts';
import { lastPeriod, type Summary, summary } from '../../../bot/answers/summary.ts';
import { postSummaries, type SummaryDependencies } from '../../../bot/broadcast/post-summary.ts';
import { createSendToChat } from '../../../bot/broadcast/send-to-chat.ts';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import { createSendBudget } from '../../../bot/telegram/sending/send-budget.ts';
import { ENGLISH, languageFor } from '../../../bot/texts/language.ts';
import type { LedgerEntry, SignalReader } from '../../../engine/ports.ts';
import { type DeliveryState, deliveryId } from '../../../engine/signals/delivery.ts';
import type { Outcome } from '../../../engine/signals/signal.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../engine/time.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { type BroadcastBench, createBroadcastBench } from '../../support/fakes/broadcast-fakes.ts';
import { outcomeOf, signalOf, swingOf, swingOutcomeOf } from '../../support/signal-fixtures.ts';

/** A Sunday. */
const DAY = Date.UTC(2024, 4, 12);
const MIDNIGHT = DAY + DAY_MS;
const CHATS = { free: -1_001, pro: -1_002, elite: -1_003 } as const;
const CHANNELS = { free: { chatId: CHATS.free }, pro: { chatId: CHATS.pro }, elite: null };
const ETH = { exchange: 'binance', symbol: 'ETH/USDT', timeframe: '1h' } as const;

function entryAt(
  closeTimeMs: number,
  changes: { outcome?: Outcome | null; state?: DeliveryState | null; eth?: boolean } = {},
): LedgerEntry {
  const { outcome = outcomeOf(), state = 'sent', eth = false } = changes;
  const signal = signalOf({ closeTimeMs, createdAtMs: closeTimeMs + 2_000, ...(eth ? { series: ETH } : {}) });
  const deliveries = (['free', 'pro'] as const).map((audience) => ({
    ...{ id: deliveryId(signal.id, CHATS[audience]), audience, priority: 1, chatId: CHATS[audience] },
    ...{ dueAtMs: closeTimeMs, expiresAtMs: closeTimeMs + HOUR_MS, attempt: 1, messageId: 1 },
    ...{ sentAtMs: closeTimeMs, form: 'text' as const, outcomeShown: true, error: null },
  }));
  return {
    signal,
    steps: [],
    outcome,
    deliveries: state === null ? [] : deliveries.map((each) => ({ ...each, state })),
  };
}

/** A position entered at a close, with what it came to. */
function swingAt(closeTimeMs: number, outcome: Outcome | null, state: DeliveryState = 'sent'): LedgerEntry {
  const entry = entryAt(closeTimeMs, { outcome, state });
  const signal = swingOf({ closeTimeMs, createdAtMs: closeTimeMs + 2_000 });
  return { ...entry, signal, deliveries: entry.deliveries };
}

/** Newest first, as a store reads them. */
function readerOf(entries: readonly LedgerEntry[]): Pick<SignalReader, 'latest'> {
  const newest = entries.toSorted((a, b) => b.signal.createdAtMs - a.signal.createdAtMs);
  return {
    latest: async ({ beforeMs = Number.POSITIVE_INFINITY, family, limit }) =>
      newest
        .filter(({ signal }) => signal.createdAtMs < beforeMs && (family === undefined || signal.family === family))
        .slice(0, limit),
  };
}

const period = lastPeriod('daily', MIDNIGHT + HOUR_MS);
const ASK = { tier: 'pro', chatId: CHATS.pro, period, nowMs: MIDNIGHT + HOUR_MS } as const;
const found = async (entries: readonly LedgerEntry[], ask = ASK): Promise<Summary> => {
  const answer = await summary(ask, { signals: readerOf(entries) });
  if (answer === null) throw new Error('expected a summary, was none');
  return answer;
};

describe('periods', () => {
  it('are days from midnight and weeks from Monday, the last one that is over', () => {
    expect(period).toEqual({ kind: 'daily', fromMs: DAY, toMs: MIDNIGHT });
    const week = { kind: 'weekly', fromMs: DAY - 6 * DAY_MS, toMs: MIDNIGHT };
    expect(lastPeriod('weekly', MIDNIGHT)).toEqual(week);
    expect(lastPeriod('weekly', MIDNIGHT + 7 * DAY_MS - 1)).toEqual(week);
    expect(lastPeriod('weekly', MIDNIGHT - 1).toMs).toBe(DAY - 6 * DAY_MS);
  });
});

describe('what a summary counts', () => {
  it('is what was posted in the channel, by plan and after cost, and everything that was left out', async () => {
    const lost = outcomeOf({ grossBps: -40, type: 'wrong', touched: 'stop' });
    const counted = await found([
      entryAt(DAY - HOUR_MS),
      entryAt(DAY),
      entryAt(DAY + HOUR_MS, { outcome: lost, eth: true }),
      entryAt(DAY + HOUR_MS),
      entryAt(DAY + 2 * HOUR_MS, { outcome: null }),
      entryAt(DAY + 3 * HOUR_MS, { outcome: outcomeOf({ type: 'void' }) }),
      entryAt(DAY + 4 * HOUR_MS, { state: null }),
      entryAt(DAY + 5 * HOUR_MS, { state: 'expired' }),
      entryAt(DAY + 6 * HOUR_MS, { state: 'dead' }),
      entryAt(DAY + 7 * HOUR_MS, { state: 'unknown' }),
      entryAt(MIDNIGHT),
    ]);
    expect(counted).toMatchObject({
      posted: 5,
      closes: 4,
      pairs: [
        ['BTC/USDT', 4],
        ['ETH/USDT', 1],
      ],
      plan: { count: 3, won: 2, averageNetInterval: null },
    });
    expect(counted).toMatchObject({ open: 1, void: 1, heldBack: 1, tooLate: 1, failed: 2 });
    expect(counted.plan?.averageWinBps).toBeCloseTo(43.98, 9);
    expect(counted.plan?.averageLossBps).toBeCloseTo(-60, 9);
    expect(counted.plan?.averageNetBps).toBeCloseTo((2 * 43.98 - 60) / 3, 9);
  });

  it('counts a position by its exit, on the day of the exit, however long it was held', async () => {
    const won = swingOutcomeOf({ exitTimeMs: DAY + 4 * HOUR_MS });
    const later = swingOutcomeOf({ exitTimeMs: MIDNIGHT + HOUR_MS });
    const counted = await found([
      swingAt(DAY - 40 * DAY_MS, won),
      swingAt(DAY - 30 * DAY_MS, won, 'expired'),
      swingAt(DAY - 20 * DAY_MS, swingOutcomeOf({ exitTimeMs: DAY - HOUR_MS })),
      swingAt(DAY - 10 * DAY_MS, null),
      swingAt(DAY + HOUR_MS, later),
      swingAt(DAY + 2 * HOUR_MS, null),
    ]);
    expect(counted).toMatchObject({ posted: 2, exits: 1, open: 2, plan: { count: 1, won: 1 } });
    expect(counted.plan?.averageNetBps).toBeCloseTo(won.plan?.netBps ?? 0, 9);
    const text = textsFor('en').summary(counted);
    expect(text).toContain('1 position left that had been held for days: counted by the result of the exit');
    const alone = await found([swingAt(DAY - 40 * DAY_MS, won)]);
    expect(alone).toMatchObject({ posted: 0, exits: 1, plan: { count: 1 } });
    expect(await summary(ASK, { signals: readerOf([swingAt(DAY - 40 * DAY_MS, later)]) })).toBeNull();
  });

  it('has an interval that takes signals of one close as one bet', async () => {
    const results = Array.from({ length: 20 }, (_, at) => outcomeOf({ grossBps: 20 + (at % 2 === 0 ? 30 : -10) }));
    const alone = await found(results.map((outcome, at) => entryAt(DAY + at * HOUR_MS, { outcome })));
    expect(alone.plan?.averageNetBps).toBeCloseTo(10, 9);
    // Deviations of 20 each: the error of the mean is √(20 · 400 · 20/19) / 20.
    const half = (1.959963984540054 * Math.sqrt((20 * 400 * 20) / 19)) / 20;
    expect(alone.plan?.averageNetInterval?.[0]).toBeCloseTo(10 - half, 9);
    expect(alone.plan?.averageNetInterval?.[1]).toBeCloseTo(10 + half, 9);
    const twice = await found(
      results.flatMap((outcome, at) => [false, true].map((eth) => entryAt(DAY + at * HOUR_MS, { outcome, eth }))),
    );
    expect(twice.plan?.count).toBe(40);
    expect(twice.plan?.averageNetInterval?.[0]).toBeCloseTo(10 - half, 9);
  });

  it('reads as many pages as the period has, each signal once', async () => {
    const many = Array.from({ length: 1_400 }, (_, at) => entryAt(DAY + at * MINUTE_MS));
    expect((await found(many)).posted).toBe(1_400);
  });

  it('tells nothing that the tier may not know yet, and nothing of a silent day', async () => {
    const late = entryAt(MIDNIGHT - HOUR_MS);
    const early = { ...ASK, tier: 'free', chatId: CHATS.free, nowMs: MIDNIGHT - HOUR_MS + 20 * MINUTE_MS } as const;
    const signals = readerOf([late]);
    expect(await summary(early, { signals })).toBeNull();
    expect((await summary({ ...early, nowMs: MIDNIGHT }, { signals }))?.posted).toBe(1);
    expect(await summary(ASK, { signals: readerOf([entryAt(DAY - HOUR_MS)]) })).toBeNull();
  });
});

describe('the text of a summary', () => {
  const en = textsFor('en');

  it('says in plain words what a follower had', async () => {
    const lost = outcomeOf({ grossBps: -40, type: 'wrong' });
    const entries = Array.from({ length: 10 }, (_, at) =>
      entryAt(DAY + at * HOUR_MS, at % 5 === 0 ? { outcome: lost, eth: true } : {}),
    );
    const text = en.summary(await found([...entries, entryAt(DAY + 20 * HOUR_MS, { state: null })]));
    expect(text.split('\n')).toEqual([
      '📋 <b>Summary of 2024‑05‑12</b> (UTC)',
      '',
      'Posted here: <b>10</b> signals at 10 candle closes (BTC/USDT 8, ETH/USDT 2)',
      'By the printed plans, after cost: <b>+0.23\u00a0%</b> a signal on average, 95\u00a0% sure between −0.04\u00a0% and +0.50\u00a0%',
      'Not shown to be more than luck.',
      'Made money: <b>8 of 10</b> (80.0\u00a0% [49.0, 94.3])',
      'Average win +0.44\u00a0%',
      'Average loss −0.60\u00a0%',
      '',
      'Left out above:',
      '• 1 decided but not posted here: information only, not worth trading',
      '',
      '<i>All of them count in the record: /track. No advice; what was is no promise of what will be. /terms</i>',
    ]);
    expect(text).not.toContain('bps');
  });

  it('says when few results tell nothing, and names a week by its days', async () => {
    const week = { ...ASK, period: lastPeriod('weekly', MIDNIGHT), nowMs: MIDNIGHT + HOUR_MS };
    const text = en.summary(await found([entryAt(DAY)], { ...ASK, ...week }));
    expect(text).toContain('Summary of the week 2024‑05‑06 to 2024‑05‑12');
    expect(text).toContain('<b>1</b> signal at 1 candle close (BTC/USDT 1)');
    expect(text).toContain('too few to tell it from luck');
  });
});

describe('posting summaries', () => {
  let database: TestDatabase;
  let bench: BroadcastBench;
  let deps: SummaryDependencies;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.connection.dropDatabase();
    bench = createBroadcastBench();
    deps = process({});
  });

  /** A process of its own on the same database. */
  function process(changes: Partial<SummaryDependencies>): SummaryDependencies {
    const { clock, telegram, events } = bench;
    const budget = createSendBudget();
    const onEvent: SummaryDependencies['onEvent'] = (event) => void events.push(event);
    return {
      ...{ kind: 'daily', channels: CHANNELS, series: [ETH], budget, clock, onEvent, sender: telegram },
      languageIn: () => ENGLISH,
      summary: (ask) => summary(ask, { signals: readerOf([entryAt(DAY + HOUR_MS)]) }),
      notices: createMongoSentNotices(database.connection, 300),
      sendToChat: createSendToChat({ budget, clock, onEvent }),
      ...changes,
    };
  }

  const chats = (): readonly number[] => bench.telegram.messages.map(({ chatId }) => chatId);
  const outcomes = (): readonly string[] =>
    bench.events.flatMap((event) => (event.type === 'summary' ? [event.outcome] : []));

  it('posts it in the language of each channel', async () => {
    await postSummaries(
      { ...deps, languageIn: (tier) => languageFor(tier === 'pro' ? 'ru' : 'en') },
      MIDNIGHT + 3 * HOUR_MS,
    );
    const isRussian = bench.telegram.messages.map(({ chatId, html }) => [chatId, /[а-я]{4,}/i.test(html)]);
    expect(isRussian).toEqual([
      [CHATS.pro, true],
      [CHATS.free, false],
    ]);
  });

  it('posts none unless the operator wants them, and none twice, to the free channel as late as its tier', async () => {
    await postSummaries({ ...deps, kind: null }, MIDNIGHT + 2 * HOUR_MS);
    await postSummaries(deps, MIDNIGHT + 14 * MINUTE_MS);
    expect(chats()).toEqual([]);
    await postSummaries(deps, MIDNIGHT + 15 * MINUTE_MS);
    expect(chats()).toEqual([CHATS.pro]);
    await postSummaries(deps, MIDNIGHT + 44 * MINUTE_MS);
    expect(chats()).toEqual([CHATS.pro]);
    await postSummaries(deps, MIDNIGHT + 45 * MINUTE_MS);
    for (const restarted of [deps, process({})]) await postSummaries(restarted, MIDNIGHT + 3 * HOUR_MS);
    expect(chats()).toEqual([CHATS.pro, CHATS.free]);
    expect(outcomes()).toEqual(['sent', 'sent']);
  });

  it('tries again where Telegram was away, and gives up where it refuses', async () => {
    bench.telegram.fates.push('server-error');
    await postSummaries(deps, MIDNIGHT + 20 * MINUTE_MS);
    expect([chats(), outcomes()]).toEqual([[], ['retry']]);
    const later = process({});
    bench.telegram.fates.push('ok', 'blocked');
    await postSummaries(later, MIDNIGHT + 50 * MINUTE_MS);
    await postSummaries(process({}), MIDNIGHT + 60 * MINUTE_MS);
    expect([chats(), outcomes()]).toEqual([[CHATS.pro], ['retry', 'sent', 'dead']]);
  });

  it('is killed between sending and storing: the next process sends nothing', async () => {
    const killed = process({
      sender: {
        post: async (chatId, html) => {
          await bench.telegram.post(chatId, html);
          return await new Promise<never>(() => undefined);
        },
      },
    });
    void postSummaries(killed, MIDNIGHT + 20 * MINUTE_MS);
    await expect.poll(chats).toEqual([CHATS.pro]);
    await postSummaries(process({}), MIDNIGHT + 30 * MINUTE_MS);
    await postSummaries(process({}), MIDNIGHT + 40 * MINUTE_MS);
    expect([chats(), outcomes()]).toEqual([[CHATS.pro], ['unknown']]);
  });

  it('fails before it sends: the next call sends it', async () => {
    const broken = process({ summary: async () => Promise.reject(new Error('no database')) });
    await expect(postSummaries(broken, MIDNIGHT + 20 * MINUTE_MS)).rejects.toThrow('no database');
    await postSummaries(process({}), MIDNIGHT + 30 * MINUTE_MS);
    expect(chats()).toEqual([CHATS.pro]);
  });

  it('posts no summary of a day that nobody heard of for another day', async () => {
    await postSummaries({ ...deps, kind: 'weekly' }, MIDNIGHT + DAY_MS + 45 * MINUTE_MS);
    expect(chats()).toEqual([]);
    await postSummaries({ ...deps, kind: 'weekly' }, MIDNIGHT + DAY_MS);
    expect(chats()).toEqual([CHATS.pro, CHATS.free]);
  });
});
