import type { PartnerClaim } from '../../billing/partners/claim.ts';
import { type IncomeFact, incomeOf, reversalOf } from '../../billing/partners/income.ts';
import type { Partner } from '../../billing/partners/partner.ts';
import type { PartnerClick } from '../../billing/partners/partner-click.ts';
import type { ReceivedPostback } from '../../billing/partners/received-postback.ts';
import { retryWaitMs, STUCK_AFTER } from '../../billing/retry-wait.ts';
import { decideClaim } from './claims.ts';
import type { PartnerDependencies } from './partner-dependencies.ts';
import { settleReward } from './settle-reward.ts';

const AT_ONCE = 200;
/** A reversal may overtake its event; one whose event never comes takes nothing back. Whatever else fails so long is given up. */
const AWAITED_MS = 35 * 86_400_000;

/**
 * Books one postback, settles what follows from it, and only then marks it done. False when it failed or waits: it runs again, later each
 * time once it is stuck, until it is given up.
 */
export async function workPostback(deps: PartnerDependencies, postback: ReceivedPostback): Promise<boolean> {
  try {
    if (await tryPostback(deps, postback)) {
      await deps.store.markDone(postback);
      return true;
    }
  } catch (error) {
    deps.onFailed(`postback ${postback.partner} ${postback.eventId}`, error);
  }
  // Where this fails too it is due as before: nothing is lost but a wait.
  await putOff(deps, postback).catch((error: unknown) => deps.onFailed(`postback ${postback.eventId}`, error));
  return false;
}

async function tryPostback(deps: PartnerDependencies, postback: ReceivedPostback): Promise<boolean> {
  const partner = deps.partners.find(({ slug }) => slug === postback.partner);
  // A programme that was taken out of the settings: its lines wait for it to come back.
  if (partner === undefined) return false;
  if (postback.verdict === 'reversed') return await takeBack(deps, partner, postback);
  await book(deps, partner, postback);
  return true;
}

async function putOff({ store, nowMs, onStuck, onGivenUp }: PartnerDependencies, postback: ReceivedPostback) {
  if (isTooOld(postback, nowMs())) {
    await store.giveUp(postback);
    onGivenUp(postback);
    return;
  }
  const failures = await store.markFailed(postback, (count) => nowMs() + retryWaitMs(count));
  if (failures === STUCK_AFTER) onStuck(await store.countFailing(STUCK_AFTER));
}

function isTooOld({ atMs }: ReceivedPostback, nowMs: number): boolean {
  return atMs < nowMs - AWAITED_MS;
}

/**
 * Deals with postbacks that are not done, those of an earlier process among them. What fails goes behind what waits: no number of postbacks
 * that always fail keeps others from their turn. How many were done.
 */
export async function workOpenPostbacks(
  { store, nowMs, onStuck }: Pick<PartnerDependencies, 'store' | 'nowMs' | 'onStuck'>,
  work: (postback: ReceivedPostback) => Promise<boolean>,
): Promise<number> {
  let [done, unstuck] = [0, 0];
  for (const { postback, failures } of await store.open(AT_ONCE, nowMs())) {
    const isDone = await work(postback);
    if (isDone) done += 1;
    if (failures >= STUCK_AFTER && (isDone || isTooOld(postback, nowMs()))) unstuck += 1;
  }
  if (unstuck > 0 && (await store.countFailing(STUCK_AFTER)) === 0) onStuck(0);
  return done;
}

async function book(deps: PartnerDependencies, partner: Partner, postback: ReceivedPostback): Promise<void> {
  const { store, claims } = deps;
  const { slug, holdMs } = partner;
  const click = await clickOf(deps, postback);
  const claim = postback.uid === null ? null : await claims.find(slug, postback.uid);
  const claimant = claim?.state === 'pending' || claim?.state === 'confirmed' ? claim.telegramId : null;
  const fact = await store.book(incomeOf(postback, { click, claimant, holdMs }));
  const meant = claim === null ? await claimsByClick(deps, fact) : [claim];
  for (const each of meant.filter(({ state }) => state === 'pending')) {
    const state = fact.telegramId === each.telegramId ? 'confirmed' : 'rejected';
    await decideClaim(deps, each, { state, by: 'postback' });
  }
  if (fact.telegramId !== null) await settleReward(deps, partner, fact.telegramId);
}

/** Networks that know no UID report a click: what its account claims at that partner is meant. */
async function claimsByClick(
  { claims }: PartnerDependencies,
  { partner, telegramId, uid }: IncomeFact,
): Promise<readonly PartnerClaim[]> {
  if (telegramId === null || uid !== null) return [];
  return (await claims.ofAccount(telegramId)).filter((claim) => claim.partner === partner);
}

async function takeBack(deps: PartnerDependencies, partner: Partner, postback: ReceivedPostback): Promise<boolean> {
  const { store, claims, nowMs } = deps;
  const booked = await store.findIncome(partner.slug, postback.eventId);
  if (booked === null) return isTooOld(postback, nowMs());
  await store.book(reversalOf(booked, postback.atMs));
  // Reported before anybody had named its UID, the line names no account: days went to the one that claimed it later.
  const claim = booked.uid === null ? null : await claims.find(partner.slug, booked.uid);
  for (const telegramId of new Set([booked.telegramId, claim?.telegramId ?? null]))
    if (telegramId !== null) await settleReward(deps, partner, telegramId);
  return true;
}

/** A click of ours at this very partner; any other id is nobody's. */
async function clickOf({ store }: PartnerDependencies, postback: ReceivedPostback): Promise<PartnerClick | null> {
  const click = postback.clickId === null ? null : await store.findClick(postback.clickId);
  return click?.partner === postback.partner ? click : null;
}
