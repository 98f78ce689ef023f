import { lines, stat } from './make-panel.ts';
import type { Dashboard } from './panel.ts';

/** Whoever owns the product: does it sell, does it deliver, does anything need me? */
export const OWNER_DASHBOARD: Dashboard = {
  uid: 'analyser-owner',
  title: 'Analyser: the day of the owner',
  description: 'Money, people and promises kept. For whoever owns the product.',
  rows: [
    {
      title: 'Today',
      panels: [
        stat('Alerts now', {
          help: 'Alerts that fire, but for the watchdog.',
          unit: 'short',
          expr: 'count(ALERTS{alertstate="firing",alertname!="Watchdog"}) or vector(0)',
          colours: { amber: 1, red: 3 },
        }),
        stat('Paying people', {
          help: 'Accounts entitled to a tier that is paid for.',
          unit: 'short',
          expr: 'sum(max by (tier) (analyser_active_subscribers{job="analyser",tier!="free"}))',
        }),
        stat('Free readers', {
          help: 'Everybody else who ever started the bot.',
          unit: 'short',
          expr: 'max(analyser_active_subscribers{job="analyser",tier="free"})',
        }),
        stat('Stars in 30 days', {
          help: 'What buyers paid, before Telegram keeps its part and before refunds.',
          unit: 'short',
          expr: 'sum(increase(analyser_payments_minor_total{job="analyser",currency="XTR"}[30d]))',
        }),
        stat('Stars a month', {
          help: 'Recurring: a yearly plan counts as a twelfth; what is cancelled and still runs is in it.',
          unit: 'short',
          expr: 'max(analyser_monthly_revenue_minor{job="analyser",currency="XTR"})',
        }),
        stat('Signals in 24 h', {
          help: 'Written to the ledger, worth trading or not.',
          unit: 'short',
          expr: 'sum(increase(analyser_signals_total{job="analyser"}[24h]))',
        }),
        stat('Posted within 30 s', {
          help: 'Of the posts of 7 days to channels without delay. Promised: 99 %.',
          unit: 'percentunit',
          expr:
            'sum(increase(analyser_close_to_post_seconds_bucket{job="analyser",tier!="free",le=~"30(\\\\.0)?"}[7d])) / ' +
            'sum(increase(analyser_close_to_post_seconds_count{job="analyser",tier!="free"}[7d]))',
          colours: { below: 0.99 },
        }),
      ],
    },
    {
      title: 'What is promised',
      panels: [
        stat('Direct messages in time', {
          help: 'Of the messages to persons of 7 days: sent, not expired. Promised: 99 %.',
          unit: 'percentunit',
          expr:
            'sum(increase(analyser_direct_messages_total{job="analyser",outcome="sent"}[7d])) / ' +
            'sum(increase(analyser_direct_messages_total{job="analyser",outcome=~"sent|expired"}[7d]))',
          colours: { below: 0.99 },
        }),
        stat('Fresh candles', {
          help: 'Share of 7 days in which a followed market had its newest candle. Promised: 99.5 %.',
          unit: 'percentunit',
          expr: '1 - avg(max by (series) (avg_over_time(analyser_data_late{job="analyser"}[7d])))',
          colours: { below: 0.995 },
        }),
        stat('Paid for within 60 s', {
          help: 'Of the payments of 30 days: from the provider taking the money to our ledger having it. Promised: 99.9 %.',
          unit: 'percentunit',
          expr:
            'sum(increase(analyser_payment_to_entitlement_seconds_bucket{job="analyser",le=~"60(\\\\.0)?"}[30d])) / ' +
            'sum(increase(analyser_payment_to_entitlement_seconds_count{job="analyser"}[30d]))',
          colours: { below: 0.999 },
        }),
        stat('Sent twice', {
          help: 'Messages of 30 days that were sent a second time without saying so. Promised: none.',
          unit: 'short',
          expr: 'sum(increase(analyser_silent_duplicates_total{job="analyser"}[30d]))',
          colours: { amber: 1, red: 1 },
        }),
        lines(
          'Error budget left',
          { help: 'Of what may go wrong in 30 days, by promise; below 0 the promise is broken.', unit: 'percentunit' },
          {
            expr: 'max by (sloth_slo) (slo:period_error_budget_remaining:ratio{sloth_service="analyser"})',
            legend: '{{sloth_slo}}',
          },
        ),
      ],
    },
    {
      title: 'People and money',
      panels: [
        lines(
          'People by tier',
          { help: 'Counted every hour.', unit: 'short' },
          {
            expr: 'max by (tier) (analyser_active_subscribers{job="analyser"})',
            legend: '{{tier}}',
          },
        ),
        lines(
          'Recurring revenue',
          { help: 'A month, minor units: Stars, and cents of cards. /admin revenue has the movements.', unit: 'short' },
          { expr: 'max by (currency) (analyser_monthly_revenue_minor{job="analyser"})', legend: '{{currency}}' },
        ),
        lines(
          'Who pays, who leaves',
          { help: 'Accounts that pay, and of them the share that leaves in a month.', unit: 'short' },
          { expr: 'max(analyser_payers{job="analyser"})', legend: 'pay' },
          { expr: 'max(analyser_churn_ratio{job="analyser"})', legend: 'leave' },
        ),
        lines(
          'Payments',
          { help: 'A day, by what became of them. Unmatched or unstored ones need you.', unit: 'short' },
          {
            expr: 'sum by (what, result) (increase(analyser_payments_total{job="analyser"}[1d]))',
            legend: '{{what}} {{result}}',
          },
        ),
        lines(
          'Purchases begun',
          { help: 'Answers to buyers who pressed Pay.', unit: 'short' },
          {
            expr: 'sum by (outcome) (increase(analyser_pre_checkouts_total{job="analyser"}[1d]))',
            legend: '{{outcome}}',
          },
        ),
        lines(
          'Into and out of the channels',
          { help: 'A day.', unit: 'short' },
          {
            expr: 'sum by (tier, what) (increase(analyser_memberships_total{job="analyser"}[1d]))',
            legend: '{{tier}} {{what}}',
          },
          {
            expr: 'sum by (tier, what) (increase(analyser_entitlement_mismatches_total{job="analyser"}[1d]))',
            legend: 'otherwise than stored: {{tier}} {{what}}',
          },
        ),
        lines(
          'Tickets and people who blocked the bot',
          { help: 'A day.', unit: 'short' },
          { expr: 'sum(increase(analyser_tickets_total{job="analyser"}[1d]))', legend: 'tickets' },
          { expr: 'sum(increase(analyser_unreachable_total{job="analyser"}[1d]))', legend: 'blocked us' },
        ),
        lines(
          'Payments that wait',
          { help: 'Facts on disk until the database has them; found late by reconciliation.', unit: 'short' },
          { expr: 'max(analyser_facts_waiting{job="analyser"})', legend: 'waiting' },
          { expr: 'max(analyser_reconciled_payments{job="analyser"})', legend: 'found late' },
        ),
      ],
    },
  ],
};
