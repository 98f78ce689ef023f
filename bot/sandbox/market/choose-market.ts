import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aggregate } from '../../../engine/market/aggregate.ts';
import { sliceColumns } from '../../../engine/market/candle.ts';
import { seriesName } from '../../../engine/market/series.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import { venueName } from '../../market-names.ts';
import { type FollowedMarket, parseFollowedMarket } from '../../settings/followed-market.ts';
import { ENGLISH } from '../../texts/language.ts';
import type { SandboxMarket } from '../exchange/candle-book.ts';
import { alignYears } from './align-years.ts';
import { createCandleCache } from './candle-cache.ts';
import { type ChosenMarket, marketOf, venueClash } from './chosen-market.ts';
import { type LiveDeps, loadLive } from './load-live.ts';
import { filesOfFolder, listMarketFiles, MarketDataError } from './market-file.ts';
import { createMarketNote, type MarketChoice } from './market-note.ts';
import { withoutSwingText } from './market-text.ts';
import { type PickDeps, pickVenue, refusalsText, VENUES } from './pick-venue.ts';
import type { MarketSeries } from './replay-span.ts';
import { type RecordedSelection, selectRecorded } from './select-recorded.ts';
import { simulateCandles } from './simulate-candles.ts';

export interface ChooseMarketOptions {
  /** MARKET_DATA, as set: files, a folder, or the name of a source. */
  readonly marketData: string | null;
  /** MARKETS; null for the usual ones of the source. */
  readonly markets: readonly FollowedMarket[] | null;
  readonly seed: number;
  /** Folder of recorded candles; the image has none. */
  readonly recordedFolder: string | null;
  /** Where fetched candles and the choice are kept, so that a restart goes on with the same market. */
  readonly cacheFolder: string;
  /** How to reach live venues; null: not at all. */
  readonly live: (Omit<LiveDeps, 'cache' | 'log'> & Omit<PickDeps, 'coins' | 'openVenue'>) | null;
  readonly log: (line: string) => void;
}

const { plain } = ENGLISH;

type MarketSource = ChosenMarket['source'];

/** Tried in this order at the first start; what served then comes first at later ones. */
const SOURCES: readonly MarketSource[] = ['live', 'recorded', 'simulated'];
/** The first of them is followed by the hour too. */
const USUAL_COINS = ['BTC', 'ETH', 'SOL'];
const followed = (...names: readonly string[]): readonly FollowedMarket[] =>
  names.flatMap((name) => parseFollowedMarket(name) ?? []);
const USUAL_RECORDED = followed(
  'binance:BTC/USDT@1h',
  'coinbase:BTC/USD@4h+swing',
  'binance:ETH/USDT@4h+swing',
  'oanda:EUR/USD@1h',
);
const USUAL_SIMULATED = followed(
  'simulated:BTC/USDT@1h',
  'simulated:BTC/USDT@4h+swing',
  'simulated:ETH/USDT@4h+swing',
  'simulated:EUR/USD@1h',
);
const SIMULATED_CANDLES = 9_000;
/** Built in so that a visitor sees the product at work; real markets gave back about a third of this. */
const SIMULATED_REVERSAL = 0.15;
const SIMULATED_END_MS = Date.UTC(2025, 0, 1);

/**
 * Takes the first source that can serve: the files of MARKET_DATA → a live venue, if one of the list answers within 3 s →
 * recorded candles → a simulated market. MARKET_DATA may also name one of these sources. What an earlier start took comes
 * first while it can still serve. Throws MarketDataError when MARKET_DATA is set and cannot be used.
 */
export async function chooseMarket(options: ChooseMarketOptions): Promise<ChosenMarket> {
  const { marketData, markets, cacheFolder, log } = options;
  const named = SOURCES.find((source) => source === marketData?.toLowerCase());
  if (marketData !== null && named === undefined) return fromMarketData(marketData, options);
  // Without the families: a market to which one is added is still the same world.
  const wanted = markets === null ? 'usual' : markets.map(({ series }) => seriesName(series)).join(',');
  const note = createMarketNote(cacheFolder, { wanted, source: named ?? null }, log);
  const remembered = note.read();
  const order = remembered === null ? SOURCES : [remembered.source, ...SOURCES];
  for (const source of named === undefined ? [...new Set(order)] : [named]) {
    const earlier = remembered?.source === source ? remembered : null;
    const found = await fromSource(source, options, earlier);
    if (found === null) continue;
    if (remembered !== null && remembered.id !== found.id) log(plain('market-other-world'));
    // The history of a live market grows from start to start; its replay must not begin elsewhere each time.
    const chosen = remembered?.id === found.id ? { ...found, startMs: remembered.startMs } : found;
    note.write(chosen);
    if (chosen.tooShortForSwing.length > 0) log(withoutSwingText(chosen.tooShortForSwing, ENGLISH));
    return chosen;
  }
  throw new MarketDataError(
    named === undefined
      ? 'expected a market to replay, none can serve'
      : `MARKET_DATA=${named}: ${named === 'live' ? 'no live market can be had now' : 'there are no recorded candles that fit'}`,
  );
}

/** The stand-in's markets for a choice. */
export function sandboxMarkets(chosen: ChosenMarket): readonly SandboxMarket[] {
  return chosen.series.map(({ key, columns }) => ({ symbol: key.symbol, timeframe: key.timeframe, columns }));
}

async function fromSource(
  source: MarketSource,
  options: ChooseMarketOptions,
  earlier: MarketChoice | null,
): Promise<ChosenMarket | null> {
  switch (source) {
    case 'live':
      return fromLive(options, earlier);
    case 'recorded':
      return fromRecordedFolder(options, earlier);
    case 'simulated':
      return fromSimulation(options, earlier);
  }
}

function fromMarketData(marketData: string, { markets, log }: ChooseMarketOptions): ChosenMarket {
  const { series, notes } = selectRecorded(listMarketFiles(marketData), markets);
  if (series.length === 0)
    throw new MarketDataError(`MARKET_DATA: expected a market that can be replayed: ${notes.join('; ')}`);
  const chosen = recordedMarket(series);
  if (typeof chosen === 'string') throw new MarketDataError(`MARKET_DATA: ${chosen}`);
  for (const note of notes) log(note);
  return chosen;
}

/** Recordings of different years are put on one clock here: of files that the user names, that is for the user to do. */
function fromRecordedFolder(
  { recordedFolder, markets, log }: ChooseMarketOptions,
  earlier: MarketChoice | null,
): ChosenMarket | null {
  if (recordedFolder === null || !existsSync(recordedFolder)) return null;
  const files = filesOfFolder(recordedFolder);
  const wanted = selectRecorded(files, markets ?? earlier?.markets ?? USUAL_RECORDED);
  const isUsual = markets === null && wanted.series.length > 0;
  const selection = markets === null && !isUsual ? selectRecorded(files, null) : wanted;
  const { chosen, notes } = onOneClock(selection, earlier);
  if (typeof chosen === 'string') {
    log(plain('market-recorded-unused', { reason: chosen }));
    return null;
  }
  if (markets !== null) for (const line of notes) log(line);
  return chosen;
}

/** An earlier start may have dated a series otherwise, and another date would be another world without its people. */
function onOneClock(
  selection: RecordedSelection,
  earlier: MarketChoice | null,
): { readonly chosen: ChosenMarket | string; readonly notes: readonly string[] } {
  const dated = (avoidsHoles: boolean) => {
    const aligned = alignYears(selection.series, { avoidsHoles });
    const notes = [...selection.notes, ...aligned.notes];
    return { chosen: aligned.series.length === 0 ? notes.join('; ') : recordedMarket(aligned.series), notes };
  };
  const now = dated(true);
  if (earlier === null || typeof now.chosen === 'string' || now.chosen.id === earlier.id) return now;
  const then = dated(false);
  return typeof then.chosen !== 'string' && then.chosen.id === earlier.id ? then : now;
}

function recordedMarket(series: readonly MarketSeries[]): ChosenMarket | string {
  return marketOf(series, { source: 'recorded', idSeed: '', seed: null });
}

async function fromLive(options: ChooseMarketOptions, earlier: MarketChoice | null): Promise<ChosenMarket | null> {
  const { live, markets, cacheFolder, log } = options;
  if (live === null) return null;
  const wanted = markets ?? earlier?.markets ?? (await usualLive(options, live));
  if (wanted === null || venueClash(wanted.map(({ series }) => series)) !== null) return null;
  const loaded = await loadLive(
    wanted.map(({ series }) => series),
    { ...live, cache: createCandleCache(join(cacheFolder, 'candles')), log },
  );
  if (loaded === null) return null;
  const swing = new Set(wanted.filter(({ isSwing }) => isSwing).map(({ series }) => seriesName(series)));
  const series = loaded.map((each) => ({ ...each, isSwing: swing.has(seriesName(each.key)) }));
  const chosen = marketOf(series, { source: 'live', idSeed: '', seed: null });
  if (typeof chosen !== 'string') return chosen;
  log(plain('market-live-unused', { reason: chosen }));
  return null;
}

/** The usual coins at the first venue that answers; logs one line where that is not the first of the list. */
async function usualLive(
  { marketData, recordedFolder, log }: ChooseMarketOptions,
  live: NonNullable<ChooseMarketOptions['live']>,
): Promise<readonly FollowedMarket[] | null> {
  const { picked, refusals } = await pickVenue(VENUES, { ...live, coins: USUAL_COINS });
  const why = { refusals: refusalsText(refusals) };
  if (picked === null) {
    const isRecorded = recordedFolder !== null && existsSync(recordedFolder);
    const instead = isRecorded ? 'recorded' : 'simulated';
    log(
      marketData === null ? plain('market-no-exchange-instead', { ...why, instead }) : plain('market-no-exchange', why),
    );
    return null;
  }
  const { exchange, symbols, hasFourHours } = picked;
  const from = { ...why, venue: venueName(exchange, ENGLISH) };
  if (refusals.length > 0) log(plain(hasFourHours ? 'market-from' : 'market-from-no-swing', from));
  if (!hasFourHours) return followed(...symbols.map((symbol) => `${exchange}:${symbol}@1h`));
  return followed(
    ...symbols.slice(0, 1).map((symbol) => `${exchange}:${symbol}@1h`),
    ...symbols.map((symbol) => `${exchange}:${symbol}@4h+swing`),
  );
}

function fromSimulation({ markets, seed }: ChooseMarketOptions, earlier: MarketChoice | null): ChosenMarket {
  const wanted = (markets ?? earlier?.markets ?? USUAL_SIMULATED).map(({ series, isSwing }) => ({
    ...{ isSwing, series: { ...series, exchange: 'simulated' } },
  }));
  const symbols = [...new Set(wanted.map(({ series }) => series.symbol))];
  const series = symbols.flatMap((symbol) =>
    simulateSymbol(
      wanted.filter((each) => each.series.symbol === symbol),
      seed,
    ),
  );
  const chosen = marketOf(series, {
    source: 'simulated',
    idSeed: `${seed} ${SIMULATED_REVERSAL}`,
    seed,
  });
  if (typeof chosen === 'string') throw new MarketDataError(`simulated market: ${chosen}`);
  return chosen;
}

/** All timeframes of one symbol, made of one walk. */
function simulateSymbol(wanted: readonly FollowedMarket[], seed: number): readonly MarketSeries[] {
  const lengths = wanted.map(({ series }) => timeframeMs(series.timeframe));
  const baseMs = Math.min(...lengths);
  const count = (SIMULATED_CANDLES * Math.max(...lengths)) / baseMs;
  const columns = simulateCandles({
    symbol: wanted[0]?.series.symbol ?? '',
    candleMs: baseMs,
    count,
    endMs: SIMULATED_END_MS,
    seed,
    reversal: SIMULATED_REVERSAL,
  });
  return wanted.map(({ series, isSwing }) => {
    const all = aggregate(columns, { baseMs, candleMs: timeframeMs(series.timeframe) });
    return {
      key: series,
      columns: sliceColumns(all, Math.max(0, all.length - SIMULATED_CANDLES)),
      origin: 'simulated',
      isSwing,
    };
  });
}
