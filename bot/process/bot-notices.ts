import { textsFor } from '../telegram/messages/texts.ts';
import type { NoticedEvent, OperatorNotice } from './operator-notices.ts';

/** Operators are written to in English. */
const en = textsFor('en');

/** What an event of the bot is to an operator; null when it is nothing to be woken for. */
export function botNoticeOf(event: NoticedEvent): OperatorNotice | null {
  switch (event.type) {
    case 'listening-trouble':
      return trouble(`listening ${event.kind}`, en.operatorListening(event.kind, event.detail));
    case 'listening-again':
      return over(`listening ${event.kind}`, en.operatorListeningOver(event.silentMs));
    // Each outage by its own name: money that waits is told every time, not once an hour.
    case 'facts-waiting':
      return trouble(`facts ${event.id}`, en.operatorFactsWaiting(event.waiting));
    case 'facts-done':
      return over(`facts ${event.id}`, en.operatorFactsDone(event.done, event.waitedMs));
    case 'fact-given-up':
      return trouble(`given up ${event.updateId}`, en.operatorFactGivenUp(event.updateId, event.error));
    case 'payment-unmatched':
      return trouble(`unmatched ${event.chargeId}`, en.operatorUnmatched(event.telegramId, event.chargeId));
    case 'journal-unavailable':
      return trouble(`journal ${event.path}`, en.operatorJournal(event.path, event.error));
    case 'journal-available':
      return over(`journal ${event.path}`, en.operatorJournalOver(event.path));
    case 'journal-damaged':
      return trouble(`damaged ${event.path}`, en.operatorJournalDamaged(event.path, event.lines, event.copy));
    case 'clock-distrusted':
      return trouble(`clock ${event.source}`, en.operatorClock(event.source, event.skewMs));
    case 'clock-unconfirmed':
      return trouble('clock Telegram', en.operatorClockUnconfirmed(event.error));
    case 'clock-trusted':
      return over(`clock ${event.source}`, en.operatorClockOver(event.source));
    case 'channel-unreachable':
      return trouble(event.setting, en.operatorChannel(event.setting, event.chatId, event.error));
    case 'channel-reachable':
      return over(event.setting, en.operatorChannelOver(event.setting));
    default:
      return null;
  }
}

function trouble(key: string, text: string): OperatorNotice {
  return { key, state: 'trouble', text };
}

function over(key: string, text: string): OperatorNotice {
  return { key, state: 'over', text };
}
