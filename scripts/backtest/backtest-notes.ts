import type { BacktestResult } from '../../engine/backtest/backtest.ts';
import { outagesOf } from '../../engine/backtest/simulate/outages.ts';
import { EXIT_REASONS, type ExitReason } from '../../engine/backtest/simulate/trade-log.ts';

const TOLD = 5;

const minute = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** The first lines, and how many more there are. */
function firstOf(lines: readonly string[], more: string): readonly string[] {
  const rest = lines.length - TOLD;
  return rest <= 0 ? lines : [...lines.slice(0, TOLD), `and ${rest} more ${more}`];
}

/** How many trades ended for a reason, and when the first of them did. */
function endsBy({ simulation, markets }: BacktestResult, reason: ExitReason): { count: number; firstMs: number } {
  const { trades } = simulation;
  const code = EXIT_REASONS.indexOf(reason);
  let count = 0;
  let firstMs = Number.NaN;
  for (let index = 0; index < trades.count; index += 1) {
    if (trades.reason[index] !== code) continue;
    if (count === 0)
      firstMs = markets[trades.market[index] ?? 0]?.candles.openTimeMs[trades.exitRow[index] ?? 0] ?? Number.NaN;
    count += 1;
  }
  return { count, firstMs };
}

/** The changes of level themselves are reported by levelBreakNotes; this is what became of positions. */
function levelLine(result: BacktestResult): readonly string[] {
  const closed = endsBy(result, 'level-break').count;
  const dropped = result.simulation.brokenEntries;
  if (closed + dropped === 0) return [];
  return [
    `nothing is held across a change of level: ${counted(closed, 'position was', 'positions were')} closed before, ` +
      `${counted(dropped, 'entry', 'entries')} dropped`,
  ];
}

function lateLine({ plan, statistics }: BacktestResult): readonly string[] {
  const { lateEntries } = statistics;
  if (lateEntries === 0) return [];
  const cause =
    typeof plan.gaps === 'object'
      ? `the next candle came more than ${counted(plan.gaps.maxCandles, 'candle', 'candles')} later`
      : 'the next candle was missing';
  return [`${counted(lateEntries, 'entry', 'entries')} dropped: ${cause}`];
}

/** What a reader of the figures must know of the candles and limits they came from, one line each. */
export function resultNotes(result: BacktestResult): readonly string[] {
  const outages = outagesOf(result).map(
    ({ market, fromMs, toMs, held }) =>
      `${market}: ${counted(held, 'position was', 'positions were')} held over an outage from ${minute(fromMs)} to ${minute(toMs)}`,
  );
  const drawdown = endsBy(result, 'drawdown');
  return [
    ...levelLine(result),
    ...lateLine(result),
    ...firstOf(outages, 'outages'),
    ...(drawdown.count === 0
      ? []
      : [`the drawdown limit was reached at ${minute(drawdown.firstMs)}: nothing was entered after`]),
  ];
}
