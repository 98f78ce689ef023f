import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runSweep } from '../../engine/adapters/sweep-thread/run-sweep.ts';
import { backtest } from '../../engine/backtest/backtest.ts';
import type { BacktestMarket } from '../../engine/backtest/plan/backtest-market.ts';
import { type BacktestPlan, plainPlan } from '../../engine/backtest/plan/plan.ts';
import { RULES, ruleSignals } from '../../engine/backtest/plan/rules.ts';
import { sweepSize } from '../../engine/backtest/sweep/sweep.ts';
import { type CandleColumns, candleAt } from '../../engine/market/candle.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { installPeers } from '../golden/backtest-peers.ts';
import { randomWalk } from '../support/candles/random-walk.ts';
import { sharedPath } from '../support/shared.ts';
import { type Bench, type BenchResult, bestMs, leastProcessorMs } from './bench.ts';
import { CROSS, plainBacktest } from './plain-backtest.ts';

const MILLION = 1_000_000;
const PEERS = fileURLToPath(new URL('./backtest-peers.py', import.meta.url));
const COMMAND = fileURLToPath(new URL('../../scripts/backtest/backtest.ts', import.meta.url));
const PEER_MS = 600_000;

const percent = (fraction: number) => ({ type: 'percent' as const, fraction });
const PLAN: BacktestPlan = {
  ...plainPlan(HOUR_MS),
  sides: 'long',
  stop: percent(CROSS.stop),
  target: percent(CROSS.target),
};

function marketOf(candles: CandleColumns, strength = false): BacktestMarket {
  const signals = ruleSignals(candles, RULES['ema-cross'], { strength });
  return { name: 'BTC/USDT', symbol: 'BTC/USDT', candles, signals, sigma: null, atr: null, funding: null };
}

/** Indicators, signals, simulation and every statistic, from candles to result. */
const whole = (candles: CandleColumns) => backtest(PLAN, [marketOf(candles)]);

/** Warm: what the first runs cost is compiling, and the least of many is what the code costs on a busy machine. */
async function oursPerSecond(candles: CandleColumns, rounds = 30): Promise<number> {
  return candles.length / 1e3 / (await leastProcessorMs(rounds, () => whole(candles)));
}

const timing = z.object({
  cpuSeconds: z.number(),
  candles: z.number().optional(),
  combinations: z.number().optional(),
});

/** How many candles or combinations a peer does in a second of processor time, or null with the reason on standard error. */
function peerPerSecond(work: 'vectorbt' | 'sweep' | 'backtesting', candles: CandleColumns): number | null {
  const say = (line: string): void => void process.stderr.write(line);
  const python = installPeers(say);
  if (python.type === 'absent') {
    say(`${work}: ${python.reason}\n`);
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'backtest-bench-'));
  try {
    const path = join(folder, 'candles.bin');
    const columns = [candles.open, candles.high, candles.low, candles.close];
    writeFileSync(
      path,
      Buffer.concat(columns.map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength))),
    );
    const run = spawnSync(python.path, [PEERS, work, path], { timeout: PEER_MS, encoding: 'utf8' });
    if (run.status !== 0) {
      say(`${work}: ${run.error?.message ?? run.stderr.trim().split('\n').at(-1) ?? 'no answer'}\n`);
      return null;
    }
    const { cpuSeconds, candles: rows = 0, combinations = 0 } = timing.parse(JSON.parse(run.stdout));
    return (rows + combinations) / cpuSeconds;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const beside = (ours: number, reference: number | null, name: string): BenchResult => ({
  ours,
  reference,
  referenceName: reference === null ? null : name,
});

async function besidePlainLoop(): Promise<BenchResult> {
  const candles = randomWalk({ rows: MILLION, seed: 1 });
  const objects = Array.from({ length: MILLION }, (_, row) => candleAt(candles, row));
  const plain = plainBacktest(objects);
  const { statistics } = whole(candles);
  if (plain.trades !== statistics.trades || Math.abs((plain.netReturn ?? 0) - statistics.netReturn) > 1e-9)
    throw new Error(`expected the plain loop to trade alike, was ${plain.trades} and ${statistics.trades} trades`);
  const reference = MILLION / 1e3 / (await leastProcessorMs(3, () => plainBacktest(objects)));
  return beside(await oursPerSecond(candles), reference, 'plain loop over candle objects, five figures');
}

async function besideVectorbt(): Promise<BenchResult> {
  const candles = randomWalk({ rows: MILLION, seed: 1 });
  const reference = peerPerSecond('vectorbt', candles);
  const name = 'vectorbt 1.2.0 (Rust engine), five figures';
  return beside(await oursPerSecond(candles), reference === null ? null : reference / 1e6, name);
}

async function besideBacktesting(): Promise<BenchResult> {
  const candles = randomWalk({ rows: MILLION, seed: 1 });
  const reference = peerPerSecond('backtesting', randomWalk({ rows: 72_000, seed: 1 }));
  return beside(await oursPerSecond(candles), reference === null ? null : reference / 1e6, 'backtesting.py 0.6.6');
}

/** Ten times the candles, beside one tenth of them: 1 is linear. */
async function tenMillion(): Promise<BenchResult> {
  const reference = await oursPerSecond(randomWalk({ rows: MILLION, seed: 1 }));
  const ours = await oursPerSecond(randomWalk({ rows: 10 * MILLION, seed: 1 }), 12);
  return beside(ours, reference, 'ours on 1 M candles');
}

/** Bytes of the candle columns per byte that a backtest holds, columns included; twice the columns is 0.5. */
function memory(): BenchResult {
  const candles = randomWalk({ rows: MILLION, seed: 1 });
  const before = process.memoryUsage().arrayBuffers;
  const kept = whole(candles);
  const added = process.memoryUsage().arrayBuffers - before;
  const columns = 6 * candles.open.byteLength;
  if (kept.candles !== MILLION) throw new Error('expected the result to be kept');
  return beside(columns / (columns + added), 0.5, 'twice the columns');
}

const cpuUsage = z.object({ user: z.number(), system: z.number() });
/** Makes a process tell its processor time as its last line on standard error. */
const TELL_CPU =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('\\n'+JSON.stringify(process.cpuUsage())))";

/** A whole process from the command line, its start included, in processor time of all its threads, beside the second it may take. */
function wholeProcess(): BenchResult {
  const path = sharedPath('data/BTCUSDT_binance_5m_2024.csv.gz');
  if (path === null) {
    process.stderr.write('backtest, whole process: ../shared/data is absent\n');
    return { ours: 0, reference: null, referenceName: null };
  }
  const words = [
    '--data',
    path,
    '--timeframe',
    '5m',
    '--rule',
    'ema-cross',
    '--stop',
    '2%',
    '--target',
    '4%',
    '--json',
  ];
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round += 1) {
    const run = spawnSync(process.execPath, ['--import', 'tsx', '--import', TELL_CPU, COMMAND, ...words], {
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(`expected the command to succeed, was ${run.stderr}`);
    const { user, system } = cpuUsage.parse(JSON.parse(run.stderr.trim().split('\n').at(-1) ?? ''));
    least = Math.min(least, (user + system) / 1e6);
  }
  return beside(1 / least, 1, 'one second');
}

async function sweep(): Promise<BenchResult> {
  const candles = randomWalk({ rows: 6_000, seed: 1 });
  const levels = (count: number, step: number) => Array.from({ length: count }, (_, at) => percent(0.005 + at * step));
  const grid = {
    stops: levels(60, 0.001),
    targets: levels(100, 0.001),
    thresholds: [null, 0.1, 0.2, 0.3, 0.4],
    fees: [CROSS.fee],
  };
  const input = { plan: { ...plainPlan(HOUR_MS), sides: 'long' as const }, markets: [marketOf(candles, true)], grid };
  const reference = peerPerSecond('sweep', candles);
  const took = await bestMs(3, () => runSweep(input, { threads: availableParallelism() }));
  return beside((sweepSize(grid) / took) * 1e3, reference, 'vectorbt 1.2.0 (Rust engine), one core, three figures');
}

/** The backtester beside its peers in the same run: processor time on one core, unless said otherwise. */
export const BACKTEST_BENCHES: readonly Bench[] = [
  {
    name: 'backtest: EMA cross, RSI, stop, target, all figures, beside a plain loop',
    unit: 'M candles/s',
    run: besidePlainLoop,
  },
  { name: 'backtest: the same, beside vectorbt', unit: 'M candles/s', run: besideVectorbt },
  { name: 'backtest: the same, beside an event-driven one', unit: 'M candles/s', run: besideBacktesting },
  { name: 'backtest: the same on 10 M candles', unit: 'M candles/s', run: tenMillion },
  { name: 'backtest: memory, share that is the candles', unit: 'of all bytes', run: memory },
  { name: 'backtest: whole process on 72 k candles', unit: 'runs/s', run: wholeProcess },
  {
    name: 'backtest: sweep of stops, targets and thresholds on 6 k candles, all cores',
    unit: 'combinations/s',
    run: sweep,
  },
];
