import { beforeEach, describe, expect, it } from 'vitest';
import { TIERS, type Tier } from '../../billing/tiers.ts';
import type { ClaimedPost, ClaimOrder } from '../../engine/ports.ts';
import type { PlannedDelivery } from '../../engine/signals/delivery.ts';
import type { Signal } from '../../engine/signals/signal.ts';
import { ALONE, NOW, nthSignal, type OutboxUnderTest, planned } from './outbox.ts';

/** So many deliveries at once. */
const together = (count: number): ClaimOrder => ({ ...ALONE, choose: (due) => due.slice(0, count) });

/** What every Outbox promises of claims that are chosen of all that is due. */
export function choiceContract(name: string, make: () => Promise<OutboxUnderTest>): void {
  describe(`${name} lets the claimant choose`, () => {
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
    const claim = async (): Promise<ClaimedPost> => {
      const [claimed] = await box.outbox.claimPosts(NOW, ALONE);
      if (claimed === undefined) throw new Error('expected a delivery to claim');
      return claimed;
    };

    it('claims what is chosen of all that is due, of one signal or of many', async () => {
      for (let n = 0; n < 4; n += 1) await openWith(n, ['pro', 'elite']);
      const ofFirstChat: ClaimOrder = {
        ...ALONE,
        choose: (due) => due.filter(({ delivery }) => delivery.chatId === due[0]?.delivery.chatId),
      };
      const claimed = await box.outbox.claimPosts(NOW, ofFirstChat);
      expect(claimed.map(({ delivery }) => delivery.audience)).toEqual(['elite', 'elite', 'elite', 'elite']);
      expect(await box.outbox.claimPosts(NOW, together(3))).toHaveLength(3);
      expect(await box.outbox.claimPosts(NOW, together(3))).toHaveLength(1);
    });

    it('claims and settles several deliveries of one signal at once', async () => {
      await openWith(0, TIERS);
      const claimed = await box.outbox.claimPosts(NOW, together(9));
      expect(claimed.map(({ delivery }) => delivery.audience)).toEqual(TIERS.toReversed());
      await Promise.all(
        claimed.map((each, messageId) =>
          box.outbox.settlePost(each, { type: 'sent', form: 'text', messageId, sentAtMs: NOW }),
        ),
      );
      expect((await box.deliveries()).map(({ state, attempt }) => [state, attempt])).toEqual(
        TIERS.map(() => ['sent', 1]),
      );
      expect((await box.deliveries()).map(({ messageId }) => messageId).sort()).toEqual(TIERS.map((_, index) => index));
    });

    it('keeps back what is held', async () => {
      await openWith(0, ['pro', 'elite']);
      const held: ClaimOrder = {
        ...ALONE,
        choose: (due) => due.filter(({ delivery }) => delivery.audience !== 'elite'),
      };
      expect((await box.outbox.claimPosts(NOW, held)).map(({ delivery }) => delivery.audience)).toEqual(['pro']);
      expect((await claim()).delivery.audience).toBe('elite');
    });

    it('does not count what is held where it says when something may be claimed next', async () => {
      const signal = await openWith(0, ['pro']);
      await openWith(1, ['elite'], { dueAtMs: NOW + 900 });
      const heldId = planned(signal, 'pro').id;
      expect(await box.outbox.nextDueMs(NOW, (id) => id === heldId)).toBe(NOW + 900);
      const both = nthSignal(2);
      const later = { dueAtMs: NOW + 300 };
      await box.open(both, [planned(both, 'pro'), planned(both, 'elite', later)]);
      const bothHeld = new Set([heldId, planned(both, 'pro').id]);
      expect(await box.outbox.nextDueMs(NOW, (id) => bothHeld.has(id))).toBe(NOW + 300);
      expect(await box.outbox.nextDueMs(NOW)).toBe(NOW);
    });

    it('remembers the message that tells several signals, and reads them in its order', async () => {
      const first = await openWith(0, ['pro']);
      const second = await openWith(1, ['pro']);
      const claimed = await box.outbox.claimPosts(NOW, together(2));
      for (const each of claimed) {
        const sentTogether = { type: 'sent', form: 'text', messageId: 7, sentAtMs: NOW, message: 'together' } as const;
        await box.outbox.settlePost(each, sentTogether);
      }
      expect((await box.deliveries()).map(({ message }) => message)).toEqual(['together', 'together']);
      const entries = await box.outbox.entries([second.id, 'unknown', first.id]);
      expect(entries.map(({ signal }) => signal.id)).toEqual([second.id, first.id]);
    });
  });
}
