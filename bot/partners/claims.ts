import {
  CLAIM_MS,
  CLAIMS_PER_DAY,
  type ClaimState,
  type ClaimVerdict,
  claimOver,
  type PartnerClaim,
} from '../../billing/partners/claim.ts';
import { standingIncome } from '../../billing/partners/income.ts';
import type { Partner } from '../../billing/partners/partner.ts';
import type { PartnerDependencies } from './partner-dependencies.ts';
import type { ClaimOutcome } from './partners.ts';
import { settleReward } from './settle-reward.ts';

const DAY_MS = 86_400_000;
const AT_ONCE = 50;

interface AskedClaim {
  readonly slug: string;
  readonly uid: string;
  readonly telegramId: number;
}

/** Takes an account's word that a UID is its own: kept first, then confirmed by what was reported of it or by the partner's list. */
export async function takeClaim(
  deps: PartnerDependencies,
  { slug, uid, telegramId }: AskedClaim,
): Promise<ClaimOutcome> {
  const { claims, nowMs } = deps;
  const partner = deps.partners.find((each) => each.slug === slug);
  if (partner === undefined) return 'rejected';
  const known = await claims.find(slug, uid);
  const over = claimOver(known, telegramId);
  if (over === 'taken') return 'taken';
  if (over === 'own' && known !== null) return await goOn(deps, partner, known);
  const atMs = nowMs();
  const today = (await claims.ofAccount(telegramId)).filter((each) => each.atMs > atMs - DAY_MS);
  if (today.length >= CLAIMS_PER_DAY) return 'too-many';
  // The UID's earlier claim, given up: what its end brings must not be lost under the new one.
  if (known !== null && !known.isFinished) await finishClaim(deps, known);
  const claim: PartnerClaim = {
    ...{ partner: slug, uid, telegramId, atMs },
    ...{ state: 'pending', by: null, isFinished: false },
  };
  if (!(await claims.replace(claim, known))) {
    const winner = await claims.find(slug, uid);
    return winner?.telegramId === telegramId ? await goOn(deps, partner, winner) : 'taken';
  }
  return await goOn(deps, partner, claim);
}

/** Asked again about a claim of the same account: a crash or a second press repeats nothing but the questions. */
async function goOn(deps: PartnerDependencies, partner: Partner, claim: PartnerClaim): Promise<ClaimOutcome> {
  if (claim.state !== 'pending') return await answer(deps, partner, claim);
  const verdict = await judge(deps, partner, claim);
  if (verdict === null) {
    await deps.notices.claimWaits(partner, claim);
    return 'pending';
  }
  const isOurs = await deps.claims.decide(claim, verdict);
  const decided = isOurs ? { ...claim, ...verdict } : await deps.claims.find(claim.partner, claim.uid);
  return decided?.telegramId === claim.telegramId ? await answer(deps, partner, decided) : 'rejected';
}

/** Brings what a decided claim brings to the trader who asks, and who is told by the answer. */
async function answer(deps: PartnerDependencies, partner: Partner, claim: PartnerClaim): Promise<ClaimOutcome> {
  const { telegramId, state } = claim;
  const reward = state === 'confirmed' ? await settleReward(deps, partner, telegramId) : 'none';
  if (!claim.isFinished) await deps.claims.finish(claim);
  if (state !== 'confirmed') return 'rejected';
  return reward === 'given' ? 'rewarded' : 'confirmed';
}

/** Null: nobody can tell yet. */
async function judge(
  { store, lookUp }: PartnerDependencies,
  partner: Partner,
  { uid, telegramId }: PartnerClaim,
): Promise<ClaimVerdict | null> {
  const reported = standingIncome(await store.incomeOf(partner.slug, { telegramId, uids: [uid] }));
  const ofUid = reported.filter((fact) => fact.uid === uid);
  // A UID that was reported for somebody else's click is theirs, whoever names it.
  if (ofUid.some((fact) => fact.clickId !== null && fact.telegramId !== null && fact.telegramId !== telegramId))
    return { state: 'rejected', by: 'postback' };
  // Networks that know no UID report the account's own click.
  if (ofUid.length > 0 || reported.some((fact) => fact.uid === null)) return { state: 'confirmed', by: 'postback' };
  const isReferred = await lookUp(partner.lookup, uid);
  return isReferred === null ? null : { state: isReferred ? 'confirmed' : 'rejected', by: 'lookup' };
}

/** An operator's verdict; the claim's state then, null for an unknown one. A claim that was decided stays as it is. */
export async function decideByOperator(
  deps: PartnerDependencies,
  { slug, uid, verdict }: { readonly slug: string; readonly uid: string; readonly verdict: 'confirmed' | 'rejected' },
): Promise<ClaimState | null> {
  const partner = deps.partners.find((each) => each.slug === slug);
  const claim = await deps.claims.find(slug, uid);
  if (partner === undefined || claim === null) return null;
  if (claim.state === 'pending') return (await decideClaim(deps, claim, { state: verdict, by: 'operator' })).state;
  if (!claim.isFinished) await finishClaim(deps, claim);
  return claim.state;
}

/**
 * Decides a claim that waits, and brings what follows; the claim as it stands then, which somebody else may have decided. Decided first: a
 * verdict that was cut off stands, and finishClaims brings the rest.
 */
export async function decideClaim(
  deps: PartnerDependencies,
  claim: PartnerClaim,
  verdict: ClaimVerdict,
): Promise<PartnerClaim> {
  if (!(await deps.claims.decide(claim, verdict))) return (await deps.claims.find(claim.partner, claim.uid)) ?? claim;
  const decided = { ...claim, ...verdict };
  await finishClaim(deps, decided);
  return decided;
}

/** Brings what a decided claim brings, tells its trader, and notes it. Safe to repeat. One of a programme that is gone waits for it. */
async function finishClaim(deps: PartnerDependencies, claim: PartnerClaim): Promise<void> {
  const partner = deps.partners.find(({ slug }) => slug === claim.partner);
  if (partner === undefined) return;
  const reward = claim.state === 'confirmed' ? await settleReward(deps, partner, claim.telegramId) : 'none';
  // The days are news enough.
  if (reward !== 'given') await deps.notices.claimDecided(partner, claim);
  await deps.claims.finish(claim);
}

/** Finishes claims that a process decided and did not live to finish. */
export async function finishClaims(deps: PartnerDependencies): Promise<void> {
  await forEachOf(deps.claims.unfinished, (claim) =>
    finishClaim(deps, claim).catch((error: unknown) => deps.onFailed(`claim ${claim.uid}`, error)),
  );
}

/** Asks again about claims that wait, because lists of partners lag; those that waited too long expire. */
export async function lookAgain(deps: PartnerDependencies): Promise<void> {
  await forEachOf(deps.claims.pending, (claim) => lookAt(deps, claim));
}

/** By pages: no number of claims of which nothing comes keeps others from their turn. */
async function forEachOf(
  read: (limit: number, after?: PartnerClaim) => Promise<readonly PartnerClaim[]>,
  work: (claim: PartnerClaim) => Promise<void>,
): Promise<void> {
  let page = await read(AT_ONCE);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    for (const claim of page) await work(claim);
    page = await read(AT_ONCE, last);
  }
}

async function lookAt(deps: PartnerDependencies, claim: PartnerClaim): Promise<void> {
  const partner = deps.partners.find(({ slug }) => slug === claim.partner);
  if (partner === undefined) return;
  const isOld = claim.atMs < deps.nowMs() - CLAIM_MS;
  const verdict = (await judge(deps, partner, claim)) ?? (isOld ? ({ state: 'expired', by: 'time' } as const) : null);
  if (verdict !== null) await decideClaim(deps, claim, verdict);
}
