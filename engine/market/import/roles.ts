import { CandleFileError } from '../csv/candle-file-error.ts';
import { printable } from '../printable.ts';
import { type NamedRole, PRICES, type Role } from './role.ts';
import { fallbackCloseOf, isCloseTimeName, isCurrency, isTimeName, normalName, ROLE_OF_NAME } from './role-names.ts';

const VOLUMES: ReadonlySet<Role> = new Set<Role>(['volume', 'quoteVolume', 'takerBuyVolume', 'tickVolume', 'amount']);

/** The role of every column by its name, null for one that is not read. "time" may come several times: the cells decide. */
export function rolesOfNames(names: readonly string[], symbol: string): readonly (Role | null)[] {
  const plain = names.map(normalName);
  const [base = '', quote = ''] = symbol.toLowerCase().split(/[/:]/);
  const roles = plain.map((name, field): NamedRole | null => {
    if (names[field]?.includes('%') === true) return null;
    if (isTimeName(name)) return 'time';
    if (isCloseTimeName(name)) return 'closeTime';
    return ROLE_OF_NAME.get(name) ?? pricedIn(name, plain, quote) ?? volumeIn(name, base, quote);
  });
  const closeField = roles.includes('close') ? -1 : fallbackCloseOf(plain);
  const closed = roles.map((role, field) => (field === closeField ? ('close' as const) : role));
  return oneSided(withSingleVolumes(closed));
}

/** "volume_btc", "vol. usdt": a volume in the currency of the name. */
function volumeIn(name: string, base: string, quote: string): Role | null {
  const currency =
    /^(?:vol(?:ume)?)_([a-z0-9]{2,10})$/.exec(name)?.[1] ?? /^([a-z0-9]{2,10})_vol(?:ume)?$/.exec(name)?.[1];
  if (currency === undefined) return null;
  if (currency === base || (currency === 'xbt' && base === 'btc')) return 'volume';
  return currency === quote || isCurrency(currency) ? 'quoteVolume' : null;
}

/** "open_usd" next to "open_cny": the price in the pair's own quote, else the only one there is. */
function pricedIn(name: string, all: readonly string[], quote: string): Role | null {
  const [, price, currency = ''] = /^(open|high|low|close)_([a-z0-9]{3,5})$/.exec(name) ?? [];
  if (price === undefined || !(currency === quote || isCurrency(currency))) return null;
  const rivals = all.filter(
    (other) => other !== name && other.startsWith(`${price}_`) && isCurrency(other.slice(price.length + 1)),
  );
  return (currency === quote || rivals.length === 0) && !all.includes(price)
    ? (PRICES.find((role) => role === price) ?? null)
    : null;
}

/** Prices of the bid alone, or of the ask alone, are prices; next to plain ones or the other side they are not needed. */
function oneSided(roles: readonly (Role | null)[]): readonly (Role | null)[] {
  if (isQuoted(roles)) return roles;
  const hasPlain = PRICES.some((price) => roles.includes(price));
  const side = (['bid', 'ask'] as const).find((each) => PRICES.every((price) => roles.includes(`${each}_${price}`)));
  return roles.map((role) => {
    const [, of, price] = /^(bid|ask)_(\w+)$/.exec(role ?? '') ?? [];
    if (of === undefined) return role;
    return !hasPlain && of === side ? (PRICES.find((each) => each === price) ?? null) : null;
  });
}

/** "Volume BTC" next to "Volume": the one without a name is the other one. Of volumes of one kind the first is read. */
function withSingleVolumes(roles: readonly (NamedRole | null)[]): readonly (Role | null)[] {
  const nameless: Role = roles.includes('volume') ? 'quoteVolume' : 'volume';
  const taken = new Set<Role>(roles.includes('quoteVolume') && nameless === 'quoteVolume' ? ['quoteVolume'] : []);
  return roles.map((named): Role | null => {
    const role = named === 'namelessVolume' ? nameless : named;
    if (role === null || !VOLUMES.has(role)) return role;
    if (taken.has(role) && named !== 'quoteVolume') return null;
    taken.add(role);
    return role;
  });
}

/** Whether the roles make candles: a time and four prices, or bid and ask prices. */
export function makesCandles(roles: readonly (Role | null)[]): boolean {
  return (roles.includes('time') || roles.includes('closeTime')) && hasPrices(roles);
}

/** Whether four prices are there, of one kind or as bid and ask. */
export function hasPrices(roles: readonly (Role | null)[]): boolean {
  return PRICES.every((price) => roles.includes(price)) || isQuoted(roles);
}

/** Whether a file has bid and ask prices rather than one price. */
export function isQuoted(roles: readonly (Role | null)[]): boolean {
  return PRICES.every((price) => roles.includes(`bid_${price}`) && roles.includes(`ask_${price}`));
}

/** Throws CandleFileError when two columns claim one role (times apart). */
export function refuseDoubles(roles: readonly (Role | null)[], names: readonly string[], file: string): void {
  roles.forEach((role, field) => {
    const first = roles.indexOf(role);
    if (role === null || role === 'time' || role === 'closeTime' || first === field) return;
    const [one, other] = [names[first], names[field]].map((name) => printable(name ?? '', 30));
    throw new CandleFileError(
      `${file}: expected one ${role} column, were "${one}" and "${other}"; say which with --columns`,
    );
  });
}
