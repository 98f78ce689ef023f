import type { Random } from '../../../engine/random.ts';
import type { ExchangeFate } from './simulated-exchange.ts';
import type { CallFate } from './simulated-telegram.ts';

/** How a call to the database goes wrong: it fails before or after it took effect, is slow, or is never answered. */
export type DatabaseFate = 'cut' | 'answer-lost' | 'slow' | 'blackholed';

/** Every kind of fault there is, by the name under which a run counts it. */
export const FAULT_KINDS = [
  ...['database cut', 'database answer-lost', 'database slow', 'database blackholed'],
  ...['telegram 429', 'telegram 500', 'telegram 403', 'telegram reset before', 'telegram reset after'],
  ...['telegram refused', 'telegram slow'],
  ...['exchange late', 'exchange timeout', 'exchange off', 'exchange refused', 'exchange duplicate'],
  ...['exchange unordered', 'exchange absurd', 'exchange off-grid', 'exchange missing', 'exchange revised'],
  ...['exchange unreadable', 'exchange blocked'],
  ...['disk full', 'clock jump', 'process killed', 'process paused'],
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** How often each kind of fault strikes, as shares of calls; 0 without faults. */
export interface FaultRates {
  readonly database: number;
  readonly telegram: number;
  /** Only this kind of fault; absent: all. */
  readonly only?: FaultKind;
  readonly exchange: number;
}

export interface Chance {
  database(): DatabaseFate | null;
  telegram(method: string): CallFate | null;
  /** Of an answer that has so many candles. */
  exchange(candles: number): ExchangeFate | null;
}

const DATABASE: readonly DatabaseFate[] = ['cut', 'answer-lost', 'slow', 'blackholed'];
const EXCHANGE: readonly ExchangeFate[] = [
  ...(['late', 'timeout', 'off', 'refused', 'duplicate', 'unordered', 'absurd', 'off-grid'] as const),
  ...(['missing', 'revised', 'unreadable', 'blocked'] as const),
];
const TELEGRAM: readonly { readonly kind: FaultKind; readonly fate: CallFate }[] = [
  { kind: 'telegram 429', fate: { type: 'answer', code: 429, retryAfterSeconds: 7 } },
  { kind: 'telegram 500', fate: { type: 'answer', code: 502 } },
  { kind: 'telegram 403', fate: { type: 'answer', code: 403 } },
  { kind: 'telegram reset before', fate: { type: 'reset', effect: false } },
  { kind: 'telegram reset after', fate: { type: 'reset', effect: true } },
  { kind: 'telegram refused', fate: { type: 'refused' } },
  { kind: 'telegram slow', fate: { type: 'slow', ms: 30_000 } },
];

/** Faults drawn from a seed while they are let; `count` hears of each. */
export function createChance(random: Random, ratesNow: () => FaultRates, count: (kind: FaultKind) => void): Chance {
  const pick = <T>(all: readonly T[], kindOf: (each: T) => string): T | undefined => {
    const { only } = ratesNow();
    const wanted = only === undefined ? all : all.filter((each) => kindOf(each) === only);
    return wanted[Math.floor(random() * wanted.length)];
  };
  return {
    database() {
      if (random() >= ratesNow().database) return null;
      const fate = pick(DATABASE, (each) => `database ${each}`) ?? null;
      if (fate !== null) count(`database ${fate}`);
      return fate;
    },
    telegram(method) {
      if (random() >= ratesNow().telegram) return null;
      const found = pick(TELEGRAM, ({ kind }) => kind);
      // A person who blocks the bot is one thing; a poll or a question about money is never forbidden.
      if (found === undefined || (found.kind === 'telegram 403' && method !== 'sendMessage')) return null;
      count(found.kind);
      return found.fate;
    },
    exchange(candles) {
      if (random() >= ratesNow().exchange) return null;
      const possible = candles > 1 ? EXCHANGE : EXCHANGE.filter((each) => each !== 'missing' && each !== 'revised');
      const fate = pick(possible, (each) => `exchange ${each}`) ?? null;
      if (fate !== null) count(`exchange ${fate}`);
      return fate;
    },
  };
}

export const NO_FAULTS: FaultRates = { database: 0, telegram: 0, exchange: 0 };
