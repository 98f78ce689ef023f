import { FREE_TIER, TIERS } from '../../billing/tiers.ts';
import type { DatabaseEvent } from '../database/database-watch.ts';
import type { LeaseEvent } from '../lease-event.ts';
import { durationFields, type EventTable, errorFields, errorText } from './event-table.ts';
import type { ProcessEvent } from './process-event.ts';
import { startJobs } from './start-at-zero.ts';

const DELIVERY_LEVELS = { sent: 'info', retry: 'warn', dead: 'error', unknown: 'error', expired: 'warn' } as const;
const DATABASE_LEVELS = { connected: 'info', back: 'info', lost: 'error', failed: 'error' } as const;
const LEASE_LEVELS = { taken: 'info', waiting: 'info', released: 'info', lost: 'warn' } as const;
const JOB_LEVELS = { ok: 'debug', failed: 'error', skipped: 'debug' } as const;

const outcomeField = (isSuccess: boolean): Readonly<Record<string, unknown>> => ({
  'event.outcome': isSuccess ? 'success' : 'failure',
});
const failed = (error: unknown): Readonly<Record<string, unknown>> => (error === undefined ? {} : errorFields(error));
const because = (error: unknown): string => (error === undefined ? '' : `: ${errorText(error)}`);

/** What the process's own events become. */
export const PROCESS_TABLE: EventTable<ProcessEvent> = {
  started: {
    line: (event) => ({
      level: 'info',
      message: `started ${event.version} in ${event.mode} mode, role ${event.role}`,
      fields: { 'service.version': event.version, 'analyser.mode': event.mode },
    }),
    count: (metrics, { version, mode, role, jobs }) => {
      metrics.info.set({ version, mode, role }, 1);
      startJobs(metrics, jobs);
    },
  },
  'database-operation': {
    line: ({ waitedMs, heldMs }) => ({
      level: 'debug',
      message: `the database took ${Math.round(heldMs)} ms, after ${Math.round(waitedMs)} ms for a connection`,
    }),
    count: (metrics, { waitedMs, heldMs }) => {
      metrics.databaseSeconds.observe(heldMs / 1_000);
      metrics.databaseWaitSeconds.observe(waitedMs / 1_000);
    },
  },
  stopping: { line: (event) => ({ level: 'info', message: `stopping: ${event.reason}` }) },
  stopped: { line: (event) => ({ level: 'info', message: 'stopped', fields: durationFields(event.durationMs) }) },
  failure: {
    line: (event) => ({
      level: 'error',
      message: `${event.where} failed${because(event.error)}`,
      fields: errorFields(event.error),
    }),
    count: (metrics, event) => metrics.failures.inc({ where: event.where }),
  },
  delivery: {
    line: (event) => ({
      level: DELIVERY_LEVELS[event.outcome],
      message: `post of ${event.signalId.slice(0, 10)} to ${event.tier}: ${event.outcome}${because(event.error)}`,
      fields: {
        'analyser.signal_id': event.signalId,
        'analyser.tier': event.tier,
        'analyser.attempt': event.attempt,
        ...outcomeField(event.outcome === 'sent'),
      },
    }),
    count: (metrics, event) => {
      metrics.deliveries.inc({ tier: event.tier, side: event.side, outcome: event.outcome });
      if (event.closeToPostMs !== null) metrics.closeToPost.observe({ tier: event.tier }, event.closeToPostMs / 1000);
    },
  },
  'delivery-edit': {
    line: (event) => ({
      level: event.outcome === 'shown' ? 'debug' : 'warn',
      message: `outcome of ${event.signalId.slice(0, 10)} in ${event.tier}: ${event.outcome}${because(event.error)}`,
      fields: {
        ...{ 'analyser.signal_id': event.signalId, 'analyser.tier': event.tier },
        ...outcomeField(event.outcome === 'shown'),
      },
    }),
    count: (metrics, { tier, outcome }) => metrics.deliveryEdits.inc({ tier, outcome }),
  },
  direct: {
    line: (event) => ({
      level: event.outcome === 'sent' || event.outcome === 'blocked' ? 'debug' : 'warn',
      message: `${event.kind} to ${event.tier}: ${event.outcome}${because(event.error)}`,
      fields: { 'analyser.tier': event.tier, ...outcomeField(event.outcome === 'sent') },
    }),
    count: (metrics, { kind, tier, outcome, sinceDueMs }) => {
      metrics.directs.inc({ kind, tier, outcome });
      if (sinceDueMs !== null) metrics.dueToDirect.observe(sinceDueMs / 1000);
    },
  },
  summary: {
    line: (event) => ({
      level: DELIVERY_LEVELS[event.outcome],
      message: `${event.key} to ${event.tier}: ${event.outcome}${because(event.error)}`,
      fields: {
        'analyser.tier': event.tier,
        ...outcomeField(event.outcome === 'sent'),
      },
    }),
    count: (metrics, { tier, outcome }) => metrics.summaries.inc({ tier, outcome }),
  },
  'sent-twice': {
    line: ({ kind, id }) => ({
      level: 'error',
      message: `${kind} ${id} was sent a second time without saying so`,
      fields: { 'analyser.delivery_id': id },
    }),
    count: (metrics, { kind }) => metrics.silentDuplicates.inc({ kind }),
  },
  'outbox-swept': {
    line: (event) => ({
      level: event.unknown > 0 ? 'warn' : 'debug',
      message: `outbox: ${event.expired} expired, ${event.unknown} unknown, oldest due ${Math.round(event.oldestDueAgeMs / 1000)} s`,
    }),
    count: (metrics, event) => metrics.outboxAge.set(event.oldestDueAgeMs),
  },
  'outbox-age': {
    line: (event) => ({ level: 'debug', message: `outbox: oldest due ${Math.round(event.oldestDueAgeMs / 1000)} s` }),
    count: (metrics, event) => metrics.outboxAge.set(event.oldestDueAgeMs),
  },
  'telegram-limited': {
    line: (event) => ({
      level: 'warn',
      message: `Telegram asks to wait ${event.retryAfterSeconds} s (${event.method})`,
    }),
    count: (metrics, event) => metrics.telegramLimited.inc({ method: event.method }),
  },
  subscribers: {
    line: (event) => ({
      level: 'debug',
      message: 'subscribers counted',
      fields: { 'analyser.subscribers': event.counts },
    }),
    count: (metrics, { counts }) => {
      for (const tier of TIERS) metrics.subscribers.set({ tier }, counts[tier]);
    },
  },
  revenue: {
    line: ({ monthlyMinor, payers }) => ({
      level: 'debug',
      message: `${payers} pay`,
      fields: { 'analyser.monthly_minor': monthlyMinor },
    }),
    count: (metrics, { monthlyMinor, payers, churn }) => {
      for (const [currency, minor] of Object.entries(monthlyMinor)) metrics.monthlyRevenue.set({ currency }, minor);
      metrics.payers.set({}, payers);
      if (churn !== null) metrics.churn.set({}, churn);
    },
  },
  'cards-reconciled': {
    line: ({ added }) => ({ level: added > 0 ? 'warn' : 'debug', message: `${added} lines by card were missing` }),
    count: (metrics, { added }) => {
      if (added > 0) metrics.payments.inc({ provider: 'stripe', what: 'paid', result: 'found' }, added);
    },
  },
  'stars-reconciled': {
    line: ({ added }) => ({
      level: added > 0 ? 'error' : 'debug',
      message: `${added} payments that Telegram has were missing here and were added`,
    }),
    count: (metrics, { added }) => metrics.reconciledPayments.set(added),
  },
  webhook: {
    line: (event) => ({
      level: event.outcome === 'accepted' ? 'debug' : 'warn',
      message: `${event.source} webhook ${event.outcome}`,
    }),
    count: (metrics, { source, outcome }) => metrics.webhooks.inc({ source, outcome }),
  },
  'http-request': {
    line: (event) => ({
      level: event.status >= 500 ? 'warn' : 'debug',
      message: `${event.method} ${event.route} ${event.status}`,
      fields: {
        'http.request.method': event.method,
        'http.route': event.route,
        'http.response.status_code': event.status,
        'http.request.id': event.requestId,
        'analyser.tier': event.tier,
        'error.code': event.code,
        ...durationFields(event.durationMs),
      },
    }),
    count: (metrics, { method, route, status, durationMs, tier }) => {
      metrics.httpRequests.inc({ method, route, status: String(status) });
      metrics.httpSeconds.observe({ method, route }, durationMs / 1000);
      if (status === 429) metrics.httpLimited.inc({ tier: tier ?? FREE_TIER });
    },
  },
  'http-failure': {
    line: (event) => ({
      level: 'error',
      message: `request to ${event.route} failed${because(event.error)}`,
      fields: { 'http.request.id': event.requestId, 'http.route': event.route, ...errorFields(event.error) },
    }),
    count: (metrics) => metrics.failures.inc({ where: 'http' }),
  },
  'job-run': {
    line: (event) => ({
      level: JOB_LEVELS[event.outcome],
      message: `job ${event.job}: ${event.outcome}${because(event.error)}`,
      fields: { 'analyser.job': event.job, ...durationFields(event.durationMs), ...failed(event.error) },
    }),
    count: (metrics, { job, outcome, durationMs }) => {
      metrics.jobs.inc({ job, outcome });
      metrics.jobSeconds.observe({ job }, durationMs / 1000);
      if (outcome === 'ok') metrics.jobSuccess.setToCurrentTime({ job });
    },
  },
  lease: {
    line: (event) => ({ level: LEASE_LEVELS[event.what], message: leaseText(event) }),
    count: (metrics, { name, what }) => {
      metrics.leaseHeld.set({ lease: name }, what === 'taken' ? 1 : 0);
      // From now on it is the age of what another process has to send.
      if (what !== 'taken') metrics.outboxAge.set(0);
    },
  },
  shards: {
    line: ({ held, series, engines }) => ({
      level: 'info',
      message: `walks ${series} series in ${held} shards; engines: ${engines}`,
      fields: { 'analyser.shards': held },
    }),
    count: (metrics, { held, series }) => {
      metrics.shardsHeld.set(held);
      metrics.seriesWalked.set(series);
    },
  },
  'send-share': {
    line: ({ sends, processes }) => ({
      level: 'info',
      message: `may send ${sends} messages a second; processes that share the token: ${processes}`,
      fields: { 'analyser.sends': sends },
    }),
    count: (metrics, { sends }) => metrics.sendsPermitted.set(sends),
  },
  database: {
    line: (event) => ({ level: DATABASE_LEVELS[event.what], message: `database ${databaseText(event)}` }),
    count: (metrics, { what }) => metrics.database.inc({ what }),
  },
};

function leaseText(event: LeaseEvent): string {
  switch (event.what) {
    case 'taken':
      return `lease ${event.name} taken (token ${event.token}): this process leads`;
    case 'waiting':
      return `lease ${event.name} is held by another process: this one stands by`;
    case 'lost':
      return `lease ${event.name} lost: this process begins nothing more`;
    case 'released':
      return `lease ${event.name} released`;
  }
}

function databaseText(event: DatabaseEvent): string {
  switch (event.what) {
    case 'lost':
      return 'lost: it does not answer';
    case 'back':
      return `back: it answers again after ${Math.max(1, Math.round(event.awayMs / 1_000))} s`;
    case 'connected':
    case 'failed':
      return `${event.what}: ${event.detail}`;
  }
}
