import type { DuePost, LedgerEntry } from '../../engine/ports.ts';
import type { Delivery } from '../../engine/signals/delivery.ts';
import { closeTexts } from '../telegram/channels/close-texts.ts';
import { ENGLISH } from '../texts/language.ts';
import type { Message } from './message-sending.ts';

/** So many signals of one close are told one by one; a channel may get 20 messages a minute, and fifteen at once are noise. */
export const MOST_SINGLE = 3;

const TEXTS = closeTexts(ENGLISH);

/** What a message tells that is about several signals of one close in one channel. */
export interface CloseMessage {
  readonly chatId: number;
  readonly closeTimeMs: number;
  readonly timeframe: string;
  readonly signalIds: readonly string[];
}

/** Messages that tell several signals: kept, because their edits need all of them. */
export interface ChannelMessages {
  /** Stores a message before it is sent. Its id: channel | close | timeframe | number of such messages before. */
  begin(message: CloseMessage): Promise<string>;
  /** The signals it tells, in its order; empty when it is not known. */
  signalIds(id: string): Promise<readonly string[]>;
}

/** Deliveries of the same key are told together. A step of a position, and what was told alone, is told alone. */
export function messageKey({ id, chatId, stepCloseMs, message, state }: Delivery, { signal }: LedgerEntry): string {
  if (message !== undefined) return message;
  if (stepCloseMs !== undefined || state === 'sent') return id;
  return [chatId, signal.closeTimeMs, signal.series.timeframe].join('|');
}

/** What is stored of a message that tells these. */
export function idsOf(group: readonly [DuePost, ...DuePost[]]): CloseMessage {
  const [{ delivery, entry }] = group;
  const { closeTimeMs, series } = entry.signal;
  const signalIds = group.map((due) => due.entry.signal.id);
  return { chatId: delivery.chatId, closeTimeMs, timeframe: series.timeframe, signalIds };
}

/** A line each, with the outcomes there are; without a picture. */
export function closeMessage(entries: readonly LedgerEntry[], botUsername: string | null): Message {
  const html = TEXTS.closeMessage(entries, botUsername === null ? {} : { botUsername });
  return { html, caption: html, png: null };
}
