import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readCandlesFile } from '../../../engine/adapters/files/read-candles-file.ts';
import { type BacktestResult, backtest } from '../../../engine/backtest/backtest.ts';
import type { BacktestPlan } from '../../../engine/backtest/plan/plan.ts';
import { type Rule, ruleSignals } from '../../../engine/backtest/plan/rules.ts';
import {
  ENTER_LONG,
  ENTER_SHORT,
  LEAVE_LONG,
  LEAVE_SHORT,
  plainSignals,
} from '../../../engine/backtest/plan/signal-columns.ts';
import { tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { askPeers, type PeerAnswer, type PeerCase, peerPython } from '../../golden/backtest-peers.ts';
import { sharedPath } from '../../support/shared.ts';
import { marketOf, PLAN } from './backtest-fixtures.ts';

const GOLDEN = fileURLToPath(new URL('../../golden/backtest-peers.json', import.meta.url));
/** Every so manyth equity is kept in the golden file. */
const EQUITY_STEP = 100;

interface Question {
  readonly name: string;
  readonly peer: PeerCase['peer'];
  readonly file: string;
  readonly rule: Rule;
  readonly plan: Partial<BacktestPlan>;
}

const percent = (fraction: number) => ({ type: 'percent' as const, fraction });
const CASH = 1e9;
const FEE = 0.0007;

/**
 * backtesting.py carries the trades with stops: vectorbt overlooks a stop inside the entry candle and lets a later stop
 * override an exit at the open. backtesting.py trades whole units (hence lotStep) and vectorbt all of its cash, so each
 * has cases of its own.
 */
const QUESTIONS: readonly Question[] = [
  {
    name: 'BTC, EMA cross, long, stop and target, backtesting.py',
    peer: 'backtesting',
    file: 'data/BTCUSDT_binance_1h_2024.csv.gz',
    rule: { type: 'ema-cross', fast: 10, slow: 30, rsi: 14, rsiLimit: 70 },
    plan: {
      sides: 'long',
      stop: percent(0.015),
      target: percent(0.03),
      lotStep: 1,
      sizing: { type: 'fraction', fraction: 0.5 },
    },
  },
  {
    name: 'BTC, RSI, both sides, stop and target, backtesting.py',
    peer: 'backtesting',
    file: 'data/BTCUSDT_binance_1h_2024.csv.gz',
    rule: { type: 'rsi', length: 14, low: 30 },
    plan: { stop: percent(0.01), target: percent(0.01), lotStep: 1, sizing: { type: 'fraction', fraction: 0.9 } },
  },
  {
    name: 'EURUSD, EMA cross, both sides, stop and target, backtesting.py',
    peer: 'backtesting',
    file: 'data/EURUSD_oanda-bid_1h_2007-2018_novol.csv.gz',
    rule: { type: 'ema-cross', fast: 48, slow: 240, rsi: 14, rsiLimit: 60 },
    plan: { stop: percent(0.01), target: percent(0.02), lotStep: 1, sizing: { type: 'fraction', fraction: 0.8 } },
  },
  {
    name: 'BTC, EMA cross, long, vectorbt',
    peer: 'vectorbt',
    file: 'data/BTCUSDT_binance_1h_2024.csv.gz',
    rule: { type: 'ema-cross', fast: 10, slow: 30, rsi: 14, rsiLimit: 70 },
    plan: { sides: 'long' },
  },
  {
    name: 'EURUSD, EMA cross, long, vectorbt',
    peer: 'vectorbt',
    file: 'data/EURUSD_oanda-bid_1h_2007-2018_novol.csv.gz',
    rule: { type: 'ema-cross', fast: 48, slow: 240, rsi: 14, rsiLimit: 60 },
    plan: { sides: 'long' },
  },
];

/** All positions are left some candles before the end: the peers differ in what becomes of those that stay. */
function withoutTail(action: Uint8Array, isLongOnly: boolean): Uint8Array {
  const tail = action.length - 50;
  const cut = action.map((bits) => (isLongOnly && (bits & ENTER_SHORT) !== 0 ? LEAVE_LONG : bits));
  for (let row = tail; row < cut.length; row += 1) cut[row] = (cut[row] ?? 0) & ~(ENTER_LONG | ENTER_SHORT);
  cut[tail] = LEAVE_LONG | LEAVE_SHORT;
  return cut;
}

function ours({ file, rule, plan }: Question): {
  readonly result: BacktestResult;
  readonly action: Uint8Array;
  readonly path: string;
} {
  const path = sharedPath(file);
  if (path === null) throw new Error(`expected ${file}`);
  const candles = readCandlesFile(path);
  const action = withoutTail(ruleSignals(candles, rule).action, plan.sides === 'long');
  const full: BacktestPlan = { ...PLAN, startEquity: CASH, gaps: 'fill', ...plan, costs: { ...PLAN.costs, fee: FEE } };
  return { result: backtest(full, [marketOf(candles, plainSignals(action))]), action, path };
}

const golden = z.object({
  provenance: z.object({ how: z.string(), versions: z.record(z.string(), z.string()) }),
  results: z.record(
    z.string(),
    z.object({
      trades: z.array(z.array(z.number())),
      equity: z.array(z.number()),
      statistics: z.record(z.string(), z.number().nullable()),
    }),
  ),
});
type GoldenResult = z.infer<typeof golden>['results'][string];

function expectSame(
  result: BacktestResult,
  theirs: GoldenResult,
  { equityStep, perYearOfDays }: { readonly equityStep: number; readonly perYearOfDays: number },
): void {
  const trades = tradesOf(result.simulation.trades);
  expect(trades.map(({ entryRow, exitRow, side }) => [entryRow, exitRow, side])).toEqual(
    theirs.trades.map(([entryRow, exitRow, side]) => [entryRow, exitRow, side]),
  );
  const near = (a: number, b: number): void =>
    expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(b)));
  trades.forEach((trade, at) => {
    const [, , , units = Number.NaN, entryPrice = Number.NaN, exitPrice = Number.NaN, pnl = Number.NaN] =
      theirs.trades[at] ?? [];
    near(trade.units / units, 1);
    near(trade.entryPrice, entryPrice);
    near(trade.exitPrice, exitPrice);
    expect(Math.abs(trade.pnl - pnl)).toBeLessThanOrEqual(1e-9 * CASH);
  });
  for (const [at, equity] of theirs.equity.entries())
    near((result.simulation.equity[at * equityStep] ?? Number.NaN) / equity, 1);
  // Peers mark at closes, so their maximum drawdown is our closing one.
  const own: Readonly<Record<string, unknown>> = {
    ...result.statistics,
    maxDrawdown: result.statistics.closingDrawdown,
  };
  for (const [name, value] of Object.entries(theirs.statistics)) {
    const figure = own[name];
    if (typeof figure !== 'number' || value === null)
      throw new Error(`expected ${name}, was ${String(figure)} and ${value}`);
    // vectorbt takes 365 days a year; a market that closes at weekends has fewer days with a return.
    const scale = name === 'sharpe' || name === 'sortino' ? Math.sqrt(365 / perYearOfDays) : 1;
    expect(Math.abs(figure * scale - value), name).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
  }
}

function perYearOfDays({ daily: { count, dayMs } }: BacktestResult): number {
  return (365 * (count - 1) * 86_400_000) / ((dayMs[count - 1] ?? 0) - (dayMs[0] ?? 0));
}

const missing = QUESTIONS.find(({ file }) => sharedPath(file) === null)?.file ?? null;
const dataReason = missing === null ? '' : ` (skipped: ../shared/${missing} is absent)`;

describe.skipIf(missing !== null)(
  `the trades of backtesting.py and vectorbt, from the golden file${dataReason}`,
  () => {
    it.each(QUESTIONS)('$name', (question) => {
      const { results } = golden.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));
      const theirs = results[question.name];
      if (theirs === undefined) throw new Error(`expected "${question.name}" in the golden file`);
      const { result } = ours(question);
      expect(theirs.trades.length).toBeGreaterThan(30);
      expectSame(result, theirs, { equityStep: EQUITY_STEP, perYearOfDays: perYearOfDays(result) });
    });
  },
);

const python = missing === null ? peerPython() : { type: 'absent' as const, reason: 'no data' };
const reason = python.type === 'absent' ? ` (skipped: ${python.reason})` : '';

describe.skipIf(python.type === 'absent')(`the trades of backtesting.py and vectorbt, run now${reason}`, () => {
  let answer: PeerAnswer;

  beforeAll(() => {
    if (python.type === 'absent') return;
    const cases = QUESTIONS.map((question): PeerCase => {
      const { action, path } = ours(question);
      const { plan, name, peer } = question;
      const of = (level: BacktestPlan['stop'] | undefined): number | null =>
        level?.type === 'percent' ? level.fraction : null;
      const fraction = plan.sizing?.type === 'fraction' ? plan.sizing.fraction : 1;
      return {
        name,
        peer,
        file: path,
        action: [...action],
        stop: of(plan.stop),
        target: of(plan.target),
        fee: FEE,
        cash: CASH,
        fraction,
      };
    });
    answer = askPeers(python.path, cases);
    if (process.env.UPDATE_GOLDEN === '1' || !existsSync(GOLDEN)) writeGolden(answer);
  }, 400_000);

  it.each(QUESTIONS)('$name', (question) => {
    const theirs = answer.results[question.name];
    if (theirs === undefined) throw new Error(`expected "${question.name}" in the answer`);
    const { result } = ours(question);
    expectSame(result, theirs, { equityStep: 1, perYearOfDays: perYearOfDays(result) });
  });
});

function writeGolden({ versions, results }: PeerAnswer): void {
  const how =
    'Written by test/engine/backtest/peers.test.ts with UPDATE_GOLDEN=1 from the peers named in versions, ' +
    'through test/golden/backtest-peers.py. A trade is entry row, exit row, side, units, entry price, exit price, profit; ' +
    'equity is that of every 100th candle.';
  const kept = Object.entries(results).map(([name, { trades, equity, statistics }]) => [
    name,
    { trades, equity: equity.filter((_, at) => at % EQUITY_STEP === 0), statistics },
  ]);
  writeFileSync(GOLDEN, `${JSON.stringify({ provenance: { how, versions }, results: Object.fromEntries(kept) })}\n`);
}
