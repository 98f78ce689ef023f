import type { BacktestResult } from '../../engine/backtest/backtest.ts';
import { type EntryResults, entryResults } from '../../engine/backtest/statistics/entry-results.ts';
import type { SweepVerdict } from '../../engine/backtest/sweep/judge-sweep.ts';
import { cellAt, type SweepGrid, type SweepTable, sweepSize } from '../../engine/backtest/sweep/sweep.ts';
import { percentText, plainText } from '../report/number-text.ts';
import { levelText } from '../report/plan-text.ts';
import { sweepWarningText } from '../report/sweep-section.ts';
import { textTable } from '../terminal/text-table.ts';

const day = (timeMs: number | undefined): string =>
  timeMs === undefined ? '–' : new Date(timeMs).toISOString().slice(0, 10);
const signed = (value: number | null): string => percentText(value, { signed: true });

function entryText({ entries, entriesPerYear, meanNetBps, meanNetInterval }: EntryResults): string {
  const span =
    meanNetInterval === null ? '' : ` [${meanNetInterval.map((bound) => plainText(bound, { digits: 1 })).join(', ')}]`;
  return (
    `${entries} entries, ${plainText(entriesPerYear, { digits: 0 })} a year; ` +
    `mean net result of one ${plainText(meanNetBps, { digits: 1 })} bps${span}`
  );
}

/** A backtest as text for a terminal. */
export function backtestText(result: BacktestResult, source: string, elapsedMs: number): string {
  const { statistics: s, simulation, candles } = result;
  const times = simulation.timeline.openTimeMs;
  const groups = [
    ['', 'trades', 'won', 'profit', 'profit factor', 'expectancy'],
    ...[
      { name: 'long', ...s.long },
      { name: 'short', ...s.short },
      ...(s.perMarket.length > 1 ? s.perMarket.map((line) => ({ name: line.market, ...line })) : []),
    ].map((line) => [
      line.name,
      String(line.trades),
      percentText(line.winRate, { digits: 1 }),
      plainText(line.netPnl),
      plainText(line.profitFactor),
      signed(line.expectancy),
    ]),
  ];
  const years = [
    ['year', 'net', 'hold', 'drawdown', 'Sharpe', 'trades', 'won'],
    ...s.perYear.map((line) => [
      String(line.year),
      signed(line.netReturn),
      signed(line.buyAndHoldReturn),
      percentText(line.maxDrawdown),
      plainText(line.sharpe),
      String(line.trades),
      percentText(line.winRate, { digits: 1 }),
    ]),
  ];
  return [
    `${source} on ${result.markets.map(({ name }) => name).join(', ')}`,
    `${candles} candles from ${day(times[0])} to ${day(times.at(-1))}, ` +
      `${s.trades} trades${s.skippedEntries > 0 ? `, ${s.skippedEntries} entries not possible` : ''}`,
    '',
    `net ${signed(s.netReturn)}, before cost ${signed(s.grossReturn)}, holding ${signed(s.buyAndHoldReturn)}; a year ${signed(s.cagr)}`,
    `Sharpe ${plainText(s.sharpe)}, Sortino ${plainText(s.sortino)}, ` +
      `Calmar ${plainText(s.calmar)}, volatility ${percentText(s.volatility)}`,
    `drawdown ${percentText(s.maxDrawdown)} within candles, ${percentText(s.closingDrawdown)} at closes, ` +
      `longest ${plainText(s.drawdowns.longestMs / 86_400_000, { digits: 1 })} days${s.drawdowns.isOpen ? ' and lasting' : ''}`,
    `won ${percentText(s.winRate, { digits: 1 })}, profit factor ${plainText(s.profitFactor)}, ` +
      `SQN ${plainText(s.sqn)}, expectancy ${signed(s.expectancy)}, best ${signed(s.bestTrade)}, worst ${signed(s.worstTrade)}`,
    `in the market ${percentText(s.exposure, { digits: 1 })} of the time, turnover ${plainText(s.turnover, { digits: 1 })}, ` +
      `break-even cost ${plainText(s.breakEvenCostBps)} bps a side`,
    `probability that the Sharpe ratio is above 0: ${percentText(s.probabilisticSharpe, { digits: 1 })}; ` +
      `after all trials: ${percentText(s.deflatedSharpe, { digits: 1 })}`,
    entryText(entryResults(result)),
    ...(result.plan.renewHorizon
      ? [
          'a position is held while the next signal confirms its side, and its cost paid once (--each-candle: every candle a trade)',
        ]
      : []),
    ...(s.ruinedAtMs === null ? [] : [`the equity was gone on ${day(s.ruinedAtMs)}`]),
    '',
    textTable(groups),
    '',
    textTable(years),
    '',
    `took ${(elapsedMs / 1_000).toFixed(1)} s`,
  ].join('\n');
}

/** Background colours of a terminal from deep red over grey to deep green. */
const SHADES = [124, 131, 138, 102, 108, 71, 28] as const;

/** Sharpe ratios of a sweep by stop and target, at the threshold and fee of the best; the best in brackets. */
export function heatMapText(
  {
    grid,
    table: figures,
    verdict,
  }: { readonly grid: SweepGrid; readonly table: SweepTable; readonly verdict: SweepVerdict },
  isColoured: boolean,
): string {
  const { best } = verdict;
  if (best === null) return '';
  const cells = new Map<string, number>();
  for (let number = 0; number < sweepSize(grid); number += 1) {
    const cell = cellAt(grid, number);
    if (cell.threshold === best.threshold && cell.fee === best.fee) cells.set(`${cell.stop} ${cell.target}`, number);
  }
  const shown = [...cells.values()]
    .map((number) => Math.abs(figures.sharpe[number] ?? 0))
    .filter((value) => value >= 0);
  const most = Math.max(...shown, 1e-9);
  const cellText = (stop: number, target: number): string => {
    const number = cells.get(`${stop} ${target}`) ?? -1;
    const sharpe = figures.sharpe[number] ?? Number.NaN;
    const text = plainText(sharpe, { digits: 1 });
    const marked = (number === best.number ? `[${text}]` : ` ${text} `).padStart(8);
    if (!isColoured || Number.isNaN(sharpe)) return marked;
    const shade = SHADES[Math.round(((sharpe / most + 1) / 2) * (SHADES.length - 1))] ?? 102;
    return `\x1b[48;5;${shade}m\x1b[97m${marked}\x1b[0m`;
  };
  const width = Math.max(...grid.stops.map((stop) => levelText(stop).length), 6);
  const head = `${''.padEnd(width)} ${grid.targets.map((target) => levelText(target).padStart(8)).join('')}`;
  const lines = grid.stops.map(
    (stop, at) => `${levelText(stop).padEnd(width)} ${grid.targets.map((_, target) => cellText(at, target)).join('')}`,
  );
  const threshold = grid.thresholds[best.threshold] ?? null;
  return [
    `Sharpe ratio by stop (down) and target (across)${threshold === null ? '' : `, threshold ${threshold}`}, ` +
      `fee ${plainText((grid.fees[best.fee] ?? 0) * 1e4, { digits: 1 })} bps a side`,
    head,
    ...lines,
  ].join('\n');
}

/** The summary of a sweep, below its heat map. */
export function sweepText(
  {
    grid,
    table: figures,
    verdict,
  }: { readonly grid: SweepGrid; readonly table: SweepTable; readonly verdict: SweepVerdict },
  perSecond: number,
): string {
  const { best, overfitting, deflatedSharpe, neighbourSharpe, warnings, cells } = verdict;
  const lines = [`${cells} combinations, ${plainText(perSecond, { digits: 0 })} a second`];
  if (best !== null) {
    const threshold = grid.thresholds[best.threshold] ?? null;
    lines.push(
      `best: stop ${levelText(grid.stops[best.stop] ?? null)}, ` +
        `target ${levelText(grid.targets[best.target] ?? null)}${threshold === null ? '' : `, threshold ${threshold}`}: ` +
        `Sharpe ${plainText(figures.sharpe[best.number] ?? null)}, ` +
        `net ${signed(figures.netReturn[best.number] ?? null)}, ${figures.trades[best.number] ?? 0} trades`,
      `probability of overfitting ${percentText(overfitting?.probability ?? null, { digits: 1 })}, ` +
        `deflated Sharpe ${percentText(deflatedSharpe, { digits: 1 })}, median Sharpe of its neighbours ${plainText(neighbourSharpe)}`,
    );
  }
  return [...lines, ...warnings.map((warning) => `WARNING: ${sweepWarningText(warning)}`)].join('\n');
}
