import { beforeEach, describe, expect, it } from 'vitest';
import { TIERS, type Tier } from '../../billing/tiers.ts';
import type { ClaimedPost, ClaimOrder, Outbox } from '../../engine/ports.ts';
import { type Delivery, deliveryId, type PlannedDelivery } from '../../engine/signals/delivery.ts';
import type { Outcome, Signal } from '../../engine/signals/signal.ts';
import { CLOSE_TIME_MS, outcomeOf, signalOf } from '../support/signal-fixtures.ts';
import { choiceContract } from './outbox-choice.ts';
import { repeatContract } from './outbox-repeats.ts';

export const NOW = CLOSE_TIME_MS + 10_000;
export const LEASE_MS = 30_000;

/** An empty outbox with the ledger that feeds it. */
export interface OutboxUnderTest {
  readonly outbox: Outbox;
  open(signal: Signal, deliveries: readonly PlannedDelivery[]): Promise<unknown>;
  close(signalId: string, outcome: Outcome): Promise<void>;
  deliveries(): Promise<readonly Delivery[]>;
}

/** One delivery after another. */
export const ALONE: ClaimOrder = { leaseMs: LEASE_MS, choose: (due) => due.slice(0, 1) };

/** The nth signal of a series: later ones close an hour later each. */
export function nthSignal(n: number): Signal {
  return signalOf({ closeTimeMs: CLOSE_TIME_MS + n * 3_600_000, createdAtMs: CLOSE_TIME_MS + n * 3_600_000 + 2_000 });
}

export function planned(signal: Signal, tier: Tier, changes: Partial<PlannedDelivery> = {}): PlannedDelivery {
  const chatId = -1_000 - TIERS.indexOf(tier);
  return {
    id: deliveryId(signal.id, chatId),
    audience: tier,
    priority: TIERS.indexOf(tier),
    chatId,
    dueAtMs: CLOSE_TIME_MS,
    expiresAtMs: CLOSE_TIME_MS + 3_600_000,
    ...changes,
  };
}

/** What every Outbox promises. `make` gives an empty one. */
export function outboxContract(name: string, make: () => Promise<OutboxUnderTest>): void {
  repeatContract(name, make);
  choiceContract(name, make);
  describe(`${name} keeps the outbox contract`, () => {
    let box: OutboxUnderTest;
    beforeEach(async () => {
      box = await make();
    });

    const openWith = async (
      n: number,
      tiers: readonly Tier[],
      changes: Partial<PlannedDelivery> = {},
    ): Promise<Signal> => {
      const signal = nthSignal(n);
      await box.open(
        signal,
        tiers.map((tier) => planned(signal, tier, changes)),
      );
      return signal;
    };
    const claimPost = async (nowMs: number): Promise<ClaimedPost | null> =>
      (await box.outbox.claimPosts(nowMs, ALONE))[0] ?? null;
    const claimEdit = async (nowMs: number): Promise<ClaimedPost | null> =>
      (await box.outbox.claimEdits(nowMs, ALONE))[0] ?? null;
    const claim = async (nowMs = NOW): Promise<ClaimedPost> => {
      const claimed = await claimPost(nowMs);
      if (claimed === null) throw new Error('expected a delivery to claim');
      return claimed;
    };
    const only = async (): Promise<Delivery> => {
      const [delivery, ...more] = await box.deliveries();
      if (delivery === undefined || more.length > 0) throw new Error('expected one delivery');
      return delivery;
    };
    const sent = async (): Promise<ClaimedPost> => {
      const claimed = await claim();
      await box.outbox.settlePost(claimed, { type: 'sent', form: 'text', messageId: 7, sentAtMs: NOW });
      return claimed;
    };

    it('has nothing to do when nothing was planned', async () => {
      expect(await claimPost(NOW)).toBeNull();
      expect(await claimEdit(NOW)).toBeNull();
      expect(await box.outbox.sweep(NOW)).toEqual([]);
      expect(await box.outbox.oldestDueAgeMs(NOW)).toBe(0);
    });

    it('hands out a claim with the signal, once', async () => {
      const signal = await openWith(0, ['pro']);
      const claimed = await claim();
      expect(claimed.entry.signal).toEqual(signal);
      expect(claimed.delivery).toMatchObject({ state: 'claimed', audience: 'pro', attempt: 1, messageId: null });
      expect(await claimPost(NOW)).toBeNull();
    });

    it('goes by tier first and by due time second', async () => {
      const late = nthSignal(1);
      const early = nthSignal(2);
      await box.open(late, [
        planned(late, 'free', { dueAtMs: NOW - 10 }),
        planned(late, 'elite', { dueAtMs: NOW - 10 }),
      ]);
      await box.open(early, [
        planned(early, 'pro', { dueAtMs: NOW - 900 }),
        planned(early, 'elite', { dueAtMs: NOW - 20 }),
      ]);
      const order = [];
      for (let turn = 0; turn < 4; turn += 1) order.push(await claim());
      expect(
        order.map(({ delivery, entry }) => `${delivery.audience} ${entry.signal.id === late.id ? 'late' : 'early'}`),
      ).toEqual(['elite early', 'elite late', 'pro early', 'free late']);
    });

    it('claims nothing before it is due or once it is too old', async () => {
      await openWith(0, ['free'], { dueAtMs: NOW + 1, expiresAtMs: NOW + 100 });
      expect(await claimPost(NOW)).toBeNull();
      expect(await claimPost(NOW + 101)).toBeNull();
      expect(await claimPost(NOW + 100)).not.toBeNull();
    });

    it('stores what was sent and never hands it out again', async () => {
      await openWith(0, ['pro']);
      await sent();
      expect(await only()).toMatchObject({ state: 'sent', messageId: 7, sentAtMs: NOW, error: null });
      expect(await claimPost(NOW + LEASE_MS * 10)).toBeNull();
    });

    it('hands a retry out again from its time on, with a newer token', async () => {
      await openWith(0, ['pro']);
      const first = await claim();
      await box.outbox.settlePost(first, { type: 'retry', atMs: NOW + 5_000, error: '429' });
      expect(await only()).toMatchObject({ state: 'pending', error: '429' });
      expect(await claimPost(NOW + 4_999)).toBeNull();
      const second = await claim(NOW + 5_000);
      expect(second.delivery.attempt).toBe(2);
      expect(second.token).not.toBe(first.token);
    });

    it.each(['dead', 'unknown'] as const)('leaves a delivery that ended %s alone for ever', async (type) => {
      await openWith(0, ['pro']);
      await box.outbox.settlePost(await claim(), { type, error: 'why' });
      expect(await only()).toMatchObject({ state: type, error: 'why', messageId: null });
      await box.outbox.sweep(NOW + 1e9);
      expect(await claimPost(NOW)).toBeNull();
      expect((await only()).state).toBe(type);
    });

    it('turns a claim whose lease ran out into unknown and does not send it again', async () => {
      const { id, side } = await openWith(0, ['pro']);
      await claim();
      expect(await box.outbox.sweep(NOW + LEASE_MS - 1)).toEqual([]);
      const ended = { signalId: id, audience: 'pro', side, attempt: 1, outcome: 'unknown' };
      expect(await box.outbox.sweep(NOW + LEASE_MS)).toEqual([ended]);
      expect((await only()).state).toBe('unknown');
      expect(await claimPost(NOW + LEASE_MS)).toBeNull();
    });

    it('does not claim a delivery whose lease ran out before anybody swept', async () => {
      await openWith(0, ['pro']);
      await claim();
      expect(await claimPost(NOW + LEASE_MS + 1)).toBeNull();
    });

    it('ignores a settle with an older token', async () => {
      await openWith(0, ['pro']);
      const first = await claim();
      await box.outbox.settlePost(first, { type: 'retry', atMs: NOW, error: '500' });
      const second = await claim();
      await box.outbox.settlePost(first, { type: 'sent', form: 'text', messageId: 1, sentAtMs: NOW });
      expect((await only()).state).toBe('claimed');
      await box.outbox.settlePost(second, { type: 'sent', form: 'text', messageId: 2, sentAtMs: NOW });
      await box.outbox.settlePost(second, { type: 'dead', error: 'late' });
      expect(await only()).toMatchObject({ state: 'sent', messageId: 2 });
    });

    it('expires what was not sent in time, once', async () => {
      const { id, side } = await openWith(0, ['free', 'pro'], { expiresAtMs: NOW + 50 });
      await claim();
      expect(await box.outbox.sweep(NOW + 50)).toEqual([]);
      const ended = { signalId: id, audience: 'free', side, attempt: 0, outcome: 'expired' };
      expect(await box.outbox.sweep(NOW + 51)).toEqual([ended]);
      expect(await box.outbox.sweep(NOW + 51)).toEqual([]);
      expect((await box.deliveries()).map(({ state }) => state).sort()).toEqual(['claimed', 'expired']);
    });

    it('says when something may be claimed next', async () => {
      expect(await box.outbox.nextDueMs(NOW)).toBeNull();
      const signal = await openWith(0, ['free'], { dueAtMs: NOW + 900 });
      await openWith(1, ['elite'], { dueAtMs: NOW - 5 });
      expect(await box.outbox.nextDueMs(NOW)).toBe(NOW);
      const claimed = await claim();
      expect(await box.outbox.nextDueMs(NOW)).toBe(NOW + 900);
      await box.outbox.settlePost(claimed, { type: 'retry', atMs: NOW + 40, error: 'waits' });
      expect(await box.outbox.nextDueMs(NOW)).toBe(NOW + 40);
      await box.outbox.settlePost(await claim(NOW + 40), { type: 'dead', error: 'why' });
      const free = await claim(NOW + 900);
      await box.outbox.settlePost(free, { type: 'sent', form: 'text', messageId: 7, sentAtMs: NOW + 901 });
      expect(await box.outbox.nextDueMs(NOW + 901)).toBeNull();
      await box.close(signal.id, outcomeOf());
      expect(await box.outbox.nextDueMs(NOW + 902)).toBe(NOW + 902);
      const edit = await claimEdit(NOW + 902);
      expect(await box.outbox.nextDueMs(NOW + 902)).toBe(NOW + 902 + LEASE_MS);
      if (edit !== null) await box.outbox.settleEdit(edit, { type: 'retry', atMs: NOW + 5_000, error: '429' });
      expect(await box.outbox.nextDueMs(NOW + 903)).toBe(NOW + 5_000);
    });

    it('waits for nothing that is too old to be sent', async () => {
      await openWith(0, ['free'], { dueAtMs: NOW, expiresAtMs: NOW + 50 });
      expect(await box.outbox.nextDueMs(NOW + 51)).toBeNull();
    });

    it('says how long the oldest due delivery has waited', async () => {
      await openWith(0, ['free'], { dueAtMs: NOW - 700 });
      await openWith(1, ['elite'], { dueAtMs: NOW - 200 });
      expect(await box.outbox.oldestDueAgeMs(NOW)).toBe(700);
      for (let turn = 0; turn < 2; turn += 1) await sent();
      expect(await box.outbox.oldestDueAgeMs(NOW)).toBe(0);
    });

    it('offers an edit once the outcome is in, and not after it shows', async () => {
      const signal = await openWith(0, ['pro']);
      await sent();
      expect(await claimEdit(NOW)).toBeNull();
      await box.close(signal.id, outcomeOf());
      const edit = await claimEdit(NOW);
      expect(edit?.entry.outcome).toEqual(outcomeOf());
      expect(edit?.delivery).toMatchObject({ messageId: 7, outcomeShown: false });
      expect(await claimEdit(NOW)).toBeNull();
      if (edit !== null) await box.outbox.settleEdit(edit, { type: 'shown' });
      expect(await only()).toMatchObject({ state: 'sent', outcomeShown: true });
      expect(await claimEdit(NOW + LEASE_MS * 10)).toBeNull();
    });

    it('offers no edit of what was never sent', async () => {
      const signal = await openWith(0, ['pro']);
      await box.close(signal.id, outcomeOf());
      expect(await claimEdit(NOW)).toBeNull();
    });

    it('claims an edit again when its lease ran out or it was put off, and not when it is dead', async () => {
      const signal = await openWith(0, ['pro']);
      await sent();
      await box.close(signal.id, outcomeOf());
      const first = await claimEdit(NOW);
      const second = await claimEdit(NOW + LEASE_MS);
      expect(second).not.toBeNull();
      if (first === null || second === null) return;
      await box.outbox.settleEdit(first, { type: 'shown' });
      expect((await only()).outcomeShown).toBe(false);
      await box.outbox.settleEdit(second, { type: 'retry', atMs: NOW + LEASE_MS + 9, error: '429' });
      expect(await claimEdit(NOW + LEASE_MS + 8)).toBeNull();
      const third = await claimEdit(NOW + LEASE_MS + 9);
      if (third !== null) await box.outbox.settleEdit(third, { type: 'dead', error: 'message is gone' });
      expect(await claimEdit(NOW + LEASE_MS * 9)).toBeNull();
      expect(await only()).toMatchObject({ state: 'sent', outcomeShown: false, error: 'message is gone' });
    });

    it('gives each delivery to exactly one of fifty claimants', async () => {
      for (let n = 0; n < 5; n += 1) await openWith(n, TIERS);
      const all = await Promise.all(Array.from({ length: 50 }, () => claimPost(NOW)));
      const ids = all.filter((claimed) => claimed !== null).map(({ delivery }) => delivery.id);
      expect(ids).toHaveLength(15);
      expect(new Set(ids).size).toBe(15);
    });
  });
}
