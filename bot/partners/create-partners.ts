import { openClickToken, sealClickToken } from '../../billing/partners/click-token.ts';
import { type IncomeFact, partnerIncome } from '../../billing/partners/income.ts';
import { mayShowPartner, type Partner, partnerUrl } from '../../billing/partners/partner.ts';
import type { ReceivedPostback } from '../../billing/partners/received-postback.ts';
import { decideByOperator, finishClaims, lookAgain, takeClaim } from './claims.ts';
import type { PartnerDependencies } from './partner-dependencies.ts';
import type { PartnerReport, Partners } from './partners.ts';
import { pressUrl } from './press-url.ts';
import { settleReward } from './settle-reward.ts';
import { workOpenPostbacks, workPostback } from './work-postback.ts';

/** A link that somebody kept for longer leads to the partner and belongs to nobody. */
const LINK_MS = 30 * 86_400_000;
const PENDING_SHOWN = 10;

/** The operator's partner programmes over their stores. */
export function createPartners(deps: PartnerDependencies): Partners {
  const { partners, store, claims, nowMs } = deps;
  const find = (slug: string): Partner | null => partners.find((each) => each.slug === slug) ?? null;
  const work = (postback: ReceivedPostback) => workPostback(deps, postback);
  return {
    all: partners,
    find,
    async shownTo(telegramId) {
      const country = (await deps.links.find(telegramId))?.country ?? null;
      return partners.filter((partner) => mayShowPartner(partner, country));
    },
    ...linkCalls(deps, find),
    proofOf: (slug) => find(slug)?.postback ?? null,
    async receive(given) {
      const postback: ReceivedPostback = { ...given, atMs: nowMs() };
      const state = await store.receive(postback);
      if (state === 'received')
        // Not waited for: what fails here runs again by the schedule.
        void work(postback).catch((error: unknown) => deps.onFailed(postback.eventId, error));
      return state;
    },
    claim: (asked) => takeClaim(deps, asked),
    claimsOf: (telegramId) => claims.ofAccount(telegramId),
    async pendingOf(slug, uids) {
      const known = await Promise.all(uids.map((uid) => claims.find(slug, uid)));
      return known.flatMap((claim) => (claim?.state === 'pending' ? [claim] : []));
    },
    decide: (slug, uid, verdict) => decideByOperator(deps, { slug, uid, verdict }),
    async workOpen() {
      const done = await workOpenPostbacks(deps, work);
      await finishClaims(deps);
      return done;
    },
    async settle(telegramId) {
      for (const partner of partners) await settleReward(deps, partner, telegramId);
    },
    lookAgain: () => lookAgain(deps),
    report: () => reportOf(deps),
    income: () => store.income(),
  };
}

function linkCalls(deps: PartnerDependencies, find: Partners['find']): Pick<Partners, 'linkOf' | 'open'> {
  const { store, linkSecret, wallNowMs, newNonce } = deps;
  return {
    linkOf(slug, { telegramId, signalId }) {
      const untilMs = wallNowMs() + LINK_MS;
      const token = telegramId === null ? null : sealClickToken(linkSecret, { telegramId, untilMs, nonce: newNonce() });
      return pressUrl(deps.publicUrl(), { slug, signalId, token });
    },
    async open({ slug, token, signalId, counts }) {
      const partner = find(slug);
      if (partner === null) return null;
      if (!counts) return partnerUrl(partner, { clickId: '', signalId });
      const id = newNonce() + newNonce();
      const telegramId = token === null ? null : openClickToken(linkSecret, token, wallNowMs());
      const click = { id, partner: slug, telegramId, signalId, atMs: deps.nowMs() };
      // The way to the partner does not hang on our database: income of a lost click is booked as nobody's.
      await store.addClick(click).catch((error: unknown) => deps.onFailed('click', error));
      return partnerUrl(partner, { clickId: id, signalId });
    },
  };
}

async function reportOf({ store, claims, nowMs }: PartnerDependencies): Promise<PartnerReport> {
  const facts: IncomeFact[] = [];
  for await (const fact of store.income()) facts.push(fact);
  const [clicks, pending, open] = await Promise.all([
    store.countClicks(),
    claims.pending(PENDING_SHOWN),
    store.countFailing(0),
  ]);
  return { rows: partnerIncome(facts, nowMs()), clicks, pending, open };
}
