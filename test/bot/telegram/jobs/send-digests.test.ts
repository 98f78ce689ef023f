import { Api } from 'grammy';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../billing/reader-settings.ts';
import { duePeriod } from '../../../../bot/readers/digest-of.ts';
import { sendDigests } from '../../../../bot/telegram/jobs/send-digests.ts';
import { DAY_MS, HOUR_MS } from '../../../../engine/time.ts';
import { createMemoryAccounts, createMemoryPayments } from '../../../support/fakes/memory-billing.ts';
import { createMemoryAlertDays, createMemoryNotices } from '../../../support/fakes/memory-bot-stores.ts';
import { entryOf, outcomeOf, signalOf } from '../../../support/signal-fixtures.ts';

/** Monday. */
const MONDAY_MS = Date.parse('2026-06-08T00:00:00Z');

function openWorld() {
  const sent: { readonly chatId: number; readonly text: string; readonly isSilent: boolean }[] = [];
  const api = new Api('1:nobody');
  api.config.use(async (_previous, _method, payload) => {
    const {
      chat_id: chatId,
      text,
      disable_notification: isSilent = false,
    } = { chat_id: 0, text: '', ...payload } as {
      readonly chat_id: number;
      readonly text: string;
      readonly disable_notification?: boolean;
    };
    sent.push({ chatId, text, isSilent });
    return { ok: true, result: true as never };
  });
  const entries = Array.from({ length: 20 }, (_, index) =>
    entryOf(
      signalOf({ closeTimeMs: MONDAY_MS - 3 * DAY_MS + index * HOUR_MS, createdAtMs: MONDAY_MS - DAY_MS }),
      outcomeOf({ type: index % 2 === 0 ? 'right' : 'wrong' }),
    ),
  );
  const deps = {
    ...{ api, accounts: createMemoryAccounts(), payments: createMemoryPayments(), notices: createMemoryNotices() },
    ...{ alertDays: createMemoryAlertDays(), log: () => undefined },
    signals: { latest: async () => entries },
  };
  const meet = (telegramId: number) =>
    deps.accounts.meet({ telegramId, firstName: 'P', languageCode: 'en' }, null, MONDAY_MS - 30 * DAY_MS);
  const subscribe = (telegramId: number) =>
    deps.payments.append({
      ...{ provider: 'grant', externalId: `${telegramId}`, telegramId, planId: 'pro-month', planVersion: 1 },
      ...{ order: null, subscriptionMs: null, code: null },
      ...{ type: 'paid', amountMinor: 0, currency: 'XTR', atMs: MONDAY_MS - 10 * DAY_MS },
    });
  return { deps, sent, meet, entries, subscribe };
}

describe('digests', () => {
  it('say each Monday at eight, once, what the settings left out, with its interval', async () => {
    const { deps, sent, meet, entries, subscribe } = openWorld();
    await meet(1);
    await meet(2);
    await subscribe(1);
    await deps.accounts.changeSettings(1, { messages: { signal: 'on' } });
    const day = Math.floor(MONDAY_MS / DAY_MS) - 3;
    for (const { signal } of entries.slice(0, 4))
      await deps.alertDays.take(signal.id, [{ telegramId: 1, day, most: null }]);
    for (let nowMs = MONDAY_MS - DAY_MS; nowMs < MONDAY_MS + 2 * DAY_MS; nowMs += HOUR_MS / 2)
      await sendDigests(deps, nowMs);
    expect(sent.map(({ chatId, isSilent }) => [chatId, isSilent])).toEqual([[1, true]]);
    expect(sent[0]?.text).toMatch(/Sent to you: 4, 2 right, 2 wrong/);
    expect(sent[0]?.text).toMatch(/left out <b>16 signals: 8 right<\/b>, 50\.0\u00a0% \[\d+\.\d, \d+\.\d\]/);
  });

  it('wait for the end of quiet hours, and come to whoever chose one without signals', async () => {
    const { deps, sent, meet } = openWorld();
    await meet(1);
    await deps.accounts.changeSettings(1, { digest: 'weekly', quietHours: { fromMinute: 1_320, toMinute: 600 } });
    await sendDigests(deps, MONDAY_MS + 9 * HOUR_MS);
    expect(sent).toEqual([]);
    await sendDigests(deps, MONDAY_MS + 10 * HOUR_MS);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).not.toContain('left out');
  });

  it('come when quiet hours end, however long they are, also on the next day', async () => {
    for (const [toMinute, untilMs] of [
      [13 * 60, 13 * HOUR_MS],
      [7 * 60 + 30, DAY_MS + 7.5 * HOUR_MS],
    ] as const) {
      const { deps, sent, meet } = openWorld();
      await meet(1);
      const fromMinute = toMinute === 13 * 60 ? 20 * 60 : 7 * 60 + 45;
      await deps.accounts.changeSettings(1, { digest: 'weekly', quietHours: { fromMinute, toMinute } });
      const times: number[] = [];
      for (let nowMs = MONDAY_MS; nowMs < MONDAY_MS + 2 * DAY_MS; nowMs += HOUR_MS / 2) {
        await sendDigests(deps, nowMs);
        if (sent.length > times.length) times.push(nowMs);
      }
      expect(times).toEqual([MONDAY_MS + untilMs]);
      expect(sent[0]?.text).toContain('Your week, 2026‑06‑01');
    }
  });

  it('say nothing of what was sent or left out to whoever has no plan with signals, whatever their switch is', async () => {
    const { deps, sent, meet } = openWorld();
    await meet(1);
    await deps.accounts.changeSettings(1, { messages: { signal: 'on' } });
    await sendDigests(deps, MONDAY_MS + 9 * HOUR_MS);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).not.toMatch(/Sent to you|left out/);
  });

  it('are due by the clock of the reader', () => {
    const daily = { ...DEFAULT_SETTINGS, digest: 'daily', timeZone: 'Asia/Tokyo' } as const;
    expect(duePeriod(daily, MONDAY_MS - HOUR_MS - 1)).toBeNull();
    expect(duePeriod(daily, MONDAY_MS - HOUR_MS)).toMatchObject({ toDay: MONDAY_MS / DAY_MS });
    expect(duePeriod({ ...DEFAULT_SETTINGS, digest: 'weekly' }, MONDAY_MS + DAY_MS + 9 * HOUR_MS)).toBeNull();
  });
});
