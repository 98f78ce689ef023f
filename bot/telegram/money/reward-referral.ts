import type { ChargeFact, LedgerFact } from '../../../billing/ledger-fact.ts';
import { languageOf } from '../../../billing/reader-settings.ts';
import { inviterCode, referralFacts } from '../../../billing/referrals/referral.ts';
import type { Outgoing } from '../dependencies.ts';
import { textsFor } from '../messages/texts.ts';
import { sendOnce } from '../send-once.ts';
import { actionButton } from '../views/show.ts';

type RewardDependencies = Pick<Outgoing, 'api' | 'accounts' | 'payments' | 'notices' | 'links' | 'referrals'>;

/** Books what an invitation earns by the friend's charge and tells both sides once. Safe to repeat after a crash at any point. */
export async function rewardReferral(deps: RewardDependencies, charge: ChargeFact): Promise<void> {
  const { accounts, links, payments, referrals } = deps;
  const account = await accounts.find(charge.telegramId);
  const code = account === null ? null : inviterCode(account);
  const inviter = code === null ? null : await links.findInviter(code);
  if (inviter === null) return;
  const { telegramId } = charge;
  const friend = { telegramId, country: (await links.find(telegramId))?.country ?? null };
  const ledger = await payments.ofAccount(charge.telegramId);
  for (const fact of referralFacts(charge, { friend, inviter, ledger }, referrals)) {
    await payments.append(fact);
    await tell(deps, fact);
  }
}

async function tell(deps: RewardDependencies, fact: LedgerFact): Promise<void> {
  const account = await deps.accounts.find(fact.telegramId);
  const texts = textsFor(languageOf(account));
  const text =
    fact.type === 'granted'
      ? texts.referralDays(fact.tier, fact.durationMs)
      : fact.type === 'earned'
        ? texts.referralEarned(fact)
        : null;
  if (text === null) return;
  await sendOnce(deps, {
    key: `referral|${fact.externalId}`,
    chatId: fact.telegramId,
    screen: { text, keyboard: [[actionButton(texts.buttonPlan, { type: 'plan' })]] },
    repeatNote: texts.maybeRepeated,
  });
}
