import { describe, expect, it } from 'vitest';
import { planDirects } from '../../../../bot/broadcast/direct/plan-directs.ts';
import { DAY_MS, HOUR_MS } from '../../../../engine/time.ts';
import { createMemoryAccounts } from '../../../support/fakes/memory-billing.ts';
import { createMemoryAlertDays } from '../../../support/fakes/memory-bot-stores.ts';
import { createMemoryDirects, createMemoryFanOuts } from '../../../support/fakes/memory-directs.ts';
import { entryOf, signalOf } from '../../../support/signal-fixtures.ts';

/** At most on one day of a reader's, by the defaults: these signals, one digest, two reminders of a plan's end and one message to many. */
const OTHERS = 4;
const MARKETS = 50;
const START_MS = Date.parse('2026-03-01T00:00:00Z');
const DAYS = 31;

describe('a month with the settings that hold at first', () => {
  it('of fifty markets that each decide every hour sends nobody more than ten messages a day', async () => {
    let nowMs = START_MS;
    let latest: ReturnType<typeof entryOf>[] = [];
    const accounts = createMemoryAccounts();
    const directs = createMemoryDirects();
    const deps = {
      ...{ accounts, directs, fanOuts: createMemoryFanOuts(), alertDays: createMemoryAlertDays() },
      clock: { nowMs: () => nowMs },
      tiersOf: async (ids: readonly number[]) => new Map(ids.map((id) => [id, 'pro'] as const)),
      signals: {
        latest: async () => latest,
        settledSince: async () => [],
        byId: async (id: string) => latest.find(({ signal }) => signal.id === id) ?? null,
      },
    };
    for (const [id, timeZone] of [
      [1, 'UTC'],
      [2, 'America/New_York'],
    ] as const) {
      await accounts.meet({ telegramId: id, firstName: 'P', languageCode: 'en' }, null, START_MS);
      await accounts.changeSettings(id, { timeZone, messages: { signal: 'on' } });
    }
    const perDay = new Map<string, number>();
    const dayOf = (timeMs: number, timeZone: string): string =>
      new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(timeMs);
    for (let hour = 0; hour < DAYS * 24; hour += 1, nowMs += HOUR_MS) {
      const before = new Set(directs.rows.keys());
      latest = Array.from({ length: MARKETS }, (_, market) =>
        entryOf(
          signalOf({
            series: { exchange: 'binance', symbol: `C${market}/USDT`, timeframe: '1h' },
            ...{ closeTimeMs: nowMs, createdAtMs: nowMs, worthTrading: market % 10 === 0 },
          }),
          null,
        ),
      );
      await planDirects(deps, () => false);
      for (const [id, { chatId }] of directs.rows) {
        if (before.has(id)) continue;
        const key = `${chatId} ${dayOf(nowMs, chatId === 1 ? 'UTC' : 'America/New_York')}`;
        perDay.set(key, (perDay.get(key) ?? 0) + 1);
      }
      for (const { subject } of await deps.fanOuts.open()) {
        await deps.fanOuts.move(subject, ['planning', 'sending'], 'done');
        await deps.directs.remove(subject);
      }
    }
    const counts = [...perDay.values()];
    expect(perDay.size).toBeGreaterThanOrEqual(2 * DAYS);
    expect(Math.max(...counts) + OTHERS).toBeLessThanOrEqual(10);
    // Nobody is left without: the days are full.
    expect(counts.filter((count) => count === 6).length).toBeGreaterThan(DAYS);
    expect(nowMs - START_MS).toBe(DAYS * DAY_MS);
  });
});
