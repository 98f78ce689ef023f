import { escapeHtml } from '../../texts/html.ts';
import type { Language } from '../../texts/language.ts';

interface Ticket {
  readonly id: string;
  readonly topic: string;
  readonly from: string;
  readonly telegramId: number;
  readonly text: string;
  readonly paidUntilMs: number | null;
}

/** Support, for readers and for the person who answers; the texts of failures and of messages that are not understood. */
export function supportTexts(language: Language) {
  const { t, plain, format } = language;
  return {
    supportAsk: { payment: t('support-ask-payment'), general: t('support-ask-general') },
    supportStored: (id: string, onDuty: boolean) => t('support-stored', { id, duty: onDuty ? 'on' : 'off' }),
    supportTooLong: (most: number) => t('support-too-long', { most }),
    supportForAdmin: (ticket: Ticket) => ticketText(language, ticket),
    supportAnswer: (id: string, words: string) => t('support-answer', { id, words }),
    answerUsage: t('answer-usage'),
    answerUnknown: (id: string) => t('answer-unknown', { id }),
    answerResult: { sent: t('answer-sent'), unreachable: t('answer-unreachable') },
    cancelled: t('cancelled'),
    nothingToCancel: t('nothing-to-cancel'),
    /** Plain text, at most 200 characters: a notice over the chat. */
    toastOldButton: plain('toast-old-button'),
    toastSlowDown: (waitMs: number) => plain('toast-slow-down', { wait: format.wait(waitMs) }),
    /** Code: errorCode. */
    toastFailed: (code: string) => plain('toast-failed', { code }),
    slowDown: (perMinute: number, { waitMs, canUpgrade }: { readonly waitMs: number; readonly canUpgrade: boolean }) =>
      t(canUpgrade ? 'slow-down-upgrade' : 'slow-down', { perMinute, wait: format.wait(waitMs) }),
    failed: (code: string) => t('failed', { code }),
    notUnderstood: t('not-understood'),
    moneyTrouble: t('money-trouble'),
    /** To the operator: somebody sits in a paid channel without a plan, and the bot did not let them in. */
    memberAsk: (name: string, telegramId: number, title: string) =>
      t('member-ask', { name, title, telegramId: String(telegramId) }),
    memberDecided: {
      stay: (telegramId: number) => t('member-stays', { telegramId: String(telegramId) }),
      remove: (telegramId: number) => t('member-removed', { telegramId: String(telegramId) }),
      failed: (telegramId: number) => t('member-removal-failed', { telegramId: String(telegramId) }),
    },
  };
}

function ticketText({ t, format }: Language, { id, topic, from, telegramId, text, paidUntilMs }: Ticket): string {
  const sender = { from, telegramId: String(telegramId) };
  return [
    t('support-ticket', { id, topic }),
    paidUntilMs === null
      ? t('support-ticket-from', sender)
      : t('support-ticket-from-paid', { ...sender, until: format.minute(paidUntilMs) }),
    escapeHtml(text),
    t('support-ticket-answer', { id }),
  ].join('\n');
}
