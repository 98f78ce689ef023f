import { expect, it } from 'vitest';
import { giveBackMemory, type ReplayMemory } from '../../../bot/sandbox/give-back-memory.ts';

const HOUR_MS = 3_600_000;

it('collects twice a day while days are fast-forwarded, once at their end, and never after it', () => {
  const memory: ReplayMemory = { collectedMs: null };
  const collectedAtHours: number[] = [];
  const turn = (hour: number, isFast: boolean): void =>
    giveBackMemory(memory, { isFast, nowMs: hour * HOUR_MS }, () => collectedAtHours.push(hour));
  for (let hour = 0; hour <= 50; hour += 1) turn(hour, true);
  for (let hour = 51; hour <= 200; hour += 1) turn(hour, false);
  expect(collectedAtHours).toEqual([12, 24, 36, 48, 51]);
});

it('collects after the first turn of a start, and at that pace not again', () => {
  const memory: ReplayMemory = { collectedMs: Number.NEGATIVE_INFINITY };
  const collectedAtHours: number[] = [];
  for (let hour = 0; hour <= 50; hour += 1)
    giveBackMemory(memory, { isFast: false, nowMs: hour * HOUR_MS }, () => collectedAtHours.push(hour));
  expect(collectedAtHours).toEqual([0]);
});

it('collects for real', () => {
  const memory: ReplayMemory = { collectedMs: 0 };
  giveBackMemory(memory, { isFast: false, nowMs: 1 });
  expect(memory.collectedMs).toBeNull();
});
