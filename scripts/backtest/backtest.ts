import { writeFileSync } from 'node:fs';
import { type BacktestResult, backtest } from '../../engine/backtest/backtest.ts';
import { type BacktestMarket, volatilityNeeds } from '../../engine/backtest/plan/backtest-market.ts';
import { type BacktestPlan, checkPlan } from '../../engine/backtest/plan/plan.ts';
import { BacktestError, ENTER_LONG, ENTER_SHORT, strongSignals } from '../../engine/backtest/plan/signal-columns.ts';
import { entryResults } from '../../engine/backtest/statistics/entry-results.ts';
import { cellAt, cellPlan } from '../../engine/backtest/sweep/sweep.ts';
import { assetClass } from '../../engine/market/asset-class.ts';
import { symbolIn } from '../../engine/market/series.ts';
import { TIMEFRAMES } from '../../engine/market/timeframe.ts';
import { momentsOf, type Trials } from '../../engine/statistics/sharpe.ts';
import { readMarkets } from '../market-files/candle-files.ts';
import { fileReadingOf } from '../market-files/file-options.ts';
import { levelBreakNotes } from '../market-files/level-break-notes.ts';
import { levelText } from '../report/plan-text.ts';
import { choiceOf, printJson, runCommand, UsageError } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';
import { type BacktestInput, readInput } from './backtest-inputs.ts';
import { resultNotes } from './backtest-notes.ts';
import { type BacktestValues, backtestCommand, planOf, thresholdsOf } from './backtest-options.ts';
import type { FinishedSweep } from './backtest-sweep.ts';
import { backtestText, heatMapText, sweepText } from './backtest-text.ts';
import { countTrials } from './backtest-trials.ts';
import { roundTripBpsOf, tradesByValue } from './model-entries.ts';
import { byValueFigures } from './result-figures.ts';

interface Finished {
  readonly result: BacktestResult;
  readonly sweep: FinishedSweep | null;
  /** Signals apart: simulation and statistics alone. */
  readonly candlesPerSecond: number;
}

function timed(run: () => BacktestResult, sweep: FinishedSweep | null): Finished {
  const startedMs = performance.now();
  const result = run();
  const seconds = Math.max(1e-6, (performance.now() - startedMs) / 1e3);
  return { result, sweep, candlesPerSecond: Math.round(result.candles / seconds) };
}

interface RunOptions {
  readonly values: BacktestValues;
  readonly trials: Trials;
}

/**
 * Markets with the volatility that the plan reads, and only the signals that reach the threshold. The features are loaded only
 * for a plan that reads any.
 */
async function prepareMarkets(
  plan: BacktestPlan,
  { markets }: BacktestInput,
  threshold: number | null,
): Promise<BacktestInput['markets']> {
  const strong = (market: BacktestMarket): BacktestMarket =>
    threshold === null ? market : { ...market, signals: strongSignals(market.signals, threshold) };
  const { sigma, atr } = volatilityNeeds(plan);
  if (!sigma && !atr) return markets.map(strong);
  const { withVolatility } = await import('../../engine/backtest/plan/volatility.ts');
  return markets.map((market) => strong(withVolatility(market, [plan], plan.timeframeMs)));
}

/** The plan over markets whose signals reach the threshold. */
async function runOnce(plan: BacktestPlan, input: BacktestInput, { values, trials }: RunOptions): Promise<Finished> {
  const [threshold = null] = values.threshold === null ? [] : thresholdsOf(values.threshold);
  const markets = await prepareMarkets(plan, input, threshold);
  return timed(() => backtest(plan, markets, trials), null);
}

/** The best combination of a sweep once more, with all its figures, its Sharpe ratio deflated by the number of combinations. */
async function runBest(
  plan: BacktestPlan,
  input: BacktestInput,
  { values, trials, progress }: RunOptions & { readonly progress: ReturnType<typeof createProgress> },
): Promise<Finished> {
  const { sweepOf } = await import('./backtest-sweep.ts');
  const sweep = await sweepOf(values, { plan, markets: input.markets, progress });
  const { grid, table, verdict } = sweep;
  const cell = verdict.best ?? cellAt(grid, 0);
  const chosen = cellPlan({ plan, markets: input.markets, grid }, cell);
  const threshold = grid.thresholds[cell.threshold] ?? null;
  const markets = await prepareMarkets(chosen, input, threshold);
  const sharpes = table.sharpe
    .filter((_, number) => cellAt(grid, number).fee === cell.fee)
    .filter((value) => !Number.isNaN(value));
  // The table's Sharpe ratios are yearly; the deflated one wants their variance per day.
  const spread = momentsOf(sharpes);
  const variance = spread === null ? null : spread.deviation ** 2 / 365;
  return timed(
    () => backtest(chosen, markets, { count: Math.max(1, sharpes.length) + trials.count - 1, variance }),
    sweep,
  );
}

function sweepJson({ grid, table, verdict, combinationsPerSecond }: FinishedSweep) {
  const { best, ...others } = verdict;
  const figures = (number: number) => ({
    sharpe: Number.isNaN(table.sharpe[number] ?? Number.NaN) ? null : table.sharpe[number],
    netReturn: table.netReturn[number],
    maxDrawdown: table.maxDrawdown[number],
    trades: table.trades[number],
  });
  const named = (number: number) => {
    const cell = cellAt(grid, number);
    return {
      stop: levelText(grid.stops[cell.stop] ?? null),
      target: levelText(grid.targets[cell.target] ?? null),
      threshold: grid.thresholds[cell.threshold] ?? null,
      costBps: (grid.fees[cell.fee] ?? 0) * 1e4,
      ...figures(number),
    };
  };
  return {
    ...others,
    best: best === null ? null : named(best.number),
    combinationsPerSecond,
    table: Array.from({ length: verdict.cells }, (_, number) => named(number)),
  };
}

function jsonOf({ result, sweep, candlesPerSecond }: Finished, input: BacktestInput, elapsedMs: number) {
  const { statistics, simulation, markets, candles, plan } = result;
  const times = simulation.timeline.openTimeMs;
  const iso = (timeMs: number | undefined): string | null =>
    timeMs === undefined ? null : new Date(timeMs).toISOString();
  const last = times.at(-1);
  return {
    source: input.source,
    notes: input.notes,
    markets: markets.map(({ name }) => name),
    from: iso(times[0]),
    to: iso(last === undefined ? undefined : last + plan.timeframeMs),
    candles,
    ...statistics,
    ...entryResults(result),
    plan,
    ...(sweep === null ? {} : { sweep: sweepJson(sweep) }),
    elapsedMs,
    candlesPerSecond,
  };
}

async function writeFiles({ result, sweep }: Finished, input: BacktestInput, values: BacktestValues): Promise<void> {
  if (values.trades !== null) {
    const { tradesCsv } = await import('../report/trades-csv.ts');
    writeFileSync(values.trades, tradesCsv(result));
  }
  if (values.report === null) return;
  const { backtestReport } = await import('../report/backtest-report.ts');
  const options = { source: input.source, notes: input.notes, ...(sweep === null ? {} : { sweep }) };
  writeFileSync(values.report, backtestReport(result, options));
}

/** An option that makes no sense is wrong usage; a file that does is not. */
function checkOptions(plan: BacktestPlan): void {
  try {
    checkPlan(plan);
  } catch (error) {
    throw error instanceof BacktestError ? new UsageError(error.message) : error;
  }
}

function checkShard({ sweep, shard, out, merge }: BacktestValues): void {
  if (!sweep && (shard !== null || merge.length > 0))
    throw new UsageError('expected --shard and --merge with --sweep, was without');
  if ((shard === null) !== (out === null))
    throw new UsageError('expected --shard I/N with --out F, was one without the other');
}

/** A source without a single entry tests nothing: exit code 1. That nothing was worth its cost is an answer. */
function warnOfNothing({ markets, source }: BacktestInput, values: BacktestValues): void {
  const enters = ENTER_LONG | ENTER_SHORT;
  if (markets.some(({ signals }) => signals.action.some((bits) => (bits & enters) !== 0))) return;
  const candles = markets.reduce((sum, market) => sum + market.candles.length, 0);
  if (tradesByValue(values)) {
    process.stderr.write(
      `backtest: no expected value was above the cost in ${candles} candles (--entries published: every signal)\n`,
    );
    return;
  }
  process.stderr.write(`backtest: expected signals to trade, ${source} enters nowhere in ${candles} candles\n`);
  process.exitCode = 1;
}

/** What was really sent; the database's world is loaded only when it is asked for. */
async function runLedger(values: BacktestValues, startedMs: number): Promise<void> {
  const { testLedger, ledgerJson, ledgerNotes, ledgerText } = await import('./backtest-ledger.ts');
  const given = [values.model, values.signals, values.rule].some((each) => each !== null) || values.data.length > 0;
  if (given || values.sweep)
    throw new UsageError('expected --ledger without --data, --model, --signals, --rule and --sweep, was with one');
  checkOptions(planOf(values, true));
  const finished = await testLedger(values);
  const { shown } = finished;
  if (shown !== null && shown.result !== null) {
    const input = { markets: [], source: `what was sent to ${shown.audience}`, notes: ledgerNotes(finished) };
    await writeFiles({ result: shown.result, sweep: null, candlesPerSecond: 0 }, input, values);
  }
  const elapsedMs = Math.round(performance.now() - startedMs);
  if (values.json) printJson(ledgerJson(finished, elapsedMs));
  else process.stdout.write(`${ledgerText(finished, elapsedMs)}\n`);
}

await runCommand(backtestCommand, async (values) => {
  const startedMs = performance.now();
  if (choiceOf('family', ['next-candle', 'swing'], values.family) === 'swing') {
    const { testSwing } = await import('./backtest-swing.ts');
    return await testSwing(values, startedMs);
  }
  if (values.timeframe === null) throw new UsageError('expected --timeframe T, was not given');
  if (values.ledger) return await runLedger(values, startedMs);
  const timeframe = choiceOf('timeframe', TIMEFRAMES, values.timeframe);
  if (values.data.length === 0) throw new UsageError('expected --data FILE, was not given');
  // Options are read before the files, so that a wrong one is refused at once.
  if (values.record !== null && !tradesByValue(values))
    throw new UsageError('expected --record with --family swing, or with a --model that trades by expected value');
  checkShard(values);
  checkOptions(planOf(values, true));
  const files = readMarkets(values.data, timeframe, fileReadingOf(values));
  const plan = planOf(
    values,
    files.every(({ name }) => assetClass(symbolIn(name)) === 'crypto'),
  );
  const progress = createProgress();
  const read = await readInput(files, values, { timeframe, progress, roundTripBps: roundTripBpsOf(plan.costs) });
  const input = { ...read, notes: [...levelBreakNotes(files, timeframe), ...read.notes] };
  const trials = await countTrials(values.trials, { markets: files.map(({ name }) => name), timeframe });
  const options = { values, trials };
  if (values.shard !== null) {
    const { sweepShard } = await import('./backtest-sweep.ts');
    const written = await sweepShard(values, { plan, markets: input.markets, progress });
    progress.end();
    return void process.stdout.write(`${written}\n`);
  }
  const finished = values.sweep
    ? await runBest(plan, input, { ...options, progress })
    : await runOnce(plan, input, options);
  progress.end();
  const told = { ...input, notes: [...input.notes, ...resultNotes(finished.result)] };
  await writeFiles(finished, told, values);
  if (values.record !== null) {
    const { recordResult } = await import('../results/record-result.ts');
    recordResult(values.record, byValueFigures(finished.result));
  }
  warnOfNothing(input, values);
  const elapsedMs = Math.round(performance.now() - startedMs);
  if (values.json) {
    printJson({ ...jsonOf(finished, told, elapsedMs), trialsTried: { number: trials.count, source: trials.source } });
    return;
  }
  const { result, sweep } = finished;
  const isColoured = process.stdout.isTTY === true;
  const trialsFrom =
    trials.source === 'option' ? 'as --trials says' : "this one and evaluate's registry of trials on the same markets";
  const parts = [
    ...(sweep === null ? [] : [heatMapText(sweep, isColoured), sweepText(sweep, sweep.combinationsPerSecond), '']),
    backtestText(result, input.source, elapsedMs),
    `the Sharpe ratio is deflated by ${trials.count} ${trials.count === 1 ? 'trial' : 'trials'} ` +
      `(${trialsFrom}${sweep === null ? '' : ', and the sweep'})`,
    ...told.notes,
  ];
  process.stdout.write(`${parts.join('\n')}\n`);
});
