import { entitlementAt, opensTier } from '../../../billing/entitlement.ts';
import { PAID_TIERS, type PaidTier } from '../../../billing/tiers.ts';
import { DAY_MS } from '../../../engine/time.ts';
import type { Outgoing } from '../dependencies.ts';

export type AuditDependencies = Pick<Outgoing, 'api' | 'memberships' | 'payments' | 'channels' | 'adminIds' | 'log'>;

/** Persons looked at in one night and channel: a call each. The next night goes on behind them. */
const MOST_A_NIGHT = 1_000;

/**
 * Compares who is stored as a member of the paid channels with what Telegram says, for there is no method that lists members and an update
 * can be missed: who has left is forgotten, who is in with a plan is noted. Removes nobody and writes to nobody.
 */
export async function auditMembers(deps: AuditDependencies, nowMs: number): Promise<void> {
  for (const tier of PAID_TIERS) {
    const channel = deps.channels[tier];
    if (channel === null) continue;
    const counts = { looked: 0, left: 0, found: 0, failed: 0 };
    const { stored, candidates } = await candidatesOf(deps, tier, nowMs);
    for (const telegramId of ofTonight(candidates, nowMs)) {
      counts.looked += 1;
      const isIn = await isInChannel(deps, channel.chatId, telegramId);
      if (isIn === null) counts.failed += 1;
      if (isIn === false && stored.has(telegramId)) {
        await deps.memberships.set(telegramId, tier, { state: 'removed', nowMs });
        counts.left += 1;
      }
      if (isIn === true && !stored.has(telegramId)) {
        await deps.memberships.admit(telegramId, tier, { by: 'entitlement', nowMs });
        counts.found += 1;
      }
    }
    deps.log({ type: 'members-audited', tier, ...counts });
  }
}

/** Who is stored, and whose plan opens the channel. */
async function candidatesOf({ memberships, payments, adminIds }: AuditDependencies, tier: PaidTier, nowMs: number) {
  const stored = new Set((await memberships.members(tier)).map(({ telegramId }) => telegramId));
  const ledgers = await payments.ofAccounts(await payments.payers());
  const entitled = [...ledgers].flatMap(([id, lines]) => (opensTier(entitlementAt(lines, nowMs), tier) ? [id] : []));
  const candidates = [...new Set([...stored, ...entitled])].filter((id) => !adminIds.includes(id));
  return { stored, candidates: candidates.toSorted((a, b) => a - b) };
}

function ofTonight(candidates: readonly number[], nowMs: number): readonly number[] {
  const nights = Math.max(1, Math.ceil(candidates.length / MOST_A_NIGHT));
  const from = (Math.floor(nowMs / DAY_MS) % nights) * MOST_A_NIGHT;
  return candidates.slice(from, from + MOST_A_NIGHT);
}

/** Null where Telegram does not say. */
async function isInChannel({ api }: AuditDependencies, chatId: number, telegramId: number): Promise<boolean | null> {
  try {
    const member = await api.getChatMember(chatId, telegramId);
    if (member.status === 'restricted') return member.is_member;
    return member.status !== 'left' && member.status !== 'kicked';
  } catch {
    // Counted by the caller: a night in which Telegram is away changes nothing.
    return null;
  }
}
