import type { DuePost } from '../../engine/ports.ts';
import { type ChannelMessages, MOST_SINGLE, messageKey, partsOf } from './close-message.ts';

/** The deliveries of one message. */
type MessageGroup = readonly [DuePost, ...DuePost[]];

export interface ChoiceDeps {
  readonly messages: ChannelMessages | undefined;
  /** Until when a delivery is kept back; null: it is not. */
  readonly heldUntilMs: (due: DuePost, nowMs: number) => number | null;
  /** When a chat may be written to. */
  readonly chatFreeAtMs: (chatId: number, nowMs: number) => number;
  /** Chats with a message under way: a second one would only wait for it. */
  readonly busy: ReadonlySet<number>;
  /** So long before its chat is free a message is taken, to be made ready meanwhile. */
  readonly aheadMs: number;
  /** Where time stands still during a drain there is no rest between two looks. */
  readonly rests: boolean;
}

/** Which messages of one kind are begun, and when the outbox is looked into for more. What waits is neither claimed nor written to. */
export interface MessageChoice {
  isTimeToLook(nowMs: number): boolean;
  /** Something may have been stored. */
  wake(): void;
  /** Nothing is due until something is stored, or until this time. */
  nothingDue(untilMs: number): void;
  /** A look begins: nothing is known to wait until something is seen. */
  begin(nowMs: number): void;
  /** At most so many messages of what is due, at most one to a chat, in the order of what is due. */
  choose(due: readonly DuePost[], most: number, nowMs: number): readonly DuePost[];
  /** A look is over; whether it found something to begin. */
  end(hasFound: boolean, nowMs: number): void;
  /** The message under way to a chat has ended. */
  chatEnded(chatId: number, nowMs: number): void;
  /** Whether a delivery was seen to be due and left to wait. */
  isWaiting(deliveryId: string): boolean;
  /** When the first of what waits may be begun; null: nothing waits, as far as was seen. */
  untilMs(): number | null;
}

/** Where there is waiting, an outbox that had nothing is asked again after so long, or when something was stored. */
const LOOK_EVERY_MS = 200;
/** Where something is known to wait, the look reads all of that. */
const LOOK_EVERY_WAITING_MS = 1_000;
/** Channels that are free at about the same time are claimed for together: their posts are of the same signals, a write each. */
const GATHERED_MS = 250;
/** A look for what was stored follows the one before after so long at the earliest. */
const LOOK_AGAIN_MS = 100;
/** Nothing is drawn for a message about several signals. */
const TOGETHER_AHEAD_MS = 500;

/** What is known between two looks. */
interface Known {
  /** When to look next. */
  lookMs: number;
  lookedMs: number;
  /** Whether the next look is for more than what is known to wait. */
  looksForMore: boolean;
  /** Whether more could have been begun than there was room for. */
  isShortOfRoom: boolean;
  /** Deliveries left to wait, and when the first of them may be begun. */
  waiting: Set<string>;
  firstMs: number;
}

const nothingWaits = () => ({ isShortOfRoom: false, waiting: new Set<string>(), firstMs: Number.POSITIVE_INFINITY });

/** Nothing was looked at yet. */
export function createMessageChoice(deps: ChoiceDeps): MessageChoice {
  const known: Known = { lookMs: 0, lookedMs: 0, looksForMore: false, ...nothingWaits() };
  return {
    // A clock that was set back has seen its last look in the future: what was to be looked for then would wait for hours.
    isTimeToLook: (nowMs) => nowMs >= known.lookMs || nowMs < known.lookedMs,
    wake() {
      known.lookMs = deps.rests ? Math.min(known.lookMs, known.lookedMs + LOOK_AGAIN_MS) : 0;
      known.looksForMore = deps.rests;
    },
    nothingDue(untilMs) {
      Object.assign(known, { lookMs: untilMs, looksForMore: false, ...nothingWaits() });
    },
    begin(nowMs) {
      Object.assign(known, { lookedMs: nowMs, looksForMore: false, ...nothingWaits() });
    },
    choose: (due, most, nowMs) => choose(deps, known, { due, most, nowMs }),
    end(hasFound, nowMs) {
      if (!deps.rests || known.isShortOfRoom) return;
      known.looksForMore = hasFound;
      const restMs = known.waiting.size > 0 ? LOOK_EVERY_WAITING_MS : LOOK_EVERY_MS;
      known.lookMs = hasFound ? nowMs + LOOK_AGAIN_MS : Math.min(known.firstMs, nowMs + restMs);
    },
    chatEnded(chatId, nowMs) {
      if (known.waiting.size === 0) return;
      known.firstMs = Math.min(known.firstMs, readyMs(deps, { chatId, signals: 1 }, nowMs));
      known.lookMs = Math.min(known.lookMs, Math.max(known.firstMs, known.lookedMs + LOOK_AGAIN_MS));
    },
    isWaiting: (deliveryId) => known.waiting.has(deliveryId),
    untilMs() {
      const { looksForMore, lookMs, waiting, firstMs } = known;
      if (looksForMore) return lookMs;
      return waiting.size === 0 || firstMs === Number.POSITIVE_INFINITY ? null : Math.max(firstMs, lookMs);
    },
  };
}

interface Choosing {
  readonly due: readonly DuePost[];
  readonly most: number;
  readonly nowMs: number;
}

function choose(deps: ChoiceDeps, known: Known, { due, most, nowMs }: Choosing): readonly DuePost[] {
  const chats = new Set<number>();
  const chosen: DuePost[] = [];
  for (const group of messagesOf(due, deps.messages !== undefined)) {
    const { chatId } = group[0].delivery;
    const atMs = startMs(deps, group, nowMs);
    const isFree = atMs <= nowMs && !chats.has(chatId);
    const isBegun = isFree && chats.size < most;
    if (isFree && !isBegun) known.isShortOfRoom = true;
    const begun: readonly DuePost[] = isBegun ? firstPart(group) : [];
    if (isBegun) chats.add(chatId);
    chosen.push(...begun);
    for (const each of group.slice(begun.length)) known.waiting.add(each.delivery.id);
    if (atMs > nowMs) known.firstMs = Math.min(known.firstMs, atMs);
  }
  return chosen;
}

/** When a message may be begun; Infinity: when something is over of which nobody knows the time. */
function startMs(deps: ChoiceDeps, group: MessageGroup, nowMs: number): number {
  const { chatId } = group[0].delivery;
  if (deps.busy.has(chatId)) return Number.POSITIVE_INFINITY;
  const heldMs = group.map((due) => deps.heldUntilMs(due, nowMs) ?? nowMs);
  return Math.max(...heldMs, readyMs(deps, { chatId, signals: group.length }, nowMs));
}

/** When a message of so many signals is to be made ready for its chat, with those of other chats that are free at about that time. */
function readyMs(
  { aheadMs, chatFreeAtMs, rests }: ChoiceDeps,
  { chatId, signals }: { readonly chatId: number; readonly signals: number },
  nowMs: number,
): number {
  const earlierMs = signals > MOST_SINGLE ? Math.min(aheadMs, TOGETHER_AHEAD_MS) : aheadMs;
  const timeMs = chatFreeAtMs(chatId, nowMs) - earlierMs;
  return timeMs <= nowMs || !rests ? timeMs : Math.ceil(timeMs / GATHERED_MS) * GATHERED_MS;
}

/** Up to three signals of a close are posted one by one; of more, as many as a message takes. */
function firstPart(group: MessageGroup): readonly DuePost[] {
  return group.length > MOST_SINGLE ? (partsOf(group)[0] ?? []) : group.slice(0, 1);
}

/** What is due by its message, in its order. */
function messagesOf(due: readonly DuePost[], areTogether: boolean): readonly MessageGroup[] {
  const groups = new Map<string, [DuePost, ...DuePost[]]>();
  for (const each of due) {
    const key = areTogether ? messageKey(each.delivery, each.entry) : each.delivery.id;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}
