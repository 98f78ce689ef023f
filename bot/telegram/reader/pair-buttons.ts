import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import type { Answers } from '../../answers/answers.ts';
import type { BotContext } from '../context.ts';
import { symbolsOf } from '../markets/read-market.ts';
import type { Action } from '../views/action.ts';
import { pagedButtons, pageOf } from '../views/paged-buttons.ts';
import { actionButton, type Keyboard } from '../views/show.ts';

/** Pairs on one page of the buttons below a list. */
const PAIRS_PER_PAGE = 12;

export interface PairButtons {
  /** The pair shown, null for all of them. */
  readonly current: string | null;
  /** From 0; absent: the page on which the current pair stands. */
  readonly page?: number | undefined;
  readonly choose: (symbol: string | null, pairsPage: number) => Action;
  /** What the arrows show: the same again with another page of pairs. */
  readonly leaf: (pairsPage: number) => Action;
}

/** "All" and one button a pair, in pages, the current one marked; none where there is only one pair. */
export function pairButtons(
  { series }: Pick<Answers, 'series'>,
  { texts }: Pick<BotContext, 'texts'>,
  { current, page, choose, leaf }: PairButtons,
): Keyboard {
  const symbols = symbolsOf(series);
  if (symbols.length < 2) return [];
  const shown = page ?? pairsPageOf(series, current);
  const marked = (name: string, symbol: string | null) =>
    actionButton(symbol === current ? `· ${name} ·` : name, choose(symbol, shown));
  const all = marked(texts.buttonAllMarkets, null);
  const pairs = symbols.map((symbol) => marked(symbol, symbol));
  // The mark is left out of the labels: the columns do not change with the choice.
  const grid = { labels: symbols, page: shown, perPage: PAIRS_PER_PAGE, toPage: leaf };
  return pairs.length < PAIRS_PER_PAGE
    ? pagedButtons({ ...grid, buttons: [all, ...pairs] })
    : [[all], ...pagedButtons({ ...grid, buttons: pairs })];
}

/** The page of the pair buttons on which a pair stands; the first for all of them. */
export function pairsPageOf(series: readonly SeriesKey[], symbol: string | null): number {
  return symbol === null ? 0 : pageOf(symbolsOf(series).indexOf(symbol), PAIRS_PER_PAGE);
}

/** The pairs on one page of those buttons. */
export function pairsOnPage(series: readonly SeriesKey[], page: number): readonly string[] {
  const symbols = symbolsOf(series);
  const at = Math.min(page, pageOf(symbols.length - 1, PAIRS_PER_PAGE));
  return symbols.slice(at * PAIRS_PER_PAGE, (at + 1) * PAIRS_PER_PAGE);
}

/** One of each market, whatever venues it is followed on: "BTC/USDT 1h". */
function distinctMarkets(series: readonly SeriesKey[]): readonly SeriesKey[] {
  const first = new Map<string, SeriesKey>();
  for (const one of series) {
    const name = seriesName({ ...one, exchange: '' });
    if (!first.has(name)) first.set(name, one);
  }
  return [...first.values()];
}

/** A page of buttons, one a market, with the way back to the menu: what /predict and /backtest offer. */
export function marketButtons(
  { series }: Pick<Answers, 'series'>,
  { texts }: Pick<BotContext, 'texts'>,
  options: {
    readonly page: number;
    readonly choose: (market: SeriesKey) => Action;
    readonly leaf: (page: number) => Action;
  },
): Keyboard {
  const buttons = distinctMarkets(series).map((market) =>
    actionButton(`${market.symbol} ${market.timeframe}`, options.choose(market)),
  );
  return [
    ...pagedButtons({ buttons, page: options.page, toPage: options.leaf }),
    [actionButton(texts.buttonMenu, { type: 'home' })],
  ];
}

/** The page of those buttons on which a market stands: the way back to it. */
export function marketsPageOf(
  series: readonly SeriesKey[],
  { symbol, timeframe }: Pick<SeriesKey, 'symbol' | 'timeframe'>,
): number {
  return pageOf(
    distinctMarkets(series).findIndex((market) => market.symbol === symbol && market.timeframe === timeframe),
  );
}
