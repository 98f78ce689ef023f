import fc from 'fast-check';
import { expect, it } from 'vitest';
import { partnerIncome } from '../../../billing/partners/income.ts';
import type { ReceivedPostback } from '../../../billing/partners/received-postback.ts';
import { createPartners } from '../../../bot/partners/create-partners.ts';
import {
  createMemoryPartnerClaims,
  createMemoryPartners,
  noPartnerDependencies,
} from '../../support/billing/memory-partners.ts';
import { createMemoryPayments } from '../../support/fakes/memory-billing.ts';
import { STAGE_PARTNER } from '../../support/stage/stage-partners.ts';

const SEED = Number(process.env.POSTBACK_SEED ?? 16);
const NOW = 1_000_000;

/** What there is to report: the content of an event follows from its id, for partners repeat events and do not change them. */
const world = fc.array(fc.record({ kind: fc.constantFrom('registration', 'deposit'), who: fc.nat(2) }), {
  ...{ minLength: 6, maxLength: 6 },
});
const report = fc.record({ event: fc.nat(5), verdict: fc.constantFrom('counts', 'counts', 'reversed') });
type Postback = Omit<ReceivedPostback, 'atMs'>;

/** Calls through, but dies before or after its effect while there is misfortune left. */
function unlucky<T extends object>(store: T, misfortune: boolean[]): T {
  return new Proxy(store, {
    get(target, name) {
      const call = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      return async (...given: unknown[]) => {
        if (misfortune.shift() === true) throw new Error('died before');
        const answer = await Reflect.apply(call, target, given);
        if (misfortune.shift() === true) throw new Error('died after');
        return answer;
      };
    },
  });
}

it(`postbacks in any order, repeated, and cut by deaths before and after every effect, come to one end (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(
      world,
      fc.array(report, { maxLength: 12 }),
      fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)), { maxLength: 80 }),
      async (events, reports, misfortune) => {
        const given = reports.flatMap(({ event, verdict }): readonly Postback[] => {
          const { kind, who } = events[event] ?? { kind: 'deposit', who: 2 };
          const content = { kind, clickId: who === 2 ? 'unknown' : `click-${who}`, uid: null, currency: 'USD' };
          const amountMinor = kind === 'deposit' ? 2_500 : 0;
          return [{ partner: 'broker', eventId: `e${event}`, verdict, amountMinor, ...content }];
        });
        const [store, payments, claims] = [createMemoryPartners(), createMemoryPayments(), createMemoryPartnerClaims()];
        for (const who of [0, 1])
          await store.addClick({
            id: `click-${who}`,
            partner: 'broker',
            telegramId: 70 + who,
            signalId: null,
            atMs: 0,
          });
        const partners = createPartners({
          ...{ ...noPartnerDependencies(), partners: [STAGE_PARTNER], nowMs: () => NOW, wallNowMs: () => NOW },
          ...{ store: unlucky(store, misfortune), payments: unlucky(payments, misfortune), claims },
        });
        for (const postback of given) {
          // A partner sends again what was not answered with 200.
          while ((await partners.receive(postback).catch(() => 'again')) === 'again');
          await partners.workOpen().catch(() => 0);
        }
        for (let round = 0; round < 100 && misfortune.length > 0; round += 1) await partners.workOpen().catch(() => 0);
        await partners.workOpen();

        const counted = new Map(
          given.filter(({ verdict }) => verdict === 'counts').map((each) => [each.eventId, each]),
        );
        const reversed = new Set(given.filter(({ verdict }) => verdict === 'reversed').map(({ eventId }) => eventId));
        const standing = [...counted.values()].filter(({ eventId }) => !reversed.has(eventId));
        const facts = [];
        for await (const fact of store.income()) facts.push(fact);
        const total = facts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        expect(total).toBe(standing.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
        expect(partnerIncome(facts, NOW).reduce((sum, row) => sum + row.heldMinor + row.dueMinor, 0)).toBe(total);
        for (const who of [0, 1]) {
          const isOwn = ({ clickId, kind }: Postback) => clickId === `click-${who}` && kind === 'deposit';
          const lines = (await payments.ofAccount(70 + who)).map(({ type }) => type);
          expect(lines.filter((type) => type === 'granted').length).toBeLessThanOrEqual(1);
          // Days that were taken back once stay taken back: a partner that reverses is not trusted with a second event.
          if (!standing.some(isOwn)) expect([[], ['granted', 'revoked']]).toContainEqual(lines);
          else expect([['granted'], ['granted', 'revoked']]).toContainEqual(lines);
          if (standing.some(isOwn) && ![...counted.values()].some((each) => isOwn(each) && reversed.has(each.eventId)))
            expect(lines).toEqual(['granted']);
        }
        expect(await payments.ofAccount(72)).toEqual([]);
      },
    ),
    { numRuns: 400, seed: SEED },
  );
}, 120_000);

it('a postback gets its turn behind 250 that always fail, which are told once; they are given up in the end, and say so', async () => {
  const [stuck, givenUp]: [number[], string[]] = [[], []];
  let nowMs = NOW;
  const store = createMemoryPartners();
  await store.addClick({ id: 'click-1', partner: 'broker', telegramId: 71, signalId: null, atMs: 0 });
  let attempts = 0;
  const partners = createPartners({
    ...{ ...noPartnerDependencies(), partners: [STAGE_PARTNER], nowMs: () => nowMs, wallNowMs: () => nowMs },
    store: {
      ...store,
      findClick: async (id) => {
        if (id !== 'poison') return await store.findClick(id);
        attempts += 1;
        throw new Error('a click that cannot be read');
      },
    },
    onStuck: (postbacks) => void stuck.push(postbacks),
    onGivenUp: ({ eventId }) => void givenUp.push(eventId),
  });
  const content = { partner: 'broker', verdict: 'counts', kind: 'registration', uid: null, amountMinor: 0 } as const;
  for (let index = 0; index < 250; index += 1)
    await store.receive({ ...content, eventId: `p${index}`, clickId: 'poison', currency: 'USD', atMs: nowMs });
  await store.receive({ ...content, eventId: 'good', clickId: 'click-1', currency: 'USD', atMs: nowMs + 1 });
  const nextRun = async (): Promise<number> => {
    nowMs += 60_000;
    return await partners.workOpen();
  };
  expect([await nextRun(), await nextRun()]).toEqual([0, 1]);
  expect(await store.findIncome('broker', 'good')).toMatchObject({ telegramId: 71 });
  for (let run = 0; run < 60; run += 1) await nextRun();
  const before = attempts;
  for (let run = 0; run < 60; run += 1) await nextRun();
  // At most four times an hour each.
  expect(attempts - before).toBeLessThanOrEqual(4 * 250);
  expect(stuck.at(-1)).toBe(250);
  nowMs += 36 * 86_400_000;
  await nextRun();
  await nextRun();
  expect([new Set(givenUp).size, givenUp.length, await store.countFailing(0), stuck.at(-1)]).toEqual([250, 250, 0, 0]);
});
