import { createHash } from 'node:crypto';
import { DAY_MS } from '../time.ts';
import type { PositionStep } from './signal.ts';

/**
 * pending → claimed → sent | retry | dead | unknown | expired. "unknown": the connection died after the
 * request was written; sent again at most once, and never silently (isRepeat).
 */
export type DeliveryState = 'pending' | 'claimed' | 'sent' | 'dead' | 'unknown' | 'expired';

/** A delivery before anything happened to it. */
export interface PlannedDelivery {
  /** deliveryId or stepDeliveryId. */
  readonly id: string;
  /** The step of a position that it announces, by the close it was decided at; absent: the signal itself. */
  readonly stepCloseMs?: number;
  /** Who reads it there, as the composition calls them: the engine only hands the name on. */
  readonly audience: string;
  /** Of two deliveries that are due, the one with the higher priority is sent first. */
  readonly priority: number;
  readonly chatId: number;
  readonly dueAtMs: number;
  readonly expiresAtMs: number;
}

/** What a message is, which decides how it is edited. */
export type MessageForm = 'text' | 'photo';

/** One message to one channel, stored inside its signal so that both are written by one atomic insert. */
export interface Delivery extends PlannedDelivery {
  readonly state: DeliveryState;
  readonly attempt: number;
  readonly messageId: number | null;
  readonly sentAtMs: number | null;
  /** As it was sent; "text" until then. */
  readonly form: MessageForm;
  /** Id of the message that it shares with other signals of the same close; absent: it has a message of its own. */
  readonly message?: string;
  /** Text or caption as it was sent, as the channel's markup; absent: not sent, finished, or sent by a version that did not keep it. */
  readonly sentHtml?: string;
  /** Whether the message shows the outcome yet. */
  readonly outcomeShown: boolean;
  readonly error: string | null;
  /** It may have been sent before: its second and last attempt says so, or said so. Absent: false. */
  readonly isRepeat?: boolean;
}

/** The id of a signal's message to a chat: sha256(signal id | chat id) in hex, so that a repeated plan names the same delivery. */
export function deliveryId(signalId: string, chatId: number): string {
  return createHash('sha256').update(`${signalId}|${chatId}`).digest('hex');
}

/** When somebody first got it, epoch milliseconds; null while nobody has. */
export function deliveredAtMs({ deliveries }: { readonly deliveries: readonly Delivery[] }): number | null {
  return deliveries.reduce<number | null>(
    (first, { sentAtMs }) => (sentAtMs === null ? first : Math.min(sentAtMs, first ?? sentAtMs)),
    null,
  );
}

/** The message that announced a signal to a chat, not a step of its position; null where it has none. */
export function entryMessageId(
  { deliveries }: { readonly deliveries: readonly Delivery[] },
  chatId: number,
): number | null {
  return deliveries.find((each) => each.chatId === chatId && each.stepCloseMs === undefined)?.messageId ?? null;
}

/** The id of a step's message to a chat: sha256(signal id | close | chat id) in hex. */
function stepDeliveryId(signalId: string, closeTimeMs: number, chatId: number): string {
  return createHash('sha256').update(`${signalId}|${closeTimeMs}|${chatId}`).digest('hex');
}

/** A step undelivered for so long is obsolete: its readers have the outcome by then. */
const STEP_EXPIRES_MS = 7 * DAY_MS;

/**
 * Messages of a step: to every chat that got the entry, or is about to. One that gets the signal later (dueAtMs after the
 * step's close) reads there what has happened since; one that never got the entry gets no step either.
 */
export function planStepDeliveries(
  signalId: string,
  { closeTimeMs }: Pick<PositionStep, 'closeTimeMs'>,
  deliveries: readonly Delivery[],
): readonly PlannedDelivery[] {
  return deliveries.flatMap(({ stepCloseMs, state, audience, priority, chatId, dueAtMs }) => {
    const isTold = stepCloseMs === undefined && dueAtMs <= closeTimeMs && state !== 'dead' && state !== 'expired';
    if (!isTold) return [];
    const id = stepDeliveryId(signalId, closeTimeMs, chatId);
    const times = { dueAtMs: closeTimeMs, expiresAtMs: closeTimeMs + STEP_EXPIRES_MS };
    return [{ id, stepCloseMs: closeTimeMs, audience, priority, chatId, ...times }];
  });
}
