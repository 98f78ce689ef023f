import type { PartnerClaim } from '../../billing/partners/claim.ts';
import type { Partner } from '../../billing/partners/partner.ts';
import { rewardFact } from '../../billing/partners/reward.ts';
import type { PartnerDependencies } from './partner-dependencies.ts';

/** Older days are no news: an event of an old trader must not thank them once more when the note of the first message has expired. */
const TOLD_FOR_MS = 7 * 86_400_000;

type SettlingDependencies = Pick<PartnerDependencies, 'store' | 'claims' | 'payments' | 'notices' | 'nowMs'>;

/**
 * Books what an account's reward at a partner lacks, and tells it. "given": its days stand in the ledger. A crash after any step leads to
 * the same ledger; the notice is sent once. claim: one that is about to be stored like this, once its effects are there.
 */
export async function settleReward(
  { store, claims, payments, notices, nowMs }: SettlingDependencies,
  partner: Partner,
  { telegramId, claim }: { readonly telegramId: number; readonly claim?: PartnerClaim },
): Promise<'given' | 'none'> {
  const stored = (await claims.ofAccount(telegramId)).filter((each) => each.partner === partner.slug);
  const own = claim === undefined ? stored : [...stored.filter(({ uid }) => uid !== claim.uid), claim];
  const uids = own.filter(({ state }) => state === 'confirmed').map(({ uid }) => uid);
  const income = await store.incomeOf(partner.slug, { telegramId, uids });
  const ledger = await payments.ofAccount(telegramId);
  const fact = rewardFact(partner, { telegramId, claims: own, income, ledger }, nowMs());
  if (fact !== null) await payments.append(fact);
  const now = fact === null ? ledger : await payments.ofAccount(telegramId);
  const prefix = `partner:${partner.slug}:`;
  const revoked = now.find((line) => line.type === 'revoked' && line.of.startsWith(prefix));
  // A UID that brought days to another account brings none to this one: the ledger has the fact, and it is not this account's.
  const given = now.find((line) => line.type === 'granted' && line.externalId.startsWith(prefix));
  if (given === undefined) return 'none';
  const newest = revoked ?? given;
  if (newest.atMs > nowMs() - TOLD_FOR_MS) await notices.rewardBooked(partner, newest);
  return revoked === undefined ? 'given' : 'none';
}
