/** Telegram's sending limits; times are the sandbox clock's. Infinity switches one off. */
export interface SendingLimits {
  /** Messages a second into one chat, after a burst of `perChatBurst`. */
  readonly perChatPerSecond: number;
  readonly perChatBurst: number;
  /** Messages in any 60 seconds into one channel. */
  readonly perChannelPerMinute: number;
  /** Messages in any second into all chats. */
  readonly overallPerSecond: number;
  /** Messages in any second that the bot's balance pays for; no other limit counts them. */
  readonly paidPerSecond: number;
}

/** About 1/s per chat with Telegram's tolerance for short bursts, 20 a minute per channel, 30/s overall. */
export const TELEGRAM_LIMITS: SendingLimits = {
  perChatPerSecond: 1,
  perChatBurst: 5,
  perChannelPerMinute: 20,
  overallPerSecond: 30,
  paidPerSecond: 1_000,
};

export interface SendingLimiter {
  /** Counts one message; or returns the seconds to wait and counts nothing. */
  take(chatId: number, isChannel: boolean, nowMs: number): number | null;
  /** As take, for an edit: it counts as a message in a channel; in a private chat it counts for the bot alone. */
  takeEdit(chatId: number, isChannel: boolean, nowMs: number): number | null;
  /** As take, for a message that the bot's balance pays for. */
  takePaid(nowMs: number): number | null;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

const IDLE_BUCKETS = 10_000;

/** Counts in memory: a restart forgives, as Telegram's own counters would not; 429 is only ever a matter of a minute. */
export function createSendingLimiter(limits: SendingLimits): SendingLimiter {
  const chats = new Map<number, Bucket>();
  const channels = new Map<number, number[]>();
  const overall: number[] = [];
  const paid: number[] = [];
  const take = (chatId: number | null, isChannel: boolean, nowMs: number): number | null => {
    const posts = isChannel && chatId !== null ? timesOf(channels, chatId) : [];
    forget(overall, nowMs - 1000);
    forget(posts, nowMs - 60_000);
    const bucket = refill(chatId === null ? undefined : chats.get(chatId), limits, nowMs);
    const waits = [
      windowWait(overall, { limit: limits.overallPerSecond, windowMs: 1000 }, nowMs),
      isChannel ? windowWait(posts, { limit: limits.perChannelPerMinute, windowMs: 60_000 }, nowMs) : 0,
      bucket.tokens >= 1 ? 0 : ((1 - bucket.tokens) / limits.perChatPerSecond) * 1000,
    ];
    const waitMs = Math.max(...waits);
    if (waitMs > 0) return Math.max(1, Math.ceil(waitMs / 1000));
    if (Number.isFinite(limits.overallPerSecond)) overall.push(nowMs);
    if (Number.isFinite(limits.perChannelPerMinute)) posts.push(nowMs);
    if (chatId !== null) chats.set(chatId, { tokens: bucket.tokens - 1, atMs: nowMs });
    if (chats.size > IDLE_BUCKETS) forgetFull(chats, limits, nowMs);
    return null;
  };
  return {
    take,
    takePaid(nowMs) {
      forget(paid, nowMs - 1000);
      const waitMs = windowWait(paid, { limit: limits.paidPerSecond, windowMs: 1000 }, nowMs);
      if (waitMs > 0) return Math.max(1, Math.ceil(waitMs / 1000));
      paid.push(nowMs);
      return null;
    },
    takeEdit: (chatId, isChannel, nowMs) => take(isChannel ? chatId : null, isChannel, nowMs),
  };
}

function timesOf(channels: Map<number, number[]>, chatId: number): number[] {
  const found = channels.get(chatId);
  if (found !== undefined) return found;
  const made: number[] = [];
  channels.set(chatId, made);
  return made;
}

/** Drops the times up to this one, oldest first. */
function forget(times: number[], untilMs: number): void {
  let gone = 0;
  while ((times[gone] ?? Number.POSITIVE_INFINITY) <= untilMs) gone += 1;
  if (gone > 0) times.splice(0, gone);
}

function refill(bucket: Bucket | undefined, limits: SendingLimits, nowMs: number): Bucket {
  if (bucket === undefined) return { tokens: limits.perChatBurst, atMs: nowMs };
  const elapsedMs = Math.max(0, nowMs - bucket.atMs);
  // Infinity × 0 is not a number: an unlimited chat is always full.
  const gained = limits.perChatPerSecond === Number.POSITIVE_INFINITY ? limits.perChatBurst : limits.perChatPerSecond;
  return { tokens: Math.min(limits.perChatBurst, bucket.tokens + (elapsedMs / 1000) * gained), atMs: nowMs };
}

interface Allowance {
  readonly limit: number;
  readonly windowMs: number;
}

function windowWait(times: readonly number[], { limit, windowMs }: Allowance, nowMs: number): number {
  if (times.length < limit) return 0;
  const first = times[times.length - limit];
  return first === undefined ? 0 : Math.max(1, first + windowMs - nowMs);
}

function forgetFull(chats: Map<number, Bucket>, limits: SendingLimits, nowMs: number): void {
  for (const [chatId, bucket] of chats) {
    if (refill(bucket, limits, nowMs).tokens >= limits.perChatBurst) chats.delete(chatId);
  }
}
