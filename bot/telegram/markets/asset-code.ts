/** What people call an asset, in lower case without accents, and the code that symbols use for it. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    BTC: 'bitcoin|xbt|₿',
    ETH: 'ether|ethereum|etherium',
    BCH: 'bitcoin cash|bitcoincash',
    ETC: 'ethereum classic|ethereumclassic',
    XRP: 'ripple',
    SOL: 'solana',
    DOGE: 'dogecoin|xdg',
    ADA: 'cardano',
    BNB: 'binance coin|binancecoin',
    LTC: 'litecoin',
    DOT: 'polkadot',
    AVAX: 'avalanche',
    LINK: 'chainlink',
    TRX: 'tron',
    POL: 'polygon|matic',
    XLM: 'stellar|lumens',
    TON: 'toncoin',
    SHIB: 'shiba|shiba inu|shibainu',
    UNI: 'uniswap',
    ATOM: 'cosmos',
    XMR: 'monero',
    ALGO: 'algorand',
    APT: 'aptos',
    ARB: 'arbitrum',
    OP: 'optimism',
    FIL: 'filecoin',
    NEAR: 'near protocol',
    HBAR: 'hedera',
    USDT: 'tether',
    USDC: 'usd coin|usdcoin',
    EUR: 'euro|euros|€',
    USD: 'dollar|dollars|us dollar|buck|$',
    GBP: 'pound|pounds|sterling|pound sterling|£',
    JPY: 'yen|japanese yen|¥',
    CHF: 'franc|swiss franc|swissie',
    AUD: 'aussie|australian dollar',
    NZD: 'kiwi|new zealand dollar',
    CAD: 'loonie|canadian dollar',
    CNH: 'yuan|renminbi',
    MXN: 'peso|mexican peso',
    TRY: 'lira|turkish lira',
    ZAR: 'rand',
    INR: 'rupee',
    PLN: 'zloty',
    SEK: 'swedish krona',
    NOK: 'norwegian krone',
    XAU: 'gold',
    XAG: 'silver',
    XPT: 'platinum',
    XPD: 'palladium',
  }).flatMap(([code, names]) => names.split('|').map((name) => [name, code] as const)),
);
const CODES: ReadonlySet<string> = new Set(NAMES.values());
/** Dollars, and coins that stand for one: "BTC/USD" means the pair that is followed. */
const DOLLARS: ReadonlySet<string> = new Set('USD USDT USDC BUSD FDUSD TUSD DAI PYUSD USDE'.split(' '));

/** The usual code of an asset: "XBT" and "bitcoin" are BTC; a code that nobody calls otherwise stays what it is. */
export function usualCode(asset: string): string {
  return NAMES.get(asset.toLowerCase()) ?? asset.toUpperCase();
}

/** The code of an asset that a word or phrase means, by name, or by a code that is common or among `codes`; else null. */
export function assetCode(phrase: string, codes: ReadonlySet<string>): string | null {
  const named = NAMES.get(phrase.toLowerCase());
  if (named !== undefined) return named;
  const code = phrase.toUpperCase();
  return codes.has(code) || CODES.has(code) || DOLLARS.has(code) ? code : null;
}

/** Codes whose names begin so: "bitc" is on the way to bitcoin. */
export function codesNamedLike(start: string): ReadonlySet<string> {
  return new Set([...NAMES].filter(([name]) => name.startsWith(start.toLowerCase())).map(([, code]) => code));
}

/** Whether two quotes are the same money to somebody who asks for a price. */
export function isSameMoney(one: string, other: string): boolean {
  return one === other || (DOLLARS.has(one) && DOLLARS.has(other));
}
