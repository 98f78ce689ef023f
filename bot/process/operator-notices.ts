import type { EngineEvent } from '../../engine/events.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import type { VenueEvent } from '../../engine/venue/venue-event.ts';
import type { DatabaseEvent } from '../database/database-watch.ts';
import type { BotEvent } from '../telegram/bot-event.ts';
import { classifySendError } from '../telegram/classify-send-error.ts';
import type { StartTimer } from '../telegram/deadline.ts';
import { textsFor } from '../telegram/messages/texts.ts';
import { botNoticeOf } from './bot-notices.ts';

/** Operators are written to in English. */
const en = textsFor('en');

/** One thing an operator should know. `key` names the trouble; "over" is only worth a message when the trouble was told. */
export interface OperatorNotice {
  readonly key: string;
  readonly state: 'trouble' | 'over';
  /** Another trouble that this ends. */
  readonly endsToo?: string;
  /** Telegram HTML. */
  readonly text: string;
}

/** Shorter pauses of a venue heal by themselves; metrics and log have them. */
const TOLD_PAUSE_MS = 60_000;

const nameOf = (series: SeriesKey): string => `${series.symbol} ${series.timeframe} (${series.exchange})`;

/** The events that are looked at; most are nothing to be woken for. */
export type NoticedEvent = EngineEvent | VenueEvent | BotEvent | DatabaseEvent;

/** What an event is to an operator; null when it is nothing to be woken for. */
function noticeOf(event: NoticedEvent): OperatorNotice | null {
  switch (event.type) {
    case 'data-late':
      return {
        key: `late ${seriesName(event.series)}`,
        state: 'trouble',
        text: en.operatorLate(nameOf(event.series), event.closeTimeMs),
      };
    case 'data-arrived':
      return {
        key: `late ${seriesName(event.series)}`,
        state: 'over',
        text: en.operatorArrived(nameOf(event.series), event.silentMs),
      };
    case 'model-damaged':
      return {
        key: `model-damaged ${event.group}`,
        state: 'trouble',
        text: en.operatorModelDamaged(event.group, event.champion, event.serving),
      };
    case 'model-ready':
      // One that was loaded is what serves in place of the damaged one: told with it.
      if (event.how === 'loaded') return null;
      return {
        key: `model-damaged ${event.group}`,
        state: 'over',
        text: en.operatorModelReady(event.group, event.version),
      };
    case 'disabled':
      return {
        key: `disabled ${event.exchangeId}`,
        state: 'trouble',
        text: en.operatorDisabled(event.exchangeId, event.forMs, event.say),
      };
    case 'quarantined':
      return {
        key: `quarantined ${seriesName(event.series)}`,
        state: 'trouble',
        text: en.operatorQuarantined(nameOf(event.series), event.forMs, event.say),
      };
    case 'released':
      return {
        key: `quarantined ${seriesName(event.series)}`,
        state: 'over',
        text: en.operatorReleased(nameOf(event.series)),
      };
    case 'paused':
      if (event.forMs < TOLD_PAUSE_MS) return null;
      return {
        key: `paused ${event.exchangeId}`,
        state: 'trouble',
        text: en.operatorPaused(event.exchangeId, event.forMs, event.say),
      };
    case 'recovered':
      return {
        key: `paused ${event.exchangeId}`,
        state: 'over',
        endsToo: `disabled ${event.exchangeId}`,
        text: en.operatorRecovered(event.exchangeId),
      };
    case 'clock-skew': {
      const key = `skewed ${event.exchangeId}`;
      if (event.level === 'stop')
        return { key, state: 'trouble', text: en.operatorSkew(event.exchangeId, event.skewMs) };
      return { key, state: 'over', text: en.operatorSkewOver(event.exchangeId) };
    }
    case 'database':
      if (event.what === 'lost') return { key: 'database', state: 'trouble', text: en.operatorDatabaseLost };
      if (event.what === 'connected')
        return { key: 'database', state: 'over', text: en.operatorDatabaseBack(event.detail) };
      return null;
    default:
      return botNoticeOf(event);
  }
}

export interface OperatorDependencies {
  readonly adminIds: readonly number[];
  /** Sends a text to one person; rejects when that fails. */
  readonly send: (telegramId: number, text: string) => Promise<unknown>;
  /** Wall time, monotonic. */
  readonly wallNowMs: () => number;
  readonly onFailed: (error: unknown) => void;
  readonly startTimer: StartTimer;
}

/** Tells the operators of troubles: each once while it lasts, and its end; one that comes and goes at most once an hour. */
export interface Operator {
  hear(event: NoticedEvent): void;
  /** Resolves when everything to be said has been sent or has failed. */
  idle(): Promise<void>;
}

const QUIET_MS = 3_600_000;
/** A message that Telegram could not take is tried again ever later: the ninth time after two hours. */
const FIRST_RETRY_MS = 15_000;
const MOST_ATTEMPTS = 10;

export function createOperator({ adminIds, send, wallNowMs, onFailed, startTimer }: OperatorDependencies): Operator {
  const current = new Set<string>();
  const toldAtMs = new Map<string, number>();
  let sending: Promise<void> = Promise.resolve();

  function isWorthTelling({ key, state, endsToo }: OperatorNotice): boolean {
    if (state === 'over') {
      const ended = [key, ...(endsToo === undefined ? [] : [endsToo])].filter((each) => current.delete(each));
      return ended.length > 0;
    }
    if (current.has(key)) return false;
    if (wallNowMs() - (toldAtMs.get(key) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return false;
    current.add(key);
    toldAtMs.set(key, wallNowMs());
    return true;
  }

  async function sendTo(telegramId: number, text: string, attempt: number): Promise<void> {
    try {
      await send(telegramId, text);
    } catch (error) {
      onFailed(error);
      // What Telegram refuses it refuses for ever; what it could not be asked is still worth knowing later.
      if (classifySendError(error).type === 'rejected' || attempt >= MOST_ATTEMPTS) return;
      startTimer(FIRST_RETRY_MS * 2 ** (attempt - 1), () => void sendTo(telegramId, text, attempt + 1));
    }
  }

  return {
    hear(event) {
      const notice = noticeOf(event);
      if (notice === null || !isWorthTelling(notice)) return;
      sending = sending.then(async () => {
        for (const telegramId of adminIds) await sendTo(telegramId, notice.text, 1);
      });
    },
    idle: () => sending,
  };
}
