import type { ClaimedPost, Clock, EditResult, LedgerEntry, Outbox, PostResult } from '../../engine/ports.ts';
import type { RecordLine } from '../../engine/signals/record-line.ts';
import type { Signal } from '../../engine/signals/signal.ts';
import type { SignalContext } from '../answers/signal-context.ts';
import { channelCaption } from '../telegram/channels/channel-caption.ts';
import type { ChannelSender } from '../telegram/channels/channel-sender.ts';
import { textsFor } from '../telegram/messages/texts.ts';
import type { BroadcastEvent } from './event.ts';
import { type Message, type MessageSending, putEdit, putPost } from './message-sending.ts';
import { createOwedSettlement, type OwedSettlement } from './owed-settlement.ts';
import { createSendGate, type SendGate } from './send-gate.ts';
import { createSendToChat, type SendToChat } from './send-to-chat.ts';
import { settleFailedEdit, settleFailedPost } from './settlement.ts';

/** Counts of one drain. */
export interface DrainReport {
  readonly sent: number;
  readonly edited: number;
  /** Waiting for their chat's limit. */
  readonly deferred: number;
  readonly retried: number;
  readonly dead: number;
  readonly unknown: number;
  readonly expired: number;
  /** When to drain again: the end of a limit or stop of the whole bot, else the earliest time in the outbox; null when nothing waits. */
  readonly nextAtMs: number | null;
}

export interface Deliverer {
  /**
   * Sends and edits until nothing is due or the bot's limit is reached. It never sleeps: call it again at nextAtMs, and when
   * something was stored. A call during a drain joins it and makes it look once more. Rejects when the outbox fails.
   */
  drain(): Promise<DrainReport>;
  /** Finishes the message under way, if any, and lets no other start. */
  stop(): Promise<void>;
}

export interface DelivererDeps {
  readonly outbox: Outbox;
  readonly sender: ChannelSender;
  readonly clock: Clock;
  /** The record to show with a signal, null for none. */
  readonly record: (signal: Signal) => Promise<RecordLine | null>;
  /** What else a reader should know of a signal; absent: nothing is said of it. */
  readonly about?: (signal: Signal) => Promise<SignalContext>;
  /** The picture of a signal as it stands, for an audience's channel; null or a rejection: the text goes alone. */
  readonly picture: (entry: LedgerEntry, audience: string) => Promise<Buffer | null>;
  /** Must not throw. */
  readonly onEvent: (event: BroadcastEvent) => void;
  readonly gate?: SendGate;
  /**
   * In the clock's time. Where two processes share an outbox it must cover the wall-clock timeout of one call, or one of
   * them reports the other's send as unknown until that is settled.
   */
  readonly leaseMs?: number;
  readonly botUsername?: () => string | null;
}

/** A channel has one language for all its readers. */
const TEXTS = textsFor('en');
const LEASE_MS = 60_000;
const MOST_PER_DRAIN = 10_000;

type Counts = { -readonly [name in Exclude<keyof DrainReport, 'nextAtMs'>]: number };

/** What a deliverer remembers between drains. */
interface Delivering {
  readonly deps: DelivererDeps;
  readonly gate: SendGate;
  readonly sendToChat: SendToChat;
  readonly pictureFailures: Map<string, number>;
  readonly owed: OwedSettlement;
  running: Promise<DrainReport> | null;
  /** Something was stored during the drain: look into the outbox once more before it ends. */
  looksAgain: boolean;
  isStopped: boolean;
}

/** What one step of a drain works with. */
interface Round extends Pick<Delivering, 'deps' | 'gate' | 'sendToChat' | 'pictureFailures'> {
  readonly leaseMs: number;
  readonly counts: Counts;
  readonly settle: OwedSettlement['settle'];
}

/** Drains the outbox into the tier channels, one message at a time (bot/broadcast/README.md). */
export function createDeliverer(deps: DelivererDeps): Deliverer {
  const { outbox, clock, onEvent } = deps;
  const gate = deps.gate ?? createSendGate();
  const delivering: Delivering = {
    ...{ deps, gate },
    sendToChat: createSendToChat({ gate, clock, onEvent }),
    owed: createOwedSettlement(outbox, clock),
    pictureFailures: new Map(),
    ...{ running: null, looksAgain: false, isStopped: false },
  };
  return {
    drain() {
      delivering.looksAgain = delivering.running !== null;
      delivering.running ??= drainOnce(delivering).finally(() => {
        delivering.running = null;
      });
      return delivering.running;
    },
    async stop() {
      delivering.isStopped = true;
      await delivering.running?.catch(() => undefined);
    },
  };
}

async function drainOnce(delivering: Delivering): Promise<DrainReport> {
  const { deps, gate, sendToChat, pictureFailures, owed } = delivering;
  const { outbox, clock, onEvent } = deps;
  const counts: Counts = { sent: 0, edited: 0, deferred: 0, retried: 0, dead: 0, unknown: 0, expired: 0 };
  await owed.settleLeft();
  const swept = await outbox.sweep(clock.nowMs());
  counts.expired += swept.expired;
  counts.unknown += swept.unknown;
  const round: Round = {
    ...{ deps, gate, sendToChat, pictureFailures, counts },
    leaseMs: deps.leaseMs ?? LEASE_MS,
    settle: owed.settle,
  };
  const botFreeAtMs = await workOff(delivering, round);
  const nextAtMs = botFreeAtMs ?? (delivering.isStopped ? null : await outbox.nextDueMs(clock.nowMs()));
  onEvent({ type: 'outbox-swept', ...swept, oldestDueAgeMs: await outbox.oldestDueAgeMs(clock.nowMs()) });
  return { ...counts, nextAtMs };
}

/** Null when nothing is left to do now, else when the bot may go on. */
async function workOff(delivering: Delivering, round: Round): Promise<number | null> {
  for (let taken = 0; taken < MOST_PER_DRAIN && !delivering.isStopped; taken += 1) {
    const nowMs = round.deps.clock.nowMs();
    const botFreeAtMs = round.gate.botFreeAtMs(nowMs);
    if (botFreeAtMs > nowMs) return botFreeAtMs;
    // Posts before edits, each time: news first, what became of old news after.
    const worked = (await postNext(round)) || (await editNext(round));
    if (!worked && !delivering.looksAgain) break;
    delivering.looksAgain = delivering.looksAgain && worked;
  }
  return null;
}

/** Posts at most one message; false when none was due. */
async function postNext(round: Round): Promise<boolean> {
  const { deps, counts } = round;
  const claim = await deps.outbox.claimPost(deps.clock.nowMs(), round.leaseMs);
  if (claim === null) {
    return false;
  }
  const { delivery, entry } = claim;
  const deferral = deferralOf(round, delivery.chatId, postKey(claim));
  if (deferral !== null) {
    counts.deferred += 1;
    await round.settle(() => deps.outbox.settlePost(claim, deferral));
    return true;
  }
  const result = await post(round, claim);
  counts[result.type === 'retry' ? 'retried' : result.type] += 1;
  await round.settle(() => deps.outbox.settlePost(claim, result));
  deps.onEvent({
    type: 'delivery',
    signalId: entry.signal.id,
    tier: delivery.audience,
    side: entry.signal.side,
    outcome: result.type,
    attempt: delivery.attempt,
    closeToPostMs: result.type === 'sent' ? result.sentAtMs - entry.signal.closeTimeMs : null,
    ...(result.type === 'sent' ? {} : { error: result.error }),
  });
  return true;
}

async function post(round: Round, claim: ClaimedPost): Promise<PostResult> {
  const { deps } = round;
  const { delivery } = claim;
  const startMs = deps.clock.nowMs();
  const message = await messageOf(deps, claim, startMs);
  const readyMs = deps.clock.nowMs();
  // A process that slept here: a late signal is no longer news. A lease that ran out meanwhile does not matter, as nobody
  // else may send what was claimed once.
  if (readyMs > delivery.expiresAtMs) {
    return { type: 'retry', atMs: readyMs, error: 'held up until it was too late' };
  }
  const put = await putPost(sendingOf(round), { chatId: delivery.chatId, key: postKey(claim) }, message);
  const nowMs = deps.clock.nowMs();
  return put.type === 'sent'
    ? { ...put, sentAtMs: nowMs }
    : settleFailedPost(put, { nowMs, ageMs: nowMs - delivery.dueAtMs });
}

/** Writes the outcome into at most one sent message; false when none waits for it. */
async function editNext(round: Round): Promise<boolean> {
  const { deps, counts } = round;
  const claim = await deps.outbox.claimEdit(deps.clock.nowMs(), round.leaseMs);
  if (claim === null) {
    return false;
  }
  const { chatId, messageId, form, sentAtMs, audience } = claim.delivery;
  const { outcome, signal } = claim.entry;
  if (messageId === null || outcome === null) {
    throw new Error(`expected a sent message with an outcome to edit, was delivery "${claim.delivery.id}"`);
  }
  const deferral = deferralOf(round, chatId, editKey(claim));
  if (deferral !== null) {
    counts.deferred += 1;
    await round.settle(() => deps.outbox.settleEdit(claim, deferral));
    return true;
  }
  const message = await messageOf(deps, claim, sentAtMs ?? deps.clock.nowMs());
  const target = { chatId, messageId, form, key: editKey(claim) };
  const failure = await putEdit(sendingOf(round), target, message);
  const nowMs = deps.clock.nowMs();
  const ageMs = nowMs - outcome.settledAtMs;
  const result: EditResult = failure === null ? { type: 'shown' } : settleFailedEdit(failure, { nowMs, ageMs });
  counts[({ shown: 'edited', retry: 'retried', dead: 'dead' } as const)[result.type]] += 1;
  await round.settle(() => deps.outbox.settleEdit(claim, result));
  deps.onEvent({
    type: 'delivery-edit',
    signalId: signal.id,
    tier: audience,
    outcome: result.type,
    ...(result.type === 'shown' ? {} : { error: result.error }),
  });
  return true;
}

function sendingOf({ deps: { sender, onEvent }, sendToChat, pictureFailures }: Round): MessageSending {
  return { sender, sendToChat, pictureFailures, onEvent };
}

function postKey(claim: ClaimedPost): string {
  return `post ${claim.delivery.id}`;
}

function editKey(claim: ClaimedPost): string {
  return `edit ${claim.delivery.id}`;
}

/** A later time where the chat has had its share, null when it may be written to now. */
function deferralOf(round: Round, chatId: number, key: string): Extract<PostResult, { type: 'retry' }> | null {
  const nowMs = round.deps.clock.nowMs();
  return round.gate.chatFreeAtMs(chatId, nowMs) <= nowMs
    ? null
    : { type: 'retry', atMs: round.gate.reserveMs(chatId, key, nowMs), error: 'waits for the limit of its chat' };
}

/** The message as it stands; a text that was sent without a picture is edited without one. */
async function messageOf(deps: DelivererDeps, claim: ClaimedPost, sentAtMs: number): Promise<Message> {
  const { entry, delivery } = claim;
  const botUsername = deps.botUsername?.() ?? null;
  const named = botUsername === null ? {} : { botUsername };
  if (delivery.stepCloseMs !== undefined) {
    const html = TEXTS.stepMessage(stepOf(entry, delivery.stepCloseMs), named);
    return { html, caption: html, png: null };
  }
  const { symbol, timeframe } = entry.signal.series;
  const { record, about } = await readBeside(deps, entry.signal);
  const options = { nowMs: sentAtMs, record, recordOf: `${symbol} ${timeframe}`, about, ...named };
  const isText = delivery.state === 'sent' && delivery.form === 'text';
  const png = isText ? null : await pictureOf(deps, claim);
  return { html: TEXTS.signalMessage(entry, options), caption: channelCaption(TEXTS, entry, options), png };
}

/** A step of a position, with those before it. */
function stepOf({ signal, steps }: LedgerEntry, stepCloseMs: number): Parameters<typeof TEXTS.stepMessage>[0] {
  const at = steps.findIndex(({ closeTimeMs }) => closeTimeMs === stepCloseMs);
  const step = steps[at];
  if (step === undefined) throw new Error(`expected a step at ${stepCloseMs} in signal "${signal.id}"`);
  return { signal, step, before: steps.slice(0, at) };
}

async function pictureOf(deps: DelivererDeps, { entry, delivery }: ClaimedPost): Promise<Buffer | null> {
  return await deps.picture(entry, delivery.audience).catch((error: unknown) => {
    deps.onEvent({ type: 'failure', where: 'broadcast/picture', error });
    return null;
  });
}

/** A signal without its record is still news; one that waits for a slow statistic is not. */
async function readBeside(
  deps: DelivererDeps,
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
