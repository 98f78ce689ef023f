import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import { timeframeMs } from '../../../engine/market/timeframe.ts';
import type { SandboxMarket } from '../exchange/candle-book.ts';
import { aggregate } from './aggregate.ts';
import { createCandleCache } from './candle-cache.ts';
import { type LiveDeps, loadLive } from './live-market.ts';
import { filesOfFolder, listMarketFiles, MarketDataError } from './market-file.ts';
import { type RecordedSelection, selectRecorded } from './recorded-market.ts';
import { type MarketSeries, replaySpan } from './replay-span.ts';
import { simulateCandles } from './simulated-market.ts';

export type MarketSource = 'recorded' | 'live' | 'simulated';

export interface ChooseMarketOptions {
  /** MARKET_DATA, as set. */
  readonly marketData: string | null;
  /** MARKETS; null for the usual ones of the source. */
  readonly markets: readonly SeriesKey[] | null;
  readonly seed: number;
  /** Folder of recorded candles that may lie beside the checkout. */
  readonly recordedFolder: string | null;
  /** Where fetched candles and the choice are kept, so that a restart goes on with the same market. */
  readonly cacheFolder: string;
  /** How to reach live venues; null: not at all. */
  readonly live: Omit<LiveDeps, 'cache' | 'say'> | null;
  readonly say: (line: string) => void;
}

/** The markets that the sandbox replays, on one clock. */
export interface ChosenMarket {
  readonly source: MarketSource;
  /** Names this very history: a stored position or database of another id belongs to another replay. */
  readonly id: string;
  /** Keys carry the true venue ("oanda", "simulated"), also where the stand-in plays another; one venue per symbol. */
  readonly series: readonly MarketSeries[];
  /** Candles that close at or before it are the training past. */
  readonly startMs: number;
  /** Close of the last candle that every series has; of a live market, so far. */
  readonly endMs: number;
  /** Symbols whose volume is unknown, which the stand-in can only state as 0. */
  readonly symbolsWithoutVolume: ReadonlySet<string>;
  /** One line for the terminal. */
  readonly description: string;
}

const USUAL_LIVE: readonly SeriesKey[] = ['BTC/USDT', 'ETH/USDT', 'SOL/USDT'].map((symbol) => ({
  exchange: 'binance',
  symbol,
  timeframe: '1h',
}));
const USUAL_SIMULATED: readonly SeriesKey[] = ['BTC/USDT', 'ETH/USDT', 'EUR/USD'].map((symbol) => ({
  exchange: 'simulated',
  symbol,
  timeframe: '1h',
}));
const SIMULATED_CANDLES = 9_000;
/** Built in so that a visitor sees the product at work; real markets gave back about a third of this. */
const SIMULATED_REVERSAL = 0.15;
const SIMULATED_END_MS = Date.UTC(2025, 0, 1);

/**
 * Takes the first source that can serve: MARKET_DATA → the live venue, if reachable within 3 s → recorded candles beside the
 * checkout → a simulated market. What an earlier start took comes first while it can still serve. Throws MarketDataError when
 * MARKET_DATA is set and cannot be used.
 */
export async function chooseMarket(options: ChooseMarketOptions): Promise<ChosenMarket> {
  if (options.marketData !== null) return fromMarketData(options.marketData, options);
  const wanted = options.markets === null ? 'usual' : options.markets.map(seriesName).join(',');
  const memory = choiceMemory(options.cacheFolder, wanted);
  const order: readonly MarketSource[] = ['live', 'recorded', 'simulated'];
  const remembered = memory.read();
  const sources =
    remembered === null ? order : [remembered.source, ...order.filter((source) => source !== remembered.source)];
  for (const source of sources) {
    const found = await fromSource(source, options);
    if (found === null) continue;
    // The history of a live market grows from start to start; its replay must not begin elsewhere each time.
    const chosen = remembered?.id === found.id ? { ...found, startMs: remembered.startMs } : found;
    memory.write(chosen);
    return chosen;
  }
  throw new MarketDataError(`expected a market to replay, none of ${sources.join(', ')} can serve`);
}

/** The stand-in's markets for a choice. */
export function sandboxMarkets(chosen: ChosenMarket): readonly SandboxMarket[] {
  return chosen.series.map(({ key, columns }) => ({ symbol: key.symbol, timeframe: key.timeframe, columns }));
}

async function fromSource(source: MarketSource, options: ChooseMarketOptions): Promise<ChosenMarket | null> {
  switch (source) {
    case 'live':
      return fromLive(options);
    case 'recorded':
      return fromRecordedFolder(options);
    case 'simulated':
      return fromSimulation(options);
  }
}

function fromMarketData(marketData: string, options: ChooseMarketOptions): ChosenMarket {
  const selection = selectRecorded(listMarketFiles(marketData), options.markets);
  if (selection.series.length === 0)
    throw new MarketDataError(`MARKET_DATA: expected a market that can be replayed: ${selection.notes.join('; ')}`);
  const chosen = recorded(selection, options);
  if (typeof chosen === 'string') throw new MarketDataError(`MARKET_DATA: ${chosen}`);
  return chosen;
}

function fromRecordedFolder(options: ChooseMarketOptions): ChosenMarket | null {
  const folder = options.recordedFolder;
  if (folder === null || !existsSync(folder)) return null;
  const selection = selectRecorded(filesOfFolder(folder), options.markets);
  const chosen =
    selection.series.length === 0
      ? selection.notes.join('; ')
      : recorded(selection, options.markets === null ? { ...options, say: () => {} } : options);
  if (typeof chosen !== 'string') return chosen;
  options.say(`recorded candles in ${folder} are not used: ${chosen}`);
  return null;
}

/** The choice, or why there is none. */
function recorded(selection: RecordedSelection, { say }: ChooseMarketOptions): ChosenMarket | string {
  const clash = clashIn(selection.series);
  if (clash !== null) return clash;
  for (const note of selection.notes) say(note);
  return described('recorded', selection.series, { idSeed: '', headline: (names) => `recorded candles of ${names}` });
}

async function fromLive({ live, markets, cacheFolder, say }: ChooseMarketOptions): Promise<ChosenMarket | null> {
  const wanted = markets ?? USUAL_LIVE;
  if (live === null || clashOf(wanted) !== null) return null;
  const series = await loadLive(wanted, { ...live, cache: createCandleCache(join(cacheFolder, 'candles')), say });
  if (series === null) return null;
  const chosen = described('live', series, {
    idSeed: '',
    headline: (names) => `recent candles of ${names}, then live`,
  });
  if (typeof chosen !== 'string') return chosen;
  say(`live candles are not used: ${chosen}`);
  return null;
}

function fromSimulation({ markets, seed }: ChooseMarketOptions): ChosenMarket {
  const wanted = markets?.map((key) => ({ ...key, exchange: 'simulated' })) ?? USUAL_SIMULATED;
  const symbols = [...new Set(wanted.map(({ symbol }) => symbol))];
  const series = symbols.flatMap((symbol) =>
    simulateSymbol(
      wanted.filter((key) => key.symbol === symbol),
      seed,
    ),
  );
  const chosen = described('simulated', series, {
    idSeed: `${seed} ${SIMULATED_REVERSAL}`,
    headline: (names) =>
      `SIMULATED market (seed ${seed}): ${names}, with a reversal built in, so that results here say nothing about real markets`,
  });
  if (typeof chosen === 'string') throw new MarketDataError(`simulated market: ${chosen}`);
  return chosen;
}

/** All timeframes of one symbol, made of one walk. */
function simulateSymbol(keys: readonly SeriesKey[], seed: number): readonly MarketSeries[] {
  const lengths = keys.map(({ timeframe }) => timeframeMs(timeframe));
  const baseMs = Math.min(...lengths);
  const count = (SIMULATED_CANDLES * Math.max(...lengths)) / baseMs;
  const columns = simulateCandles({
    symbol: keys[0]?.symbol ?? '',
    candleMs: baseMs,
    count,
    endMs: SIMULATED_END_MS,
    seed,
    reversal: SIMULATED_REVERSAL,
  });
  return keys.map((key) => ({
    key,
    columns: aggregate(columns, { baseMs, candleMs: timeframeMs(key.timeframe) }),
    origin: 'simulated',
  }));
}

interface Description {
  readonly idSeed: string;
  readonly headline: (names: string) => string;
}

function described(
  source: MarketSource,
  series: readonly MarketSeries[],
  { idSeed, headline }: Description,
): ChosenMarket | string {
  const span = replaySpan(series);
  if (span.type === 'too-short') return span.say;
  const { startMs, endMs, pastCandles } = span;
  const day = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);
  const names = series.map(({ key }) => seriesName(key));
  const firstTimes = source === 'live' ? [] : series.map(({ columns }) => columns.openTimeMs[0] ?? 0);
  const silent = series.filter(({ columns }) => columns.volume.every(Number.isNaN)).map(({ key }) => key.symbol);
  return {
    source,
    id: createHash('sha256')
      .update(JSON.stringify([source, names, firstTimes, idSeed]))
      .digest('hex')
      .slice(0, 12),
    series,
    startMs,
    endMs,
    symbolsWithoutVolume: new Set(silent),
    description: `${headline(names.join(', '))}; replay ${day(startMs)} → ${day(endMs)}, ${pastCandles.toLocaleString('en')} candles of past before it`,
  };
}

/** Why the series cannot be served by one venue, or null. */
function clashOf(keys: readonly SeriesKey[]): string | null {
  const venues = new Map<string, string>();
  for (const { symbol, exchange } of keys) {
    const other = venues.get(symbol);
    if (other !== undefined && other !== exchange)
      return `expected one venue per pair, ${symbol} is from ${other} and ${exchange}`;
    venues.set(symbol, exchange);
  }
  return null;
}

const clashIn = (series: readonly MarketSeries[]): string | null => clashOf(series.map(({ key }) => key));

interface Choice {
  readonly source: MarketSource;
  readonly id: string;
  readonly startMs: number;
}

interface ChoiceMemory {
  read(): Choice | null;
  write(choice: Choice): void;
}

/** Remembers what served which wish; a note that cannot be read is no note. */
function choiceMemory(folder: string, wanted: string): ChoiceMemory {
  const path = join(folder, 'market-choice.json');
  const note = z.object({
    wanted: z.literal(wanted),
    source: z.enum(['live', 'recorded', 'simulated']),
    id: z.string(),
    startMs: z.number(),
  });
  return {
    read() {
      try {
        return note.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        return null;
      }
    },
    write({ source, id, startMs }) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, JSON.stringify({ wanted, source, id, startMs }));
    },
  };
}
