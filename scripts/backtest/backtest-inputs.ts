import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { measuredBackend } from '../../engine/adapters/tensorflow/measured-backend.ts';
import type { BacktestMarket } from '../../engine/backtest/plan/backtest-market.ts';
import { RULES, type Rule, ruleSignals } from '../../engine/backtest/plan/rules.ts';
import type { SignalColumns } from '../../engine/backtest/plan/signal-columns.ts';
import { parseSignalsCsv, placeSignals, unknownMarkets } from '../../engine/backtest/plan/signal-file.ts';
import { withLevelBreaks } from '../../engine/backtest/simulate/with-level-breaks.ts';
import { symbolIn } from '../../engine/market/series.ts';
import { type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import { MODEL_KINDS } from '../../engine/models/model.ts';
import type { MarketCandles } from '../../engine/training/dataset.ts';
import { makerNotes } from '../report/fit-text.ts';
import { choiceOf, numberOf, UsageError } from '../terminal/arguments.ts';
import type { Progress } from '../terminal/progress.ts';
import type { BacktestValues } from './backtest-options.ts';
import { tradesByValue } from './model-entries.ts';

/** Markets with signals, and in words where those come from. */
export interface BacktestInput {
  readonly markets: readonly BacktestMarket[];
  readonly source: string;
  readonly notes: readonly string[];
}

const plainMarket = ({ name, columns }: MarketCandles, signals: SignalColumns): BacktestMarket => ({
  name,
  symbol: symbolIn(name),
  candles: columns,
  signals,
  sigma: null,
  atr: null,
  funding: null,
});

/** Strength is worked out only where a threshold will ask for it. */
function byRule(files: readonly MarketCandles[], name: string, needsStrength: boolean): BacktestInput {
  const rule: Rule = RULES[choiceOf('rule', ['ema-cross', 'rsi', 'bollinger', 'reversal'], name)];
  const markets = files.map((file) => plainMarket(file, ruleSignals(file.columns, rule, { strength: needsStrength })));
  return { markets, source: `rule ${name}`, notes: [] };
}

function byFile(files: readonly MarketCandles[], path: string, timeframe: Timeframe): BacktestInput {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`expected a readable file, ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  const signals = parseSignalsCsv(text, path, timeframeMs(timeframe));
  const named = files.map(({ name }) => ({ name, symbol: symbolIn(name) }));
  const [unknown] = unknownMarkets(signals, named);
  if (unknown !== undefined)
    throw new Error(`${path}: expected a market among ${named.map(({ name }) => name).join(', ')}, was "${unknown}"`);
  const markets = files.map((file) =>
    plainMarket(file, placeSignals(signals, file.columns, { name: file.name, symbol: symbolIn(file.name) })),
  );
  return { markets, source: `signals of ${path}`, notes: [] };
}

/** The model's world is loaded only when it is asked for: a rule over a year of candles takes less time than that. */
async function byModel(
  files: readonly MarketCandles[],
  values: BacktestValues,
  { timeframe, progress, roundTripBps }: Asked,
): Promise<BacktestInput> {
  const kind = choiceOf('model', MODEL_KINDS, values.model ?? '');
  const [
    { modelMaker },
    { walkForwardPlan },
    { prepareDataset },
    { modelMarkets },
    { createFileCheckpoints },
    { readConfig },
  ] = await Promise.all([
    import('../../engine/models/model-maker.ts'),
    import('../../engine/evaluation/walk-forward-plan.ts'),
    import('../../engine/training/dataset.ts'),
    import('../../engine/backtest/plan/model-markets.ts'),
    import('../../engine/adapters/files/checkpoints.ts'),
    import('../../bot/config.ts'),
  ]);
  const seed = numberOf('seed', values.seed, { min: 0, max: 2 ** 32 - 1, whole: true });
  const maker = modelMaker(kind, measuredBackend);
  // The walk of evaluate on the same files: what either has left unfinished the other goes on with.
  const checkpointOf = createFileCheckpoints(resolve(readConfig().dataDir, 'evaluation', 'unfinished'));
  const question = { model: kind, timeframe, seed, fit: maker.fit, checkpointOf };
  const plan = walkForwardPlan(question, prepareDataset(files, timeframeMs(timeframe)), progress.step);
  const isChosenByThreshold = values.threshold !== null || values.sweep;
  const entries = isChosenByThreshold
    ? 'every'
    : tradesByValue(values)
      ? ({ type: 'worth', roundTripBps } as const)
      : 'published';
  const markets = await modelMarkets(plan, entries);
  const which =
    entries === 'every'
      ? 'every decision'
      : entries === 'published'
        ? 'the published signal rule'
        : 'what is worth trading by its expected value';
  return {
    markets,
    source: `${kind}, ${which}, walk-forward, never in-sample`,
    notes: makerNotes(maker),
  };
}

interface Asked {
  readonly timeframe: Timeframe;
  /** Cost of a round trip in basis points; null: as published for each decision. */
  readonly roundTripBps: number | null;
  readonly progress: Progress;
}

/** Signals of the model, file or rule that the options name. Throws UsageError when they name none or several. */
export async function readInput(
  files: readonly MarketCandles[],
  values: BacktestValues,
  asked: Asked,
): Promise<BacktestInput> {
  const { model, signals, rule } = values;
  if ([model, signals, rule].filter((each) => each !== null).length !== 1)
    throw new UsageError('expected one of --model, --signals and --rule, was none or several');
  const input = await inputOf(files, values, asked);
  const candleMs = timeframeMs(asked.timeframe);
  return { ...input, markets: input.markets.map((market) => withLevelBreaks(market, candleMs)) };
}

async function inputOf(files: readonly MarketCandles[], values: BacktestValues, asked: Asked): Promise<BacktestInput> {
  const { signals, rule } = values;
  // Several markets compete by strength for the equity that they share.
  if (rule !== null) return byRule(files, rule, values.threshold !== null || files.length > 1);
  if (signals !== null) return byFile(files, signals, asked.timeframe);
  return byModel(files, values, asked);
}
