import { percentText, plainText } from '../report/number-text.ts';
import type { Measured, MeasuredIn } from './measured.ts';

type Interval = readonly [number, number] | null;

const Z_95 = 1.959_963_984_540_054;

const between = (interval: Interval, textOf: (value: number) => string): string =>
  interval === null ? '' : ` [${textOf(interval[0])}, ${textOf(interval[1])}]`;
const plain = (value: number | null): string => plainText(value, { digits: 2 });
const percent = (value: number | null): string => percentText(value, { digits: 2 });
const bps = (value: number | null): string => plainText(value, { digits: 1 });
const points = (value: number | null): string =>
  value === null ? plainText(null) : plainText(100 * value, { digits: 2, signed: true });
const fraction = (value: number | null): string => plainText(value, { digits: 4 });

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const made = ({ day, commit }: Pick<Measured, 'day' | 'commit'>): string => `${day}, ${commit}`;

function evaluationTable(measured: readonly MeasuredIn<'evaluation'>[]): string {
  const head = [
    'ensemble on',
    'rows',
    'accuracy',
    'AUC',
    'Brier skill',
    'calibration error (chance: mean, 95 %)',
    'most confident 10 %, causal',
    'best baseline: accuracy',
    'gain in accuracy over it, points',
    'over the reversal rule',
    'measured',
  ];
  return markdown(
    head,
    measured.map((each) => [
      each.label,
      each.rows.toLocaleString('en'),
      percent(each.accuracy),
      fraction(each.auc),
      percent(each.brierSkill),
      `${fraction(each.calibrationError)} (${each.chance?.map(fraction).join(', ') ?? plainText(null)})`,
      `${percentText(each.topTenth.accuracy, { digits: 1 })} of ${each.topTenth.count.toLocaleString('en')}`,
      percentText(each.bestBaseline.accuracy, { digits: 1 }),
      `${points(each.bestBaseline.gain)}${between(each.bestBaseline.interval, points)}`,
      `${points(each.overReversal.gain)}${between(each.overReversal.interval, points)}`,
      made(each),
    ]),
  );
}

/** The slope of several series together: each weighs by its squares, as in one regression over all their rows. */
export function slopeTogether(
  measured: readonly Pick<MeasuredIn<'evaluation'>['expectedValue'], 'slope' | 'interval' | 'weight'>[],
): { readonly slope: number; readonly interval: readonly [number, number] } | null {
  let [weights, sum, variance] = [0, 0, 0];
  for (const { slope, interval, weight } of measured) {
    if (slope === null || interval === null) continue;
    const error = (interval[1] - interval[0]) / (2 * Z_95);
    weights += weight;
    sum += weight * slope;
    variance += (weight * error) ** 2;
  }
  if (weights === 0) return null;
  const [slope, error] = [sum / weights, (Z_95 * Math.sqrt(variance)) / weights];
  return { slope, interval: [slope - error, slope + error] };
}

function expectedValueTable(measured: readonly MeasuredIn<'evaluation'>[]): string {
  const rows = measured.map(({ label, expectedValue: { count, slope, interval, stated, realised }, ...rest }) => [
    label,
    count.toLocaleString('en'),
    `${plain(slope)}${between(interval, plain)}`,
    bps(stated),
    bps(realised),
    made(rest),
  ]);
  const together = slopeTogether(measured.map(({ expectedValue }) => expectedValue));
  const last =
    together === null || measured.length < 2
      ? []
      : [['all rows together', '', `${plain(together.slope)}${between(together.interval, plain)}`, '', '', '']];
  return markdown(
    ['signals of the ensemble on', 'number', 'slope realised on stated [95 %]', 'stated, bps', 'came, bps', 'measured'],
    [...rows, ...last],
  );
}

function byValueTable(measured: readonly MeasuredIn<'by-value'>[]): string {
  return markdown(
    [
      'ensemble, by expected value',
      'net Sharpe ratio',
      'entries a year',
      'net result of an entry, bps [95 %]',
      'drawdown',
      'measured',
    ],
    measured.map((each) => [
      each.label,
      plain(each.sharpe),
      plainText(each.entriesPerYear, { digits: 0 }),
      `${bps(each.meanNetBps)}${between(each.interval, bps)}`,
      percentText(each.maxDrawdown, { digits: 0 }),
      made(each),
    ]),
  );
}

function swingTable(measured: readonly MeasuredIn<'swing'>[]): string {
  const head = [
    'candles',
    'published [95 %]',
    'drawdown',
    'floor [95 %]',
    'minus holding at equal volatility',
    'from 2021 on: published',
    'minus holding',
    'let out from: entries, Sharpe ratio',
    'measured',
  ];
  const sharpe = ({
    sharpe: value,
    interval,
  }: {
    readonly sharpe: number | null;
    readonly interval: Interval;
  }): string => `${plain(value)}${between(interval, plain)}`;
  const over = ({
    difference,
    interval,
  }: {
    readonly difference: number | null;
    readonly interval: Interval;
  }): string => `${plainText(difference, { digits: 2, signed: true })}${between(interval, plain)}`;
  return markdown(
    head,
    measured.map(({ published, floor, overHolding, since2021, letOut, ...rest }) => [
      rest.label,
      sharpe(published),
      percentText(published.maxDrawdown, { digits: 0 }),
      sharpe(floor),
      over(overHolding),
      since2021 === null ? plainText(null) : sharpe(since2021.published),
      since2021 === null ? plainText(null) : over(since2021.overHolding),
      letOut.from === null ? 'never' : `${letOut.from.slice(0, 10)}: ${letOut.entries}, ${plain(letOut.sharpe)}`,
      made(rest),
    ]),
  );
}

/** The tables that a page of results can hold, by the name in its markers. */
export function resultsTables(measured: readonly Measured[]): Readonly<Record<string, string>> {
  const evaluations = measured.filter((each) => each.table === 'evaluation');
  return {
    evaluation: evaluationTable(evaluations),
    'expected-value': expectedValueTable(evaluations),
    'by-value': byValueTable(measured.filter((each) => each.table === 'by-value')),
    swing: swingTable(measured.filter((each) => each.table === 'swing')),
  };
}
