import { backtest } from '../../../engine/backtest/backtest.ts';
import type { RuleTested } from '../../../engine/backtest/ledger/published-rule.ts';
import { plainPlan } from '../../../engine/backtest/plan/plan.ts';
import { plainSignals } from '../../../engine/backtest/plan/signal-columns.ts';
import type { BacktestStatistics } from '../../../engine/backtest/statistics/statistics.ts';
import { columnsOf } from '../../../engine/market/candle.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { reversingCandles } from '../candles/candles.ts';
import { CLOSE_TIME_MS } from '../signal-fixtures.ts';

const DAYS = 90;
const COUNT = DAYS * 24;

/** Ninety days of BTC/USDT that lost 3.2 %, as /backtest shows them; `changes` replaces figures. */
export function testedRule(changes: Partial<BacktestStatistics> = {}): RuleTested {
  const startMs = CLOSE_TIME_MS - COUNT * HOUR_MS;
  const candles = columnsOf(reversingCandles({ count: COUNT, seed: 3, startMs, candleMs: HOUR_MS }));
  const action = Uint8Array.from({ length: COUNT }, (_, row) => (row % 9 === 0 ? 1 + (row % 2) : 0));
  const name = 'binance:BTC/USDT@1h';
  const market = { name, symbol: 'BTC/USDT', candles, sigma: null, atr: null, funding: null };
  const plan = { ...plainPlan(HOUR_MS), horizonCandles: 1, exitOnOpposite: false };
  const { statistics, simulation } = backtest(plan, [{ ...market, signals: plainSignals(action) }]);
  const rows = Array.from({ length: DAYS }, (_, day) => (day + 1) * 24 - 1);
  const share = (row: number): number => (simulation.equity[row] ?? 0) / plan.startEquity;
  let peak = 1;
  return {
    type: 'tested',
    series: { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' },
    fromMs: startMs,
    toMs: CLOSE_TIME_MS,
    candles: COUNT,
    liveDecisions: 1_980,
    walkForwardDecisions: 180,
    kind: 'logistic',
    costBps: 10,
    statistics: {
      ...statistics,
      trades: 215,
      winRate: 0.4953,
      netReturn: -0.032,
      grossReturn: 0.041,
      buyAndHoldReturn: 0.057,
      maxDrawdown: 0.081,
      sharpe: -0.62,
      probabilisticSharpe: 0.27,
      ...changes,
    },
    sharpeInterval: [-2.41, 1.18],
    days: 90,
    silentDays: 24,
    curve: {
      timeMs: Float64Array.from(rows, (row) => startMs + (row + 1) * HOUR_MS),
      equity: Float64Array.from(rows, share),
      hold: Float64Array.from(rows, (row) => (candles.close[row] ?? 0) / (candles.open[0] ?? 1)),
      drawdown: Float64Array.from(rows, (row) => {
        peak = Math.max(peak, share(row));
        return 1 - share(row) / peak;
      }),
    },
  };
}
