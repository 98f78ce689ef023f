import type { BookCandle } from './book-candle.ts';

/** Ways in which one answer goes wrong. Each strikes the next `times` requests to `path` (once, any path, unless given). */
export type AnswerFault =
  | { readonly type: 'rate-limited'; readonly status: 429 | 418; readonly retryAfterSeconds: number }
  | { readonly type: 'geo-blocked' }
  | { readonly type: 'server-error'; readonly status: 500 | 502 | 503 | 504 }
  | { readonly type: 'maintenance' }
  | { readonly type: 'bad-symbol' }
  /** Any error body: the venue's own code and message under a status. */
  | { readonly type: 'refused'; readonly status: number; readonly code: number; readonly message: string }
  | { readonly type: 'html'; readonly status: number }
  | { readonly type: 'truncated' }
  | { readonly type: 'empty' }
  /** No answer at all. */
  | { readonly type: 'hang' }
  /** Headers and half the body, then nothing. */
  | { readonly type: 'stall' }
  | { readonly type: 'reset' };

/** Ways in which the data is wrong. They last until removed. */
export type DataFault =
  /** Candles arrive this much later than they close. */
  | { readonly type: 'late'; readonly byMs: number }
  | { readonly type: 'clock-skew'; readonly byMs: number }
  | { readonly type: 'missing'; readonly openTimeMs: number }
  | { readonly type: 'duplicate'; readonly openTimeMs: number }
  | { readonly type: 'revised'; readonly openTimeMs: number; readonly close: number }
  | { readonly type: 'off-grid'; readonly openTimeMs: number; readonly byMs: number }
  | { readonly type: 'absurd'; readonly openTimeMs: number; readonly factor: number };

/** How often an answer goes wrong, and at which path ("klines", "time", …). */
export type StrikingFault = AnswerFault & { readonly times?: number; readonly path?: string };

export type Fault = StrikingFault | (DataFault & { readonly symbol?: string });

export interface FaultBox {
  /** Returns how to take the fault back. */
  inject(fault: Fault): () => void;
  /** The fault that strikes a request to this path, counted. */
  strike(path: string): AnswerFault | null;
  lateByMs(symbol: string): number;
  clockSkewMs(): number;
  /** The candles of a symbol with every wrong one put in. */
  spoil(symbol: string, candles: readonly BookCandle[]): readonly BookCandle[];
}

const DATA_FAULTS = ['late', 'clock-skew', 'missing', 'duplicate', 'revised', 'off-grid', 'absurd'];

export function createFaultBox(): FaultBox {
  const answers = new Set<{ readonly fault: AnswerFault; readonly path: string | null; left: number }>();
  const data = new Set<DataFault & { readonly symbol?: string }>();
  const total = (type: 'late' | 'clock-skew', symbol?: string): number =>
    [...data].reduce((sum, fault) => {
      const concerns = fault.symbol === undefined || symbol === undefined || fault.symbol === symbol;
      return fault.type === type && concerns && 'byMs' in fault ? sum + fault.byMs : sum;
    }, 0);
  return {
    inject(fault) {
      if (isDataFault(fault)) {
        data.add(fault);
        return () => data.delete(fault);
      }
      const entry = { fault, path: fault.path ?? null, left: fault.times ?? 1 };
      answers.add(entry);
      return () => answers.delete(entry);
    },
    strike(path) {
      const entry = [...answers].find((candidate) => candidate.path === null || candidate.path === path);
      if (entry === undefined) return null;
      entry.left -= 1;
      if (entry.left <= 0) answers.delete(entry);
      return entry.fault;
    },
    lateByMs: (symbol) => total('late', symbol),
    clockSkewMs: () => total('clock-skew'),
    spoil: (symbol, candles) =>
      [...data]
        .filter((fault) => fault.symbol === undefined || fault.symbol === symbol)
        .reduce<readonly BookCandle[]>((spoilt, fault) => spoilt.flatMap((candle) => spoilOne(candle, fault)), candles),
  };
}

function isDataFault(fault: Fault): fault is DataFault & { readonly symbol?: string } {
  return DATA_FAULTS.includes(fault.type);
}

function spoilOne(candle: BookCandle, fault: DataFault): readonly BookCandle[] {
  if (!('openTimeMs' in fault) || fault.openTimeMs !== candle.openTimeMs) return [candle];
  switch (fault.type) {
    case 'missing':
      return [];
    case 'duplicate':
      return [candle, candle];
    case 'revised': {
      const { close } = fault;
      return [{ ...candle, close, high: Math.max(candle.high, close), low: Math.min(candle.low, close) }];
    }
    case 'off-grid':
      return [{ ...candle, openTimeMs: candle.openTimeMs + fault.byMs }];
    case 'absurd': {
      const close = candle.close * fault.factor;
      return [{ ...candle, close, high: Math.max(candle.high, close), low: Math.min(candle.low, close) }];
    }
  }
}
