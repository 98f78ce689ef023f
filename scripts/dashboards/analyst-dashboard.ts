import { lines, table } from './make-panel.ts';
import type { Dashboard } from './panel.ts';

/** Whoever judges the models: do the signals still work? */
export const ANALYST_DASHBOARD: Dashboard = {
  uid: 'analyser-analyst',
  title: 'Analyser: the models',
  description: 'Whether what is published still works. For whoever judges the models.',
  variables: [{ name: 'series', label: 'Market', metric: 'analyser_data_late' }],
  rows: [
    {
      title: 'How good they are, live',
      panels: [
        lines(
          'Brier skill over the base rate',
          { help: 'Of all scored candles of 90 days. Below 0: worse than a constant.', unit: 'none' },
          {
            expr: 'max by (series) (analyser_live_brier_skill{job="analyser",series=~"$series"})',
            legend: '{{series}}',
          },
        ),
        lines(
          'Right of the last 500 signals',
          { help: 'With the bounds of 95 %.', unit: 'percentunit' },
          {
            expr: 'max by (series, bound) (analyser_live_accuracy{job="analyser",series=~"$series"})',
            legend: '{{series}} {{bound}}',
          },
        ),
        lines(
          'Calibration error',
          { help: 'How far stated probabilities are from what happened, mean of the bins.', unit: 'percentunit' },
          {
            expr: 'max by (series) (analyser_live_calibration_error{job="analyser",series=~"$series"})',
            legend: '{{series}}',
          },
        ),
        lines(
          'Muted',
          { help: '1 while a series publishes nothing.', unit: 'none' },
          {
            expr: 'max by (series) (analyser_signals_muted{job="analyser",series=~"$series"})',
            legend: '{{series}}',
          },
        ),
        lines(
          'Features that moved',
          {
            help: 'Population stability index; above 0.25 a feature is not what the model was trained on.',
            unit: 'none',
          },
          {
            expr: 'topk(10, max by (series, feature) (analyser_feature_drift{job="analyser",series=~"$series"}))',
            legend: '{{series}} {{feature}}',
          },
        ),
      ],
    },
    {
      title: 'What they do',
      panels: [
        table(
          'Serving now',
          { help: 'Version and age of the model of each group.', unit: 'dtdurations' },
          {
            expr:
              'max by (group, version) (analyser_model_info{job="analyser"})' +
              ' * on (group) group_left () max by (group) (analyser_model_age_seconds{job="analyser"})',
          },
        ),
        lines(
          'Decisions',
          { help: 'An hour, by action.', unit: 'short' },
          {
            expr: 'sum by (action) (increase(analyser_decisions_total{job="analyser"}[1h]))',
            legend: '{{action}}',
          },
        ),
        lines(
          'Signals and outcomes',
          { help: 'A day.', unit: 'short' },
          { expr: 'sum by (side) (increase(analyser_signals_total{job="analyser"}[1d]))', legend: '{{side}}' },
          { expr: 'sum by (outcome) (increase(analyser_outcomes_total{job="analyser"}[1d]))', legend: '{{outcome}}' },
          {
            expr: 'sum by (step) (increase(analyser_position_steps_total{job="analyser"}[1d]))',
            legend: 'swing {{step}}',
          },
        ),
        lines(
          'Training',
          { help: 'Share of the folds done; challengers by whether they took over.', unit: 'none' },
          { expr: 'max by (group) (analyser_training_share{job="analyser"})', legend: 'done {{group}}' },
          {
            expr: 'sum by (group, outcome) (increase(analyser_challengers_total{job="analyser"}[7d]))',
            legend: '{{group}} {{outcome}}',
          },
        ),
        lines(
          'Tensors of a training',
          { help: 'After its newest fold. As many from fold to fold, or memory leaks.', unit: 'short' },
          { expr: 'max by (group) (analyser_training_tensors{job="analyser"})', legend: '{{group}}' },
        ),
        lines(
          'Not decided, failed, refused',
          { help: 'An hour.', unit: 'short' },
          {
            expr: 'sum by (series) (increase(analyser_undecided_total{job="analyser",series=~"$series"}[1h]))',
            legend: 'undecided {{series}}',
          },
          {
            expr: 'sum by (kind) (increase(analyser_walk_failures_total{job="analyser"}[1h]))',
            legend: 'failed: {{kind}}',
          },
          {
            expr: 'sum by (group) (increase(analyser_models_refused_total{job="analyser"}[1h]))',
            legend: 'refused {{group}}',
          },
        ),
      ],
    },
  ],
};
