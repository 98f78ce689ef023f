import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { beginFirstDays, endFirstDaysByBuying } from '../../../bot/sandbox/first-days.ts';
import { createMemoryPosition } from '../../../bot/sandbox/position-store.ts';
import { fastForwardUntilMs, openReplayClock } from '../../../bot/sandbox/replay-clock.ts';
import type { TelegramWorld, WorldAction } from '../../../bot/sandbox/telegram/world.ts';

const START = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'first-days-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CHAT = { chatId: 7 };
const ACTIONS: readonly (readonly [name: string, action: WorldAction, ends: boolean])[] = [
  ['paying', { type: 'pay', ...CHAT, messageId: 1 }, true],
  ['asking for the trial', { type: 'write', ...CHAT, text: '/trial' }, true],
  ['pressing for the trial', { type: 'press', ...CHAT, messageId: 1, data: 'trial' }, true],
  ['asking for the offer', { type: 'write', ...CHAT, text: '/subscribe' }, false],
  ['pressing for the plan', { type: 'press', ...CHAT, messageId: 1, data: 'plan' }, false],
];

describe('the first days', () => {
  it.each(ACTIONS)('with %s', async (name, action, ends) => {
    const wall = { ms: 0 };
    const position = createMemoryPosition();
    const replay = openReplayClock({ startMs: START, endMs: null, speed: 1, position, wallNowMs: () => wall.ms });
    const overPath = join(folder, name);
    const days = { replay, untilMs: START + 10 * DAY, speed: 1_000, overPath };
    beginFirstDays(days);
    wall.ms = 1_000;
    expect(fastForwardUntilMs(replay)).toBe(START + 10 * DAY);
    const acted: WorldAction[] = [];
    const act: TelegramWorld['act'] = async (_, done) => {
      // Before the action itself: what it begins has all its days.
      expect(fastForwardUntilMs(replay) === null).toBe(ends);
      acted.push(done);
      return { type: 'done' };
    };
    // Only `act` is called here.
    const world = endFirstDaysByBuying(days, { act } as TelegramWorld);
    await world.act(1, action);
    expect(acted).toEqual([action]);
    expect(existsSync(overPath)).toBe(ends);
    if (!ends) return;
    beginFirstDays(days);
    expect(fastForwardUntilMs(replay)).toBeNull();
  });
});
