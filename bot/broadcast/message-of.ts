import type { TradingCost } from '../../billing/ports.ts';
import type { ClaimedPost, LedgerEntry } from '../../engine/ports.ts';
import { entryMessageId } from '../../engine/signals/delivery.ts';
import type { RecordLine } from '../../engine/signals/record-line.ts';
import type { Signal } from '../../engine/signals/signal.ts';
import { atReadersCost } from '../answers/cost/reader-cost.ts';
import type { SignalContext } from '../answers/signal-context.ts';
import { channelCaption } from '../telegram/channels/channel-caption.ts';
import { textsFor } from '../telegram/messages/texts.ts';
import type { BroadcastEvent } from './event.ts';
import type { Message } from './message-sending.ts';

/** What a signal's message is made of. */
export interface MessageDeps {
  /** The record to show with a signal, null for none. */
  readonly record: (signal: Signal) => Promise<RecordLine | null>;
  /** What else a reader should know of a signal; absent: nothing is said of it. */
  readonly about?: (signal: Signal) => Promise<SignalContext>;
  /** The picture of a signal as it stands, for an audience's channel; null or a rejection: the text goes alone. */
  readonly picture: (entry: LedgerEntry, audience: string) => Promise<Buffer | null>;
  /** What trading costs the readers of an audience's channel; absent: as stated with each signal. */
  readonly costIn?: (audience: string) => TradingCost | undefined;
  readonly onEvent: (event: BroadcastEvent) => void;
  readonly botUsername?: () => string | null;
}

/** A channel has one language for all its readers. */
const TEXTS = textsFor('en');

/** The message as it stands; a text that was sent without a picture is edited without one. */
export async function messageOf(deps: MessageDeps, claim: ClaimedPost, sentAtMs: number): Promise<Message> {
  const { delivery } = claim;
  const entry = shownIn(deps, delivery, claim.entry);
  const botUsername = deps.botUsername?.() ?? null;
  const named = botUsername === null ? {} : { botUsername };
  if (delivery.stepCloseMs !== undefined) {
    const html = TEXTS.stepMessage(stepOf(entry, delivery.stepCloseMs), named);
    return { html, caption: html, png: null, replyTo: entryMessageId(entry, delivery.chatId) };
  }
  const { symbol, timeframe } = entry.signal.series;
  const { record, about } = await besideOf(deps, entry.signal);
  const options = { nowMs: sentAtMs, record, recordOf: `${symbol} ${timeframe}`, about, ...named };
  const isText = delivery.state === 'sent' && delivery.form === 'text';
  const png = isText ? null : await pictureOf(deps, { entry, delivery });
  return { html: TEXTS.signalMessage(entry, options), caption: channelCaption(TEXTS, entry, options), png };
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
function stepOf({ signal, steps }: LedgerEntry, stepCloseMs: number): Parameters<typeof TEXTS.stepMessage>[0] {
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
  const about = await deps.about?.(signal).catch((error: unknown) => {
    deps.onEvent({ type: 'failure', where: 'broadcast/about', error });
    return null;
  });
  return { record, about: about ?? null };
}
