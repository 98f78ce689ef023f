import { describe, expect, it } from 'vitest';
import { createSendingWatch, shedAt } from '../../../bot/broadcast/sending-watch.ts';
import type { BotEvent } from '../../../bot/telegram/bot-event.ts';
import { createMemoryFanOuts } from '../../support/fakes/memory-directs.ts';

const MINUTE = 60_000;

function openWatch() {
  const told: BotEvent[] = [];
  const fanOuts = createMemoryFanOuts();
  const outbox = { ageMs: 0, oldestDueAgeMs: async () => outbox.ageMs };
  const ages: number[] = [];
  const watch = createSendingWatch({
    ...{ outbox, fanOuts },
    onPostAge: (ageMs) => ages.push(ageMs),
    onTrouble: (event) => told.push(event),
  });
  return { ages, watch, outbox, fanOuts, told, types: () => told.map(({ type }) => type) };
}

const posted = (outcome: 'sent' | 'dead', tier = 'pro') => ({
  ...({ type: 'delivery', signalId: 'a', tier, side: 'BUY', outcome, attempt: 1, closeToPostMs: null } as const),
  ...(outcome === 'dead' ? { error: '403 Forbidden: bot was kicked' } : {}),
});

describe('what waits while there is more to send than may be sent', () => {
  it.each([
    [{ post: 0, edit: 0, alert: 0 }, []],
    [{ post: 30_000, edit: 3 * MINUTE, alert: 6 * MINUTE }, []],
    [{ post: 0, edit: 0, alert: 6 * MINUTE + 1 }, ['broadcast']],
    [{ post: 0, edit: 3 * MINUTE + 1, alert: 0 }, ['broadcast', 'alert']],
    [{ post: 30_001, edit: 0, alert: 0 }, ['broadcast', 'alert', 'edit']],
  ])('at ages of %j: %j, and never a post', (ages, shed) => {
    expect(shedAt(ages)).toEqual(shed);
  });

  it('goes on once what was behind has caught up by half, not at the bound itself', () => {
    const at = (post: number, before: ReturnType<typeof shedAt>) => shedAt({ post, edit: 0, alert: 0 }, before);
    const all = at(30_001, []);
    expect(at(29_999, all)).toEqual(all);
    expect(at(29_999, [])).toEqual([]);
    expect(at(15_001, all)).toEqual(all);
    expect(at(15_000, all)).toEqual([]);
    // What is less urgent may go on waiting for what is behind now, and no longer for what was.
    expect(shedAt({ post: 0, edit: 0, alert: 6 * MINUTE + 1 }, all)).toEqual(['broadcast']);
  });
});

describe('operators', () => {
  it('are told once of a channel that refuses posts, and when it takes them again', () => {
    const { watch, told } = openWatch();
    for (let n = 0; n < 3; n += 1) watch.onEvent(posted('dead'));
    watch.onEvent(posted('sent', 'elite'));
    expect(told).toEqual([{ type: 'posts-refused', setting: 'CHANNEL_PRO', error: '403 Forbidden: bot was kicked' }]);
    expect(watch.read().refused).toEqual(['CHANNEL_PRO']);
    watch.onEvent(posted('sent'));
    watch.onEvent(posted('sent'));
    expect(told.slice(1)).toEqual([{ type: 'posts-accepted', setting: 'CHANNEL_PRO' }]);
    expect(watch.read().refused).toEqual([]);
  });

  it('are told how many messages of a kind expired, and when none did for an hour', async () => {
    const { watch, told } = openWatch();
    const late = { type: 'direct', tier: 'pro', outcome: 'expired', sinceDueMs: null } as const;
    for (let n = 0; n < 3; n += 1) watch.onEvent({ ...late, kind: 'alert' });
    watch.onEvent({ type: 'outbox-swept', expired: 2, unknown: 0, oldestDueAgeMs: 0 });
    await watch.look(0);
    await watch.look(15_000);
    expect(told).toEqual([
      { type: 'messages-expired', kind: 'post', count: 2 },
      { type: 'messages-expired', kind: 'alert', count: 3 },
    ]);
    expect(watch.read().expired).toEqual({ post: 2, alert: 3, broadcast: 0 });
    await watch.look(61 * MINUTE);
    await watch.look(62 * MINUTE);
    expect(told.slice(2)).toEqual([
      { type: 'messages-in-time', kind: 'post' },
      { type: 'messages-in-time', kind: 'alert' },
    ]);
  });

  it('are told once that sending is behind, at each step, and when it has caught up', async () => {
    const { watch, outbox, fanOuts, types } = openWatch();
    await fanOuts.begin({
      ...{ subject: 's', kind: 'alert', dueAtMs: 0, expiresAtMs: 60 * MINUTE, pages: 1, broadcast: null },
    });
    await watch.look(5 * MINUTE);
    expect(types()).toEqual([]);
    await watch.look(7 * MINUTE);
    await watch.look(8 * MINUTE);
    expect(types()).toEqual(['sending-behind']);
    expect(watch.read().shed).toEqual(['broadcast']);
    outbox.ageMs = 40_000;
    await watch.look(9 * MINUTE);
    expect(watch.read().shed).toEqual(['broadcast', 'alert', 'edit']);
    outbox.ageMs = 0;
    await fanOuts.move('s', ['planning'], 'done');
    await watch.look(10 * MINUTE);
    await watch.look(11 * MINUTE);
    expect(types()).toEqual(['sending-behind', 'sending-behind', 'sending-caught-up']);
    expect(watch.read().shed).toEqual([]);
  });
});

describe('the age of the oldest post', () => {
  it('is told at each look, also where the rest cannot be read', async () => {
    const { watch, outbox, fanOuts, ages } = openWatch();
    await watch.look(0);
    outbox.ageMs = 45_000;
    fanOuts.open = async () => Promise.reject(new Error('no database'));
    await expect(watch.look(15_000)).rejects.toThrow('no database');
    expect(ages).toEqual([0, 45_000]);
  });
});
