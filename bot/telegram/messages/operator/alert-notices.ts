import type { Language } from '../../../texts/language.ts';
import { clipped } from '../clipped.ts';

/** Longest texts from outside. */
const MOST_WHY = 300;
const MOST_NAME = 80;

/** What operators read of an alert, and its buttons. */
export function alertNotices({ t, plain, format }: Language) {
  return {
    operatorAlert: (alert: Record<'name' | 'severity' | 'summary' | 'runbook', string>) =>
      t('operator-alert', {
        severity: alert.severity === 'page' ? 'page' : 'other',
        name: clipped(alert.name, MOST_NAME),
        summary: clipped(alert.summary, MOST_WHY),
        runbook: clipped(alert.runbook, MOST_WHY),
      }),
    operatorAlertOver: (name: string, summary: string) =>
      t('operator-alert-over', { name: clipped(name, MOST_NAME), summary: clipped(summary, MOST_WHY) }),
    operatorAlertEnded: (atMs: number) => t('operator-alert-ended', { time: format.minute(atMs) }),
    operatorAlertAcknowledged: (who: string, atMs: number) =>
      t('operator-alert-acknowledged', { who: clipped(who, MOST_NAME), time: format.minute(atMs) }),
    operatorAlertSilenced: (who: string, untilMs: number, place: 'alertmanager' | 'here') =>
      t('operator-alert-silenced', { who: clipped(who, MOST_NAME), time: format.minute(untilMs), place }),
    buttonAlertAcknowledge: plain('button-alert-acknowledge'),
    buttonAlertSilence: (hours: number) => plain('button-alert-silence', { hours }),
    alertAnswer: {
      done: plain('alert-answer-done'),
      already: plain('alert-answer-already'),
      gone: plain('alert-answer-gone'),
      failed: plain('alert-answer-failed'),
    },
  };
}
