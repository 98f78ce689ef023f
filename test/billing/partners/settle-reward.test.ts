import { expect, it } from 'vitest';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import type { Partner } from '../../../billing/partners/partner.ts';
import type { Payments } from '../../../billing/ports.ts';
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

/** A ledger that takes nothing while its database is away. */
function openLedger() {
  const payments = createMemoryPayments();
  const ledger = { isAway: true };
  const append: Payments['append'] = (fact) =>
    ledger.isAway ? Promise.reject(new Error('no database')) : payments.append(fact);
  return { ledger, lines: payments.lines, payments: { ...payments, append } };
}

it.each([
  ['the partner’s list', true],
  ['an operator', null],
] as const)(
  'brings the days of a claim that %s confirmed though they could not be booked, and tells it once',
  async (_name, listed) => {
    const { ledger, lines, payments } = openLedger();
    const { partners, claims, told } = openPartners({ payments, lookUp: async () => listed });
    const asked = { slug: 'broker', uid: 'U1', telegramId: 7 };
    if (listed === null) {
      await partners.claim(asked);
      await expect(partners.decide('broker', 'U1', 'confirmed')).rejects.toThrow('no database');
    } else await expect(partners.claim(asked)).rejects.toThrow('no database');
    expect(await claims.find('broker', 'U1')).toMatchObject({ state: 'confirmed', isFinished: false });
    await partners.workOpen();
    expect([lines.length, (await claims.unfinished(9)).length]).toEqual([0, 1]);
    ledger.isAway = false;
    await partners.workOpen();
    await partners.workOpen();
    expect(lines.map(({ type }) => type)).toEqual(['granted']);
    expect(told).toHaveLength(1);
    expect(await claims.unfinished(9)).toEqual([]);
  },
);

it('keeps a verdict that was cut off: who presses the other button afterwards changes nothing', async () => {
  const { ledger, lines, payments } = openLedger();
  const { partners } = openPartners({ payments });
  await partners.claim({ slug: 'broker', uid: 'U1', telegramId: 7 });
  await expect(partners.decide('broker', 'U1', 'confirmed')).rejects.toThrow('no database');
  ledger.isAway = false;
  expect(await partners.decide('broker', 'U1', 'rejected')).toBe('confirmed');
  expect(lines.map(({ type }) => type)).toEqual(['granted']);
});

it('asks about every claim that waits, however many there are, and lets the old ones expire', async () => {
  const { partners, claims, clock } = openPartners({ lookUp: async (_lookup, uid) => (uid === 'U119' ? true : null) });
  const waiting = { partner: 'broker', state: 'pending', by: null, isFinished: false } as const;
  for (let index = 0; index < 120; index += 1)
    await claims.replace({ ...waiting, uid: `U${index}`, telegramId: 7 + index, atMs: clock.nowMs }, null);
  await partners.lookAgain();
  expect(await claims.find('broker', 'U119')).toMatchObject({ state: 'confirmed', by: 'lookup' });
  expect(await claims.pending(200)).toHaveLength(119);
  clock.nowMs += 31 * DAY_MS;
  await partners.lookAgain();
  expect([await claims.pending(200), await claims.unfinished(200)]).toEqual([[], []]);
});

it('finishes what is decided, though claims of a programme that is gone stand before it', async () => {
  const { partners, claims, told, clock } = openPartners();
  const decided = { state: 'confirmed', by: 'operator', isFinished: false, atMs: clock.nowMs } as const;
  for (let index = 0; index < 60; index += 1)
    await claims.replace({ ...decided, partner: 'a-gone-one', uid: `U${index}`, telegramId: index }, null);
  await claims.replace({ ...decided, partner: 'broker', uid: 'U1', telegramId: 7 }, null);
  await partners.workOpen();
  expect(told).toHaveLength(1);
  expect(await claims.find('broker', 'U1')).toMatchObject({ isFinished: true });
  expect(await claims.unfinished(99)).toHaveLength(60);
});

it('leaves the first days of two accounts that became one, and ends the others', async () => {
  const { partners, store, payments, told, clock } = openPartners();
  const event = { partner: 'broker', verdict: 'counts', uid: null, amountMinor: 0, currency: 'USD' } as const;
  for (const telegramId of [7, 8]) {
    await store.addClick({ id: `c${telegramId}`, partner: 'broker', telegramId, signalId: null, atMs: 0 });
    await partners.receive({ ...event, clickId: `c${telegramId}`, eventId: `e${telegramId}`, kind: 'registration' });
    await partners.workOpen();
    clock.nowMs += DAY_MS;
  }
  await payments.reassign(7, 8);
  store.handOver(7, 8);
  told.length = 0;
  await partners.settle(8);
  await partners.settle(8);
  const ledger = await payments.ofAccount(8);
  expect(ledger.map(({ type }) => type)).toEqual(['granted', 'granted', 'revoked']);
  expect(ledger.at(-1)).toMatchObject({ of: ledger[1]?.externalId });
  // What is told is what stands: nobody reads that a partner took something back.
  expect(new Set(told)).toEqual(new Set([ledger[0]]));
  // Both events taken back: nothing stands.
  for (const telegramId of [7, 8])
    await partners.receive({
      ...event,
      verdict: 'reversed',
      clickId: `c${telegramId}`,
      eventId: `e${telegramId}`,
      kind: 'registration',
    });
  await partners.workOpen();
  expect((await payments.ofAccount(8)).map(({ type }) => type)).toEqual(['granted', 'granted', 'revoked', 'revoked']);
});
