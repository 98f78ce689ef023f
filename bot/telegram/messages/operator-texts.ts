import type { Money } from '../../../billing/money.ts';
import type { Language } from '../../texts/language.ts';
import type { PollingTroubleKind } from '../polling-trouble.ts';
import { clipped } from './clipped.ts';
import { alertNotices } from './operator/alert-notices.ts';
import { sendingNotices } from './operator/sending-notices.ts';
import { amountText } from './payment-texts.ts';

/** Longest text from outside in a notice. */
const MOST_WHY = 300;
const MOST_JOURNAL_WHY = 200;

/** The texts of operatorTexts. */
export type OperatorTexts = ReturnType<typeof operatorTexts>;

/** Notices to operators. */
export function operatorTexts(language: Language) {
  return {
    ...marketNotices(language),
    ...processNotices(language),
    ...sendingNotices(language),
    ...alertNotices(language),
  };
}

function marketNotices({ t, format }: Language) {
  return {
    operatorLate: (market: string, closeMs: number) => t('operator-late', { market, time: format.minute(closeMs) }),
    operatorArrived: (market: string, silentMs: number) =>
      t('operator-arrived', { market, duration: format.duration(silentMs) }),
    operatorDisabled: (venue: string, forMs: number, why: string) =>
      t('operator-disabled', { venue, duration: format.duration(forMs), why: clipped(why, MOST_WHY) }),
    operatorQuarantined: (market: string, forMs: number, why: string) =>
      t('operator-quarantined', { market, duration: format.duration(forMs), why: clipped(why, MOST_WHY) }),
    operatorReleased: (market: string) => t('operator-released', { market }),
    operatorModelDamaged: (group: string, champion: string, serving: string | null) =>
      serving === null
        ? t('operator-model-damaged', { group, champion })
        : t('operator-model-replaced', { group, champion, serving }),
    operatorModelReady: (group: string, version: string) => t('operator-model-ready', { group, version }),
    operatorPaused: (venue: string, forMs: number, why: string) =>
      t('operator-paused', { venue, duration: format.duration(forMs), why: clipped(why, MOST_WHY) }),
    operatorRecovered: (venue: string) => t('operator-recovered', { venue }),
    operatorSkew: (venue: string, skewMs: number) =>
      t('operator-skew', { venue, seconds: format.fixed(Math.abs(skewMs) / 1_000, 1) }),
    operatorSkewOver: (venue: string) => t('operator-skew-over', { venue }),
  };
}

function processNotices(language: Language) {
  const { t, format } = language;
  return {
    chatId: (id: number) => t('chat-id', { id: String(id) }),
    operatorDatabaseLost: t('operator-database-lost'),
    operatorDatabaseBack: (awayMs: number) =>
      t('operator-database-back', { duration: format.duration(Math.max(1_000, awayMs)) }),
    operatorListening: (kind: PollingTroubleKind, detail: string) =>
      t('operator-listening', { kind, detail: clipped(detail, MOST_WHY) }),
    operatorListeningOver: (silentMs: number) => t('operator-listening-over', { duration: format.duration(silentMs) }),
    operatorFactsWaiting: (waiting: number) => t('operator-facts-waiting', { waiting }),
    operatorFactsDone: (done: number, waitedMs: number) =>
      t('operator-facts-done', { done, duration: format.duration(waitedMs) }),
    operatorFactGivenUp: (updateId: number, why: string) =>
      t('operator-fact-given-up', { updateId: String(updateId), why: clipped(why, MOST_WHY) }),
    operatorUnmatched: (telegramId: number, chargeId: string) =>
      t('operator-unmatched', { telegramId: String(telegramId), chargeId }),
    operatorDisputed: (telegramId: number, chargeId: string) =>
      t('operator-disputed', { telegramId: String(telegramId), chargeId }),
    operatorRefundFailed: (telegramId: number, chargeId: string, money: Money) =>
      t('refund-sent-back', {
        ...{ telegramId: String(telegramId), chargeId, amount: amountText(language, money) },
      }),
    refundUsage: t('refund-usage'),
    refundUnknown: (chargeId: string) => t('refund-unknown', { chargeId }),
    refundUnmatched: (chargeId: string, telegramId: number) =>
      t('refund-unmatched', { chargeId, telegramId: String(telegramId) }),
    refundAsk: ({ amountMinor, currency }: Money, telegramId: number, chargeId: string) =>
      t('refund-ask', { amount: format.money(amountMinor, currency), telegramId: String(telegramId), chargeId }),
    refundDone: (chargeId: string) => t('refund-done', { chargeId }),
    refundRefused: (why: string) => t('refund-refused', { why: clipped(why, MOST_WHY) }),
    operatorCardEvents: (events: number) => t('operator-card-events', { events }),
    operatorCardEventsOver: t('operator-card-events-over'),
    operatorPostbacks: (postbacks: number) => t('operator-postbacks', { postbacks }),
    operatorPostbacksOver: t('operator-postbacks-over'),
    operatorPostbackGivenUp: (partner: string, eventId: string) =>
      t('operator-postback-given-up', { partner, eventId }),
    operatorStars: (stars: number) => t('operator-stars', { stars }),
    operatorJournal: (path: string, why: string) =>
      t('operator-journal', { path, why: clipped(why, MOST_JOURNAL_WHY) }),
    operatorJournalOver: (path: string) => t('operator-journal-over', { path }),
    operatorJournalDamaged: (path: string, lines: number, copy: string) =>
      t('operator-journal-damaged', { path, lines, copy }),
    operatorClock: (source: string, skewMs: number) =>
      t('operator-clock', { source, duration: format.duration(Math.abs(skewMs)) }),
    operatorClockUnconfirmed: (why: string) => t('operator-clock-unconfirmed', { why: clipped(why, MOST_WHY) }),
    operatorClockOver: (source: string) => t('operator-clock-over', { source }),
    operatorChannel: (setting: string, chatId: number, why: string) =>
      t('operator-channel', { setting, chatId: String(chatId), why: clipped(why, MOST_WHY) }),
    operatorChannelOver: (setting: string) => t('operator-channel-over', { setting }),
  };
}
