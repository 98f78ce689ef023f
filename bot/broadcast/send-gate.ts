/** At most `count` sends in any stretch of `windowMs`. */
export interface SendLimit {
  readonly count: number;
  readonly windowMs: number;
}

export interface SendLimits {
  readonly bot: readonly SendLimit[];
  readonly chat: readonly SendLimit[];
}

/** What Telegram allows without paying: about 30/s for a bot, 1/s for a chat, 20/min for a group or channel. */
export const TELEGRAM_LIMITS: SendLimits = {
  bot: [{ count: 30, windowMs: 1_000 }],
  chat: [
    { count: 1, windowMs: 1_000 },
    { count: 20, windowMs: 60_000 },
  ],
};

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

/** The bucket of one bot and of each of its chats, in the clock's time. `key` names one send through its waiting. */
export interface SendGate {
  botFreeAtMs(nowMs: number): number;
  chatFreeAtMs(chatId: number, nowMs: number): number;
  /** When a send that has to wait for its chat may hope to go, in the order of first asking. It may have to ask again. */
  reserveMs(chatId: number, key: string, nowMs: number): number;
  /** Counts a send. Call it with the time of the answer, so that the next one arrives a whole window after this one did. */
  record(chatId: number, key: string, answeredAtMs: number): void;
  /** Nothing may be sent before this time. */
  stopUntil(timeMs: number): void;
}

interface ChatBucket {
  readonly sentMs: readonly number[];
  readonly waiting: readonly { readonly key: string; readonly slotMs: number }[];
}

const EMPTY: ChatBucket = { sentMs: [], waiting: [] };

export function createSendGate(limits: SendLimits = TELEGRAM_LIMITS): SendGate {
  const depthOf = (all: readonly SendLimit[]): number => Math.max(...all.map((limit) => limit.count));
  const memoryMs = Math.max(...limits.chat.map((limit) => limit.windowMs));
  let botSentMs: readonly number[] = [];
  let stoppedUntilMs = Number.NEGATIVE_INFINITY;
  const chats = new Map<number, ChatBucket>();

  return {
    botFreeAtMs: (nowMs) => Math.max(stoppedUntilMs, freeAtMs(limits.bot, botSentMs, nowMs)),
    chatFreeAtMs: (chatId, nowMs) => freeAtMs(limits.chat, (chats.get(chatId) ?? EMPTY).sentMs, nowMs),
    reserveMs(chatId, key, nowMs) {
      const { sentMs, waiting } = chats.get(chatId) ?? EMPTY;
      // What did not come back for its slot has expired or gone to another process.
      const alive = waiting.filter((wait) => wait.key === key || wait.slotMs > nowMs - memoryMs);
      const place = alive.findIndex((wait) => wait.key === key);
      const ahead = place === -1 ? alive.length : place;
      let times = sentMs;
      for (let index = 0; index < ahead; index += 1) {
        times = [...times, freeAtMs(limits.chat, times, nowMs)].slice(-depthOf(limits.chat));
      }
      const own = { key, slotMs: freeAtMs(limits.chat, times, nowMs) };
      chats.set(chatId, { sentMs, waiting: [...alive.slice(0, ahead), own, ...alive.slice(ahead + 1)] });
      return own.slotMs;
    },
    record(chatId, key, answeredAtMs) {
      botSentMs = [...botSentMs, answeredAtMs].slice(-depthOf(limits.bot));
      const { sentMs, waiting } = chats.get(chatId) ?? EMPTY;
      chats.set(chatId, {
        sentMs: [...sentMs, answeredAtMs].slice(-depthOf(limits.chat)),
        waiting: waiting.filter((wait) => wait.key !== key),
      });
      for (const [id, chat] of chats) {
        if (Math.max(chat.sentMs.at(-1) ?? 0, chat.waiting.at(-1)?.slotMs ?? 0) < answeredAtMs - memoryMs) {
          chats.delete(id);
        }
      }
    },
    stopUntil(timeMs) {
      stoppedUntilMs = Math.max(stoppedUntilMs, timeMs);
    },
  };
}
