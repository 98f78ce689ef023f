import type { Coupons } from '../../../billing/coupons/coupon.ts';
import { entitlementAt } from '../../../billing/entitlement.ts';
import type { MoneyFact } from '../../../billing/ledger-fact.ts';
import { languageOf } from '../../../billing/reader-settings.ts';
import { mapTiers, PAID_TIERS, type Tier } from '../../../billing/tiers.ts';
import type { Evidence } from '../../../engine/monitoring/create-evidence.ts';
import { MINUTE_MS } from '../../../engine/time.ts';
import { revenue } from '../../answers/money/revenue.ts';
import { postSummaries, type SummaryDependencies } from '../../broadcast/post-summary.ts';
import type { Cards } from '../../cards/cards.ts';
import type { Observe } from '../../observe/observe.ts';
import type { Partners } from '../../partners/partners.ts';
import { auditMembers } from '../../telegram/jobs/audit-members.ts';
import { type MoveDependencies, moveAccounts } from '../../telegram/jobs/move-accounts.ts';
import { reconcileStars } from '../../telegram/jobs/reconcile-stars.ts';
import { removeExpired } from '../../telegram/jobs/remove-expired.ts';
import { type DailyWordDependencies, sendDailyWord } from '../../telegram/jobs/send-daily-word.ts';
import { type DigestDependencies, sendDigests } from '../../telegram/jobs/send-digests.ts';
import { sendReminders } from '../../telegram/jobs/send-reminders.ts';
import { winBack } from '../../telegram/jobs/win-back.ts';
import { windDown } from '../../telegram/jobs/wind-down.ts';
import { readClosing } from '../../telegram/money/closing.ts';
import { settledEvent } from '../../telegram/money/settled-event.ts';
import type { TextStore } from '../../telegram/ports.ts';
import { thankBuyer } from '../../telegram/thank-buyer.ts';
import type { Job } from '../scheduler.ts';

const THANKED_FOR_MS = 7 * 24 * 60 * MINUTE_MS;

export type JobDependencies = MoveDependencies &
  Pick<DigestDependencies, 'signals' | 'alertDays'> &
  Pick<DailyWordDependencies, 'overviewReaders' | 'readOverview' | 'dailyHour'> & {
    /** Begins what operators asked for. */
    readonly lookAtControls: () => Promise<void>;
    readonly cards: Cards | null;
    readonly partners: Pick<Partners, 'all' | 'workOpen' | 'lookAgain' | 'settle'>;
    readonly coupons: Pick<Coupons, 'all'>;
    /** Where the position in Telegram's list of transactions is kept. */
    readonly setup: Pick<TextStore, 'read' | 'write'>;
    readonly observe: Observe;
    readonly evidence: Evidence;
    /** Looks how old what waits to be sent is. */
    readonly lookAtSending: (nowMs: number) => Promise<void>;
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
    { name: 'audit-members', everyMs: 24 * 60 * MINUTE_MS, run: (nowMs) => auditMembers(deps, nowMs) },
    {
      name: 'reconcile-stars',
      everyMs: 30 * MINUTE_MS,
      run: async () => {
        const { appended } = await reconcileStars({ ...deps, onFound: (fact) => found(deps, fact) });
        deps.observe.log({ type: 'stars-reconciled', added: appended });
      },
    },
    ...cardJobs(deps),
    ...partnerJobs(deps),
    { name: 'win-back', everyMs: 60 * MINUTE_MS, run: unlessClosed(deps, winBack) },
    { name: 'wind-down', everyMs: MINUTE_MS, run: async (nowMs) => void (await windDown(deps, nowMs)) },
    { name: 'reminders', everyMs: 30 * MINUTE_MS, run: unlessClosed(deps, sendReminders) },
    { name: 'controls', everyMs: MINUTE_MS, everywhere: true, run: deps.lookAtControls },
    { name: 'digests', everyMs: 30 * MINUTE_MS, run: (nowMs) => sendDigests(deps, nowMs) },
    { name: 'daily-word', everyMs: 10 * MINUTE_MS, run: (nowMs) => sendDailyWord(deps, nowMs) },
    { name: 'evidence', everyMs: deps.lookEveryMs, everywhere: true, run: (nowMs) => deps.evidence.look(nowMs) },
    { name: 'sending', everyMs: 15_000, run: deps.lookAtSending },
    { name: 'retention', everyMs: 24 * 60 * MINUTE_MS, run: deps.removeOld },
    { name: 'summaries', everyMs: 10 * MINUTE_MS, run: (nowMs) => postSummaries(deps.summaries, nowMs) },
    { name: 'describe-channels', everyMs: 360 * MINUTE_MS, run: deps.describeChannels },
    { name: 'count-subscribers', everyMs: 60 * MINUTE_MS, run: (nowMs) => countSubscribers(deps, nowMs) },
    { name: 'move-accounts', everyMs: 30 * MINUTE_MS, run: (nowMs) => moveAccounts(deps, nowMs) },
    { name: 'revenue', everyMs: 6 * 60 * MINUTE_MS, run: (nowMs) => tellRevenue(deps, nowMs) },
  ];
}

/** What asks somebody to buy does not run once the service is wound down. */
function unlessClosed(
  deps: JobDependencies,
  job: (deps: JobDependencies, nowMs: number) => Promise<unknown>,
): Job['run'] {
  return async (nowMs) => {
    if ((await readClosing(deps)) === null) await job(deps, nowMs);
  };
}

/** What is left of the cards' events, and what no event told. */
function cardJobs({ cards, observe }: JobDependencies): readonly Job[] {
  if (cards === null) return [];
  return [
    { name: 'card-events', everyMs: MINUTE_MS, run: async () => void (await cards.workOpen()) },
    {
      name: 'reconcile-cards',
      everyMs: 30 * MINUTE_MS,
      run: async () => observe.log({ type: 'cards-reconciled', added: await cards.reconcile() }),
    },
  ];
}

/** What is left of partners' postbacks, and claims that wait for their lists. */
function partnerJobs({ partners }: JobDependencies): readonly Job[] {
  if (partners.all.length === 0) return [];
  return [
    { name: 'partner-postbacks', everyMs: MINUTE_MS, run: async () => void (await partners.workOpen()) },
    { name: 'partner-claims', everyMs: 60 * MINUTE_MS, run: () => partners.lookAgain() },
  ];
}

/** A payment of which no update came: its buyer has waited in silence. An old one is the past of another database. */
async function found(deps: JobDependencies, fact: MoneyFact): Promise<void> {
  deps.log(settledEvent(fact, { repeated: false, nowMs: deps.clock.nowMs() }));
  if (deps.clock.nowMs() - fact.atMs > THANKED_FOR_MS) return;
  const account = await deps.accounts.find(fact.telegramId);
  await thankBuyer(deps, fact, languageOf(account));
}

/** The gauges of the business. A currency that nobody pays in any more goes to zero. */
async function tellRevenue({ payments, observe }: JobDependencies, nowMs: number): Promise<void> {
  const { recurring, payers, churn } = await revenue({ nowMs }, { payments });
  const sums = recurring.map(({ currency, monthlyMinor }) => [currency, monthlyMinor] as const);
  observe.log({ type: 'revenue', monthlyMinor: { XTR: 0, USD: 0, ...Object.fromEntries(sums) }, payers, churn });
}

async function countSubscribers({ accounts, payments, observe }: JobDependencies, nowMs: number): Promise<void> {
  const counts: Record<Tier, number> = { ...mapTiers(() => 0) };
  const lines = await payments.ofAccounts(await payments.payers());
  for (const paid of lines.values()) counts[entitlementAt(paid, nowMs).tier] += 1;
  const paying = PAID_TIERS.reduce((sum, tier) => sum + counts[tier], 0);
  counts.free = (await accounts.count()) - paying;
  observe.log({ type: 'subscribers', counts });
}
