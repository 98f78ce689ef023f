import type { BacktestResult } from '../../engine/backtest/backtest.ts';
import type { TradeSummary } from '../../engine/backtest/statistics/trade-summary.ts';
import { dayText, durationText, percentText, plainText, UNDEFINED_TEXT } from './number-text.ts';
import { escapeHtml } from './page.ts';

/** A figure: its name, its value as text, and its meaning in one line. */
export type FigureLine = readonly [name: string, value: string, explanation: string];

const signed = { signed: true } as const;
const ratio = (value: number | null): string => plainText(value, { digits: 2 });
const candles = (value: number | null): string => (value === null ? UNDEFINED_TEXT : plainText(value, { digits: 1 }));

function returnLines({ statistics: s }: BacktestResult): readonly FigureLine[] {
  return [
    ['Net return', percentText(s.netReturn, signed), 'Final equity over the start, after all costs.'],
    ['Gross return', percentText(s.grossReturn, signed), 'The same trades in the same sizes before any cost.'],
    [
      'Buy and hold',
      percentText(s.buyAndHoldReturn, signed),
      'Equal parts of each market, first open to last close, no cost.',
    ],
    ['CAGR', percentText(s.cagr, signed), 'Compound return a year (365.25 days).'],
    ['Final equity', plainText(s.finalEquity), `From ${plainText(s.startEquity)} at the start.`],
    ['Cost paid', plainText(s.costPaid), 'Fees, spread, slippage and funding in money.'],
    [
      'Break-even cost',
      s.breakEvenCostBps === null ? UNDEFINED_TEXT : `${plainText(s.breakEvenCostBps)} bps`,
      'Cost per side at which these trades earn nothing: gross profit over turnover.',
    ],
    ['Turnover', `${plainText(s.turnover, { digits: 1 })} ×`, 'Value bought and sold over mean equity.'],
    ['Exposure', percentText(s.exposure), 'Share of candles with an open position.'],
  ];
}

function riskLines({ statistics: s }: BacktestResult): readonly FigureLine[] {
  const { drawdowns } = s;
  return [
    [
      'Maximum drawdown',
      percentText(s.maxDrawdown),
      'Deepest fall of equity from its highest close, positions at the worst price of each candle.',
    ],
    ['Drawdown at closes', percentText(s.closingDrawdown), 'The same at candle closes only, as most tools state it.'],
    [
      'Longest drawdown',
      `${durationText(drawdowns.longestMs)}${drawdowns.isOpen ? ' (not made good)' : ''}`,
      'From a height until it is reached again, or to the end.',
    ],
    [
      'Average drawdown',
      `${percentText(drawdowns.averageDepth)}, ${durationText(drawdowns.averageMs)}`,
      `Mean depth and length of ${plainText(drawdowns.count, { digits: 0 })} spells below a height.`,
    ],
    ['Volatility', percentText(s.volatility), 'Standard deviation of daily returns, a year.'],
    ['Skew', ratio(s.dailySkew), 'Of daily returns; negative: rare large losses.'],
    ['Kurtosis', ratio(s.dailyKurtosis), 'Of daily returns; a normal distribution has 3.'],
    ['Ruined', s.ruinedAtMs === null ? 'no' : dayText(s.ruinedAtMs), 'Day on which the equity was gone.'],
  ];
}

function ratioLines({ statistics: s }: BacktestResult): readonly FigureLine[] {
  return [
    [
      'Sharpe ratio',
      ratio(s.sharpe),
      'Mean over standard deviation of daily returns, a year, no riskless rate (Sharpe 1994).',
    ],
    ['Sortino ratio', ratio(s.sortino), 'As Sharpe, over losing days only (Sortino and Price 1994).'],
    ['Calmar ratio', ratio(s.calmar), 'CAGR over maximum drawdown (Young 1991).'],
    [
      'Probabilistic Sharpe',
      percentText(s.probabilisticSharpe),
      'Chance that the true Sharpe ratio is above 0, given length, skew and tails (Bailey and López de Prado 2012).',
    ],
    [
      'Deflated Sharpe',
      percentText(s.deflatedSharpe),
      'The same against the best of all trials that had no skill (Bailey and López de Prado 2014).',
    ],
    [
      'Minimum track record',
      s.minimumTrackRecordDays === null ? UNDEFINED_TEXT : `${plainText(s.minimumTrackRecordDays, { digits: 0 })} days`,
      'Days after which this Sharpe ratio would be significant at 95 %; a dash when it is not positive.',
    ],
    ['SQN', ratio(s.sqn), '√n · mean / standard deviation of profits per trade (V. Tharp).'],
  ];
}

function tradeLines({ statistics: s }: BacktestResult): readonly FigureLine[] {
  return [
    ['Trades', plainText(s.trades, { digits: 0 }), 'Closed positions.'],
    ['Win rate', percentText(s.winRate), 'Share of trades with a profit after cost.'],
    ['Profit factor', ratio(s.profitFactor), 'Sum of profits over sum of losses, after cost.'],
    ['Expectancy', percentText(s.expectancy, { digits: 3, signed: true }), 'Mean return of a trade on its own value.'],
    ['Average win', plainText(s.averageWin), 'Mean profit of winning trades, in money.'],
    ['Average loss', plainText(s.averageLoss), 'Mean loss of losing trades, in money.'],
    ['Best trade', percentText(s.bestTrade, signed), 'Return on its own value.'],
    ['Worst trade', percentText(s.worstTrade, signed), 'Return on its own value.'],
    [
      'Longest streaks',
      `${plainText(s.longestWinStreak, { digits: 0 })} won, ${plainText(s.longestLossStreak, { digits: 0 })} lost`,
      'Trades in a row.',
    ],
    ['Average holding', candles(s.averageHoldingCandles), 'Candles that a trade lasts.'],
    [
      'Skipped entries',
      plainText(s.skippedEntries, { digits: 0 }),
      'Signals that could not be carried out, such as after a gap.',
    ],
  ];
}

/** A table of figures, each with its explanation. */
export function figureTable(lines: readonly FigureLine[]): string {
  const rows = lines.map((line) => `<tr>${line.map((text) => `<td>${escapeHtml(text)}</td>`).join('')}</tr>`);
  return `<table class="figures"><tbody>${rows.join('')}</tbody></table>`;
}

/** Every statistic with its meaning in one line. */
export function allFigures(result: BacktestResult): string {
  const groups = [
    ['Return', returnLines(result)],
    ['Risk', riskLines(result)],
    ['Ratios and significance', ratioLines(result)],
    ['Trades', tradeLines(result)],
  ] as const;
  return groups.map(([heading, lines]) => `<h3>${heading}</h3>${figureTable(lines)}`).join('');
}

const toned = (value: number | null, text: string): string =>
  `<td class="${value === null || value === 0 ? '' : value > 0 ? 'up' : 'down'}">${escapeHtml(text)}</td>`;

function plainTable(head: readonly string[], rows: readonly string[]): string {
  return (
    `<div class="scroll"><table><thead><tr>${head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('')}</tr>` +
    `</thead><tbody>${rows.join('')}</tbody></table></div>`
  );
}

function groupRow(name: string, summary: TradeSummary): string {
  return (
    `<tr><td>${escapeHtml(name)}</td><td>${plainText(summary.trades, { digits: 0 })}</td>` +
    `<td>${percentText(summary.winRate)}</td>${toned(summary.netPnl, plainText(summary.netPnl))}<td>${plainText(summary.cost)}</td>` +
    `<td>${ratio(summary.profitFactor)}</td>` +
    `${toned(summary.expectancy, percentText(summary.expectancy, { digits: 3, signed: true }))}` +
    `<td>${percentText(summary.worstTrade, signed)}</td></tr>`
  );
}

/** Long and short apart, and each market. */
export function groupTable({ statistics: s }: BacktestResult): string {
  const markets = s.perMarket.length > 1 ? s.perMarket.map((each) => groupRow(each.market, each)) : [];
  return plainTable(
    ['', 'Trades', 'Win rate', 'Profit', 'Cost', 'Profit factor', 'Expectancy', 'Worst'],
    [groupRow('Long', s.long), groupRow('Short', s.short), ...markets],
  );
}

/** Calendar years. */
export function yearTable({ statistics: s }: BacktestResult): string {
  const rows = s.perYear.map(
    (line) =>
      `<tr><td>${line.year}</td>${toned(line.netReturn, percentText(line.netReturn, signed))}` +
      `<td>${percentText(line.buyAndHoldReturn, signed)}</td>` +
      `<td>${percentText(line.maxDrawdown)}</td><td>${ratio(line.sharpe)}</td>` +
      `<td>${plainText(line.trades, { digits: 0 })}</td><td>${percentText(line.winRate)}</td></tr>`,
  );
  return plainTable(['Year', 'Net return', 'Buy and hold', 'Max drawdown', 'Sharpe', 'Trades', 'Win rate'], rows);
}
