import { CARD_CURRENCY } from '../../billing/card/card-sale.ts';
import { TIERS } from '../../billing/tiers.ts';
import type { DirectionOutcome, PositionStep } from '../../engine/signals/signal.ts';
import type { DatabaseEvent } from '../database/database-watch.ts';
import type { PollingTroubleKind } from '../telegram/polling-trouble.ts';
import type { CountedMetrics } from './counted-metrics.ts';
import type { ProcessEvent } from './process-event.ts';
import { WALK_FAILURE_KINDS } from './walk-failure-kind.ts';

type EventOf<T extends ProcessEvent['type']> = Extract<ProcessEvent, { readonly type: T }>;

/** Every member of a union of words: one that is added to the union does not compile until it is listed. */
const every = <T extends string>(words: Readonly<Record<T, true>>): readonly T[] => Object.keys(words) as T[];

const SIDES = ['BUY', 'SELL'] as const;
const ACTIONS = ['BUY', 'SELL', 'HOLD'] as const;
const DELIVERY_OUTCOMES = every<EventOf<'delivery'>['outcome']>({
  ...{ sent: true, retry: true, dead: true, unknown: true, expired: true },
});
const STEPS = every<PositionStep['type']>({ trim: true, leave: true });
const DIRECTIONS = every<DirectionOutcome['type']>({ right: true, wrong: true, flat: true, void: true });
const EDIT_OUTCOMES = every<EventOf<'delivery-edit'>['outcome']>({ shown: true, retry: true, dead: true });
const SUMMARY_OUTCOMES = every<EventOf<'summary'>['outcome']>({ sent: true, retry: true, dead: true, unknown: true });
const DIRECT_KINDS = every<EventOf<'direct'>['kind']>({ alert: true, broadcast: true });
const DIRECT_OUTCOMES = every<EventOf<'direct'>['outcome']>({
  ...{ sent: true, retry: true, dead: true, blocked: true, expired: true, stopped: true, unknown: true },
});
const SENT_KINDS = every<EventOf<'sent-twice'>['kind']>({ post: true, direct: true });
const WEBHOOK_SOURCES = every<EventOf<'webhook'>['source']>({
  ...{ telegram: true, alertmanager: true, stripe: true, partner: true },
});
const WEBHOOK_OUTCOMES = every<EventOf<'webhook'>['outcome']>({ accepted: true, 'bad-signature': true, failed: true });
const JOB_OUTCOMES = every<EventOf<'job-run'>['outcome']>({ ok: true, failed: true, skipped: true });
const DATABASE_CHANGES = every<DatabaseEvent['what']>({ connected: true, failed: true, lost: true, back: true });
const TROUBLE_KINDS = every<PollingTroubleKind>({
  ...{ conflict: true, token: true, limited: true, server: true, network: true, silence: true, other: true },
});
const SEND_METHODS = every<EventOf<'telegram-limited'>['method']>({
  ...{ sendMessage: true, sendPhoto: true, editMessageText: true, editMessageMedia: true, editMessageCaption: true },
});
const MEMBER_CHANGES = ['approved', 'declined', 'removed', 'removal-failed', 'asked'] as const;
/** What can become of a payment, by provider: what was done, and how it ended. */
const PAYMENTS = {
  stars: { paid: ['settled', 'repeated', 'unmatched', 'unstored'], refunded: ['settled', 'repeated'] },
  stripe: {
    paid: ['settled', 'repeated', 'unmatched', 'found'],
    refunded: ['settled', 'repeated'],
    'refunded-part': ['settled'],
    'refund-failed': ['settled'],
  },
} as const;
/** Work of the scheduler that is no job, where a process may lead. */
const LANES = ['walk', 'models', 'deliver', 'follow-close'] as const;
/** Where failures are contained; what a stop or an operator's list names besides is counted from its first one. */
const FAILURE_PLACES = [
  ...['dead-man', 'http', 'published-figures', 'request-counts', 'texts', 'unhandled-rejection'],
  ...['telegram/backtest', 'telegram/channel', 'telegram/channel-rights', 'telegram/chart', 'telegram/fact-given-up'],
  ...['telegram/journal', 'telegram/operator', 'telegram/setup', 'telegram/stars-balance'],
];
const SENDING_PLACES = [
  ...['alerts', 'deliver', 'first-candles', 'first-training', 'lease', 'send-shares', 'training-lease'],
  ...[
    'broadcast/about',
    'broadcast/moved',
    'broadcast/paid',
    'broadcast/picture',
    'broadcast/record',
    'broadcast/refused',
  ],
];

/** Counters whose labels are known are there before the first event: the step from nothing to 1 is none that an alert would see. */
export function startAtZero(counted: CountedMetrics): void {
  for (const tier of TIERS) {
    for (const what of MEMBER_CHANGES) counted.memberships.inc({ tier, what }, 0);
    counted.httpLimited.inc({ tier }, 0);
  }
  for (const source of WEBHOOK_SOURCES)
    for (const outcome of WEBHOOK_OUTCOMES) counted.webhooks.inc({ source, outcome }, 0);
  for (const kind of SENT_KINDS) counted.silentDuplicates.inc({ kind }, 0);
  for (const provider of Object.keys(PAYMENTS)) counted.paymentToEntitlement.zero({ provider });
  for (const [provider, kinds] of Object.entries(PAYMENTS))
    for (const [what, results] of Object.entries(kinds))
      for (const result of results) counted.payments.inc({ provider, what, result }, 0);
  for (const outcome of ['accepted', 'refused']) counted.preCheckouts.inc({ outcome }, 0);
  for (const outcome of ['failed', 'repeated', 'dropped']) counted.updates.inc({ outcome }, 0);
  for (const kind of TROUBLE_KINDS) counted.listeningTroubles.inc({ kind }, 0);
  for (const outcome of JOB_OUTCOMES) counted.jobs.inc({ job: 'follow', outcome }, 0);
  for (const what of DATABASE_CHANGES) counted.database.inc({ what }, 0);
  for (const where of FAILURE_PLACES) counted.failures.inc({ where }, 0);
  counted.paymentsMinor.inc({ provider: 'stars', currency: 'XTR' }, 0);
  counted.paymentsMinor.inc({ provider: 'stripe', currency: CARD_CURRENCY }, 0);
}

/** What only a process counts that may decide and send. */
export function startSendingAtZero(counted: CountedMetrics): void {
  for (const tier of TIERS) {
    counted.closeToPost.zero({ tier });
    for (const what of ['left', 'found']) counted.entitlementMismatches.inc({ tier, what }, 0);
    for (const outcome of DELIVERY_OUTCOMES)
      for (const side of SIDES) counted.deliveries.inc({ tier, side, outcome }, 0);
    for (const outcome of EDIT_OUTCOMES) counted.deliveryEdits.inc({ tier, outcome }, 0);
    for (const outcome of SUMMARY_OUTCOMES) counted.summaries.inc({ tier, outcome }, 0);
    for (const kind of DIRECT_KINDS)
      for (const outcome of DIRECT_OUTCOMES) counted.directs.inc({ kind, tier, outcome }, 0);
  }
  for (const side of SIDES) counted.signals.inc({ side }, 0);
  for (const step of STEPS) counted.positionSteps.inc({ step }, 0);
  for (const outcome of DIRECTIONS) counted.outcomes.inc({ outcome }, 0);
  for (const what of ['held', 'confirmed']) counted.candlesSuspect.inc({ what }, 0);
  for (const where of SENDING_PLACES) counted.failures.inc({ where }, 0);
  for (const kind of WALK_FAILURE_KINDS) counted.walkFailures.inc({ kind }, 0);
  for (const method of SEND_METHODS) counted.telegramLimited.inc({ method }, 0);
  for (const job of LANES) for (const outcome of JOB_OUTCOMES) counted.jobs.inc({ job, outcome }, 0);
}

/** What alerts compare of each series that this process may walk. */
export function startSeriesAtZero(counted: CountedMetrics, names: readonly string[]): void {
  for (const series of names) {
    counted.dataLate.set({ series }, 0);
    counted.candlesStored.inc({ series }, 0);
    for (const action of ACTIONS) counted.decisions.inc({ series, action }, 0);
  }
}

/** Jobs that this process may run: a start counts as a good run, so that one that never runs well is overdue in time. */
export function startJobs(
  metrics: CountedMetrics,
  jobs: readonly { readonly name: string; readonly everyMs: number }[],
): void {
  for (const { name: job, everyMs } of jobs) {
    metrics.jobInterval.set({ job }, everyMs / 1_000);
    metrics.jobSuccess.setToCurrentTime({ job });
    for (const outcome of JOB_OUTCOMES) metrics.jobs.inc({ job, outcome }, 0);
  }
}
