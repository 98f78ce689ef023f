import { basename } from 'node:path';
import { readCandlesFile } from '../../../engine/adapters/files/read-candles-file.ts';
import { aggregate } from '../../../engine/market/aggregate.ts';
import { seriesName } from '../../../engine/market/series.ts';
import { type Timeframe, timeframeMs } from '../../../engine/market/timeframe.ts';
import type { FollowedMarket } from '../../settings/followed-market.ts';
import { ENGLISH } from '../../texts/language.ts';
import { MarketDataError, type MarketFile } from './market-file.ts';
import { type MarketSeries, replaySpan } from './replay-span.ts';

const { plain } = ENGLISH;

export interface RecordedSelection {
  readonly series: readonly MarketSeries[];
  /** What was left out or replaced, in words for a person. */
  readonly notes: readonly string[];
}

const USUAL_TIMEFRAME: Timeframe = '1h';
const MAX_MARKETS = 8;

/**
 * Chooses among recorded files. With `wanted` markets: those, aggregated from finer files where needed, or the same pair from
 * another venue. Without: each pair as hours, newest recordings first, as many as can share one clock. A pair is taken from
 * one venue only, because the stand-in is one venue. Throws MarketDataError when a file named by the user cannot be used.
 */
export function selectRecorded(
  files: readonly MarketFile[],
  wanted: readonly FollowedMarket[] | null,
): RecordedSelection {
  return wanted === null ? selectFitting(files) : selectWanted(files, wanted);
}

function selectWanted(files: readonly MarketFile[], wanted: readonly FollowedMarket[]): RecordedSelection {
  const notes: string[] = [];
  const series = wanted.flatMap(({ series: key, isSwing }): readonly MarketSeries[] => {
    const ofSymbol = files.filter((file) => file.series.symbol === key.symbol);
    const ofVenue = ofSymbol.filter((file) => file.series.exchange === key.exchange);
    const file = coarsestFor(ofVenue, key.timeframe) ?? coarsestFor(ofSymbol, key.timeframe);
    if (file === null) {
      notes.push(plain('market-not-recorded', { series: seriesName(key) }));
      return [];
    }
    const found = { ...key, exchange: file.series.exchange };
    if (found.exchange !== key.exchange)
      notes.push(plain('market-stands-in', { series: seriesName(key), other: seriesName(found) }));
    return [{ ...load(file, found.timeframe), isSwing }];
  });
  return { series: withoutRepeats(series), notes };
}

function withoutRepeats(series: readonly MarketSeries[]): readonly MarketSeries[] {
  return series.filter(
    (each, index) => series.findIndex((other) => seriesName(other.key) === seriesName(each.key)) === index,
  );
}

function selectFitting(files: readonly MarketFile[]): RecordedSelection {
  const notes: string[] = [];
  const chosen: MarketSeries[] = [];
  for (const { market, required } of inOrder(files)) {
    const rival = chosen.find(
      ({ key }) => key.symbol === market.key.symbol && seriesName(key) !== seriesName(market.key),
    );
    const fits = replaySpan([...chosen, market], { continues: false });
    const problem =
      rival !== undefined && rival.key.exchange !== market.key.exchange
        ? plain('market-same-pair', { series: seriesName(rival.key) })
        : fits.type === 'too-short'
          ? plain(chosen.length === 0 ? 'market-too-short' : 'market-little-in-common', { reason: fits.reason })
          : null;
    if (problem === null && (required || chosen.length < MAX_MARKETS)) chosen.push(market);
    else if (required) throw new MarketDataError(`MARKET_DATA: ${market.origin} cannot be replayed: ${problem}`);
    else if (problem !== null) notes.push(plain('market-left-out', { name: market.origin, reason: problem }));
  }
  return { series: [...chosen].sort((a, b) => (seriesName(a.key) < seriesName(b.key) ? -1 : 1)), notes };
}

/** Named files first, in the user's order; then one series per venue and pair, newest recordings first. */
function inOrder(
  files: readonly MarketFile[],
): readonly { readonly market: MarketSeries; readonly required: boolean }[] {
  const named = files
    .filter((file) => file.required)
    .map((file) => ({ market: load(file, file.series.timeframe), required: true }));
  const found = files.filter((file) => !file.required);
  const pairs = new Map(found.map((file) => [`${file.series.exchange}:${file.series.symbol}`, file.series]));
  const markets = [...pairs.values()].flatMap(({ exchange, symbol }) => {
    const ofPair = found.filter((file) => file.series.exchange === exchange && file.series.symbol === symbol);
    const usual = coarsestFor(ofPair, USUAL_TIMEFRAME);
    const file = usual ?? ofPair[0];
    return file === undefined
      ? []
      : [{ market: load(file, usual === null ? file.series.timeframe : USUAL_TIMEFRAME), required: false }];
  });
  const newest = ({ market }: { readonly market: MarketSeries }): number => market.columns.openTimeMs.at(-1) ?? 0;
  return [...named, ...markets.sort((a, b) => newest(b) - newest(a))];
}

/** The coarsest file from which candles of a timeframe can be made; mid prices before one side of the book. */
function coarsestFor(files: readonly MarketFile[], timeframe: Timeframe): MarketFile | null {
  const fitting = files.filter((file) => timeframeMs(timeframe) % timeframeMs(file.series.timeframe) === 0);
  const bothSides = (file: MarketFile): number => (basename(file.path).includes('bidask') ? 1 : 0);
  const best = [...fitting].sort(
    (a, b) => timeframeMs(b.series.timeframe) - timeframeMs(a.series.timeframe) || bothSides(b) - bothSides(a),
  );
  return best[0] ?? null;
}

function load(file: MarketFile, timeframe: Timeframe): MarketSeries {
  const columns = readCandlesFile(file.path);
  const candleMs = timeframeMs(timeframe);
  return {
    key: { ...file.series, timeframe },
    columns: aggregate(columns, { baseMs: timeframeMs(file.series.timeframe), candleMs }),
    origin: basename(file.path),
  };
}
