import { beforeEach, describe, expect, it } from 'vitest';
import type { PartnerClaim } from '../../billing/partners/claim.ts';
import { incomeOf, reversalOf } from '../../billing/partners/income.ts';
import type { PartnerClaims, PartnerStore } from '../../billing/partners/ports.ts';
import type { ReceivedPostback } from '../../billing/partners/received-postback.ts';

const POSTBACK: ReceivedPostback = {
  ...{ partner: 'broker', eventId: 'e1', verdict: 'counts', kind: 'deposit', clickId: 'c1', uid: 'U1' },
  ...{ amountMinor: 2_500, currency: 'USD', atMs: 1_000 },
};
const CLICK = { id: 'c1', partner: 'broker', telegramId: 7, signalId: 'a1b2c3', atMs: 900 };
const CLAIM: PartnerClaim = {
  partner: 'broker',
  uid: 'U1',
  telegramId: 7,
  state: 'pending',
  atMs: 5,
  by: null,
  isFinished: false,
};

/** What every store of partners' clicks, postbacks, income and claims does. */
export function partnerStoreContract(
  name: string,
  open: () => Promise<{ readonly store: PartnerStore; readonly claims: PartnerClaims }>,
): void {
  describe(`${name}: clicks, postbacks and income`, () => {
    let store: PartnerStore;
    beforeEach(async () => {
      ({ store } = await open());
    });

    it('finds a click as it was, and counts by partner', async () => {
      await store.addClick(CLICK);
      await store.addClick({ ...CLICK, id: 'c2', telegramId: null, signalId: null });
      await store.addClick({ ...CLICK, id: 'c3', partner: 'other' });
      expect(await store.findClick('c1')).toEqual(CLICK);
      expect(await store.findClick('c2')).toMatchObject({ telegramId: null, signalId: null });
      expect(await store.findClick('none')).toBeNull();
      expect([...(await store.countClicks())].toSorted()).toEqual([
        ['broker', 2],
        ['other', 1],
      ]);
    });

    it('has a postback open from its first coming until it is done, once for its partner, id and verdict', async () => {
      const later = { ...POSTBACK, eventId: 'e0', atMs: 2_000 };
      expect(await store.receive(later)).toBe('received');
      expect(await store.receive(POSTBACK)).toBe('received');
      expect(await store.receive({ ...POSTBACK, amountMinor: 9 })).toBe('received');
      expect(await store.receive({ ...POSTBACK, verdict: 'reversed', atMs: 3_000 })).toBe('received');
      expect(await store.open(2, 2_000)).toEqual([
        { postback: POSTBACK, failures: 0 },
        { postback: later, failures: 0 },
      ]);
      await store.markDone(POSTBACK);
      expect(await store.receive(POSTBACK)).toBe('done');
      expect((await store.open(9, 3_000)).map(({ postback: { eventId, verdict } }) => [eventId, verdict])).toEqual([
        ['e0', 'counts'],
        ['e1', 'reversed'],
      ]);
    });

    it('puts one that failed behind those that wait, and has none open that is given up until it comes again and is done', async () => {
      const later = { ...POSTBACK, eventId: 'e2', atMs: 1_500 };
      await store.receive(POSTBACK);
      await store.receive(later);
      expect(await store.markFailed(POSTBACK, (failures) => 2_000 + failures)).toBe(1);
      expect(await store.open(9, 2_000)).toEqual([{ postback: later, failures: 0 }]);
      expect(await store.open(9, 2_001)).toEqual([
        { postback: later, failures: 0 },
        { postback: POSTBACK, failures: 1 },
      ]);
      expect(await store.markFailed(POSTBACK, () => 2_001)).toBe(2);
      expect([await store.countFailing(0), await store.countFailing(2), await store.countFailing(3)]).toEqual([
        2, 1, 0,
      ]);
      await store.giveUp(POSTBACK);
      expect([await store.countFailing(0), (await store.open(9, 9_000)).length]).toEqual([1, 1]);
      expect(await store.receive(POSTBACK)).toBe('received');
      await store.markDone(POSTBACK);
      expect(await store.receive(POSTBACK)).toBe('done');
    });

    it('books a line once, and finds it by identity, account and UID', async () => {
      const fact = incomeOf(POSTBACK, { click: CLICK, claimant: null, holdMs: 10 });
      expect(await store.book(fact)).toEqual(fact);
      expect(await store.book({ ...fact, amountMinor: 1 })).toEqual(fact);
      await store.book(reversalOf(fact, 2_000));
      await store.book({ ...fact, externalId: 'e2', telegramId: null, uid: 'U2' });
      await store.book({ ...fact, externalId: 'e3', partner: 'other' });
      expect(await store.findIncome('broker', 'e1')).toEqual(fact);
      expect(await store.findIncome('broker', 'none')).toBeNull();
      const own = await store.incomeOf('broker', { telegramId: 7, uids: [] });
      expect(own.map(({ externalId }) => externalId).toSorted()).toEqual(['e1', 'e1:reversed']);
      const more = await store.incomeOf('broker', { telegramId: 7, uids: ['U2'] });
      expect(more.map(({ externalId }) => externalId).toSorted()).toEqual(['e1', 'e1:reversed', 'e2']);
      const all = [];
      for await (const line of store.income()) all.push(line.externalId);
      expect(all.toSorted()).toEqual(['e1', 'e1:reversed', 'e2', 'e3']);
    });
  });

  describe(`${name}: claims`, () => {
    let claims: PartnerClaims;
    beforeEach(async () => {
      ({ claims } = await open());
    });

    it('gives a UID to whoever names it first, and in the place of a claim that was read', async () => {
      expect(await claims.replace(CLAIM, null)).toBe(true);
      expect(await claims.replace({ ...CLAIM, telegramId: 8 }, null)).toBe(false);
      expect(await claims.decide(CLAIM, { state: 'rejected', by: 'operator' })).toBe(true);
      const known = await claims.find('broker', 'U1');
      expect(known).toEqual({ ...CLAIM, state: 'rejected', by: 'operator' });
      const again: PartnerClaim = { ...CLAIM, telegramId: 8, atMs: 9 };
      expect(await claims.replace(again, CLAIM)).toBe(false);
      expect(await claims.replace(again, known)).toBe(true);
      expect(await claims.find('broker', 'U1')).toEqual(again);
    });

    it('decides what is pending, once', async () => {
      await claims.replace(CLAIM, null);
      expect(await claims.decide({ ...CLAIM, telegramId: 8 }, { state: 'confirmed', by: 'lookup' })).toBe(false);
      expect(await claims.decide(CLAIM, { state: 'confirmed', by: 'lookup' })).toBe(true);
      expect(await claims.decide(CLAIM, { state: 'rejected', by: 'operator' })).toBe(false);
      expect(await claims.ofAccount(7)).toEqual([{ ...CLAIM, state: 'confirmed', by: 'lookup' }]);
      expect(await claims.ofAccount(8)).toEqual([]);
    });

    it('lists what waits, the oldest first', async () => {
      await claims.replace({ ...CLAIM, uid: 'U2', atMs: 9 }, null);
      await claims.replace(CLAIM, null);
      await claims.replace({ ...CLAIM, uid: 'U3', state: 'confirmed', by: 'operator' }, null);
      expect((await claims.pending(5)).map(({ uid }) => uid)).toEqual(['U1', 'U2']);
      expect((await claims.pending(1)).map(({ uid }) => uid)).toEqual(['U1']);
    });

    it('goes on behind a claim, those of the same instant by their UID', async () => {
      for (const uid of ['U3', 'U1', 'U2']) await claims.replace({ ...CLAIM, uid }, null);
      await claims.replace({ ...CLAIM, uid: 'U0', atMs: 9 }, null);
      const first = await claims.pending(2);
      expect(first.map(({ uid }) => uid)).toEqual(['U1', 'U2']);
      const rest = await claims.pending(2, first[1]);
      expect(rest.map(({ uid }) => uid)).toEqual(['U3', 'U0']);
      expect(await claims.pending(2, rest[1])).toEqual([]);
    });

    it('keeps what is decided among the unfinished until it is finished, and nothing that waits', async () => {
      const [first, second] = [CLAIM, { ...CLAIM, uid: 'U2', atMs: 9 }];
      for (const claim of [second, first, { ...CLAIM, uid: 'U3' }]) await claims.replace(claim, null);
      await claims.decide(second, { state: 'rejected', by: 'operator' });
      await claims.decide(first, { state: 'confirmed', by: 'lookup' });
      const unfinished = await claims.unfinished(5);
      expect(unfinished.map(({ uid }) => uid)).toEqual(['U1', 'U2']);
      expect((await claims.unfinished(1)).map(({ uid }) => uid)).toEqual(['U1']);
      expect((await claims.unfinished(5, unfinished[0])).map(({ uid }) => uid)).toEqual(['U2']);
      for (const claim of unfinished.slice(0, 1)) await claims.finish(claim);
      expect(await claims.find('broker', 'U1')).toMatchObject({ state: 'confirmed', isFinished: true });
      expect((await claims.unfinished(5)).map(({ uid }) => uid)).toEqual(['U2']);
      // Claimed anew meanwhile: who finishes the old one finishes nothing.
      const anew = { ...second, telegramId: 8, atMs: 20 };
      await claims.replace(anew, { ...second, state: 'rejected', by: 'operator' });
      await claims.finish({ ...second, state: 'rejected', by: 'operator' });
      expect(await claims.find('broker', 'U2')).toEqual(anew);
    });
  });
}
