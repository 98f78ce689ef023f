import type { PartnerClaim } from '../../../billing/partners/claim.ts';
import type { IncomeFact } from '../../../billing/partners/income.ts';
import type { PartnerClick } from '../../../billing/partners/partner-click.ts';
import type { PartnerClaims, PartnerStore } from '../../../billing/partners/ports.ts';
import type { ReceivedPostback } from '../../../billing/partners/received-postback.ts';
import { createPartners } from '../../../bot/partners/create-partners.ts';
import type { PartnerDependencies } from '../../../bot/partners/partner-dependencies.ts';
import type { Partners } from '../../../bot/partners/partners.ts';
import { createMemoryAccountLinks } from '../fakes/memory-account-links.ts';
import { createMemoryPayments } from '../fakes/memory-billing.ts';

interface Kept {
  readonly postback: ReceivedPostback;
  isDone: boolean;
  isGivenUp: boolean;
  dueAtMs: number;
  failures: number;
}

/** Everything of one account belongs to another from now on. */
interface HandOver {
  handOver(from: number, to: number): void;
}

const isOpen = ({ isDone, isGivenUp }: Kept): boolean => !isDone && !isGivenUp;

/** Clicks, postbacks and income in memory, as the MongoDB ones. */
export function createMemoryPartners(): PartnerStore & HandOver {
  const clicks = new Map<string, PartnerClick>();
  const events = new Map<string, Kept>();
  const lines = new Map<string, IncomeFact>();
  const keyOf = ({ partner, eventId, verdict }: ReceivedPostback): string => `${partner}|${eventId}|${verdict}`;
  return {
    handOver(from, to) {
      for (const [id, click] of clicks) if (click.telegramId === from) clicks.set(id, { ...click, telegramId: to });
      for (const [key, line] of lines) if (line.telegramId === from) lines.set(key, { ...line, telegramId: to });
    },
    addClick: async (click) => void clicks.set(click.id, click),
    findClick: async (id) => clicks.get(id) ?? null,
    async countClicks() {
      const counts = new Map<string, number>();
      for (const { partner } of clicks.values()) counts.set(partner, (counts.get(partner) ?? 0) + 1);
      return counts;
    },
    async receive(postback) {
      const known = events.get(keyOf(postback));
      if (known === undefined)
        events.set(keyOf(postback), { postback, isDone: false, isGivenUp: false, dueAtMs: postback.atMs, failures: 0 });
      return known?.isDone === true ? 'done' : 'received';
    },
    async markDone(postback) {
      const known = events.get(keyOf(postback));
      if (known !== undefined) known.isDone = true;
    },
    async markFailed(postback, dueAtMs) {
      const known = events.get(keyOf(postback));
      if (known === undefined) return 0;
      known.failures += 1;
      known.dueAtMs = dueAtMs(known.failures);
      return known.failures;
    },
    async giveUp(postback) {
      const known = events.get(keyOf(postback));
      if (known !== undefined) known.isGivenUp = true;
    },
    open: async (limit, nowMs) =>
      [...events.values()]
        .filter(isOpen)
        .filter(({ dueAtMs }) => dueAtMs <= nowMs)
        .toSorted((a, b) => a.dueAtMs - b.dueAtMs || a.postback.atMs - b.postback.atMs)
        .slice(0, limit)
        .map(({ postback, failures }) => ({ postback, failures })),
    countFailing: async (least) => [...events.values()].filter((each) => isOpen(each) && each.failures >= least).length,
    async book(fact) {
      const key = `${fact.partner}|${fact.externalId}`;
      const known = lines.get(key);
      if (known === undefined) lines.set(key, fact);
      return known ?? fact;
    },
    findIncome: async (partner, externalId) => lines.get(`${partner}|${externalId}`) ?? null,
    incomeOf: async (partner, { telegramId, uids }) =>
      [...lines.values()].filter(
        (fact) =>
          fact.partner === partner &&
          (fact.telegramId === telegramId || (fact.uid !== null && uids.includes(fact.uid))),
      ),
    async *income() {
      yield* lines.values();
    },
  };
}

/** Claims in memory, as the MongoDB ones. */
export function createMemoryPartnerClaims(): PartnerClaims & HandOver {
  const claims = new Map<string, PartnerClaim>();
  const keyOf = ({ partner, uid }: Pick<PartnerClaim, 'partner' | 'uid'>): string => `${partner}|${uid}`;
  const isBefore = (a: PartnerClaim, b: PartnerClaim): boolean =>
    a.atMs === b.atMs ? keyOf(a) < keyOf(b) : a.atMs < b.atMs;
  const oldestFirst = (isWanted: (claim: PartnerClaim) => boolean, after?: PartnerClaim): readonly PartnerClaim[] =>
    [...claims.values()]
      .filter((claim) => isWanted(claim) && (after === undefined || isBefore(after, claim)))
      .toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
  return {
    handOver(from, to) {
      for (const [key, claim] of claims) if (claim.telegramId === from) claims.set(key, { ...claim, telegramId: to });
    },
    find: async (partner, uid) => claims.get(keyOf({ partner, uid })) ?? null,
    async replace(claim, known) {
      const now = claims.get(keyOf(claim)) ?? null;
      const isSame = now === null ? known === null : now.atMs === known?.atMs && now.state === known.state;
      if (isSame) claims.set(keyOf(claim), claim);
      return isSame;
    },
    async decide(claim, { state, by }) {
      const now = claims.get(keyOf(claim));
      if (now?.state !== 'pending' || now.telegramId !== claim.telegramId) return false;
      claims.set(keyOf(claim), { ...now, state, by });
      return true;
    },
    async finish(claim) {
      const now = claims.get(keyOf(claim));
      const isSame = now?.state === claim.state && now.atMs === claim.atMs && now.telegramId === claim.telegramId;
      if (isSame) claims.set(keyOf(claim), { ...now, isFinished: true });
    },
    ofAccount: async (telegramId) => [...claims.values()].filter((claim) => claim.telegramId === telegramId),
    pending: async (limit, after) => oldestFirst(({ state }) => state === 'pending', after).slice(0, limit),
    unfinished: async (limit, after) =>
      oldestFirst(({ state, isFinished }) => state !== 'pending' && !isFinished, after).slice(0, limit),
  };
}

/** An operator without any partner programme. */
export function noPartners(): Partners {
  return createPartners(noPartnerDependencies());
}

/** What such an operator's partners are made of, for tests that put their own in its place. */
export function noPartnerDependencies(): PartnerDependencies {
  return {
    ...{ partners: [], store: createMemoryPartners(), claims: createMemoryPartnerClaims() },
    ...{ payments: createMemoryPayments(), links: createMemoryAccountLinks(), lookUp: async () => null },
    notices: { claimDecided: async () => {}, rewardBooked: async () => {}, claimWaits: async () => {} },
    ...{ linkSecret: 'none', publicUrl: () => null, nowMs: () => 0, wallNowMs: () => 0 },
    ...{ newNonce: () => '0'.repeat(16), onFailed: () => {}, onStuck: () => {}, onGivenUp: () => {} },
  };
}
