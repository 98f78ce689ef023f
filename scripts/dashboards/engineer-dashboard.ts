import { lines, table } from './make-panel.ts';
import type { Dashboard } from './panel.ts';

/** Whoever is woken at night: where is it stuck? */
export const ENGINEER_DASHBOARD: Dashboard = {
  uid: 'analyser-engineer',
  title: 'Analyser: the machine',
  description: 'Candles in, messages out, and the process between. For whoever is woken at night.',
  variables: [{ name: 'series', label: 'Market', metric: 'analyser_data_late' }],
  rows: [
    {
      title: 'Candles in',
      panels: [
        lines(
          'Age of the newest candle',
          { help: 'Market time since its close; more than a timeframe: late.', unit: 's' },
          {
            expr: 'max by (series) (analyser_candle_age_seconds{job="analyser",series=~"$series"})',
            legend: '{{series}}',
          },
        ),
        lines(
          'Late, refused, revised, suspect',
          { help: 'An hour.', unit: 'short' },
          {
            expr: 'max by (series) (analyser_data_late{job="analyser",series=~"$series"})',
            legend: 'late now {{series}}',
          },
          {
            expr: 'sum by (series) (increase(analyser_candles_late_total{job="analyser",series=~"$series"}[1h]))',
            legend: 'late {{series}}',
          },
          {
            expr: 'sum by (series) (increase(analyser_candles_refused_total{job="analyser",series=~"$series"}[1h]))',
            legend: 'refused {{series}}',
          },
          {
            expr: 'sum by (series) (increase(analyser_candles_revised_total{job="analyser",series=~"$series"}[1h]))',
            legend: 'revised {{series}}',
          },
          {
            expr: 'sum by (what) (increase(analyser_candles_suspect_total{job="analyser"}[1h]))',
            legend: 'seen twice: {{what}}',
          },
          {
            expr: 'sum by (series) (increase(analyser_candle_rows_suspect_total{job="analyser",series=~"$series"}[1h]))',
            legend: 'rows {{series}}',
          },
        ),
        lines(
          'Errors of venues',
          { help: 'An hour, by code. 451 is geo-blocked.', unit: 'short' },
          {
            expr: 'sum by (exchange, code) (increase(analyser_venue_errors_total{job="analyser"}[1h]))',
            legend: '{{exchange}} {{code}}',
          },
          { expr: 'min by (exchange) (analyser_venue_up{job="analyser"})', legend: 'up {{exchange}}' },
        ),
        lines(
          'Clocks',
          { help: 'The venue less ours.', unit: 's' },
          {
            expr: 'max by (exchange) (analyser_venue_clock_skew_seconds{job="analyser"})',
            legend: '{{exchange}}',
          },
        ),
      ],
    },
    {
      title: 'Messages out',
      panels: [
        lines(
          'Close to post',
          { help: 'Market time, 99 of 100 are faster; alerts to persons from when they were due.', unit: 's' },
          {
            expr: 'histogram_quantile(0.99, sum by (le, tier) (rate(analyser_close_to_post_seconds_bucket{job="analyser"}[1h])))',
            legend: '{{tier}}',
          },
          {
            expr: 'histogram_quantile(0.99, sum by (le) (rate(analyser_due_to_direct_seconds_bucket{job="analyser"}[1h])))',
            legend: 'to persons',
          },
        ),
        lines(
          'Oldest message that is due',
          { help: 'Above 60 s somebody is woken.', unit: 's' },
          {
            expr: 'max(analyser_outbox_age_seconds{job="analyser"})',
            legend: 'age',
          },
        ),
        lines(
          'Posts by how they ended',
          { help: 'An hour.', unit: 'short' },
          {
            expr: 'sum by (tier, outcome) (increase(analyser_deliveries_total{job="analyser"}[1h]))',
            legend: '{{tier}} {{outcome}}',
          },
          {
            expr: 'sum by (outcome) (increase(analyser_delivery_edits_total{job="analyser"}[1h]))',
            legend: 'edit {{outcome}}',
          },
          {
            expr: 'sum by (kind, outcome) (increase(analyser_direct_messages_total{job="analyser"}[1h]))',
            legend: 'to persons: {{kind}} {{outcome}}',
          },
          {
            expr: 'sum by (tier, outcome) (increase(analyser_summaries_total{job="analyser"}[1h]))',
            legend: 'summary {{tier}} {{outcome}}',
          },
        ),
        lines(
          'Telegram',
          {
            help: '429 answers, troubles of listening, updates that failed or came again; 0 while deaf.',
            unit: 'short',
          },
          {
            expr: 'sum by (method) (increase(analyser_telegram_too_many_requests_total{job="analyser"}[1h]))',
            legend: '429 {{method}}',
          },
          {
            expr: 'sum by (kind) (increase(analyser_telegram_listening_troubles_total{job="analyser"}[1h]))',
            legend: 'trouble {{kind}}',
          },
          {
            expr: 'sum by (outcome) (increase(analyser_updates_total{job="analyser"}[1h]))',
            legend: 'updates {{outcome}}',
          },
          { expr: 'min(analyser_telegram_listening{job="analyser"})', legend: 'listening' },
          {
            expr: 'sum by (source, outcome) (increase(analyser_webhook_events_total{job="analyser"}[1h]))',
            legend: 'webhook {{source}} {{outcome}}',
          },
        ),
      ],
    },
    {
      title: 'Answers',
      panels: [
        lines(
          'HTTP answers a second',
          { help: 'By status.', unit: 'reqps' },
          { expr: 'sum by (status) (rate(analyser_http_requests_total{job="analyser"}[5m]))', legend: '{{status}}' },
          {
            expr: 'sum by (tier) (rate(analyser_http_rate_limited_total{job="analyser"}[5m]))',
            legend: 'limited {{tier}}',
          },
        ),
        lines(
          'HTTP, 99 of 100 are faster',
          { help: 'By route.', unit: 's' },
          {
            expr:
              'topk(10, histogram_quantile(0.99, ' +
              'sum by (le, route) (rate(analyser_http_request_duration_seconds_bucket{job="analyser"}[5m]))))',
            legend: '{{route}}',
          },
        ),
        lines(
          'Answer to who presses Pay',
          { help: 'Telegram gives up after 10 s.', unit: 's' },
          {
            expr: 'histogram_quantile(0.99, sum by (le) (rate(analyser_pre_checkout_seconds_bucket{job="analyser"}[1h])))',
            legend: '99 of 100',
          },
        ),
      ],
    },
    {
      title: 'Process and database',
      panels: [
        lines(
          'Memory',
          { help: 'Resident, and what a process may have; a limit of 0 is none.', unit: 'bytes' },
          {
            expr: 'process_resident_memory_bytes{job="analyser"}',
            legend: '{{instance}}',
          },
          { expr: 'analyser_memory_limit_bytes{job="analyser"}', legend: 'limit {{instance}}' },
        ),
        lines(
          'Event loop lag',
          { help: '99 of 100 are shorter.', unit: 's' },
          {
            expr: 'nodejs_eventloop_lag_p99_seconds{job="analyser"}',
            legend: '{{instance}}',
          },
        ),
        lines(
          'Processor',
          { help: 'Cores used.', unit: 'none' },
          {
            expr: 'rate(process_cpu_seconds_total{job="analyser"}[5m])',
            legend: '{{instance}}',
          },
        ),
        lines(
          'Database',
          { help: '0 while it does not answer; events of its life.', unit: 'short' },
          { expr: 'min(analyser_database_up{job="analyser"})', legend: 'up' },
          { expr: 'sum by (what) (increase(analyser_database_events_total{job="analyser"}[1h]))', legend: '{{what}}' },
        ),
        lines(
          'How long the database takes',
          { help: '99 of 100 operations; waiting: for a free connection of the process.', unit: 's' },
          ...['operation', 'wait'].map((what) => ({
            expr: `histogram_quantile(0.99, sum by (le, role) (rate(analyser_database_${what}_seconds_bucket{job="analyser"}[5m])))`,
            legend: `${what} {{role}}`,
          })),
        ),
        lines(
          'Jobs',
          { help: 'Runs an hour, and how long 99 of 100 take.', unit: 'short' },
          {
            expr: 'sum by (exported_job, outcome) (increase(analyser_job_runs_total{job="analyser"}[1h]))',
            legend: '{{exported_job}} {{outcome}}',
          },
          {
            expr: 'histogram_quantile(0.99, sum by (le, exported_job) (rate(analyser_job_duration_seconds_bucket{job="analyser"}[1h])))',
            legend: '{{exported_job}} s',
          },
        ),
        lines(
          'Jobs: since the last good run',
          { help: 'In intervals of each job; above 3 somebody is told.', unit: 'short' },
          {
            expr:
              '(time() - max by (exported_job) (analyser_job_last_success_timestamp_seconds{job="analyser"})) ' +
              '/ max by (exported_job) (analyser_job_interval_seconds{job="analyser"})',
            legend: '{{exported_job}}',
          },
        ),
        lines(
          'Who leads',
          { help: '1 for the process that decides and sends; it must be one.', unit: 'none' },
          { expr: 'max by (instance) (analyser_lease_held{job="analyser"})', legend: '{{instance}}' },
        ),
        lines(
          'Who walks what',
          { help: 'Followed series by engine, and its shards of 64; together they are all of them.', unit: 'short' },
          { expr: 'max by (instance) (analyser_series_walked{job="analyser"})', legend: '{{instance}} series' },
          { expr: 'max by (instance) (analyser_shards_held{job="analyser"})', legend: '{{instance}} shards' },
        ),
        lines(
          'Who may send how much',
          { help: "A second, by process; together never more than Telegram's 30 for a token.", unit: 'short' },
          { expr: 'max by (instance) (analyser_sends_permitted{job="analyser"})', legend: '{{instance}}' },
        ),
        lines(
          'Contained surprises',
          { help: 'An hour, by place; the log line has the stack.', unit: 'short' },
          {
            expr: 'sum by (where) (increase(analyser_failures_total{job="analyser"}[1h]))',
            legend: '{{where}}',
          },
        ),
        table(
          'Running now',
          { help: 'Version, mode and role of each process.', unit: 'none' },
          { expr: 'analyser_info{job="analyser"}' },
        ),
      ],
    },
  ],
};
