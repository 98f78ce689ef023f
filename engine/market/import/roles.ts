import { CandleFileError } from '../read-csv.ts';

/** What a column of a file holds. */
export type Role =
  | 'time'
  | 'open'
  | 'high'
  | 'low'
  | 'close'
  | 'volume'
  | 'quoteVolume'
  | 'takerBuyVolume'
  | `${'bid' | 'ask'}_${'open' | 'high' | 'low' | 'close'}`;

export const PRICES = ['open', 'high', 'low', 'close'] as const;

const TIMES = new Set(
  'time timestamp unix date datetime date_time open_time opentime start start_time t ts'.split(' '),
);
const PLAIN: Readonly<Record<string, Role>> = {
  open: 'open',
  o: 'open',
  high: 'high',
  h: 'high',
  low: 'low',
  l: 'low',
  close: 'close',
  c: 'close',
  volumefrom: 'volume',
  base_volume: 'volume',
  tick_volume: 'volume',
  tickvol: 'volume',
  volumeto: 'quoteVolume',
  quote_volume: 'quoteVolume',
  quote_asset_volume: 'quoteVolume',
  quotevolume: 'quoteVolume',
  taker_buy_volume: 'takerBuyVolume',
  taker_buy_base_volume: 'takerBuyVolume',
  taker_buy_base_asset_volume: 'takerBuyVolume',
};
const UNNAMED_VOLUME = new Set(['volume', 'vol', 'v']);

/** The role of every column by its name, null for one that is not read. "time" may come several times: the cells decide. */
export function rolesOfNames(names: readonly string[], symbol: string): readonly (Role | null)[] {
  const plain = names.map((name) => normal(name));
  const [base = ''] = symbol.toLowerCase().split(/[/:]/);
  const named = (name: string): string | null => /^vol(?:ume)?_(\w+)$/.exec(name)?.[1] ?? null;
  const baseIsNamed = plain.some((name) => named(name) === base || PLAIN[name] === 'volume');
  return plain.map((name) => {
    if (TIMES.has(name)) return 'time';
    if (Object.hasOwn(PLAIN, name)) return PLAIN[name] ?? null;
    if (/^(?:bid|ask)_(?:open|high|low|close)$/.test(name)) return name as Role;
    // "Volume BTC" beside "Volume", or "Volume" beside "Volume USD": the one without a name is the other one.
    if (UNNAMED_VOLUME.has(name)) return baseIsNamed ? 'quoteVolume' : 'volume';
    const currency = named(name);
    if (currency === null) return null;
    return currency === base ? 'volume' : 'quoteVolume';
  });
}

/** Whether the roles make candles: a time and four prices, or bid and ask prices. */
export function makesCandles(roles: readonly (Role | null)[]): boolean {
  return roles.includes('time') && (PRICES.every((price) => roles.includes(price)) || isQuoted(roles));
}

/** Whether a file has bid and ask prices rather than one price. */
export function isQuoted(roles: readonly (Role | null)[]): boolean {
  return PRICES.every((price) => roles.includes(`bid_${price}`) && roles.includes(`ask_${price}`));
}

/** Throws CandleFileError when two columns claim one role (times apart). */
export function refuseDoubles(roles: readonly (Role | null)[], names: readonly string[], file: string): void {
  roles.forEach((role, field) => {
    const first = roles.indexOf(role);
    if (role === null || role === 'time' || first === field) return;
    throw new CandleFileError(
      `${file}: expected one ${role} column, were "${names[first]}" and "${names[field]}"; say which with --columns`,
    );
  });
}

function normal(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^["<]+|[">]+$/g, '')
    .replace(/[^a-z0-9]+/g, '_');
}
