import type { BacktestResult } from '../../engine/backtest/backtest.ts';
import { holdValueAt } from '../../engine/backtest/statistics/period-lines.ts';
import type { EquityBands } from '../../engine/backtest/statistics/resample.ts';
import { linearAxis, logAxis, timeAxis } from './axis.ts';
import { heatMap } from './heat-map.ts';
import { percentText, plainText, shortText } from './number-text.ts';
import { type PlotBar, plot } from './plot.ts';

const HOLD_POINTS = 1_500;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const BINS = 41;

function extremes(columns: readonly ArrayLike<number>[]): { readonly low: number; readonly high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns)
    for (let row = 0; row < column.length; row += 1) {
      const value = column[row] ?? Number.NaN;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return low <= high ? { low, high } : { low: 0, high: 1 };
}

function spanOf({ simulation: { timeline } }: BacktestResult): { readonly from: number; readonly to: number } {
  return { from: timeline.openTimeMs[0] ?? 0, to: timeline.openTimeMs[timeline.length - 1] ?? 1 };
}

/** Buy and hold in the money of the backtest, at no more moments than a plot needs. */
function holdLine({ markets, simulation: { timeline }, plan }: BacktestResult) {
  const every = Math.max(1, Math.floor(timeline.length / HOLD_POINTS));
  const steps = Array.from({ length: Math.ceil(timeline.length / every) }, (_, at) => at * every);
  const last = timeline.length - 1;
  if (steps.at(-1) !== last && last >= 0) steps.push(last);
  return {
    x: steps.map((step) => timeline.openTimeMs[step] ?? 0),
    y: steps.map((step) => plan.startEquity * holdValueAt(markets, timeline.rows, step)),
  };
}

/** Equity and buy and hold on a logarithmic axis. */
export function equityPlot(result: BacktestResult): string {
  const { simulation, plan } = result;
  const hold = holdLine(result);
  const { low, high } = extremes([simulation.equity, hold.y, [plan.startEquity]]);
  // After a ruin nothing is left to draw on a logarithmic axis: the bottom is a thousandth of the top at least.
  const from = Math.max(low, high / 1_000);
  return plot({
    label: `Equity and buy and hold over time, logarithmic; equity ends at ${plainText(result.statistics.finalEquity)}`,
    heightPx: 280,
    x: timeAxis(spanOf(result)),
    y: logAxis({ from: from / 1.02, to: high * 1.02, format: shortText }),
    lines: [
      { name: 'Buy and hold', color: 'quiet', ...hold },
      { name: 'Equity after cost', color: 1, x: simulation.timeline.openTimeMs, y: simulation.equity },
    ],
    rules: [{ axis: 'y', at: plan.startEquity }],
  });
}

/** How far equity is below its height so far. */
export function drawdownPlot(result: BacktestResult): string {
  const { equity, worst, timeline } = result.simulation;
  const lows = worst ?? equity;
  let peak = result.plan.startEquity;
  const below = equity.map((value, step) => {
    const depth = (lows[step] ?? value) / peak - 1;
    peak = Math.max(peak, value);
    return Math.min(depth, value / peak - 1);
  });
  return plot({
    label: `Drawdown over time, deepest ${percentText(result.statistics.maxDrawdown)}`,
    heightPx: 140,
    x: timeAxis(spanOf(result)),
    y: linearAxis(
      {
        from: Math.min(extremes([below]).low * 1.05, -0.001),
        to: 0,
        format: (value) => percentText(value, { digits: percentDigits(extremes([below]).low) }),
      },
      4,
    ),
    lines: [{ name: 'Drawdown', color: 5, x: timeline.openTimeMs, y: below, fillTo: 0 }],
  });
}

function percentDigits(span: number): number {
  return Math.abs(span) >= 0.1 ? 0 : Math.abs(span) >= 0.01 ? 1 : 2;
}

/** Months by years, coloured by net return, with each year's. */
export function monthMap({ statistics }: BacktestResult): string {
  const { perMonth, perYear } = statistics;
  return heatMap({
    corner: 'Year',
    columns: [...MONTHS, 'Year'],
    neutral: 0,
    rows: perYear.map((year) => {
      const cells = MONTHS.map((name, month) => {
        const line = perMonth.find((each) => each.month === `${year.year}-${String(month + 1).padStart(2, '0')}`);
        if (line === undefined) return null;
        const tip =
          `${name} ${year.year}: ${percentText(line.netReturn, { digits: 2, signed: true })} in ${line.trades} trades, ` +
          `buy and hold ${percentText(line.buyAndHoldReturn, { digits: 2, signed: true })}`;
        return { value: line.netReturn, text: plainText(100 * line.netReturn, { digits: 1 }), tip };
      });
      // The year stands apart: on the colours of its months it would always be full.
      const total = { value: 0, text: plainText(100 * year.netReturn, { digits: 1 }) };
      return { name: String(year.year), cells: [...cells, total] };
    }),
  });
}

/** How often each return of a trade came; the outermost bars hold what lies beyond them. */
export function distributionPlot({ simulation: { trades } }: BacktestResult): string {
  const returns = Float64Array.from(
    { length: trades.count },
    (_, index) => (trades.pnl[index] ?? 0) / ((trades.units[index] ?? 0) * (trades.entryPrice[index] ?? 0)),
  ).sort();
  const at = (share: number): number => returns[Math.floor(share * (returns.length - 1))] ?? 0;
  const reach = Math.max(Math.abs(at(0.01)), Math.abs(at(0.99)), 1e-5);
  const width = (2 * reach) / BINS;
  const counts = new Array<number>(BINS).fill(0);
  for (const value of returns) {
    const bin = Math.max(0, Math.min(BINS - 1, Math.floor((value + reach) / width)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const digits = reach < 0.002 ? 2 : percentDigits(reach);
  const bars = counts.map((count, bin): PlotBar => {
    const from = -reach + bin * width;
    const tone = bin < (BINS - 1) / 2 ? 'bad' : bin > (BINS - 1) / 2 ? 'good' : 'plain';
    const span = `${percentText(from, { digits: digits + 1 })} to ${percentText(from + width, { digits: digits + 1 })}`;
    return { from, to: from + width, base: 0, value: count, tone, tip: `${count} trades: ${span}` };
  });
  const mean = returns.reduce((sum, value) => sum + value, 0) / Math.max(1, returns.length);
  return plot({
    label: 'Distribution of the returns of trades after cost',
    heightPx: 200,
    x: linearAxis({ from: -reach, to: reach, format: (value) => percentText(value, { digits }) }, 7),
    y: linearAxis({ from: 0, to: Math.max(1, ...counts) * 1.05, format: shortText }, 4),
    bars,
    rules: [{ axis: 'x', at: Math.max(-reach, Math.min(reach, mean)), text: 'mean' }],
    xTitle: 'return of a trade after cost',
  });
}

/** Where equity could have gone with weeks like those seen. */
export function bandsPlot({ points }: EquityBands): string {
  const x = points.map(({ dayMs }) => dayMs);
  const of = (quantile: 'p5' | 'p25' | 'p50' | 'p75' | 'p95'): readonly number[] =>
    points.map((point) => point[quantile]);
  const { low, high } = extremes([of('p5'), of('p95'), [1]]);
  return plot({
    label: 'Bands of equity from resampled weeks, as multiples of the start',
    heightPx: 200,
    x: timeAxis({ from: x[0] ?? 0, to: x.at(-1) ?? 1 }),
    y: logAxis({ from: Math.max(low, 0.001) / 1.02, to: high * 1.02, format: (value) => `${shortText(value)} ×` }, 4),
    lines: [
      { name: '95 %', color: 3, x, y: of('p95'), dashed: true },
      { name: '75 %', color: 3, x, y: of('p75') },
      { name: 'middle', color: 1, x, y: of('p50') },
      { name: '25 %', color: 2, x, y: of('p25') },
      { name: '5 %', color: 2, x, y: of('p5'), dashed: true },
    ],
    rules: [{ axis: 'y', at: 1 }],
  });
}
