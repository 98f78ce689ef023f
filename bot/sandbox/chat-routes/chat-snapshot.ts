import type { WorldSnapshot } from '../telegram/world.ts';

/** What the ribbon of the page shows of the market behind the chat. */
export interface SandboxNotice {
  /** "recorded Binance candles, BTC/USDT and ETH/USDT". */
  readonly market: string;
  readonly source: 'live' | 'recorded' | 'simulated';
  /** Virtual milliseconds per wall millisecond. */
  readonly speed: number;
  /** Set when the recorded candles have ended: a sentence with how to start over. */
  readonly ended: string | null;
  /** Set while the first days, or time that somebody lets pass, are fast-forwarded: until which virtual time. */
  readonly catchingUp?: { readonly untilMs: number } | null;
}

/** What the page reads at /chat/api/snapshot. */
export interface ChatSnapshot extends WorldSnapshot {
  readonly notice: SandboxNotice | null;
  /** Whether the clock is the page's to move. */
  readonly canLetTimePass: boolean;
}

/** Data of the event `clock` at /chat/api/events. */
export interface ClockEvent {
  readonly nowMs: number;
  readonly hasEnded: boolean;
  readonly isCatchingUp: boolean;
}
