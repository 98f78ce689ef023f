/** At most `count` sends in any stretch of `windowMs`. */
export interface SendLimit {
  readonly count: number;
  readonly windowMs: number;
}

export interface SendLimits {
  readonly bot: SendLimit;
  /** Of what the bot's balance pays for, which the limit above does not count. */
  readonly paid: SendLimit;
  /** Of a group or channel; edits count. */
  readonly group: readonly SendLimit[];
  /** Of a person, for what nobody has asked for at this moment. */
  readonly person: readonly SendLimit[];
  /** Of a person, for answers to them: Telegram allows short bursts. */
  readonly answer: readonly SendLimit[];
}

/** What Telegram allows without paying: about 30/s for a bot, 1/s for a chat, 20/min for a group or channel. */
export const TELEGRAM_LIMITS: SendLimits = {
  bot: { count: 30, windowMs: 1_000 },
  paid: { count: 1_000, windowMs: 1_000 },
  group: [
    { count: 1, windowMs: 1_000 },
    { count: 20, windowMs: 60_000 },
  ],
  person: [{ count: 1, windowMs: 1_000 }],
  answer: [{ count: 4, windowMs: 4_000 }],
};

/** Who is sent first where the token's limit is used up, most urgent first. "paid": a broadcast whose cost an operator has confirmed. */
export const SEND_CLASSES = ['answer', 'post', 'edit', 'alert', 'broadcast', 'paid'] as const;
/** One of SEND_CLASSES. */
export type SendClass = (typeof SEND_CLASSES)[number];

/**
 * When the next send may start, not before nowMs. sentMs are the times of earlier sends, ascending. A token comes back one
 * whole window after it was used, so no window ever holds more than `count`, unlike a bucket that refills as it drains.
 */
export function freeAtMs(limits: readonly SendLimit[], sentMs: readonly number[], nowMs: number): number {
  return limits.reduce((free, { count, windowMs }) => {
    const oldest = sentMs.at(-count);
    return oldest === undefined ? free : Math.max(free, oldest + windowMs);
  }, nowMs);
}

/** One call of the token. */
export interface SendStart {
  readonly sendClass: SendClass;
  readonly chatId: number;
}

/**
 * All that one bot token may send, in the clock's time. Everybody who sends with the token asks here: the bot's answers
 * (budget-transformer.ts) and the sender of posts (broadcast/deliver.ts).
 */
export interface SendBudget {
  /** When this class may send next, at the earliest nowMs, as far as the token goes. */
  botFreeAtMs(nowMs: number, sendClass: SendClass): number;
  /** How many sends of this class may start now. */
  room(nowMs: number, sendClass: SendClass): number;
  chatFreeAtMs(chatId: number, nowMs: number, sendClass: SendClass): number;
  /** Counts a call that starts now; the returned function is told when its answer came. */
  begin(send: SendStart, nowMs: number): (answeredAtMs: number) => void;
  /** Somebody of this class waits: until the returned function is called, no less urgent class is let in. */
  wait(sendClass: SendClass): () => void;
  /** Nothing may be sent for so long. */
  stopFor(waitMs: number, nowMs: number): void;
  /** For how long nothing may be sent. */
  stoppedForMs(nowMs: number): number;
  /** Keeps to a share (0..1) of what the token may send, at least one send a window: other processes have the rest. */
  limitTo(share: number): void;
  /** Calls that were begun since this was last asked, and which waited for the token; what the balance pays for is not among them. */
  readUse(): SendUse;
}

export interface SendUse {
  readonly answers: number;
  readonly rest: number;
  /** The most that waited at once. */
  readonly answersWaiting: number;
  readonly hasRestWaited: boolean;
}

const NO_USE: SendUse = { answers: 0, rest: 0, answersWaiting: 0, hasRestWaited: false };

interface Call {
  readonly startMs: number;
  /** Null while under way. */
  answeredMs: number | null;
}

/** The fastest round trip is that of so long: a machine or network that was busy for some seconds is fast again all at once. */
const TRIPS_KNOWN_MS = 60_000;
const TRIPS_TOGETHER_MS = 1_000;
/** What is not an answer may be so many sends ahead of an even pace: the rest is spread, so that an answer finds a slot at once. */
const BURST = 15;
/** A later call may be faster on its way than any before: the more are known, the less likely, and by less. */
const MARGIN_MS = { few: 5, many: 2 } as const;
const MANY_TRIPS = 100;
/** A less urgent class looks again after so long. */
const YIELD_MS = 5;

/**
 * A budget in which nothing was sent yet. Times are asked and named in the clock's time, and kept in that of `steadyNowMs` (milliseconds
 * from anywhere, never set): kept as times of day, a clock that had been an hour ahead would hold all posts back for an hour, and one
 * put forward would end the wait that Telegram asked for. Absent: the clock is never set, as a replay's.
 */
export function createSendBudget(limits: SendLimits = TELEGRAM_LIMITS, steadyNowMs?: () => number): SendBudget {
  const budget = budgetOf(limits);
  if (steadyNowMs === undefined) return budget;
  const named = (freeAtMs: (steadyMs: number) => number, nowMs: number): number => {
    const steadyMs = steadyNowMs();
    return nowMs + Math.ceil(freeAtMs(steadyMs) - steadyMs);
  };
  return {
    botFreeAtMs: (nowMs, sendClass) => named((steadyMs) => budget.botFreeAtMs(steadyMs, sendClass), nowMs),
    room: (_nowMs, sendClass) => budget.room(steadyNowMs(), sendClass),
    chatFreeAtMs: (chatId, nowMs, sendClass) =>
      named((steadyMs) => budget.chatFreeAtMs(chatId, steadyMs, sendClass), nowMs),
    ...{ wait: budget.wait, limitTo: budget.limitTo, readUse: budget.readUse },
    stopFor: (waitMs) => budget.stopFor(waitMs, steadyNowMs()),
    stoppedForMs: () => budget.stoppedForMs(steadyNowMs()),
    begin(send) {
      const end = budget.begin(send, steadyNowMs());
      return () => end(steadyNowMs());
    },
  };
}

function budgetOf(limits: SendLimits): SendBudget {
  const free = botBudget(limits.bot);
  const paid = botBudget(limits.paid);
  const botOf = (sendClass: SendClass): BotBudget => (sendClass === 'paid' ? paid : free);
  const chats = chatBudget(limits);
  let [use, answersWaiting] = [NO_USE, 0];
  const count = (sendClass: SendClass): void => {
    if (sendClass === 'answer') use = { ...use, answers: use.answers + 1 };
    else if (sendClass !== 'paid') use = { ...use, rest: use.rest + 1 };
  };
  return {
    ...chats,
    stoppedForMs: free.stoppedForMs,
    limitTo(share) {
      for (const bot of [free, paid]) bot.limitTo(share);
    },
    readUse() {
      const read = use;
      use = { ...NO_USE, answersWaiting };
      return read;
    },
    botFreeAtMs: (nowMs, sendClass) => botOf(sendClass).botFreeAtMs(nowMs, sendClass),
    room: (nowMs, sendClass) => botOf(sendClass).room(nowMs, sendClass),
    wait(sendClass) {
      const leave = botOf(sendClass).wait(sendClass);
      if (sendClass !== 'answer') {
        if (sendClass !== 'paid') use = { ...use, hasRestWaited: true };
        return leave;
      }
      answersWaiting += 1;
      use = { ...use, answersWaiting: Math.max(use.answersWaiting, answersWaiting) };
      return () => {
        answersWaiting -= 1;
        leave();
      };
    },
    stopFor(waitMs, nowMs) {
      for (const bot of [free, paid]) bot.stopFor(waitMs, nowMs);
    },
    begin(send, nowMs) {
      count(send.sendClass);
      const ends = [botOf(send.sendClass).begin(send, nowMs), chats.begin(send, nowMs)];
      return (answeredAtMs) => {
        for (const end of ends) end(answeredAtMs);
      };
    },
  };
}

type BotBudget = Pick<SendBudget, 'botFreeAtMs' | 'room' | 'wait' | 'stopFor' | 'stoppedForMs' | 'begin' | 'limitTo'>;

/**
 * When a call arrived at Telegram is known only to lie between its start and its answer. Counted from the answer it is safe, and at a
 * round trip of 400 ms gives away three tenths of the limit. So each call counts from its answer less the fastest round trip of the last
 * minute: exact while round trips are even, and as late as the call itself where one was held up.
 */
function botBudget({ count: whole, windowMs }: SendLimit): BotBudget {
  let count = whole;
  const gapMs = (): number => windowMs / count;
  const trips = createFastestTrip();
  const waiting = new Map<SendClass, number>();
  let calls: readonly Call[] = [];
  let stoppedUntilMs = Number.NEGATIVE_INFINITY;
  let evenMs = Number.NEGATIVE_INFINITY;
  const counted = (nowMs: number): readonly number[] => {
    const fastestMs = trips.fastestMs();
    const marginMs = Math.min(trips.count() < MANY_TRIPS ? MARGIN_MS.few : MARGIN_MS.many, fastestMs);
    const countedMs = ({ startMs, answeredMs }: Call): number =>
      Math.max(startMs, (answeredMs ?? nowMs) - fastestMs) + marginMs;
    return calls.map(countedMs).sort((a, b) => a - b);
  };

  const isWaitedFor = (sendClass: SendClass): boolean =>
    SEND_CLASSES.slice(0, SEND_CLASSES.indexOf(sendClass)).some((more) => (waiting.get(more) ?? 0) > 0);
  const paceMs = (sendClass: SendClass): number =>
    sendClass === 'answer' ? Number.NEGATIVE_INFINITY : evenMs - (BURST - 1) * gapMs();

  return {
    botFreeAtMs(nowMs, sendClass) {
      const free = Math.max(
        freeAtMs([{ count, windowMs }], counted(nowMs), nowMs),
        stoppedUntilMs,
        Math.ceil(paceMs(sendClass)),
      );
      return isWaitedFor(sendClass) ? Math.max(free, nowMs + YIELD_MS) : free;
    },
    room(nowMs, sendClass) {
      if (stoppedUntilMs > nowMs || isWaitedFor(sendClass) || paceMs(sendClass) > nowMs) return 0;
      const used = counted(nowMs).filter((timeMs) => timeMs > nowMs - windowMs).length;
      const even = sendClass === 'answer' ? count : BURST - Math.ceil(Math.max(0, evenMs - nowMs) / gapMs());
      return Math.max(0, Math.min(count - used, Math.max(1, even)));
    },
    begin(_send, nowMs) {
      const call: Call = { startMs: nowMs, answeredMs: null };
      // What is older than any window and answered limits nothing any more.
      const aliveMs = nowMs - windowMs - trips.fastestMs();
      calls = [...calls.filter(({ answeredMs }) => answeredMs === null || answeredMs > aliveMs), call];
      evenMs = Math.max(evenMs, nowMs) + gapMs();
      return (answeredAtMs) => {
        call.answeredMs = answeredAtMs;
        trips.note(answeredAtMs - nowMs, answeredAtMs);
      };
    },
    wait(sendClass) {
      waiting.set(sendClass, (waiting.get(sendClass) ?? 0) + 1);
      return () => void waiting.set(sendClass, (waiting.get(sendClass) ?? 0) - 1);
    },
    stopFor(waitMs, nowMs) {
      stoppedUntilMs = Math.max(stoppedUntilMs, nowMs + waitMs);
    },
    stoppedForMs: (nowMs) => Math.max(0, stoppedUntilMs - nowMs),
    limitTo(share) {
      // A share is a fraction of whole sends, and no binary number may lose one of them.
      count = Math.max(1, Math.floor(share * whole + 1e-6));
    },
  };
}

/** The fastest round trip of the last minute; 0 before the first. */
function createFastestTrip() {
  let known: readonly { readonly fromMs: number; readonly tripMs: number; readonly count: number }[] = [];
  return {
    /** Round trips of the last minute. */
    count: (): number => known.reduce((sum, { count }) => sum + count, 0),
    fastestMs: (): number => (known.length === 0 ? 0 : Math.min(...known.map(({ tripMs }) => tripMs))),
    note(tripMs: number, nowMs: number): void {
      const last = known.at(-1);
      if (last !== undefined && nowMs < last.fromMs + TRIPS_TOGETHER_MS) {
        const together = { ...last, tripMs: Math.min(tripMs, last.tripMs), count: last.count + 1 };
        known = [...known.slice(0, -1), together];
        return;
      }
      known = [...known.filter(({ fromMs }) => fromMs > nowMs - TRIPS_KNOWN_MS), { fromMs: nowMs, tripMs, count: 1 }];
    },
  };
}

function chatBudget(limits: SendLimits): Pick<SendBudget, 'chatFreeAtMs' | 'begin'> {
  const limitsOf = (chatId: number, sendClass: SendClass): readonly SendLimit[] =>
    chatId < 0 ? limits.group : sendClass === 'answer' ? limits.answer : limits.person;
  const all = [...limits.group, ...limits.person, ...limits.answer];
  const depth = Math.max(...all.map(({ count }) => count));
  const memoryMs = Math.max(...all.map(({ windowMs }) => windowMs));
  /** Times of the last sends to a chat, ascending. */
  const chats = new Map<number, readonly number[]>();
  let cleanedMs = Number.NEGATIVE_INFINITY;

  const forgetIdle = (nowMs: number): void => {
    if (nowMs - cleanedMs < memoryMs) return;
    cleanedMs = nowMs;
    for (const [id, sentMs] of chats) if ((sentMs.at(-1) ?? 0) < nowMs - memoryMs) chats.delete(id);
  };

  return {
    chatFreeAtMs: (chatId, nowMs, sendClass) => freeAtMs(limitsOf(chatId, sendClass), chats.get(chatId) ?? [], nowMs),
    begin({ chatId }, nowMs) {
      forgetIdle(nowMs);
      chats.set(chatId, [...(chats.get(chatId) ?? []), nowMs].slice(-depth));
      // The next one arrives a whole window after this one did, whenever that was.
      return (answeredAtMs) => {
        const sentMs = chats.get(chatId) ?? [];
        const at = sentMs.lastIndexOf(nowMs);
        const others = at === -1 ? sentMs : sentMs.toSpliced(at, 1);
        chats.set(chatId, [...others, answeredAtMs].sort((a, b) => a - b).slice(-depth));
      };
    },
  };
}
