import { assetClass } from '../../engine/market/asset-class.ts';
import type { DuePost, LedgerEntry } from '../../engine/ports.ts';
import type { Delivery } from '../../engine/signals/delivery.ts';
import type { Signal } from '../../engine/signals/signal.ts';
import { closeTexts } from '../telegram/channels/close-texts.ts';
import type { Language } from '../texts/language.ts';
import { aboutOf, type MessageDeps } from './message-of.ts';
import type { Message } from './message-sending.ts';

/** Up to so many signals of one close are posted one by one; a channel may get 20 messages a minute, and fifteen at once are noise. */
export const MOST_SINGLE = 3;

/**
 * Telegram refuses more than 4,096 characters, and a refused message loses all its signals: with the longest names a signal takes some 200
 * with its outcome.
 */
const MOST_TOGETHER = 15;

/** The content of a message about several signals of one close in one channel. */
export interface CloseMessage {
  readonly chatId: number;
  readonly closeTimeMs: number;
  readonly timeframe: string;
  readonly signalIds: readonly string[];
  /** As it was sent; null: by a version that did not keep it. */
  readonly html: string | null;
}

type CloseMessageDeps = Pick<MessageDeps, 'about' | 'onEvent' | 'botUsername'>;

/** Messages about several signals: kept, because their edits need all of them. */
export interface ChannelMessages {
  /** Stores a message before it is sent. Its id: channel | close | timeframe | number of such messages before. */
  begin(message: CloseMessage): Promise<string>;
  /** Its signals in its order, and its text; null when it is not known. */
  find(id: string): Promise<Pick<CloseMessage, 'signalIds' | 'html'> | null>;
}

/** Deliveries of the same key share a message. A step of a position, and what was posted alone, stays alone. */
export function messageKey(
  { id, chatId, stepCloseMs, message, state, isRepeat }: Delivery,
  { signal }: LedgerEntry,
): string {
  if (message !== undefined) return message;
  if (stepCloseMs !== undefined || state === 'sent') return id;
  // What may have been told is told apart from what was not.
  const again = isRepeat === true ? ['repeat'] : [];
  return [chatId, signal.closeTimeMs, signal.series.timeframe, ...again].join('|');
}

/** One after the other, in as few parts of equal size as fit a message each: none is left with a signal or two. */
export function partsOf<T>([first, ...rest]: readonly [T, ...T[]]): readonly (readonly [T, ...T[]])[] {
  const group = [first, ...rest];
  const parts = Math.ceil(group.length / MOST_TOGETHER);
  const startOf = (part: number): number => Math.round((part * group.length) / parts);
  return Array.from({ length: parts }, (_, part) => group.slice(startOf(part), startOf(part + 1))).flatMap(
    ([head, ...tail]) => (head === undefined ? [] : [[head, ...tail] as const]),
  );
}

/** What is stored of a message about these. */
export function idsOf(group: readonly [DuePost, ...DuePost[]], html: string): CloseMessage {
  const [{ delivery, entry }] = group;
  const { closeTimeMs, series } = entry.signal;
  const signalIds = group.map((due) => due.entry.signal.id);
  return { chatId: delivery.chatId, closeTimeMs, timeframe: series.timeframe, signalIds, html };
}

/**
 * A line each, and whether its like is shown to earn its cost; above them the outcomes there are; without a picture.
 * sentHtml: the text as it was sent, which stays; null: made now.
 */
export async function closeMessage(
  deps: CloseMessageDeps,
  entries: readonly LedgerEntry[],
  { language, sentHtml }: { readonly language: Language; readonly sentHtml: string | null },
): Promise<Message> {
  const html = sentHtml ?? (await closeHtml(deps, entries, language));
  const outcomes = closeTexts(language).closeOutcomes(entries);
  return { above: outcomes === null ? '' : `${outcomes}\n\n`, html, caption: html, png: null, keyboard: [] };
}

async function closeHtml(deps: CloseMessageDeps, entries: readonly LedgerEntry[], language: Language): Promise<string> {
  const shown = new Map<string, boolean | null>();
  for (const { signal } of entries) {
    const kind = kindOf(signal);
    if (!shown.has(kind)) shown.set(kind, (await aboutOf(deps, signal))?.isShown ?? null);
  }
  const told = entries.map((entry) => ({ ...entry, isShown: shown.get(kindOf(entry.signal)) ?? null }));
  const botUsername = deps.botUsername?.() ?? null;
  return closeTexts(language).closeMessage(told, botUsername === null ? {} : { botUsername });
}

/** What is shown to earn its cost is a family and class, not a market. */
const kindOf = ({ family, series }: Signal): string => `${family}|${assetClass(series.symbol)}`;
