import { beforeAll, describe, expect, it } from 'vitest';
import type { WorldMessage } from '../../bot/sandbox/telegram/world.ts';
import type { TrainedModel } from '../../engine/models/trained.ts';
import { createRandom } from '../../engine/random.ts';
import type { Delivery } from '../../engine/signals/delivery.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { DEFECTS } from '../../scripts/faults/defects.ts';
import { findDefect } from '../../scripts/faults/find-defects.ts';
import { quietDay, talkativeModel } from '../../scripts/faults/harness.ts';
import { hasOverdue, soundBooks } from '../../scripts/faults/real/compare-books.ts';
import type { Books } from '../../scripts/faults/real/read-books.ts';
import { drawKills } from '../../scripts/faults/real/real-kills.ts';
import { runDay } from '../../scripts/faults/run-day.ts';
import { judge } from '../../scripts/faults/verdict/judge.ts';
import { mixedDay, QUIET_DAY } from '../../scripts/faults/world/scenario.ts';
import { DAY_START_MS } from '../../scripts/faults/world/simulated-exchange.ts';
import type { World } from '../../scripts/faults/world/world.ts';
import { CLOSE_TIME_MS, entryOf, signalOf } from '../support/signal-fixtures.ts';

const CHAT = -1_002;

const DELIVERY: Delivery = {
  ...{ id: 'd'.repeat(64), chatId: CHAT, audience: 'pro', priority: 1, state: 'unknown', attempt: 2, isRepeat: true },
  ...{ dueAtMs: CLOSE_TIME_MS, expiresAtMs: CLOSE_TIME_MS + HOUR_MS, messageId: null, sentAtMs: null, form: 'text' },
  ...{ outcomeShown: false, error: 'its process died while sending' },
};

function postOf(chatId: number, changes: Partial<WorldMessage> = {}): WorldMessage {
  const link = {
    type: 'text_link',
    offset: 0,
    length: 6,
    url: `https://t.me/b?start=signal_${signalOf().id.slice(0, 10)}`,
  };
  return {
    ...{
      chatId,
      messageId: 1,
      dateMs: CLOSE_TIME_MS,
      editedMs: null,
      author: 'channel',
      text: 'signal',
      replied: null,
    },
    ...{ entities: [link], photoUrl: null, photoWidth: null, photoHeight: null, keyboard: [], invoice: null },
    ...{ document: null, ...changes },
  };
}

const booksOf = (messages: readonly WorldMessage[], nowMs = CLOSE_TIME_MS + HOUR_MS): Books => ({
  ...{ nowMs, messages, lines: [], charges: [], tier: null },
  entries: [{ ...entryOf(), deliveries: [DELIVERY] }],
});

describe('the books of a real day with kills', () => {
  it('have lost a post of which nobody knows whether it was sent, and which nobody got', () => {
    expect(soundBooks(booksOf([])).lost).toEqual([
      'delivery dddddddd is unknown, and no message of its signal is there',
    ]);
  });

  it('have not lost one whose message is in its chat, alone or among others', () => {
    expect(soundBooks(booksOf([postOf(CHAT)])).lost).toEqual([]);
    const together = `/signal_0123456789 and /signal_${signalOf().id.slice(0, 10)}`;
    expect(soundBooks(booksOf([postOf(CHAT, { text: together, entities: [] })])).lost).toEqual([]);
  });

  it.each([
    ['another chat', postOf(-1_001)],
    ['another signal', postOf(CHAT, { text: '/signal_0123456789', entities: [] })],
    ['an answer to it', postOf(CHAT, { replied: { messageId: 9, text: 'signal' } })],
  ])('take no message of %s for it', (_name, message) => {
    expect(soundBooks(booksOf([message])).lost).toHaveLength(1);
  });

  it('wait for the repeat of a post that was due just now', () => {
    expect(soundBooks(booksOf([], CLOSE_TIME_MS + 60_000)).lost).toEqual([]);
  });

  it('say how late a post is that is still not sent, and are given time for it while it may come', () => {
    const entries = (state: 'pending' | 'sent' | 'expired') => [
      { ...entryOf(), deliveries: [{ ...DELIVERY, state, error: null }] },
    ];
    const late = { ...booksOf([]), entries: entries('pending') };
    expect(soundBooks(late).lost).toEqual([
      'delivery dddddddd, due 60 minutes before the end, ended as pending (no error)',
    ]);
    expect(hasOverdue(late)).toBe(true);
    expect(hasOverdue({ ...late, nowMs: CLOSE_TIME_MS + 60_000 })).toBe(false);
    expect(hasOverdue({ ...late, entries: entries('sent') })).toBe(false);
    expect(hasOverdue({ ...late, entries: entries('expired') })).toBe(false);
  });
});

describe('the kills of a real day', () => {
  it('are as many as asked, each at another side effect, the same for a seed', () => {
    for (const effects of [40, 41, 900]) {
      const at = drawKills(createRandom(1), { kills: 40, effects });
      expect(new Set(at).size).toBe(40);
      expect(at).toEqual(at.toSorted((a, b) => a - b));
      expect([(at[0] ?? 0) >= 1, (at.at(-1) ?? 0) <= effects]).toEqual([true, true]);
      expect(drawKills(createRandom(1), { kills: 40, effects })).toEqual(at);
    }
  });

  it('cannot be more than the day has side effects', () => {
    expect(() => drawKills(createRandom(1), { kills: 5, effects: 4 })).toThrow(/at least 5 side effects.*were 4/);
  });
});

describe('a virtual day', { timeout: 120_000 }, () => {
  let model: TrainedModel;
  let quiet: World;
  beforeAll(async () => {
    model = await talkativeModel();
    quiet = await quietDay(model);
  }, 120_000);

  it('sells again when the faults are over, and its verdict names who could not buy or got no receipt', async () => {
    const scenario = mixedDay(createRandom(1), 1);
    const world = await runDay({ seed: 1, scenario, model });
    const healedMs = DAY_START_MS + (scenario.healedAtMs ?? Number.NaN);
    expect(world.telegram.charges.filter(({ atMs }) => atMs > healedMs)).toHaveLength(1);
    expect(judge(world, scenario, null).lateAfterHealing).toEqual([]);
    // A process was killed and the database was away on that day, for which nobody was judged before.
    expect(world.seen.faults.size).toBeGreaterThan(1);
    expect(await findDefect('a broken connection that is kept', model)).toBe('a payment after the faults was refused');
    expect(await findDefect('no receipt after a trouble', model)).toMatch(/^103 was never thanked for c\d$/);
  });

  it('has a post that came after its candle, unless the clock of its machine was behind', async () => {
    const world = await runDay({ seed: 1, scenario: QUIET_DAY, model });
    const message = world.telegram.messages.findLast(({ chatId }) => chatId < 0);
    if (message === undefined) throw new Error('expected a post');
    const late = { ...message, id: world.telegram.messages.length + 1, atMs: message.atMs + 2 * HOUR_MS };
    const withLate = (clockErrors: World['clockErrors']): World => ({
      ...world,
      clockErrors,
      telegram: { ...world.telegram, messages: [...world.telegram.messages, late] },
    });
    const wrong = { fromMs: late.atMs - 1, untilMs: late.atMs + 1 };
    const said = (clockErrors: World['clockErrors']) => judge(withLate(clockErrors), QUIET_DAY, null).lost;
    expect(said([])).toEqual([`message ${late.id} came after its candle was over`]);
    expect(said([{ ...wrong, byMs: -30 * 60_000 }])).toHaveLength(1);
    expect(said([{ ...wrong, byMs: 2 * HOUR_MS }])).toHaveLength(1);
    expect(said([{ ...wrong, byMs: -2 * HOUR_MS }])).toEqual([]);
  });

  it('is not judged for what a clock that was ahead had let expire before the faults were over', async () => {
    const scenario = { ...QUIET_DAY, mode: 'liveness', healedAtMs: 0 } as const;
    const world = await runDay({ seed: 1, scenario, model });
    const [delivery] = world.database.outbox.deliveries().filter(({ dueAtMs }) => dueAtMs > DAY_START_MS + 3 * HOUR_MS);
    if (delivery === undefined) throw new Error('expected a delivery');
    const deliveries = () =>
      world.database.outbox
        .deliveries()
        .map((each) => (each.id === delivery.id ? ({ ...each, state: 'expired' } as const) : each));
    const database = { ...world.database, outbox: { ...world.database.outbox, deliveries } };
    const said = (settled: readonly string[]) =>
      judge({ ...world, database, settledInFaults: new Set(settled) }, scenario, null).lateAfterHealing;
    expect(said([])).toEqual([`delivery ${delivery.id.slice(0, 8)} of the time after the faults is expired`]);
    expect(said([delivery.id])).toEqual([]);
  });

  it('has lost the one post of a killed claim that is not repeated', async () => {
    const effect = quiet.effectNames.indexOf('outbox.claimPosts') + 1;
    const lostBy = async (defect?: (typeof DEFECTS)[string]): Promise<readonly string[]> => {
      const parts = { seed: 1, scenario: QUIET_DAY, model, killAt: { effect, isDone: true } };
      const world = await runDay(defect === undefined ? parts : { ...parts, defect });
      return judge(world, QUIET_DAY, quiet).lost;
    };
    expect(await lostBy()).toEqual([]);
    expect(await lostBy(DEFECTS['an unknown post is not repeated'])).toContainEqual(
      expect.stringMatching(/^delivery \w{8} is unknown, and no message of its signal is there$/),
    );
  });
});
