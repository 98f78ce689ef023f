import type { SweepVerdict, SweepWarning } from '../../engine/backtest/sweep/judge-sweep.ts';
import {
  cellAt,
  type SweepCell,
  type SweepGrid,
  type SweepTable,
  sweepSize,
} from '../../engine/backtest/sweep/sweep.ts';
import { type HeatCell, heatMap } from './heat-map.ts';
import { percentText, plainText } from './number-text.ts';
import { escapeHtml } from './page.ts';
import { levelText } from './plan-text.ts';

/** A finished sweep. */
export interface SweepOutcome {
  readonly grid: SweepGrid;
  readonly table: SweepTable;
  readonly verdict: SweepVerdict;
}

type Dimension = keyof SweepCell;

const NAMES: Readonly<Record<Dimension, string>> = {
  stop: 'stop',
  target: 'target',
  threshold: 'threshold',
  fee: 'fee',
};

function valuesOf(grid: SweepGrid): Readonly<Record<Dimension, readonly string[]>> {
  return {
    stop: grid.stops.map(levelText),
    target: grid.targets.map(levelText),
    threshold: grid.thresholds.map((value) => (value === null ? 'all' : plainText(value, { digits: 3 }))),
    fee: grid.fees.map((fee) => `${plainText(fee * 1e4, { digits: 1 })} bps`),
  };
}

/** The two dimensions with most values; the others stand still at the best cell. */
function dimensionsOf(values: Readonly<Record<Dimension, readonly string[]>>): readonly [Dimension, Dimension] {
  const order: readonly Dimension[] = ['target', 'stop', 'threshold', 'fee'];
  const [across = 'target', down = 'stop'] = order.toSorted((a, b) => values[b].length - values[a].length);
  return [across, down];
}

function figuresOf({ table }: SweepOutcome, number: number): string {
  const sharpe = table.sharpe[number] ?? Number.NaN;
  return (
    `Sharpe ${plainText(sharpe)}, net ${percentText(table.netReturn[number] ?? Number.NaN, { digits: 1, signed: true })}, ` +
    `drawdown ${percentText(table.maxDrawdown[number] ?? Number.NaN, { digits: 1 })}, ` +
    `${plainText(table.trades[number] ?? 0, { digits: 0 })} trades`
  );
}

/** The heat map of Sharpe ratios, the best cell ringed, and whether it is luck. */
export function sweepSection(sweep: SweepOutcome): string {
  const { grid, table, verdict } = sweep;
  const values = valuesOf(grid);
  const [across, down] = dimensionsOf(values);
  const still = verdict.best ?? { stop: 0, target: 0, threshold: 0, fee: 0, number: -1 };
  const fixed = (['stop', 'target', 'threshold', 'fee'] as const).filter((name) => name !== across && name !== down);
  const cells = new Map<string, HeatCell>();
  for (let number = 0; number < sweepSize(grid); number += 1) {
    const cell = cellAt(grid, number);
    if (fixed.some((name) => cell[name] !== still[name])) continue;
    const value = table.sharpe[number] ?? Number.NaN;
    cells.set(`${cell[down]}|${cell[across]}`, {
      value,
      text: plainText(value),
      tip: figuresOf(sweep, number),
      ...(number === still.number ? { marked: true as const } : {}),
    });
  }
  const map = heatMap({
    corner: `${NAMES[down]} \\ ${NAMES[across]}`,
    columns: values[across],
    neutral: 0,
    rows: values[down].map((name, row) => ({
      name,
      cells: values[across].map((_, column) => cells.get(`${row}|${column}`) ?? null),
    })),
  });
  const others = fixed
    .filter((name) => values[name].length > 1)
    .map((name) => `${NAMES[name]} ${values[name][still[name]] ?? ''}`);
  const best =
    verdict.best === null
      ? ''
      : `<p>Best of ${plainText(verdict.cells, { digits: 0 })}: stop ${values.stop[verdict.best.stop]}, ` +
        `target ${values.target[verdict.best.target]}, threshold ${values.threshold[verdict.best.threshold]}, ` +
        `fee ${values.fee[verdict.best.fee]}. ${figuresOf(sweep, verdict.best.number)}.</p>`;
  const chance =
    verdict.overfitting === null
      ? ''
      : `<p>Probability of backtest overfitting ${percentText(verdict.overfitting.probability)}; ` +
        `deflated Sharpe ratio ${plainText(verdict.deflatedSharpe)}; middle of its neighbours ${plainText(verdict.neighbourSharpe)}.</p>`;
  const warnings = verdict.warnings
    .map((warning) => `<p class="warn">${escapeHtml(sweepWarningText(warning))}</p>`)
    .join('');
  const shown = others.length === 0 ? '' : `<p class="note">Shown at ${escapeHtml(others.join(', '))}.</p>`;
  return `${best}${chance}${warnings}${shown}${map}`;
}

/** What a warning of a sweep means, one sentence. */
export function sweepWarningText(warning: SweepWarning): string {
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  switch (warning.code) {
    case 'nothing-traded':
      return 'No combination has traded often enough to have a Sharpe ratio.';
    case 'too-little-to-judge':
      return 'Too few days or combinations to tell luck from skill: take the best one as luck.';
    case 'is-luck':
      return (
        `The best combination is luck: in ${percent(warning.probability)} of the splits ` +
        'what was best in one half was below the median in the other.'
      );
    case 'may-be-luck':
      return (
        'The best combination may well be luck: what was best in one half was below the median in the other ' +
        `in ${percent(warning.probability)} of the splits.`
      );
    case 'as-without-skill':
      return (
        'So many combinations without any skill would show a best Sharpe ratio like this one: ' +
        `the deflated Sharpe ratio is ${warning.deflatedSharpe.toFixed(2)}, below 0.95.`
      );
    case 'best-loses':
      return 'Even the best combination loses money.';
    case 'neighbours-lose':
      return 'The combinations next to the best one lose money: it is a peak without a slope.';
    case 'few-trades':
      return `The best combination has ${warning.trades} trades, too few for any conclusion.`;
  }
}
