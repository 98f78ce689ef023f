import { readConfig } from '../../bot/config.ts';
import { usualCode } from '../../bot/telegram/markets/asset-code.ts';
import { findPair } from '../../bot/telegram/markets/find-pair.ts';
import { ENGLISH } from '../../bot/texts/language.ts';
import { reasonText } from '../../bot/texts/reason-text.ts';
import { createFileModels } from '../../engine/adapters/files/models.ts';
import { createPublishedFiles } from '../../engine/adapters/files/published-files.ts';
import { createMongoCandleArchive } from '../../engine/adapters/mongo/candles/candle-archive.ts';
import { createMongoCandles } from '../../engine/adapters/mongo/candles/candles.ts';
import type { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { createMongoPredictions } from '../../engine/adapters/mongo/predictions.ts';
import { createMongoModels } from '../../engine/adapters/mongo/training/models.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import { type CandleColumns, sliceColumns } from '../../engine/market/candle.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import { type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import { readArtefact } from '../../engine/models/artefact.ts';
import type { ModelKind } from '../../engine/models/model.ts';
import type { TrainedModel } from '../../engine/models/trained.ts';
import type { CandleStore, ModelRegistry } from '../../engine/ports.ts';
import type { PredictionAnswer } from '../../engine/predict.ts';
import { createPredictor } from '../../engine/predictor.ts';
import { createConfidenceMemory } from '../../engine/signals/confidence-memory.ts';
import { LOOK_BACK_CANDLES } from '../../engine/signals/evaluate.ts';
import { trainModel } from '../../engine/training/train.ts';
import { contextSeriesOf, withContext } from '../../engine/walk/context-series.ts';
import { sandboxDatabasesOn, withDatabase } from '../market-files/open-candles.ts';
import { UsageError } from '../terminal/arguments.ts';

/** The candles a fit looks back on, as the product's: two years of hours. */
const TRAINING_CANDLES = 17_520;
const FIRST_KIND: ModelKind = 'logistic';

type Connection = Awaited<ReturnType<typeof connectMongo>>;

export interface StoredQuestion {
  /** As somebody writes it: "BTC/USDT", "btc". */
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Null: whichever venue has candles. */
  readonly exchange: string | null;
  /** Null: the model that serves the market, or a quick one fitted now where there is none. */
  readonly kind: ModelKind | null;
  readonly seed: number;
  readonly nowMs: number;
  readonly onFold: (kind: ModelKind, done: number, total: number) => void;
  /** Says on the side which candles and which model were used. */
  readonly note: (line: string) => void;
}

/** Where a series is stored: the installation's own database, or the one of a sandbox's replay. */
interface Place {
  readonly connection: Connection;
  readonly name: string | null;
  readonly stored: readonly SeriesKey[];
}

/** The next candle of a stored series. Rejects with what is missing and the command that brings it. */
export async function predictStored(question: StoredQuestion): Promise<PredictionAnswer> {
  return await withDatabase(async (root) => {
    const { place, series } = await findSeries(root, question);
    const store = createMongoCandles(place.connection);
    const closed = closedOnly(await store.readNewest(series, TRAINING_CANDLES), question);
    const newestMs = closed.openTimeMs.at(-1);
    if (newestMs === undefined) throw new Error(missingText(question, place.stored));
    question.note(
      `candles: ${seriesName(series)}, ${closed.length.toLocaleString('en')} until ` +
        `${dateText(newestMs + timeframeMs(series.timeframe))}${place.name === null ? '' : ` (the sandbox's, ${place.name})`}`,
    );
    const beside = await besideOf(store, series, { stored: place.stored, closed });
    const trained =
      (question.kind === null ? await champion(place, series, question) : null) ??
      (await fitNow(series, beside(closed), question));
    question.note(`model: ${trained.version}`);
    const predict = createPredictor({
      series: [series],
      knownSymbols: [],
      candles: { ...store, readNewest: async (_, count) => sliceColumns(closed, Math.max(0, closed.length - count)) },
      modelFor: () => trained,
      withContext: (_, candles) => beside(candles),
      confidencesBefore: createConfidenceMemory(createMongoPredictions(place.connection)).before,
    });
    const result = await predict({ symbol: series.symbol, timeframe: series.timeframe });
    if (result.type === 'refused') throw new Error(reasonText(result.reason, ENGLISH));
    return result.answer;
  });
}

async function findSeries(root: Connection, question: StoredQuestion): Promise<{ place: Place; series: SeriesKey }> {
  const everywhere: SeriesKey[] = [];
  for (const { connection, name } of await databasesOf(root)) {
    const stored = (await createMongoCandleArchive(connection).list()).map((each) => each.series);
    everywhere.push(...stored);
    const fitting = stored.filter(
      ({ exchange, timeframe }) =>
        timeframe === question.timeframe && (question.exchange === null || exchange === question.exchange),
    );
    const found = findPair(
      question.symbol,
      fitting.map(({ symbol }) => symbol),
    );
    if (found.type === 'several')
      throw new UsageError(
        `expected --symbol to name one market, "${question.symbol}" may be ${found.symbols.join(', ')}`,
      );
    const series = found.type === 'one' ? fitting.find(({ symbol }) => symbol === found.symbol) : undefined;
    if (series !== undefined) return { place: { connection, name, stored }, series };
  }
  throw new Error(missingText(question, everywhere));
}

/** The installation's own database first, then those of the sandbox's replays. */
async function databasesOf(
  root: Connection,
): Promise<readonly { readonly connection: Connection; readonly name: string | null }[]> {
  const names = await sandboxDatabasesOn(root);
  return [{ connection: root, name: null }, ...names.map((name) => ({ connection: root.useDb(name), name }))];
}

function missingText({ symbol, timeframe, exchange }: StoredQuestion, stored: readonly SeriesKey[]): string {
  const names = [...new Set(stored.map(seriesName))];
  const have = names.length === 0 ? 'no candles are stored' : `stored are ${names.slice(0, 20).join(', ')}`;
  const pair = symbol.includes('/') ? symbol.toUpperCase() : `${usualCode(symbol)}/USDT`;
  return [
    `expected stored candles of ${symbol} at ${timeframe}${exchange === null ? '' : ` on ${exchange}`}; ${have}`,
    `bring them with npm run backfill -- --exchange ${exchange ?? 'binance'} --symbol ${pair} --timeframe ${timeframe} --since 2023-01-01`,
    `or predict from a file with --data ${pair}=FILE`,
  ].join('; ');
}

/** Without a candle that is still running, or that lies in the future of a wrong clock. */
function closedOnly(candles: CandleColumns, { nowMs, timeframe }: StoredQuestion): CandleColumns {
  const end = candles.openTimeMs.findIndex((openMs) => openMs + timeframeMs(timeframe) > nowMs);
  return end === -1 ? candles : sliceColumns(candles, 0, end);
}

/** What models of several markets read besides the series: the stored candles of other markets and the published figures. */
async function besideOf(
  store: CandleStore,
  series: SeriesKey,
  { stored, closed }: { readonly stored: readonly SeriesKey[]; readonly closed: CandleColumns },
): Promise<(candles: CandleColumns) => CandleColumns> {
  const companions = contextSeriesOf(series, stored);
  const readPeer = async (peer: SeriesKey) => ({
    series: peer,
    candles: await store.readNewest(peer, TRAINING_CANDLES),
  });
  const peers = await Promise.all(companions.peers.map(readPeer));
  const fromMs = closed.openTimeMs[Math.max(0, closed.length - LOOK_BACK_CANDLES)] ?? 0;
  const finer =
    companions.finer === null
      ? null
      : { series: companions.finer, candles: await store.read(companions.finer, fromMs, Number.MAX_SAFE_INTEGER) };
  const published = createPublishedFiles(readConfig().published, () => undefined)();
  return (candles) => withContext({ series, candles }, { peers, finer, published });
}

/** The model that serves the series, or an older one that can be read; null when none is kept. */
async function champion(place: Place, series: SeriesKey, { note }: StoredQuestion): Promise<TrainedModel | null> {
  const { modelsDir } = readConfig();
  const clock = createSystemClock();
  const registry: ModelRegistry =
    modelsDir === null ? createMongoModels(place.connection, clock) : createFileModels(modelsDir, clock);
  const serving = await registry.champion(series);
  const kept = (await registry.list(series)).map(({ version }) => version).filter((version) => version !== serving);
  for (const version of serving === null ? kept : [serving, ...kept]) {
    const text = await registry.load(series, version);
    if (text === null) continue;
    const read = readArtefact(text);
    if (read.type === 'model') return read.trained;
    note(`model ${version} cannot be read: ${read.reason}`);
  }
  return null;
}

async function fitNow(series: SeriesKey, candles: CandleColumns, question: StoredQuestion): Promise<TrainedModel> {
  const { seed, timeframe, onFold } = question;
  const kind = question.kind ?? FIRST_KIND;
  if (question.kind === null) question.note(`no model of ${seriesName(series)} is kept yet: fitting ${kind} now`);
  try {
    return await trainModel({
      series: [{ name: seriesName(series), columns: sliceColumns(candles, 0, -1) }],
      timeframe,
      kind,
      seed,
      onFold: (done, total) => onFold(kind, done, total),
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${why}; ${candles.length.toLocaleString('en')} candles of ${seriesName(series)} are stored, ` +
        `more come with npm run backfill -- --exchange ${series.exchange} --symbol ${series.symbol} ` +
        `--timeframe ${timeframe} --since 2023-01-01`,
      { cause: error },
    );
  }
}

function dateText(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
