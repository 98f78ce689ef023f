import { createHash } from 'node:crypto';
import { HOUR_MS } from '../../engine/time.ts';
import {
  type Alert,
  type AlertHand,
  type AlertStore,
  type ReceivedAlert,
  receive,
  type SilenceHours,
  type Silencer,
  tellAtMs,
} from './alert.ts';

/** Operators' chats. Both reject where it is worth another attempt. */
export interface AlertChat {
  /** The id of the message; null where Telegram refuses it for good. */
  send(chatId: number, alert: Alert): Promise<number | null>;
  edit(chatId: number, messageId: number, alert: Alert): Promise<void>;
}

export interface AlertBoardDependencies {
  readonly store: AlertStore;
  readonly chat: AlertChat;
  /** Owners and admins; where the database cannot be asked, the owners. */
  readonly readers: () => Promise<readonly number[]>;
  /** Null: silences are kept here alone. */
  readonly silencer: Silencer | null;
  /** Wall time: alerts are of the machines, whatever clock the product goes by. */
  readonly wallNowMs: () => number;
  /** Runs it once after so many milliseconds of wall time. */
  readonly startTimer: (ms: number, run: () => void) => void;
  readonly onFailed: (error: unknown) => void;
}

/** What became of a press: nothing is changed by "gone" and "failed". */
export type AlertAnswer = 'done' | 'already' | 'gone' | 'failed';

/**
 * Alerts in the operators' chats: one message each, which is edited as somebody takes it, silences it, or as it ends. It tells of a
 * database that is away, so it does not need one: what cannot be stored is kept in memory.
 */
export interface AlertBoard {
  take(call: ReceivedAlert): void;
  acknowledge(id: string, hand: AlertHand): Promise<AlertAnswer>;
  silence(id: string, hours: SilenceHours, hand: AlertHand): Promise<AlertAnswer>;
  /** Resolves when everything so far has been sent or has failed. */
  idle(): Promise<void>;
}

/** A message that Telegram could not take is tried again ever later: the ninth time after two hours. */
const FIRST_RETRY_MS = 15_000;
const MOST_ATTEMPTS = 10;
/** Kept in memory beside the store. */
const MOST_KEPT = 1_000;

interface Board extends AlertBoardDependencies {
  readonly kept: Map<string, Alert>;
  /** Alerts that a timer will tell of. */
  readonly waiting: Set<string>;
  /** Whatever is done to alerts is done one after another. */
  running: Promise<void>;
}

export function createAlertBoard(deps: AlertBoardDependencies): AlertBoard {
  const board: Board = { ...deps, kept: new Map(), waiting: new Set(), running: Promise.resolve() };
  return {
    take(call) {
      void inTurn(board, () => take(board, call)).catch(deps.onFailed);
    },
    acknowledge: (id, hand) => inTurn(board, () => acknowledge(board, id, hand)),
    silence: (id, hours, hand) => inTurn(board, () => silence(board, { id, hours, hand })),
    idle: () => board.running,
  };
}

function inTurn<T>(board: Board, work: () => Promise<T>): Promise<T> {
  const done = board.running.then(work);
  board.running = done.then(
    () => {},
    () => {},
  );
  return done;
}

/** What a button names an alert by. */
export function alertId(fingerprint: string): string {
  return createHash('sha256').update(fingerprint).digest('hex').slice(0, 16);
}

async function take(board: Board, call: ReceivedAlert): Promise<void> {
  const id = alertId(call.fingerprint);
  const received = receive(await find(board, id), { ...call, id }, board.wallNowMs());
  if (received === null) return;
  await keep(board, received.alert);
  if (received.tell === 'edit') {
    await editAll(board, received.alert);
    return tellLater(board, received.alert);
  }
  const readers = await board.readers();
  for (const chatId of readers) await sendTo(board, id, chatId);
}

/**
 * Tells of an alert that only changed a message once its quiet hour or its silence is over, if it still fires: Alertmanager calls again
 * an hour later at the earliest. After a restart that call does it.
 */
function tellLater(board: Board, alert: Alert): void {
  if (!alert.isFiring || alert.isTold || board.waiting.has(alert.id)) return;
  board.waiting.add(alert.id);
  board.startTimer(tellAtMs(alert) - board.wallNowMs(), () => {
    board.waiting.delete(alert.id);
    void inTurn(board, async () => {
      const now = await find(board, alert.id);
      if (now === null) return;
      if (board.wallNowMs() < tellAtMs(now)) tellLater(board, now);
      else await take(board, now);
    }).catch(board.onFailed);
  });
}

async function acknowledge(board: Board, id: string, hand: AlertHand): Promise<AlertAnswer> {
  const alert = await find(board, id);
  if (alert === null || !alert.isFiring) return 'gone';
  if (alert.acknowledged !== null) return 'already';
  await change(board, { ...alert, acknowledged: { ...hand, atMs: board.wallNowMs() } });
  return 'done';
}

async function silence(
  board: Board,
  { id, hours, hand }: { readonly id: string; readonly hours: SilenceHours; readonly hand: AlertHand },
): Promise<AlertAnswer> {
  const alert = await find(board, id);
  if (alert === null || !alert.isFiring) return 'gone';
  const fromMs = board.wallNowMs();
  const untilMs = fromMs + hours * HOUR_MS;
  // The longest of two presses holds: an earlier silence at Alertmanager goes on as well.
  if (alert.silenced !== null && alert.silenced.untilMs >= untilMs) return 'already';
  try {
    await board.silencer?.silence({ labels: alert.labels, fromMs, untilMs, by: hand.name });
  } catch (error) {
    board.onFailed(error);
    return 'failed';
  }
  await change(board, { ...alert, silenced: { ...hand, untilMs, isAtAlertmanager: board.silencer !== null } });
  return 'done';
}

async function change(board: Board, alert: Alert): Promise<void> {
  await keep(board, alert);
  await editAll(board, alert);
}

/** This process is the only one that writes alerts, so what it remembers is newer than what is stored. */
async function find({ kept, store, onFailed }: Board, id: string): Promise<Alert | null> {
  const known = kept.get(id);
  if (known !== undefined) return known;
  return await store.find(id).catch((error: unknown) => {
    onFailed(error);
    return null;
  });
}

async function keep({ kept, store, onFailed }: Board, alert: Alert): Promise<void> {
  kept.delete(alert.id);
  kept.set(alert.id, alert);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  await store.save(alert).catch(onFailed);
}

async function editAll(board: Board, alert: Alert): Promise<void> {
  for (const { chatId, messageId } of alert.messages)
    await attempted(
      board,
      1,
      async () => await board.chat.edit(chatId, messageId, (await find(board, alert.id)) ?? alert),
    );
}

async function sendTo(board: Board, id: string, chatId: number): Promise<void> {
  await attempted(board, 1, async () => {
    const alert = await find(board, id);
    if (alert === null || alert.messages.some((message) => message.chatId === chatId)) return;
    const messageId = await board.chat.send(chatId, alert);
    if (messageId !== null) await keep(board, { ...alert, messages: [...alert.messages, { chatId, messageId }] });
  });
}

/** Does it, and again ever later where Telegram could not be asked. */
async function attempted(board: Board, attempt: number, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    board.onFailed(error);
    if (attempt >= MOST_ATTEMPTS) return;
    board.startTimer(FIRST_RETRY_MS * 2 ** (attempt - 1), () => {
      void inTurn(board, () => attempted(board, attempt + 1, work));
    });
  }
}
