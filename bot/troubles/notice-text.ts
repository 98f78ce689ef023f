import type { VenueFailure } from '../market-status.ts';
import type { BotEvent } from '../telegram/bot-event.ts';
import { textsFor } from '../telegram/messages/texts.ts';
import type { PollingTroubleKind } from '../telegram/polling-trouble.ts';
import type { SendClass } from '../telegram/sending/send-budget.ts';
import { venueFailureText } from '../texts/state-reason-text.ts';

type ExpiringKind = Extract<BotEvent, { readonly type: 'messages-expired' }>['kind'];

/** A notice to an operator, as a code with its parameters. */
export type Notice =
  | { readonly code: 'data-late'; readonly market: string; readonly closeMs: number }
  | { readonly code: 'data-arrived'; readonly market: string; readonly silentMs: number }
  | {
      readonly code: 'model-damaged';
      readonly group: string;
      readonly champion: string;
      readonly serving: string | null;
    }
  | { readonly code: 'model-ready'; readonly group: string; readonly version: string }
  | {
      readonly code: 'venue-disabled' | 'venue-paused';
      readonly venue: string;
      readonly forMs: number;
      readonly why: VenueFailure;
    }
  | { readonly code: 'venue-recovered' | 'venue-clock-agrees'; readonly venue: string }
  | { readonly code: 'venue-clock-apart'; readonly venue: string; readonly skewMs: number }
  | { readonly code: 'market-refused'; readonly market: string; readonly forMs: number; readonly why: VenueFailure }
  | { readonly code: 'market-answered'; readonly market: string }
  | { readonly code: 'database-lost' }
  | { readonly code: 'database-back'; readonly awayMs: number }
  | { readonly code: 'listening'; readonly kind: PollingTroubleKind; readonly detail: string }
  | { readonly code: 'listening-again'; readonly silentMs: number }
  | { readonly code: 'facts-waiting'; readonly waiting: number }
  | { readonly code: 'facts-done'; readonly done: number; readonly waitedMs: number }
  | { readonly code: 'fact-given-up'; readonly updateId: number; readonly error: string }
  | { readonly code: 'payment-unmatched' | 'payment-disputed'; readonly telegramId: number; readonly chargeId: string }
  | {
      readonly code: 'refund-failed';
      readonly telegramId: number;
      readonly chargeId: string;
      readonly amountMinor: number;
      readonly currency: string;
    }
  | { readonly code: 'card-events-stuck'; readonly events: number }
  | { readonly code: 'card-events-done' }
  | { readonly code: 'postbacks-stuck'; readonly postbacks: number }
  | { readonly code: 'postbacks-done' }
  | { readonly code: 'postback-given-up'; readonly partner: string; readonly eventId: string }
  | { readonly code: 'stars-unexplained'; readonly stars: number }
  | { readonly code: 'journal-unavailable'; readonly path: string; readonly error: string }
  | { readonly code: 'journal-available'; readonly path: string }
  | { readonly code: 'journal-damaged'; readonly path: string; readonly lines: number; readonly copy: string }
  | { readonly code: 'clock-distrusted'; readonly source: string; readonly skewMs: number }
  | { readonly code: 'clock-unconfirmed'; readonly error: string }
  | { readonly code: 'clock-trusted'; readonly source: string }
  | { readonly code: 'channel-unreachable'; readonly setting: string; readonly chatId: number; readonly error: string }
  | { readonly code: 'posts-refused'; readonly setting: string; readonly error: string }
  | { readonly code: 'posts-accepted'; readonly setting: string }
  | { readonly code: 'messages-expired'; readonly kind: ExpiringKind; readonly count: number }
  | { readonly code: 'messages-in-time'; readonly kind: ExpiringKind }
  | { readonly code: 'sending-behind'; readonly waiting: readonly SendClass[] }
  | { readonly code: 'sending-caught-up' }
  | { readonly code: 'request-failed'; readonly kind: string; readonly error: string }
  | { readonly code: 'chat-moved'; readonly from: number; readonly to: number }
  | { readonly code: 'channel-reachable'; readonly setting: string };

/** Operators are written to in English. */
const en = textsFor('en');

type NoticeTexts = { readonly [C in Notice['code']]: (notice: NoticeOf<C>) => string };
type NoticeOf<C> = Notice extends infer N
  ? N extends { readonly code: infer K }
    ? C extends K
      ? N
      : never
    : never
  : never;

const TEXTS: NoticeTexts = {
  'data-late': ({ market, closeMs }) => en.operatorLate(market, closeMs),
  'data-arrived': ({ market, silentMs }) => en.operatorArrived(market, silentMs),
  'model-damaged': ({ group, champion, serving }) => en.operatorModelDamaged(group, champion, serving),
  'model-ready': ({ group, version }) => en.operatorModelReady(group, version),
  'venue-disabled': ({ venue, forMs, why }) => en.operatorDisabled(venue, forMs, venueFailureText(why, en.language)),
  'venue-paused': ({ venue, forMs, why }) => en.operatorPaused(venue, forMs, venueFailureText(why, en.language)),
  'venue-recovered': ({ venue }) => en.operatorRecovered(venue),
  'venue-clock-apart': ({ venue, skewMs }) => en.operatorSkew(venue, skewMs),
  'venue-clock-agrees': ({ venue }) => en.operatorSkewOver(venue),
  'market-refused': ({ market, forMs, why }) =>
    en.operatorQuarantined(market, forMs, venueFailureText(why, en.language)),
  'market-answered': ({ market }) => en.operatorReleased(market),
  'database-lost': () => en.operatorDatabaseLost,
  'database-back': ({ awayMs }) => en.operatorDatabaseBack(awayMs),
  listening: ({ kind, detail }) => en.operatorListening(kind, detail),
  'listening-again': ({ silentMs }) => en.operatorListeningOver(silentMs),
  'facts-waiting': ({ waiting }) => en.operatorFactsWaiting(waiting),
  'facts-done': ({ done, waitedMs }) => en.operatorFactsDone(done, waitedMs),
  'fact-given-up': ({ updateId, error }) => en.operatorFactGivenUp(updateId, error),
  'payment-unmatched': ({ telegramId, chargeId }) => en.operatorUnmatched(telegramId, chargeId),
  'payment-disputed': ({ telegramId, chargeId }) => en.operatorDisputed(telegramId, chargeId),
  'refund-failed': ({ telegramId, chargeId, ...money }) => en.operatorRefundFailed(telegramId, chargeId, money),
  'card-events-stuck': ({ events }) => en.operatorCardEvents(events),
  'card-events-done': () => en.operatorCardEventsOver,
  'postbacks-stuck': ({ postbacks }) => en.operatorPostbacks(postbacks),
  'postbacks-done': () => en.operatorPostbacksOver,
  'postback-given-up': ({ partner, eventId }) => en.operatorPostbackGivenUp(partner, eventId),
  'stars-unexplained': ({ stars }) => en.operatorStars(stars),
  'journal-unavailable': ({ path, error }) => en.operatorJournal(path, error),
  'journal-available': ({ path }) => en.operatorJournalOver(path),
  'journal-damaged': ({ path, lines, copy }) => en.operatorJournalDamaged(path, lines, copy),
  'clock-distrusted': ({ source, skewMs }) => en.operatorClock(source, skewMs),
  'clock-unconfirmed': ({ error }) => en.operatorClockUnconfirmed(error),
  'clock-trusted': ({ source }) => en.operatorClockOver(source),
  'channel-unreachable': ({ setting, chatId, error }) => en.operatorChannel(setting, chatId, error),
  'posts-refused': ({ setting, error }) => en.operatorPostsRefused(setting, error),
  'posts-accepted': ({ setting }) => en.operatorPostsAccepted(setting),
  'messages-expired': ({ kind, count }) => en.operatorExpired(kind, count),
  'messages-in-time': ({ kind }) => en.operatorInTime(kind),
  'sending-behind': ({ waiting }) => en.operatorBehind(waiting),
  'sending-caught-up': () => en.operatorCaughtUp,
  'request-failed': ({ kind, error }) => en.operatorFailed(kind, error),
  'chat-moved': ({ from, to }) => en.operatorMoved(from, to),
  'channel-reachable': ({ setting }) => en.operatorChannelOver(setting),
};

/** The notice as Telegram HTML. */
export function noticeText(notice: Notice): string {
  // One text per code, which TypeScript checks above; it cannot correlate the text with the notice here.
  const text = TEXTS[notice.code] as (notice: Notice) => string;
  return text(notice);
}
