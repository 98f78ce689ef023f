import type { BacktestResult } from '../../engine/backtest/backtest.ts';
import { EXIT_REASONS } from '../../engine/backtest/simulate/trade-log.ts';
import { DEFAULT_RESAMPLING, equityBands, tradeOrderRisk } from '../../engine/backtest/statistics/resample.ts';
import { allFigures, figureTable, groupTable, yearTable } from './backtest-figures.ts';
import { bandsPlot, distributionPlot, drawdownPlot, equityPlot, monthMap } from './backtest-plots.ts';
import { candleViewScript } from './candle-view/candle-view-script.ts';
import { packCandles } from './candle-view/pack-candles.ts';
import { dayText, percentText, plainText } from './number-text.ts';
import { escapeHtml, reportPage, scriptJson, section } from './page.ts';
import { planLines } from './plan-text.ts';
import { type SweepOutcome, sweepSection } from './sweep-section.ts';

/** What a report has besides the result. */
export interface BacktestReportOptions {
  /** Where the signals come from, in words: "logistic, walk-forward, never in-sample". */
  readonly source?: string;
  readonly sweep?: SweepOutcome;
  /** Further sentences for the top, such as what could not be tested. */
  readonly notes?: readonly string[];
}

/** Fewer trades than this are too few for a statement. */
const FEW_TRADES = 30;
/** The order of so many trades is shuffled a thousand times in about a second; of more, fewer times. */
const SHUFFLED_TRADES = 20_000;

/** What speaks for and against, one plain sentence each. */
export function verdictLines({ statistics: s }: BacktestResult): readonly string[] {
  if (s.trades === 0) return ['No trade was made: nothing can be said.'];
  const lines: string[] = [];
  const against = s.buyAndHoldReturn;
  const grossText =
    s.grossReturn > 0
      ? `; before cost it made ${percentText(s.grossReturn)}, so cost ate the edge`
      : ', and lost before cost too';
  lines.push(
    s.netReturn < 0
      ? `It lost ${percentText(-s.netReturn)} after ` + `cost${grossText}.`
      : `It made ${percentText(s.netReturn)} after ` +
          `cost${against !== null && against > s.netReturn ? `; holding made ${percentText(against)}` : ''}.`,
  );
  if (s.trades < FEW_TRADES) lines.push(`Only ${s.trades} trades: too few for any conclusion.`);
  else if (s.probabilisticSharpe !== null && s.netReturn > 0 && s.probabilisticSharpe < 0.95)
    lines.push(
      `The chance that its true Sharpe ratio is above 0 is ${percentText(s.probabilisticSharpe)}: not shown to be more than luck.`,
    );
  if (
    s.deflatedSharpe !== null &&
    s.probabilisticSharpe !== null &&
    s.deflatedSharpe < 0.95 &&
    s.probabilisticSharpe >= 0.95
  )
    lines.push(
      `Significant alone, but not after the number of things tried: deflated Sharpe ${percentText(s.deflatedSharpe)}.`,
    );
  if (s.ruinedAtMs !== null) lines.push(`The equity was gone on ${dayText(s.ruinedAtMs)}.`);
  return lines;
}

function card(name: string, value: string, tone: number | null = null): string {
  const colour = tone === null || tone === 0 ? '' : tone > 0 ? ' class="good"' : ' class="bad"';
  return `<div class="card"><b${colour}>${escapeHtml(value)}</b><span>${escapeHtml(name)}</span></div>`;
}

function summarySection(result: BacktestResult, notes: readonly string[]): string {
  const { statistics: s } = result;
  const cards = [
    card('net return', percentText(s.netReturn, { digits: 1, signed: true }), s.netReturn),
    card('buy and hold', percentText(s.buyAndHoldReturn, { digits: 1, signed: true })),
    card('maximum drawdown', percentText(s.maxDrawdown, { digits: 1 })),
    card('Sharpe ratio', plainText(s.sharpe)),
    card('chance that Sharpe is above 0', percentText(s.probabilisticSharpe, { digits: 0 })),
    card('trades', plainText(s.trades, { digits: 0 })),
    card('win rate', percentText(s.winRate, { digits: 1 })),
    card(
      'break-even cost a side',
      s.breakEvenCostBps === null ? '–' : `${plainText(s.breakEvenCostBps, { digits: 1 })} bps`,
    ),
  ];
  const said = [...verdictLines(result), ...notes].map((text) => `<p class="warn">${escapeHtml(text)}</p>`);
  return `<section>${said.join('')}<div class="cards">${cards.join('')}</div></section>`;
}

function candleSection(result: BacktestResult): { readonly html: string; readonly script: string } {
  const packed = packCandles(result);
  const json = scriptJson({ ...packed, reasons: EXIT_REASONS });
  const options = packed.markets.map(({ name }, number) => `<option value="${number}">${escapeHtml(name)}</option>`);
  const select = packed.markets.length > 1 ? `<select aria-label="market">${options.join('')}</select>` : '';
  const button = (act: string, text: string, label: string): string =>
    `<button type="button" data-act="${act}" aria-label="${label}">${text}</button>`;
  const notes = [
    ...(packed.merged > 1 ? [`Each bar is ${packed.merged} candles.`] : []),
    ...(packed.leftOut > 0
      ? [`The oldest ${plainText(packed.leftOut, { digits: 0 })} trades are not drawn; --trades writes all of them.`]
      : []),
  ];
  const buttons = [
    button('before', '‹ trade', 'previous trade'),
    button('after', 'trade ›', 'next trade'),
    button('in', '+', 'zoom in'),
    button('out', '−', 'zoom out'),
    button('all', 'all', 'show everything'),
  ];
  const html =
    `<div class="viewer"><canvas tabindex="0" role="img" aria-label="Candles with the trades; ` +
    `arrow keys move, + and − zoom"></canvas>` +
    `<div class="tools">${select}${buttons.join('')}</div>` +
    `<output aria-live="polite"></output></div><script type="application/json" id="candle-data">${json}</script>`;
  const note = ['▲ bought, ▼ sold, a line to the exit; green won after cost, red lost.', ...notes].join(' ');
  return { html: section('Trades on the candles', html, note), script: candleViewScript() };
}

function reasonTable({ simulation: { trades } }: BacktestResult): string {
  const groups = EXIT_REASONS.map((name, code) => ({ name, code, count: 0, pnl: 0 }));
  for (let index = 0; index < trades.count; index += 1) {
    const group = groups[trades.reason[index] ?? -1];
    if (group === undefined) continue;
    group.count += 1;
    group.pnl += trades.pnl[index] ?? 0;
  }
  const rows = groups
    .filter(({ count }) => count > 0)
    .map(
      ({ name, count, pnl }) =>
        `<tr><td>${name}</td><td>${plainText(count, { digits: 0 })}</td><td class="${pnl > 0 ? 'up' : 'down'}">${plainText(pnl)}</td></tr>`,
    );
  return (
    `<h3>Why positions were left</h3><div class="scroll"><table><thead><tr><th scope="col">Reason</th>` +
    `<th scope="col">Trades</th><th scope="col">Profit</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
  );
}

function luckSection(result: BacktestResult): readonly string[] {
  const bands = equityBands(result);
  const { count } = result.simulation.trades;
  const draws = count > SHUFFLED_TRADES ? Math.max(50, Math.floor((1_000 * SHUFFLED_TRADES) / count)) : 1_000;
  const order = tradeOrderRisk(result, { ...DEFAULT_RESAMPLING, draws });
  if (bands === null && order === null) return [];
  const shuffled =
    order === null
      ? ''
      : `<p>The same trades in ${plainText(order.draws, { digits: 0 })} other orders: ` +
        `maximum drawdown ${percentText(order.maxDrawdown.p5, { digits: 1 })} to ` +
        `${percentText(order.maxDrawdown.p95, { digits: 1 })} (5 % to 95 %), ` +
        `in the middle ${percentText(order.maxDrawdown.p50, { digits: 1 })}; ` +
        `deeper than what happened in ${percentText(order.deeperShare, { digits: 0 })}.</p>`;
  const drawn =
    bands === null
      ? ''
      : `<p>Weeks like those seen, drawn ${plainText(bands.draws, { digits: 0 })} times: ` +
        `the end lies between ${percentText(bands.finalReturn.p5, { digits: 1, signed: true })} and ` +
        `${percentText(bands.finalReturn.p95, { digits: 1, signed: true })}; ` +
        `${percentText(bands.lossShare, { digits: 0 })} of the draws end with a loss.</p>${bandsPlot(bands)}`;
  return [section('How much is luck', `${shuffled}${drawn}`)];
}

/**
 * A backtest as one HTML file: no request leaves it, it reads well on a phone and in the dark, and it stays below a
 * megabyte for 100,000 candles and far more. Deterministic.
 */
export function backtestReport(result: BacktestResult, options: BacktestReportOptions = {}): string {
  const { source, sweep, notes = [] } = options;
  const { markets, simulation, plan, statistics } = result;
  const { timeline } = simulation;
  const names = markets.map(({ name }) => name).join(', ');
  const span =
    timeline.length === 0
      ? 'no candles'
      : `${dayText(timeline.openTimeMs[0] ?? 0)} to ${dayText(timeline.openTimeMs[timeline.length - 1] ?? 0)}`;
  const candles = candleSection(result);
  const traded = statistics.trades > 0;
  return reportPage({
    title: `Backtest of ${names}`,
    subtitle: [
      span,
      `${plainText(result.candles, { digits: 0 })} candles of ${plan.timeframeMs / 60_000} min`,
      ...(source === undefined ? [] : [source]),
    ].join(' · '),
    sections: [
      summarySection(result, notes),
      section(
        'Equity',
        `${equityPlot(result)}<h3>Drawdown</h3>${drawdownPlot(result)}`,
        'At the close of each candle, after cost, on a logarithmic axis: equal heights are equal percentages.',
      ),
      section('Months', monthMap(result), 'Net return in per cent by calendar month (UTC).'),
      candles.html,
      ...(traded
        ? [
            section(
              'Trades',
              `${distributionPlot(result)}<h3>By ` +
                `side${markets.length > 1 ? ' and market' : ''}</h3>${groupTable(result)}${reasonTable(result)}`,
            ),
            ...luckSection(result),
          ]
        : []),
      section('Years', yearTable(result)),
      ...(sweep === undefined
        ? []
        : [section('Sweep', sweepSection(sweep), 'Sharpe ratio of every combination tried; the best is ringed.')]),
      section('All statistics', allFigures(result), 'A dash is what is not defined, such as a ratio without a loss.'),
      section('Rules and costs', figureTable(planLines(plan))),
    ],
    scripts: [candles.script],
  });
}
