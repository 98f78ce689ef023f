import type { NamedRole } from './role.ts';

/**
 * Names of columns by what they hold, as exchanges, brokers and data sites write them; then those of investing.com, Stooq and bank
 * downloads in other languages. Compared as normalName makes them.
 */
const NAMES: readonly (readonly [NamedRole, string])[] = [
  ['open', 'open o opening opening_price open_price price_open opn first mid_o mid_open openprice o_price'],
  [
    'open',
    'eroffn eroffnung eroffnungskurs erster apertura abertura ouv ouverture otwarcie öppning откр открытие açılış 시가 始値 开盘 开盘价 開盤',
  ],
  ['high', 'high h hi high_price price_high max_price highest max maximum mid_h mid_high highprice'],
  [
    'high',
    'hoch höchst tageshoch máximo máxima massimo plus_haut haut max hoog najwyższy najwyzszy макс максимум yüksek 고가 高値 高 最高 最高价',
  ],
  ['low', 'low l lo low_price price_low min_price lowest min minimum mid_l mid_low lowprice'],
  [
    'low',
    'tief tiefst tagestief mínimo mínima minimo plus_bas bas laag najniższy najnizszy мин минимум düşük 저가 安値 低 最低 最低价',
  ],
  ['close', 'close c closing close_price price_close cl mid_c mid_close closeprice'],
  [
    'close',
    'schluss schlusskurs cierre fechamento clôture chiusura zamknięcie zamkniecie закр закрытие kapanış 종가 終値 收盘 收盘价 收盤',
  ],
  ['namelessVolume', 'volume vol v volumen volumes volume_traded traded_volume qty trading_volume sum_volume'],
  ['namelessVolume', 'volumi umsatz wolumen wol объем объём hac hacim 거래량 出来高 交易量 成交量 成交量_手'],
  ['volume', 'volumefrom volume_from base_volume basevolume volume_base vol_base volbase base_vol base_token_volume'],
  ['volume', 'candle_acc_trade_volume home_notional'],
  [
    'quoteVolume',
    'volumeto volume_to quote_volume quotevolume quote_asset_volume volume_quote vol_quote turnover vol_ccy_quote',
  ],
  ['quoteVolume', 'volume_notional notional quote_vol value_traded trade_money candle_acc_trade_price'],
  ['tickVolume', 'tick_volume tickvolume tickvol tick_vol tick_qty tickqty'],
  ['takerBuyVolume', 'taker_buy_volume taker_buy_base_volume taker_buy_base_asset_volume'],
  ['amount', 'amount'],
  [
    'closeTime',
    'close_time closetime end_time endtime time_close timeclose period_end time_period_end end time_end bar_end candle_end closed_at',
  ],
  ['isComplete', 'complete completed is_complete is_closed confirm confirmed is_final final'],
  ...(['bid', 'ask'] as const).flatMap((side) =>
    (['open', 'high', 'low', 'close'] as const).map((price): readonly [NamedRole, string] => {
      const [s, p] = [side, price];
      return [
        `${s}_${p}`,
        `${s}_${p} ${p}_${s} ${s}${p} ${p}${s} ${s}_${p[0]} ${p[0]}_${s} ${p}_price_${s} ${s}_price_${p}`,
      ];
    }),
  ),
];

/** The role of a column by its name as normalName makes it. */
export const ROLE_OF_NAME: ReadonlyMap<string, NamedRole> = new Map(
  NAMES.flatMap(([role, names]) => names.split(' ').map((name) => [normalName(name), role] as const)),
);

/** Names of the open, before names that might be another time of the candle. */
const OPEN_TIMES = names(
  [
    'time_period_start period_start open_time opentime time_open timeopen start start_time starttime begin',
    'begins_at begin_time candle_begin_time kline_start_time bar_start started_at candle_date_time_utc',
  ].join(' '),
);
const OTHER_TIMES = names(
  [
    'time timestamp unix unix_timestamp unixtimestamp date datetime date_time t ts id hour dt dates day',
    'snapshot_time snapshottime snapshot_time_utc price_datetime trade_date tradedate trade_time open_timestamp',
    'open_date begin_date epoch epoch_time unix_time timestamp_ms timestamp_s time_key',
    'candle_time',
  ].join(' '),
);
const LOCAL_TIMES = names('local_time time_local datetime_local candle_date_time_kst');
const FOREIGN_TIMES = names(
  [
    'datum data fecha dato tarih дата время dátum päivämäärä 날짜 日付け 日付 日期 时间 zeit hora ora heure uhrzeit czas',
    'godzina',
  ].join(' '),
);

const CLOSE_WORDS = names('close closing closed end ending ended');
const TIME_WORDS = names('time date timestamp datetime ts epoch unix');
const WORDS_BESIDE_TIME = new Set([
  ...TIME_WORDS,
  ...names('of at bar candle kline period interval utc gmt iso s ms us ns'),
]);

/** Currencies other than the pair's own that a column's name may contain. */
const CURRENCIES = new Set(
  [
    'usd usdt usdc busd fdusd tusd dai ust eur gbp jpy chf aud cad nzd cny cnh hkd sgd krw inr try brl mxn zar rub',
    'pln sek nok dkk btc xbt eth bnb sol xrp ada doge ltc trx',
  ]
    .join(' ')
    .split(' '),
);

/** Used for the close where no column is named after it, best first: the English "Price" of investing.com is the close. */
const FALLBACK_CLOSE = [
  ...names(
    'last last_price trade_price price close_last zuletzt letzter último ultimo dernier laatste ostatnio цена şimdi senaste 현재가',
  ),
  ...names('adj_close adjusted_close settle settlement mark_price'),
];

/** Whether a column of this normal name may hold times. */
export function isTimeName(name: string): boolean {
  return timeRank(name) !== null;
}

/** How surely a column of this normal name holds the open's time in UTC: 0 the most, null not at all. */
export function timeRank(name: string): number | null {
  if (OPEN_TIMES.has(name)) return 0;
  const plain = name.replace(/_(?:utc|gmt)$|^(?:utc|gmt)_/, '');
  if (plain !== name && (OTHER_TIMES.has(plain) || OPEN_TIMES.has(plain))) return 1;
  if (OTHER_TIMES.has(name) || FOREIGN_TIMES.has(name)) return 2;
  const base = name.replace(/_(?:est|edt|et|cet|eet|local|s|ms|us|ns|iso|string|str|eastern|exchange|ny)$/, '');
  return LOCAL_TIMES.has(name) || (base !== name && OTHER_TIMES.has(base)) ? 3 : null;
}

/** Whether a name says the end of a candle ("Bar Close", "end_of_period"); of prices too, so that the cells must be times. */
export function namesClose(name: string): boolean {
  return name.split('_').some((word) => CLOSE_WORDS.has(word));
}

/** Whether a name says a time of the end of a candle and nothing else: "Close Date", "candle_close_time_utc". */
export function isCloseTimeName(name: string): boolean {
  const words = name.split('_').filter((word) => !CLOSE_WORDS.has(word));
  return (
    namesClose(name) && words.some((word) => TIME_WORDS.has(word)) && words.every((word) => WORDS_BESIDE_TIME.has(word))
  );
}

/** Whether a word is the code of a currency or coin, which may stand in the name of a volume. */
export function isCurrency(text: string): boolean {
  return CURRENCIES.has(text);
}

/** The column to take for the close among normal names without one, −1 when none will do. */
export function fallbackCloseOf(all: readonly string[]): number {
  const name = FALLBACK_CLOSE.find((candidate) => all.includes(candidate));
  return name === undefined ? -1 : all.indexOf(name);
}

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(' ').map(normalName));
}

/** A column's name in lower case without accents, quotes, brackets and numbering: "<TICKVOL>", "1. open", "closePrice", "Höchst". */
export function normalName(name: string): string {
  return name
    .slice(0, 60)
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')
    .replace(/^\d+[a-z]?_(?=\p{L})/u, '');
}
