import type { LedgerFact } from '../../billing/ledger-fact.ts';
import type { Partner } from '../../billing/partners/partner.ts';
import { rewardFact, rewardIn } from '../../billing/partners/reward.ts';
import type { PartnerDependencies } from './partner-dependencies.ts';

/** Older days are no news: an event of an old trader must not thank them once more when the note of the first message has expired. */
const TOLD_FOR_MS = 7 * 86_400_000;

type SettlingDependencies = Pick<PartnerDependencies, 'store' | 'claims' | 'payments' | 'notices' | 'nowMs'>;

/**
 * Books what an account's reward at a partner lacks, and tells it. "given": its days stand in the ledger. A crash after any step leads to
 * the same ledger; the notice is sent once.
 */
export async function settleReward(
  { store, claims, payments, notices, nowMs }: SettlingDependencies,
  partner: Partner,
  telegramId: number,
): Promise<'given' | 'none'> {
  const own = (await claims.ofAccount(telegramId)).filter((each) => each.partner === partner.slug);
  const uids = own.filter(({ state }) => state === 'confirmed').map(({ uid }) => uid);
  const income = await store.incomeOf(partner.slug, { telegramId, uids });
  const lacksIn = (ledger: readonly LedgerFact[]) =>
    rewardFact(partner, { telegramId, claims: own, income, ledger }, nowMs());
  let ledger = await payments.ofAccount(telegramId);
  // One fact may call for another: of days given twice (two accounts that became one), all but the first end.
  for (let fact = lacksIn(ledger), last = ''; fact !== null && fact.externalId !== last; fact = lacksIn(ledger)) {
    last = fact.externalId;
    await payments.append(fact);
    ledger = await payments.ofAccount(telegramId);
  }
  const { given, revoked } = rewardIn(ledger, partner.slug);
  const newest = given[0] ?? revoked.at(-1);
  if (newest === undefined) return 'none';
  if (newest.atMs > nowMs() - TOLD_FOR_MS) await notices.rewardBooked(partner, newest);
  return given.length > 0 ? 'given' : 'none';
}
