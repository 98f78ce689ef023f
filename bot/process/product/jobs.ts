import { entitlementAt } from '../../../billing/entitlement.ts';
import type { MoneyFact } from '../../../billing/ledger-fact.ts';
import { mapTiers, PAID_TIERS, type Tier } from '../../../billing/tiers.ts';
import type { Evidence } from '../../../engine/monitoring/create-evidence.ts';
import { MINUTE_MS } from '../../../engine/time.ts';
import { postSummaries, type SummaryDependencies } from '../../broadcast/post-summary.ts';
import type { Observe } from '../../observe/observe.ts';
import type { Outgoing } from '../../telegram/dependencies.ts';
import { reconcileStars } from '../../telegram/jobs/reconcile-stars.ts';
import { removeExpired } from '../../telegram/jobs/remove-expired.ts';
import { sendReminders } from '../../telegram/jobs/send-reminders.ts';
import type { TextStore } from '../../telegram/ports.ts';
import { thankBuyer } from '../../telegram/thank-buyer.ts';
import type { Job } from '../scheduler.ts';

const THANKED_FOR_MS = 7 * 24 * 60 * MINUTE_MS;

export type JobDependencies = Outgoing & {
  /** Where the position in Telegram's list of transactions is kept. */
  readonly setup: Pick<TextStore, 'read' | 'write'>;
  readonly observe: Observe;
  readonly evidence: Evidence;
  /** Removes what is older than its settings allow. */
  readonly removeOld: (nowMs: number) => Promise<void>;
  /** Summaries of the channels. */
  readonly summaries: SummaryDependencies;
  /** Brings the descriptions of the channels up to date. */
  readonly describeChannels: () => Promise<void>;
  /** Product time between two looks at the evidence. */
  readonly lookEveryMs: number;
};

/** What runs on schedule besides the walk, by the product's clock. */
export function jobsOf(deps: JobDependencies): readonly Job[] {
  return [
    {
      name: 'expire-memberships',
      everyMs: 30 * MINUTE_MS,
      run: async (nowMs) => {
        await removeExpired(deps, nowMs);
      },
    },
    {
      name: 'reconcile-stars',
      everyMs: 30 * MINUTE_MS,
      run: async () => {
        const { appended } = await reconcileStars({ ...deps, onFound: (fact) => thank(deps, fact) });
        deps.observe.log({ type: 'stars-reconciled', added: appended });
      },
    },
    {
      name: 'reminders',
      everyMs: 30 * MINUTE_MS,
      run: async (nowMs) => {
        await sendReminders(deps, nowMs);
      },
    },
    { name: 'evidence', everyMs: deps.lookEveryMs, everywhere: true, run: (nowMs) => deps.evidence.look(nowMs) },
    { name: 'retention', everyMs: 24 * 60 * MINUTE_MS, run: deps.removeOld },
    { name: 'summaries', everyMs: 10 * MINUTE_MS, run: (nowMs) => postSummaries(deps.summaries, nowMs) },
    { name: 'describe-channels', everyMs: 60 * MINUTE_MS, run: deps.describeChannels },
    { name: 'count-subscribers', everyMs: 60 * MINUTE_MS, run: (nowMs) => countSubscribers(deps, nowMs) },
  ];
}

/** A payment of which no update came: its buyer has waited in silence. An old one is the past of another database. */
async function thank(deps: JobDependencies, fact: MoneyFact): Promise<void> {
  if (deps.clock.nowMs() - fact.atMs > THANKED_FOR_MS) return;
  const account = await deps.accounts.find(fact.telegramId);
  await thankBuyer(deps, fact, account?.languageCode ?? 'en');
}

async function countSubscribers({ accounts, payments, observe }: JobDependencies, nowMs: number): Promise<void> {
  const counts: Record<Tier, number> = { ...mapTiers(() => 0) };
  const lines = await payments.ofAccounts(await payments.payers());
  for (const paid of lines.values()) counts[entitlementAt(paid, nowMs).tier] += 1;
  const paying = PAID_TIERS.reduce((sum, tier) => sum + counts[tier], 0);
  counts.free = (await accounts.count()) - paying;
  observe.log({ type: 'subscribers', counts });
}
