import type { BookCandle } from './book-candle.ts';

/** Intervals of the venue that have a fixed length; seconds, weeks and months are not served here. */
const INTERVAL_MS: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '3m': 180_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
  '2h': 7_200_000,
  '4h': 14_400_000,
  '6h': 21_600_000,
  '8h': 28_800_000,
  '12h': 43_200_000,
  '1d': 86_400_000,
};

const PARAMETERS = ['symbol', 'interval', 'startTime', 'endTime', 'limit'];
const DEFAULT_LIMIT = 500;
const MAX_LIMIT = 1_000;

/** The venue's error body. */
export interface VenueRefusal {
  readonly code: number;
  readonly msg: string;
}

export interface KlinesRequest {
  readonly marketId: string;
  readonly candleMs: number;
  readonly startTimeMs: number | null;
  readonly endTimeMs: number | null;
  /** Above 1,000 the venue silently gives 1,000. */
  readonly limit: number;
}

/** The request a query string makes, or the venue's words for what is wrong with it. */
export function parseKlinesQuery(
  query: URLSearchParams,
  knownIds: ReadonlySet<string>,
):
  | { readonly type: 'request'; readonly request: KlinesRequest }
  | { readonly type: 'refused'; readonly refusal: VenueRefusal } {
  const refusal = refusalOf(query, knownIds);
  if (refusal !== null) return { type: 'refused', refusal };
  const integer = (name: string): number | null => {
    const text = query.get(name);
    return text === null ? null : Number(text);
  };
  return {
    type: 'request',
    request: {
      marketId: query.get('symbol') ?? '',
      candleMs: INTERVAL_MS[query.get('interval') ?? ''] ?? 0,
      startTimeMs: integer('startTime'),
      endTimeMs: integer('endTime'),
      limit: Math.min(integer('limit') ?? DEFAULT_LIMIT, MAX_LIMIT),
    },
  };
}

function refusalOf(query: URLSearchParams, knownIds: ReadonlySet<string>): VenueRefusal | null {
  const names = [...query.keys()];
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) return { code: -1101, msg: `Duplicate values for parameter '${repeated}'.` };
  const read = names.filter((name) => PARAMETERS.includes(name)).length;
  if (read < names.length) {
    return {
      code: -1104,
      msg: `Not all sent parameters were read; read '${read}' parameter(s) but was sent '${names.length}'.`,
    };
  }
  for (const name of ['symbol', 'interval']) {
    if ((query.get(name) ?? '') === '') {
      return { code: -1102, msg: `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.` };
    }
  }
  const symbol = query.get('symbol') ?? '';
  if (!/^[A-Z0-9-_.]{1,20}$/.test(symbol)) return illegal('symbol', '^[A-Z0-9-_.]{1,20}$');
  if (!knownIds.has(symbol)) return { code: -1121, msg: 'Invalid symbol.' };
  if (!Object.hasOwn(INTERVAL_MS, query.get('interval') ?? '')) return { code: -1120, msg: 'Invalid interval.' };
  for (const name of ['startTime', 'endTime', 'limit']) {
    const value = query.get(name);
    if (value !== null && !/^[0-9]{1,20}$/.test(value)) return illegal(name, '^[0-9]{1,20}$');
  }
  return Number(query.get('limit') ?? DEFAULT_LIMIT) === 0
    ? { code: -1130, msg: "Data sent for parameter 'limit' is not valid." }
    : null;
}

function illegal(name: string, range: string): VenueRefusal {
  return { code: -1100, msg: `Illegal characters found in parameter '${name}'; legal range is '${range}'.` };
}

/**
 * One row of the venue's answer, 12 columns. The quote volumes are the base volumes at the candle's typical price and the
 * number of trades is 0, because recordings do not carry them.
 */
export function klineRow(candle: BookCandle, candleMs: number): readonly (number | string)[] {
  const typical = (candle.open + candle.high + candle.low + candle.close) / 4;
  return [
    candle.openTimeMs,
    decimal(candle.open),
    decimal(candle.high),
    decimal(candle.low),
    decimal(candle.close),
    decimal(candle.volume),
    candle.openTimeMs + candleMs - 1,
    (candle.volume * typical).toFixed(8),
    0,
    decimal(candle.takerBuyVolume),
    (candle.takerBuyVolume * typical).toFixed(8),
    '0',
  ];
}

/** Every digit of a number, and at least eight decimals: what is read back is what was recorded. */
function decimal(value: number): string {
  const text = String(value);
  const plain = text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text;
  const [whole = '0', fraction = ''] = plain.split('.');
  return `${whole}.${fraction.padEnd(8, '0')}`;
}
