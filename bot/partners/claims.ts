import {
  CLAIM_MS,
  CLAIMS_PER_DAY,
  type ClaimJudge,
  type ClaimState,
  claimOver,
  type PartnerClaim,
} from '../../billing/partners/claim.ts';
import { standingIncome } from '../../billing/partners/income.ts';
import type { Partner } from '../../billing/partners/partner.ts';
import type { PartnerDependencies } from './partner-dependencies.ts';
import type { ClaimOutcome } from './partners.ts';
import { settleReward } from './settle-reward.ts';

const DAY_MS = 86_400_000;
const ASKED_AGAIN = 50;

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
  const claim: PartnerClaim = { partner: slug, uid, telegramId, state: 'pending', atMs, by: null };
  if (!(await claims.replace(claim, known))) {
    const winner = await claims.find(slug, uid);
    return winner?.telegramId === telegramId ? await goOn(deps, partner, winner) : 'taken';
  }
  return await goOn(deps, partner, claim);
}

/** Asked again about a claim of the same account: a crash or a second press repeats nothing but the questions. */
async function goOn(deps: PartnerDependencies, partner: Partner, claim: PartnerClaim): Promise<ClaimOutcome> {
  if (claim.state !== 'pending') return await outcomeOf(deps, partner, claim);
  const verdict = await judge(deps, partner, claim);
  if (verdict === null) {
    await deps.notices.claimWaits(partner, claim);
    return 'pending';
  }
  // Effects first: what is cut in between is judged again, what is marked as decided is not.
  const outcome = await outcomeOf(deps, partner, { ...claim, ...verdict });
  await deps.claims.decide(claim, verdict.state, verdict.by);
  return outcome;
}

async function outcomeOf(deps: PartnerDependencies, partner: Partner, claim: PartnerClaim): Promise<ClaimOutcome> {
  if (claim.state !== 'confirmed') return 'rejected';
  return (await settleReward(deps, partner, { telegramId: claim.telegramId, claim })) === 'given'
    ? 'rewarded'
    : 'confirmed';
}

interface Verdict {
  readonly state: 'confirmed' | 'rejected';
  readonly by: ClaimJudge;
}

/** Null: nobody can tell yet. */
async function judge(
  { store, lookUp }: PartnerDependencies,
  partner: Partner,
  { uid, telegramId }: PartnerClaim,
): Promise<Verdict | null> {
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
  if (claim.state === 'pending') {
    // Effects first: what is cut in between still waits, so that the operator finds it and presses again.
    await finish(deps, partner, { ...claim, state: verdict, by: 'operator' });
    if (await deps.claims.decide(claim, verdict, 'operator')) return verdict;
  }
  const decided = (await deps.claims.find(slug, uid)) ?? claim;
  await finish(deps, partner, decided);
  return decided.state;
}

/** Brings what a decided claim brings, and tells its trader. Safe to repeat. */
export async function finish(deps: PartnerDependencies, partner: Partner, claim: PartnerClaim): Promise<void> {
  const { telegramId } = claim;
  const reward = claim.state === 'confirmed' ? await settleReward(deps, partner, { telegramId, claim }) : 'none';
  // The days are news enough.
  if (reward !== 'given') await deps.notices.claimDecided(partner, claim);
}

/** Asks again about claims that wait, because lists of partners lag; those that waited too long expire. */
export async function lookAgain(deps: PartnerDependencies): Promise<void> {
  for (const claim of await deps.claims.pending(ASKED_AGAIN)) {
    const partner = deps.partners.find(({ slug }) => slug === claim.partner);
    if (partner === undefined) continue;
    const isOld = claim.atMs < deps.nowMs() - CLAIM_MS;
    const verdict = await judge(deps, partner, claim);
    const decided = verdict ?? (isOld ? ({ state: 'expired', by: 'time' } as const) : null);
    if (decided === null) continue;
    await finish(deps, partner, { ...claim, ...decided });
    await deps.claims.decide(claim, decided.state, decided.by);
  }
}
