import type { Gauge } from 'prom-client';
import type { MetricMakers } from './metric-makers.ts';

const SECONDS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30] as const;
const DATABASE_SECONDS = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 5] as const;
const POST_SECONDS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 900, 1_800, 3_600, 7_200] as const;

/** Everything that events count or set. */
export type CountedMetrics = ReturnType<typeof countedMetrics>;

/** Makes them. */
export function countedMetrics(make: MetricMakers) {
  const ofWork = { ...processMetrics(make), ...workMetrics(make), ...promiseMetrics(make) };
  return { ...engineMetrics(make), ...moneyMetrics(make), ...ofWork };
}

function engineMetrics(make: MetricMakers) {
  return {
    candlesStored: make.counter('analyser_candles_stored_total', 'Candles written', ['series']),
    candlesRefused: make.counter('analyser_candles_refused_total', 'Findings for which candles were refused', [
      'series',
    ]),
    candlesLate: make.counter('analyser_candles_late_total', 'Candles still missing after the last poll', ['series']),
    candlesSuspect: make.counter('analyser_candles_suspect_total', 'Candles that had to be seen twice', ['what']),
    candlesRevised: make.counter('analyser_candles_revised_total', 'Closed candles that the venue changed', ['series']),
    dataLate: make.gauge('analyser_data_late', '1 while the newest candle of a series is overdue', ['series']),
    decisions: make.counter('analyser_decisions_total', 'Candles decided upon', ['series', 'action']),
    undecided: make.counter('analyser_undecided_total', 'Candles without a decision', ['series']),
    signals: make.counter('analyser_signals_total', 'Signals written to the ledger', ['side']),
    positionSteps: make.counter('analyser_position_steps_total', 'Steps of open positions', ['step']),
    outcomes: make.counter('analyser_outcomes_total', 'Signals settled', ['outcome']),
    modelsRefused: make.counter('analyser_models_refused_total', 'Model artefacts the loader refused', ['group']),
    challenges: make.counter('analyser_challengers_total', 'Trained models by whether they were promoted', [
      'group',
      'outcome',
    ]),
    trainingTensors: make.gauge(
      'analyser_training_tensors',
      'Tensors that lived after the newest fold of a training; growing from fold to fold: a leak',
      ['group'],
    ),
    trainingShare: make.gauge('analyser_training_share', 'Share of the folds of the newest training that are done', [
      'group',
    ]),
    walkFailures: make.counter('analyser_walk_failures_total', 'Walks of a candle that threw, by whose fault', [
      'kind',
    ]),
  };
}

/** Purchases, members and what the ledger says of the business. */
function moneyMetrics(make: MetricMakers) {
  return {
    payments: make.counter('analyser_payments_total', 'Payment events', ['provider', 'what', 'result']),
    paymentsMinor: make.counter('analyser_payments_minor_total', 'Money taken, minor units', ['provider', 'currency']),
    preCheckouts: make.counter('analyser_pre_checkouts_total', 'Pre-checkout answers', ['outcome']),
    preCheckoutSeconds: make.histogram('analyser_pre_checkout_seconds', 'Time to answer a pre-checkout', {
      labels: [],
      buckets: SECONDS,
    }),
    memberships: make.counter('analyser_memberships_total', 'Channel membership changes', ['tier', 'what']),
    entitlementMismatches: make.counter(
      'analyser_entitlement_mismatches_total',
      'Members of a channel whom the nightly audit found otherwise than stored',
      ['tier', 'what'],
    ),
    subscribers: make.gauge('analyser_active_subscribers', 'Accounts entitled to a tier', ['tier']),
    monthlyRevenue: make.gauge('analyser_monthly_revenue_minor', 'Recurring revenue a month, minor units', [
      'currency',
    ]),
    payers: make.gauge('analyser_payers', 'Accounts that pay', []),
    churn: make.gauge('analyser_churn_ratio', 'Share of the payers who leave in a month, mean of three', []),
    reconciledPayments: make.gauge(
      'analyser_reconciled_payments',
      'Missing here, added by the last reconciliation',
      [],
    ),
  };
}

/** What only the promises are measured by. */
function promiseMetrics(make: MetricMakers) {
  return {
    paymentToEntitlement: make.histogram(
      'analyser_payment_to_entitlement_seconds',
      'From the provider taking the money to the ledger having it, and so to what was paid for',
      { labels: ['provider'], buckets: POST_SECONDS },
    ),
    silentDuplicates: make.counter(
      'analyser_silent_duplicates_total',
      'Messages that were sent a second time without saying so',
      ['kind'],
    ),
  };
}

function processMetrics(make: MetricMakers) {
  return {
    info: make.gauge('analyser_info', 'The running process; always 1', ['version', 'mode', 'role']),
    failures: make.counter('analyser_failures_total', 'Contained surprises', ['where']),
    deliveries: make.counter('analyser_deliveries_total', 'Posts by how they ended', ['tier', 'side', 'outcome']),
    deliveryEdits: make.counter('analyser_delivery_edits_total', 'Outcome edits by how they ended', [
      'tier',
      'outcome',
    ]),
    directs: make.counter('analyser_direct_messages_total', 'Messages to persons by how they ended', [
      ...['kind', 'tier', 'outcome'],
    ]),
    summaries: make.counter('analyser_summaries_total', 'Summaries of channels by how they ended', ['tier', 'outcome']),
    closeToPost: make.histogram('analyser_close_to_post_seconds', 'Market time from candle close to post', {
      labels: ['tier'],
      buckets: POST_SECONDS,
    }),
    dueToDirect: make.histogram(
      'analyser_due_to_direct_seconds',
      'Market time from when an alert was due, for paying tiers the candle close, to the person having it',
      { labels: [], buckets: POST_SECONDS },
    ),
    telegramLimited: make.counter('analyser_telegram_too_many_requests_total', 'Answers 429 of the Bot API', [
      'method',
    ]),
    venueErrors: make.counter('analyser_venue_errors_total', 'Errors of market venues', ['exchange', 'code']),
    venueUp: make.gauge('analyser_venue_up', '0 while a venue is paused or disabled, 1 since it recovered', [
      'exchange',
    ]),
    clockSkew: make.gauge('analyser_venue_clock_skew_seconds', 'The venue clock less ours', ['exchange']),
    rowsSuspect: make.counter('analyser_candle_rows_suspect_total', 'Rows of venues left out or missing', ['series']),
    updates: make.counter('analyser_updates_total', 'Telegram updates that failed or came again', ['outcome']),
    listening: startingUp(make.gauge('analyser_telegram_listening', '0 while updates cannot be had from Telegram', [])),
    listeningTroubles: make.counter('analyser_telegram_listening_troubles_total', 'Times updates could not be had', [
      'kind',
    ]),
    factsWaiting: make.gauge('analyser_facts_waiting', 'Payments and members that wait for the database', []),
    clockTrusted: startingUp(make.gauge('analyser_clock_trusted', '0 while a known skew stops removals', [])),
    unreachable: make.counter('analyser_unreachable_total', 'People who blocked the bot', []),
    tickets: make.counter('analyser_tickets_total', 'Support tickets opened', []),
    webhooks: make.counter('analyser_webhook_events_total', 'Webhook calls', ['source', 'outcome']),
    httpRequests: make.counter('analyser_http_requests_total', 'HTTP answers', ['method', 'route', 'status']),
    httpSeconds: make.histogram('analyser_http_request_duration_seconds', 'Time to answer', {
      labels: ['method', 'route'],
      buckets: SECONDS,
    }),
    httpLimited: make.counter('analyser_http_rate_limited_total', 'Answers 429 of the HTTP API', ['tier']),
  };
}

/** Jobs, the database, and what this process has to do of what several share. */
function workMetrics(make: MetricMakers) {
  return {
    jobs: make.counter('analyser_job_runs_total', 'Runs of periodic work', ['job', 'outcome']),
    jobSeconds: make.histogram('analyser_job_duration_seconds', 'Duration of periodic work', {
      labels: ['job'],
      buckets: SECONDS,
    }),
    jobSuccess: make.gauge(
      'analyser_job_last_success_timestamp_seconds',
      'Wall time of the last good run, or of the start',
      ['job'],
    ),
    jobInterval: make.gauge('analyser_job_interval_seconds', 'How often a job that this process may run is due', [
      'job',
    ]),
    database: make.counter('analyser_database_events_total', 'Database life events', ['what']),
    databaseSeconds: make.histogram('analyser_database_operation_seconds', 'From request to answer', {
      ...{ labels: [], buckets: DATABASE_SECONDS },
    }),
    databaseWaitSeconds: make.histogram('analyser_database_wait_seconds', 'Until an operation had a connection', {
      ...{ labels: [], buckets: DATABASE_SECONDS },
    }),
    leaseHeld: make.gauge('analyser_lease_held', '1 while this process leads engine and sender', ['lease']),
    shardsHeld: make.gauge('analyser_shards_held', 'Shards of the followed series that this process walks', []),
    sendsPermitted: make.gauge(
      'analyser_sends_permitted',
      'Sends a second of what the token may that this process has',
      [],
    ),
    seriesWalked: make.gauge('analyser_series_walked', 'Followed series that this process walks', []),
    databaseUp: startingUp(make.gauge('analyser_database_up', '0 while the database does not answer', [])),
  };
}

/** A gauge that events lower while something is wrong: 1 until one of them comes. */
function startingUp(gauge: Gauge): Gauge {
  gauge.set(1);
  return gauge;
}
