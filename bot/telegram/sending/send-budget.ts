/** At most `count` sends in any stretch of `windowMs`. */
export interface SendLimit {
  readonly count: number;
  readonly windowMs: number;
}

export interface SendLimits {
  readonly bot: SendLimit;
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
  group: [
    { count: 1, windowMs: 1_000 },
    { count: 20, windowMs: 60_000 },
  ],
  person: [{ count: 1, windowMs: 1_000 }],
  answer: [{ count: 4, windowMs: 4_000 }],
};

/** Who is sent first where the token's limit is used up, most urgent first. */
export const SEND_CLASSES = ['answer', 'post', 'edit', 'alert', 'broadcast'] as const;
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
  /** As given to reserveMs. */
  readonly key: string;
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
  /** When a send that has to wait for its chat may hope to go, in the order of first asking. It may have to ask again. */
  reserveMs(chatId: number, key: string, nowMs: number): number;
  /** Counts a call that starts now; the returned function is told when its answer came. */
  begin(send: SendStart, nowMs: number): (answeredAtMs: number) => void;
  /** Somebody of this class waits: until the returned function is called, no less urgent class is let in. */
  wait(sendClass: SendClass): () => void;
  /** Nothing may be sent before this time. */
  stopUntil(timeMs: number): void;
}

interface Call {
  readonly startMs: number;
  /** Null while under way. */
  answeredMs: number | null;
}

interface ChatBucket {
  readonly sentMs: readonly number[];
  readonly waiting: readonly { readonly key: string; readonly slotMs: number }[];
}

const EMPTY: ChatBucket = { sentMs: [], waiting: [] };
/** How many of the last round trips the fastest is taken of. */
const REMEMBERED_TRIPS = 64;
/** What is not an answer may be so many sends ahead of an even pace: the rest is spread, so that an answer finds a slot at once. */
const BURST = 15;
/** A later call may be faster on its way than any before. */
const MARGIN_MS = 10;
/** A less urgent class looks again after so long. */
const YIELD_MS = 5;

/** A budget in which nothing was sent yet. */
export function createSendBudget(limits: SendLimits = TELEGRAM_LIMITS): SendBudget {
  const bot = botBudget(limits.bot);
  const chats = chatBudget(limits);
  return {
    ...{ ...bot, ...chats },
    begin(send, nowMs) {
      const ends = [bot.begin(send, nowMs), chats.begin(send, nowMs)];
      return (answeredAtMs) => {
        for (const end of ends) end(answeredAtMs);
      };
    },
  };
}

type BotBudget = Pick<SendBudget, 'botFreeAtMs' | 'room' | 'wait' | 'stopUntil' | 'begin'>;

/**
 * When a call arrived at Telegram is known only to lie between its start and its answer. Counted from the answer it is safe, and at a
 * round trip of 400 ms gives away three tenths of the limit. So each call counts from its answer less the fastest recent round trip:
 * exact while round trips are even, and as late as the call itself where one was held up.
 */
function botBudget({ count, windowMs }: SendLimit): BotBudget {
  const gapMs = windowMs / count;
  const trips: number[] = [];
  const waiting = new Map<SendClass, number>();
  let calls: readonly Call[] = [];
  let stoppedUntilMs = Number.NEGATIVE_INFINITY;
  let evenMs = Number.NEGATIVE_INFINITY;
  const fastestMs = (): number => (trips.length === 0 ? 0 : Math.min(...trips));
  const countedMs = ({ startMs, answeredMs }: Call, nowMs: number): number =>
    Math.max(startMs, (answeredMs ?? nowMs) - fastestMs()) + Math.min(MARGIN_MS, fastestMs());
  const counted = (nowMs: number): readonly number[] =>
    calls.map((call) => countedMs(call, nowMs)).sort((a, b) => a - b);

  const isWaitedFor = (sendClass: SendClass): boolean =>
    SEND_CLASSES.slice(0, SEND_CLASSES.indexOf(sendClass)).some((more) => (waiting.get(more) ?? 0) > 0);
  const paceMs = (sendClass: SendClass): number =>
    sendClass === 'answer' ? Number.NEGATIVE_INFINITY : evenMs - (BURST - 1) * gapMs;

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
      const even = sendClass === 'answer' ? count : BURST - Math.ceil(Math.max(0, evenMs - nowMs) / gapMs);
      return Math.max(0, Math.min(count - used, Math.max(1, even)));
    },
    begin(_send, nowMs) {
      const call: Call = { startMs: nowMs, answeredMs: null };
      // What is older than any window and answered limits nothing any more.
      const aliveMs = nowMs - windowMs - fastestMs();
      calls = [...calls.filter(({ answeredMs }) => answeredMs === null || answeredMs > aliveMs), call];
      evenMs = Math.max(evenMs, nowMs) + gapMs;
      return (answeredAtMs) => {
        call.answeredMs = answeredAtMs;
        trips.push(answeredAtMs - nowMs);
        if (trips.length > REMEMBERED_TRIPS) trips.shift();
      };
    },
    wait(sendClass) {
      waiting.set(sendClass, (waiting.get(sendClass) ?? 0) + 1);
      return () => void waiting.set(sendClass, (waiting.get(sendClass) ?? 0) - 1);
    },
    stopUntil(timeMs) {
      stoppedUntilMs = Math.max(stoppedUntilMs, timeMs);
    },
  };
}

function chatBudget(limits: SendLimits): Pick<SendBudget, 'chatFreeAtMs' | 'reserveMs' | 'begin'> {
  const limitsOf = (chatId: number, sendClass: SendClass): readonly SendLimit[] =>
    chatId < 0 ? limits.group : sendClass === 'answer' ? limits.answer : limits.person;
  const all = [...limits.group, ...limits.person, ...limits.answer];
  const depth = Math.max(...all.map(({ count }) => count));
  const memoryMs = Math.max(...all.map(({ windowMs }) => windowMs));
  const chats = new Map<number, ChatBucket>();
  let cleanedMs = Number.NEGATIVE_INFINITY;

  const forgetIdle = (nowMs: number): void => {
    if (nowMs - cleanedMs < memoryMs) return;
    cleanedMs = nowMs;
    for (const [id, { sentMs, waiting }] of chats)
      if (Math.max(sentMs.at(-1) ?? 0, waiting.at(-1)?.slotMs ?? 0) < nowMs - memoryMs) chats.delete(id);
  };
  const change = (chatId: number, of: (bucket: ChatBucket) => ChatBucket): void => {
    chats.set(chatId, of(chats.get(chatId) ?? EMPTY));
  };

  return {
    chatFreeAtMs: (chatId, nowMs, sendClass) =>
      freeAtMs(limitsOf(chatId, sendClass), (chats.get(chatId) ?? EMPTY).sentMs, nowMs),
    reserveMs(chatId, key, nowMs) {
      const { sentMs, waiting } = chats.get(chatId) ?? EMPTY;
      const own = limitsOf(chatId, 'post');
      // What did not come back for its slot has expired or gone to another process.
      const alive = waiting.filter((wait) => wait.key === key || wait.slotMs > nowMs - memoryMs);
      const place = alive.findIndex((wait) => wait.key === key);
      const ahead = place === -1 ? alive.length : place;
      let times = sentMs;
      for (let index = 0; index < ahead; index += 1) times = [...times, freeAtMs(own, times, nowMs)].slice(-depth);
      const slotMs = freeAtMs(own, times, nowMs);
      chats.set(chatId, { sentMs, waiting: [...alive.slice(0, ahead), { key, slotMs }, ...alive.slice(ahead + 1)] });
      return slotMs;
    },
    begin({ chatId, key }, nowMs) {
      forgetIdle(nowMs);
      change(chatId, ({ sentMs, waiting }) => ({
        sentMs: [...sentMs, nowMs].slice(-depth),
        waiting: waiting.filter((wait) => wait.key !== key),
      }));
      // The next one arrives a whole window after this one did, whenever that was.
      return (answeredAtMs) =>
        change(chatId, ({ sentMs, waiting }) => {
          const at = sentMs.lastIndexOf(nowMs);
          const others = at === -1 ? sentMs : sentMs.toSpliced(at, 1);
          return { sentMs: [...others, answeredAtMs].sort((a, b) => a - b).slice(-depth), waiting };
        });
    },
  };
}
