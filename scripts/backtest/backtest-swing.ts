import { importSeriesFile } from '../../engine/adapters/files/import-candles-file.ts';
import type { BacktestResult } from '../../engine/backtest/backtest.ts';
import { assetClass } from '../../engine/market/asset-class.ts';
import { commonSpacingMs } from '../../engine/market/csv/candle-finding.ts';
import type { FileReading } from '../../engine/market/import/layout.ts';
import { ratioText } from '../../engine/market/level-breaks.ts';
import { symbolIn } from '../../engine/market/series.ts';
import { TIMEFRAMES, timeframeMs } from '../../engine/market/timeframe.ts';
import { SWING_TIMEFRAME } from '../../engine/swing/decide-swing.ts';
import {
  followSwing,
  type SwingHistory,
  type SwingPlan,
  swingHistory,
  swingResult,
} from '../../engine/swing/follow-swing.ts';
import { judgeSwing, type SharpeLine, type SwingVerdict } from '../../engine/swing/judge-swing.ts';
import { PUBLISHED_SWING_RULE } from '../../engine/swing/swing-rule.ts';
import { TREND_LOOK_BACK_DAYS } from '../../engine/swing/trend-readings.ts';
import { fileReadingOf } from '../market-files/file-options.ts';
import { joinCandles } from '../market-files/join-candles.ts';
import { namedFile } from '../market-files/market-name.ts';
import { percentText, plainText } from '../report/number-text.ts';
import { numberOf, printJson, UsageError } from '../terminal/arguments.ts';
import { resultNotes } from './backtest-notes.ts';
import type { BacktestValues } from './backtest-options.ts';
import { backtestText } from './backtest-text.ts';
import { swingFigures } from './result-figures.ts';

interface SwingInput {
  readonly markets: readonly SwingHistory[];
  readonly notes: readonly string[];
}

/** "BTC/USD" of a name such as "ta4j_Coinbase-BTC-USD-PT4H.json.gz"; the name itself where it has no pair. */
function pairIn(name: string): string {
  const pair = /(?<![A-Za-z])([A-Z0-9]{2,6})[-_/]?(USDT|USDC|USD|EUR|GBP|JPY|CHF|CAD|AUD)(?![A-Za-z])/.exec(name);
  return pair === null ? symbolIn(name) : `${pair[1]}/${pair[2]}`;
}

/** Candles of a file in its own timeframe, as the importer cleans them; finer ones become 4 h. */
function readHistory(
  argument: string,
  reading: FileReading,
): { readonly history: SwingHistory; readonly notes: readonly string[] } {
  const { name, path } = namedFile(argument);
  const symbol = pairIn(name);
  const finest = TIMEFRAMES.filter((each) => timeframeMs(each) <= timeframeMs(SWING_TIMEFRAME)).toReversed();
  const failures: unknown[] = [];
  for (const timeframe of finest) {
    try {
      const { candles, findings } = importSeriesFile(path, { symbol, timeframe }, reading);
      if (commonSpacingMs(candles) !== timeframeMs(timeframe)) continue;
      const candleMs = timeframeMs(SWING_TIMEFRAME);
      const coarse = joinCandles(candles, { baseMs: timeframeMs(timeframe), candleMs });
      const history = swingHistory({ name, symbol, candles: coarse }, candleMs);
      const mended = findings.length === 0 ? [] : [`${name}: ${findings.length} findings of the importer`];
      const joined =
        timeframe === SWING_TIMEFRAME ? [] : [`${name}: candles of ${timeframe} joined to ${SWING_TIMEFRAME}`];
      return { history, notes: [...mended, ...joined, ...historyNotes(history)] };
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures[0] ?? new UsageError(`expected candles of ${SWING_TIMEFRAME} or finer, ${path} has others`);
}

/** What a reader of the figures should know of a market's candles. */
function historyNotes({ name, candles, readings, unitChanges }: SwingHistory): readonly string[] {
  const changes = unitChanges.map(
    ({ openTimeMs, ratio }) =>
      `${name}: the price changes its unit at ${iso(openTimeMs)?.slice(0, 16)}Z (${ratioText(ratio)}): prices before are restated`,
  );
  const isKnown = readings.strength.some((value) => !Number.isNaN(value));
  if (isKnown) return changes;
  const most = Math.max(...TREND_LOOK_BACK_DAYS);
  return [
    ...changes,
    `${name}: nothing is decided, as the trend of ${most} days is known at none of its ${candles.length} candles`,
  ];
}

function readSwingInput(values: BacktestValues): SwingInput {
  if (values.data.length === 0) throw new UsageError('expected --data FILE, was not given');
  const read = values.data.map((argument) => readHistory(argument, fileReadingOf(values)));
  return { markets: read.map(({ history }) => history), notes: read.flatMap(({ notes }) => notes) };
}

function planOfSwing(values: BacktestValues): SwingPlan {
  const percent = /^(\d+(?:\.\d+)?|\.\d+)%$/.exec(values.risk.trim())?.[1];
  if (percent === undefined)
    throw new UsageError(`expected --risk to be a percentage such as 1%, was "${values.risk}"`);
  const costBps = numberOf('cost-bps', values['cost-bps'] ?? '10', { min: 0, max: 1_000 });
  const riskFraction = numberOf('risk', percent, { min: 0.01, max: 100 }) / 100;
  return {
    candleMs: timeframeMs(SWING_TIMEFRAME),
    rule: { ...PUBLISHED_SWING_RULE, riskFraction },
    cost: costBps / 1e4,
    startEquity: numberOf('equity', values.equity, { min: 1e-6, max: 1e15 }),
  };
}

/** Options of the general simulator that the published rule decides itself. */
const FIXED_BY_RULE = ['model', 'signals', 'rule', 'stop', 'target', 'trail', 'horizon', 'threshold'] as const;

function checkSwingOptions(values: BacktestValues): void {
  const given = FIXED_BY_RULE.find((name) => values[name] !== null);
  if (given !== undefined)
    throw new UsageError(`expected --family swing without --${given}: the published rule decides it`);
  if (values.sweep || values.ledger) throw new UsageError('expected --family swing without --sweep and --ledger');
  if (values.timeframe !== null && values.timeframe !== SWING_TIMEFRAME)
    throw new UsageError(`expected --timeframe ${SWING_TIMEFRAME} with --family swing, was ${values.timeframe}`);
}

const iso = (timeMs: number | null | undefined): string | null =>
  timeMs === null || timeMs === undefined ? null : new Date(timeMs).toISOString();

function swingJson(
  result: BacktestResult,
  verdict: SwingVerdict,
  about: { readonly plan: SwingPlan; readonly notes: readonly string[]; readonly elapsedMs: number },
) {
  const times = result.simulation.timeline.openTimeMs;
  const last = times.at(-1);
  const { sharpe: sharpeDaily, sharpeInterval: _, ...statistics } = { ...result.statistics, sharpeInterval: null };
  return {
    family: 'swing',
    notes: about.notes,
    markets: result.markets.map(({ name }) => name),
    from: iso(times[0]),
    to: iso(last === undefined ? null : last + about.plan.candleMs),
    candles: result.candles,
    ...statistics,
    sharpe: verdict.published.sharpe,
    sharpeInterval: verdict.published.sharpeInterval,
    sharpeDaily,
    entries: verdict.entries,
    entriesPerYear: verdict.entriesPerYear,
    riskFraction: about.plan.rule.riskFraction,
    sharpeByCostBps: verdict.sharpeByCostBps,
    floor: verdict.floor,
    longShort: verdict.longShort,
    holding: verdict.holding,
    since2021: verdict.since2021,
    published: { from: iso(verdict.shown.fromMs), entries: verdict.shown.entries, sharpe: verdict.shown.sharpe },
    trials: verdict.trials,
    deflatedSharpe: verdict.trials.deflatedSharpe,
    elapsedMs: about.elapsedMs,
    candlesPerSecond: Math.round(result.candles / Math.max(1e-3, about.elapsedMs / 1_000)),
  };
}

function swingLines(verdict: SwingVerdict, plan: SwingPlan): readonly string[] {
  const between = (interval: SharpeLine['sharpeInterval']): string =>
    interval === null ? '' : ` [${plainText(interval[0])}, ${plainText(interval[1])}]`;
  const line = (label: string, { sharpe, sharpeInterval, maxDrawdown }: SharpeLine): string =>
    `${label.padEnd(34)} Sharpe ${plainText(sharpe)}${between(sharpeInterval)}, drawdown ${percentText(maxDrawdown, { digits: 1 })}`;
  const holdingLine = ({ sharpe, difference, interval }: SwingVerdict['holding']): string =>
    `${'holding at equal volatility'.padEnd(34)} Sharpe ${plainText(sharpe)}; ` +
    `published minus holding ${plainText(difference, { signed: true })}${between(interval)}`;
  const { shown, trials, entries, entriesPerYear, since2021 } = verdict;
  const costs = Object.entries(verdict.sharpeByCostBps).map(([bps, sharpe]) => `${bps} bps ${plainText(sharpe)}`);
  return [
    line('published, long or flat', verdict.published),
    line('continuous rule (the floor)', verdict.floor),
    line('long and short', verdict.longShort),
    holdingLine(verdict.holding),
    `${entries} entries, ${plainText(entriesPerYear, { digits: 1 })} a year, ` +
      `${percentText(plan.rule.riskFraction, { digits: 1 })} of the account at risk in each`,
    `Sharpe by cost a side: ${costs.join(', ')}`,
    ...(since2021 === null
      ? []
      : [
          line('from 2021 on: published', since2021.published),
          line('from 2021 on: continuous rule', since2021.floor),
          `from 2021 on: ${holdingLine(since2021.holding).replace(/ +/g, ' ')}`,
        ]),
    shown.fromMs === null
      ? 'A test that looks at every close would have let nothing out: every entry is information.'
      : `A test that looks at every close would have let it out from ${iso(shown.fromMs)?.slice(0, 10)} on: ` +
        `${shown.entries} entries, Sharpe ${plainText(shown.sharpe)}.`,
    `${trials.number} rules tried, their Sharpe ratios spread by ${plainText(trials.spread)}: ` +
      `deflated Sharpe ratio ${percentText(trials.deflatedSharpe, { digits: 1 })}`,
    'Sharpe ratios are of net 4 h returns, a year of 365 days; 95 % intervals over weekly blocks.',
  ];
}

/** `npm run backtest -- --family swing`: the published form over candle files, compared with the continuous rule and with holding. */
export async function testSwing(values: BacktestValues, startedMs: number): Promise<void> {
  checkSwingOptions(values);
  const plan = planOfSwing(values);
  const { markets, notes } = readSwingInput(values);
  const warned = markets.flatMap(({ symbol, name }) =>
    assetClass(symbol) === 'crypto' ? [] : [`${name}: the family is published for crypto only`],
  );
  const account = followSwing(markets, plan);
  const seed = numberOf('seed', values.seed, { min: 0, max: 2 ** 32 - 1, whole: true });
  const verdict = judgeSwing(markets, account, { plan, seed });
  const { number, spread } = verdict.trials;
  const variance = spread === null ? null : spread ** 2 / 365;
  const result = swingResult(markets, account, { plan, trials: { count: number, variance } });
  const elapsedMs = Math.round(performance.now() - startedMs);
  const told = [...notes, ...warned, ...resultNotes(result)];
  if (values.record !== null) {
    const { recordResult } = await import('../results/record-result.ts');
    recordResult(values.record, swingFigures(verdict));
  }
  if (values.trades !== null || values.report !== null) await writeSwingFiles(result, values, told);
  if (values.json) return printJson(swingJson(result, verdict, { plan, notes: told, elapsedMs }));
  const text = [
    backtestText(result, 'swing family, published form', elapsedMs),
    '',
    ...swingLines(verdict, plan),
    ...told,
  ];
  process.stdout.write(`${text.join('\n')}\n`);
}

async function writeSwingFiles(
  result: BacktestResult,
  values: BacktestValues,
  notes: readonly string[],
): Promise<void> {
  const { writeFileSync } = await import('node:fs');
  if (values.trades !== null) {
    const { tradesCsv } = await import('../report/trades-csv.ts');
    writeFileSync(values.trades, tradesCsv(result));
  }
  if (values.report === null) return;
  const { backtestReport } = await import('../report/backtest-report.ts');
  writeFileSync(values.report, backtestReport(result, { source: 'swing family, published form', notes }));
}
