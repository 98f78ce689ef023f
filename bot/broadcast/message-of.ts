import type { TradingCost } from '../../billing/ports.ts';
import type { ClaimedPost, LedgerEntry } from '../../engine/ports.ts';
import { entryMessageId } from '../../engine/signals/delivery.ts';
import type { RecordLine } from '../../engine/signals/record-line.ts';
import { type Signal, shortSignalId } from '../../engine/signals/signal.ts';
import { atReadersCost } from '../answers/cost/reader-cost.ts';
import type { SignalContext } from '../answers/signal-context.ts';
import { MOST_CAPTION } from '../telegram/channels/channel-caption.ts';
import { signalButtons } from '../telegram/channels/signal-buttons.ts';
import { NO_TRADE_LINKS, type TradeLinks } from '../telegram/channels/trade-links.ts';
import { MOST_OUTCOME } from '../telegram/messages/signal/signal-texts.ts';
import { type Texts, textsFor } from '../telegram/messages/texts.ts';
import { ENGLISH, type Language } from '../texts/language.ts';
import type { BroadcastEvent } from './event.ts';
import type { Message } from './message-sending.ts';

/** What a signal's message is made of. */
export interface MessageDeps {
  /** The record to show with a signal, null for none. */
  readonly record: (signal: Signal) => Promise<RecordLine | null>;
  /** What else a reader should know of a signal; absent: no notes. */
  readonly about?: (signal: Signal) => Promise<SignalContext>;
  /** The picture of a signal as it stands, for an audience's channel; null or a rejection: the text goes alone. */
  readonly picture: (entry: LedgerEntry, audience: string) => Promise<Buffer | null>;
  /** What trading costs the readers of an audience's channel; absent: as stated with each signal. */
  readonly costIn?: (audience: string) => TradingCost | undefined;
  /** The language of an audience's channel: one for all its readers; absent: English. */
  readonly languageIn?: (audience: string) => Language;
  /** Partners' links under a signal in an audience's channel; absent: none. */
  readonly tradeLinks?: (signal: Signal, audience: string) => TradeLinks;
  readonly onEvent: (event: BroadcastEvent) => void;
  readonly botUsername?: () => string | null;
}

/**
 * The message as it stands. Once sent it changes no more: its outcome is put above what was sent, byte for byte, and its buttons give
 * way to outcome and why. A text that was sent without a picture is edited without one.
 */
export async function messageOf(deps: MessageDeps, claim: ClaimedPost, sentAtMs: number): Promise<Message> {
  const { delivery } = claim;
  const texts = textsFor(languageOf(deps, delivery).code);
  const entry = shownIn(deps, delivery, claim.entry);
  const botUsername = deps.botUsername?.() ?? null;
  const named = botUsername === null ? {} : { botUsername };
  if (delivery.stepCloseMs !== undefined) {
    const html = texts.stepMessage(stepOf(entry, delivery.stepCloseMs), named);
    const replyTo = entryMessageId(entry, delivery.chatId);
    return { above: '', html, caption: html, png: null, keyboard: [], replyTo };
  }
  const isText = delivery.state === 'sent' && delivery.form === 'text';
  const png = isText ? null : await pictureOf(deps, { entry, delivery });
  const { signal, outcome, steps } = entry;
  const trade = deps.tradeLinks?.(signal, delivery.audience) ?? NO_TRADE_LINKS;
  const isOpen = outcome === null && steps.every(({ type }) => type !== 'leave');
  const keyboard = [...signalButtons(texts, entry, { botUsername }), ...(isOpen ? trade.keyboard : [])];
  const first = await firstForms(deps, { texts, entry, delivery, sentAtMs, named, conflict: trade.html });
  const above = outcome === null ? '' : `${texts.outcomeAbove({ signal, outcome })}\n`;
  return { above, ...first, png, keyboard };
}

interface FirstMessage {
  readonly texts: Texts;
  readonly entry: LedgerEntry;
  readonly delivery: ClaimedPost['delivery'];
  readonly sentAtMs: number;
  readonly named: { readonly botUsername?: string };
  /** Of the links under it; empty without any. */
  readonly conflict: string;
}

/** As it was sent; made anew where it is not yet, or was by a version that kept no texts. */
async function firstForms(
  deps: MessageDeps,
  { texts, entry, delivery, sentAtMs, named, conflict }: FirstMessage,
): Promise<Pick<Message, 'html' | 'caption'>> {
  if (delivery.sentHtml !== undefined) return { html: delivery.sentHtml, caption: delivery.sentHtml };
  const { symbol, timeframe } = entry.signal.series;
  const { record, about } = await besideOf(deps, entry.signal);
  const options = { nowMs: sentAtMs, record, recordOf: `${symbol} ${timeframe}`, about, ...named };
  const open = { ...entry, outcome: null };
  const below = conflict === '' ? '' : `\n\n${conflict}`;
  const mostCharacters = MOST_CAPTION - MOST_OUTCOME - below.length;
  return {
    html: `${texts.signalMessage(open, options)}${below}`,
    caption: `${texts.signalMessage(open, { ...options, mostCharacters })}${below}`,
  };
}

/** A message that may have been posted before says so, with its signals' ids, and goes without its picture. */
export function marked(
  deps: Pick<MessageDeps, 'languageIn'>,
  message: Message,
  posts: readonly [MarkedPost, ...MarkedPost[]],
): Message {
  if (posts.every(({ delivery }) => delivery.isRepeat !== true)) return message;
  const id = posts.map(({ entry }) => shortSignalId(entry.signal.id)).join(', ');
  const html = `${languageOf(deps, posts[0].delivery).t('repeat-signal', { id })}\n\n${message.html}`;
  return { ...message, html, caption: html, png: null };
}

type MarkedPost = Pick<ClaimedPost, 'entry' | 'delivery'>;

/** The language of the channel to which a delivery goes. */
export function languageOf(
  { languageIn }: Pick<MessageDeps, 'languageIn'>,
  { audience }: Pick<ClaimedPost['delivery'], 'audience'>,
): Language {
  return languageIn?.(audience) ?? ENGLISH;
}

/** A signal as a channel shows it: verdict and result after the channel's cost. The ledger keeps the stated one. */
export function shownIn(
  { costIn }: Pick<MessageDeps, 'costIn'>,
  { audience }: Pick<ClaimedPost['delivery'], 'audience'>,
  entry: LedgerEntry,
): LedgerEntry {
  return atReadersCost(entry, costIn?.(audience));
}

/** A step of a position, with those before it. */
function stepOf({ signal, steps }: LedgerEntry, stepCloseMs: number): Parameters<Texts['stepMessage']>[0] {
  const at = steps.findIndex(({ closeTimeMs }) => closeTimeMs === stepCloseMs);
  const step = steps[at];
  if (step === undefined) throw new Error(`expected a step at ${stepCloseMs} in signal "${signal.id}"`);
  return { signal, step, before: steps.slice(0, at) };
}

async function pictureOf(
  deps: MessageDeps,
  { entry, delivery }: Pick<ClaimedPost, 'entry' | 'delivery'>,
): Promise<Buffer | null> {
  return await deps.picture(entry, delivery.audience).catch((error: unknown) => {
    deps.onEvent({ type: 'failure', where: 'broadcast/picture', error });
    return null;
  });
}

/** A signal without its record is still news; one that waits for a slow statistic is not. */
export async function besideOf(
  deps: Pick<MessageDeps, 'record' | 'about' | 'onEvent'>,
  signal: Signal,
): Promise<{ readonly record: RecordLine | null; readonly about: SignalContext | null }> {
  const record = await deps.record(signal).catch((error: unknown) => {
    deps.onEvent({ type: 'failure', where: 'broadcast/record', error });
    return null;
  });
  return { record, about: await aboutOf(deps, signal) };
}

/** What else a reader should know of a signal; null where that is not known. */
export async function aboutOf(
  { about, onEvent }: Pick<MessageDeps, 'about' | 'onEvent'>,
  signal: Signal,
): Promise<SignalContext | null> {
  const known = await about?.(signal).catch((error: unknown) => {
    onEvent({ type: 'failure', where: 'broadcast/about', error });
    return null;
  });
  return known ?? null;
}
