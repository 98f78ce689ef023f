import { expect, it } from 'vitest';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import type { Partner } from '../../../billing/partners/partner.ts';
import { createPartners } from '../../../bot/partners/create-partners.ts';
import type { PartnerDependencies } from '../../../bot/partners/partner-dependencies.ts';
import { DAY_MS } from '../../../engine/time.ts';
import {
  createMemoryPartnerClaims,
  createMemoryPartners,
  noPartnerDependencies,
} from '../../support/billing/memory-partners.ts';
import { createMemoryPayments } from '../../support/fakes/memory-billing.ts';
import { STAGE_PARTNER } from '../../support/stage/stage-partners.ts';

const ON_REGISTRATION: Partner = { ...STAGE_PARTNER, reward: { tier: 'pro', days: 30, on: 'registration' } };

function openPartners(replace: Partial<PartnerDependencies> = {}) {
  const told: LedgerFact[] = [];
  const clock = { nowMs: 100 * DAY_MS };
  const base = noPartnerDependencies();
  const parts = {
    ...{ store: createMemoryPartners(), claims: createMemoryPartnerClaims(), payments: createMemoryPayments() },
    ...{ partners: [ON_REGISTRATION], nowMs: () => clock.nowMs, wallNowMs: () => clock.nowMs },
    notices: { ...base.notices, rewardBooked: async (_partner: Partner, fact: LedgerFact) => void told.push(fact) },
  };
  return { ...parts, clock, told, partners: createPartners({ ...base, ...parts, ...replace }) };
}

it('thanks for days once, though events of the same trader go on for months', async () => {
  const { partners, store, told, clock } = openPartners();
  await store.addClick({ id: 'c1', partner: 'broker', telegramId: 7, signalId: null, atMs: 0 });
  const event = {
    partner: 'broker',
    verdict: 'counts',
    clickId: 'c1',
    uid: null,
    amountMinor: 0,
    currency: 'USD',
  } as const;
  await partners.receive({ ...event, eventId: 'e1', kind: 'registration' });
  await partners.workOpen();
  expect(told.length).toBeGreaterThan(0);
  told.length = 0;
  clock.nowMs += 100 * DAY_MS;
  await partners.receive({ ...event, eventId: 'e2', kind: 'trade' });
  await partners.workOpen();
  expect(told).toEqual([]);
});

it('leaves a claim waiting whose days could not be booked, and books them at the next look', async () => {
  const payments = createMemoryPayments();
  let isAway = true;
  const { partners } = openPartners({
    lookUp: async () => (isAway ? null : true),
    payments: {
      ...payments,
      append: (fact) => (isAway ? Promise.reject(new Error('no database')) : payments.append(fact)),
    },
  });
  expect(await partners.claim({ slug: 'broker', uid: 'U1', telegramId: 7 })).toBe('pending');
  const dying = openPartners();
  const { claims } = dying;
  const cut = createPartners({
    ...{ ...noPartnerDependencies(), ...dying, partners: [ON_REGISTRATION], lookUp: async () => true },
    payments: { ...payments, append: () => Promise.reject(new Error('no database')) },
  });
  await expect(cut.claim({ slug: 'broker', uid: 'U1', telegramId: 7 })).rejects.toThrow('no database');
  expect(await claims.find('broker', 'U1')).toMatchObject({ state: 'pending' });
  isAway = false;
  await partners.lookAgain();
  expect((await payments.ofAccount(7)).map(({ type }) => type)).toEqual(['granted']);
  expect(await partners.claimsOf(7)).toMatchObject([{ state: 'confirmed', by: 'lookup' }]);
});

it('leaves a claim for the operator to find again when a confirmed one’s days could not be booked', async () => {
  const payments = createMemoryPayments();
  let isAway = true;
  const { partners } = openPartners({
    payments: {
      ...payments,
      append: (fact) => (isAway ? Promise.reject(new Error('no database')) : payments.append(fact)),
    },
  });
  await partners.claim({ slug: 'broker', uid: 'U1', telegramId: 7 });
  await expect(partners.decide('broker', 'U1', 'confirmed')).rejects.toThrow('no database');
  expect(await partners.pendingOf('broker', ['U1'])).toHaveLength(1);
  isAway = false;
  expect(await partners.decide('broker', 'U1', 'confirmed')).toBe('confirmed');
  expect(payments.lines.map(({ type }) => type)).toEqual(['granted']);
});
