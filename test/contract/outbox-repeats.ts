import { beforeEach, describe, expect, it } from 'vitest';
import type { Tier } from '../../billing/tiers.ts';
import type { ClaimedPost } from '../../engine/ports.ts';
import type { Delivery } from '../../engine/signals/delivery.ts';
import type { Signal } from '../../engine/signals/signal.ts';
import { CLOSE_TIME_MS } from '../support/signal-fixtures.ts';
import { ALONE, LEASE_MS, NOW, nthSignal, type OutboxUnderTest, planned } from './outbox.ts';

/** What every Outbox promises of posts of which nobody knows whether they were sent. */
export function repeatContract(name: string, make: () => Promise<OutboxUnderTest>): void {
  describe(`${name} keeps the contract of repeats`, () => {
    let box: OutboxUnderTest;
    beforeEach(async () => {
      box = await make();
    });
    const openWith = async (n: number, tiers: readonly Tier[]): Promise<Signal> => {
      const signal = nthSignal(n);
      await box.open(
        signal,
        tiers.map((tier) => planned(signal, tier)),
      );
      return signal;
    };
    const claimPost = async (nowMs: number): Promise<ClaimedPost | null> =>
      (await box.outbox.claimPosts(nowMs, ALONE))[0] ?? null;
    const claim = async (nowMs = NOW): Promise<ClaimedPost> => {
      const claimed = await claimPost(nowMs);
      if (claimed === null) throw new Error('expected a delivery to claim');
      return claimed;
    };
    const only = async (): Promise<Delivery> => {
      const [delivery] = await box.deliveries();
      if (delivery === undefined) throw new Error('expected a delivery');
      return delivery;
    };

    it('hands out once more what may have been sent, marked, from its time on, and never again', async () => {
      await openWith(0, ['pro']);
      await box.outbox.settlePost(await claim(), { type: 'unknown', error: 'reset', repeatAtMs: NOW + 60_000 });
      expect(await only()).toMatchObject({ state: 'unknown', error: 'reset', isRepeat: true });
      expect(await claimPost(NOW + 59_999)).toBeNull();
      expect(await box.outbox.nextDueMs(NOW)).toBe(NOW + 60_000);
      const repeat = await claim(NOW + 60_000);
      expect(repeat.delivery).toMatchObject({ isRepeat: true, attempt: 2 });
      await box.outbox.settlePost(repeat, { type: 'unknown', error: 'reset', repeatAtMs: NOW + 120_000 });
      expect(await only()).toMatchObject({ state: 'unknown', messageId: null });
      expect(await claimPost(NOW + 120_000)).toBeNull();
      expect(await box.outbox.nextDueMs(NOW + 120_000)).toBeNull();
    });

    it('keeps a repeat unknown until it is sent: put off, refused or too late', async () => {
      await openWith(0, ['pro', 'elite', 'free']);
      for (let turn = 0; turn < 3; turn += 1)
        await box.outbox.settlePost(await claim(), { type: 'unknown', error: 'reset', repeatAtMs: NOW + 1 });
      const [elite, pro] = [await claim(NOW + 1), await claim(NOW + 1)];
      await box.outbox.settlePost(elite, { type: 'retry', atMs: NOW + 5, error: '429' });
      await box.outbox.settlePost(pro, { type: 'dead', error: '403' });
      expect((await box.deliveries()).map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown']);
      const again = await claim(NOW + 5);
      expect(again.delivery.audience).toBe('elite');
      await box.outbox.settlePost(again, { type: 'sent', form: 'text', messageId: 7, sentAtMs: NOW + 5 });
      const late = CLOSE_TIME_MS + 3_600_001;
      expect(await box.outbox.sweep(late)).toEqual([]);
      expect(await claimPost(late)).toBeNull();
      expect((await box.deliveries()).map(({ state }) => state).sort()).toEqual(['sent', 'unknown', 'unknown']);
    });

    it('hands out once more what a process that died had claimed, marked', async () => {
      const { id, side } = await openWith(0, ['pro']);
      const ended = { signalId: id, audience: 'pro', side, outcome: 'unknown' };
      const lost = await claim();
      expect(await box.outbox.sweep(NOW + LEASE_MS, NOW + LEASE_MS + 9)).toEqual([{ ...ended, attempt: 1 }]);
      const repeat = await claim(NOW + LEASE_MS + 9);
      expect(repeat.delivery.isRepeat).toBe(true);
      // Its first holder is too late to say how it ended.
      await box.outbox.settlePost(lost, { type: 'sent', form: 'text', messageId: 1, sentAtMs: NOW });
      expect((await only()).state).toBe('claimed');
      expect(await box.outbox.sweep(NOW + LEASE_MS * 9, NOW + LEASE_MS * 10)).toEqual([{ ...ended, attempt: 2 }]);
      expect(await claimPost(NOW + LEASE_MS * 10)).toBeNull();
    });

    it('repeats nothing whose first holder still says that it was sent', async () => {
      await openWith(0, ['pro']);
      const slow = await claim();
      await box.outbox.sweep(NOW + LEASE_MS, NOW + LEASE_MS + 9);
      await box.outbox.settlePost(slow, { type: 'sent', form: 'text', messageId: 1, sentAtMs: NOW });
      expect(await only()).toMatchObject({ state: 'sent', messageId: 1 });
      expect(await claimPost(NOW + LEASE_MS + 9)).toBeNull();
    });
  });
}
