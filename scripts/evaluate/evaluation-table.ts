import type {
  BaselineLine,
  EvaluationReport,
  ExpectedValueLine,
  Gain,
  PlainFigures,
} from '../../engine/evaluation/report.ts';
import type { TrialSignificance } from '../../engine/evaluation/trials.ts';
import { modelAlarmText } from '../report/evaluation-report.ts';
import { sessionName } from '../report/session-name.ts';
import { textTable } from '../terminal/text-table.ts';

const percent = (value: number | null, digits = 2): string =>
  value === null ? '–' : `${(100 * value).toFixed(digits)} %`;
const plain = (value: number | null, digits = 4): string => (value === null ? '–' : value.toFixed(digits));
const span = (interval: readonly [number, number] | null): string =>
  interval === null ? '' : `[${(100 * interval[0]).toFixed(1)}, ${(100 * interval[1]).toFixed(1)}]`;

/** The figures that every model has, in one line. */
export function plainFiguresText({ accuracy, auc, brierScore, calibrationError }: PlainFigures): string {
  return `accuracy ${percent(accuracy)}, AUC ${plain(auc)}, Brier ${plain(brierScore, 5)}, calibration error ${plain(calibrationError)}`;
}

function modelRows(report: EvaluationReport): readonly (readonly string[])[] {
  const { accuracy, accuracyInterval, auc, brierScore, brierSkill, coverage } = report;
  const line = (
    name: string,
    values: Pick<BaselineLine, 'accuracy' | 'accuracyInterval' | 'auc' | 'brierScore' | 'brierSkill' | 'grossBps'>,
  ) => [
    name,
    percent(values.accuracy),
    span(values.accuracyInterval),
    plain(values.auc),
    plain(values.brierScore, 5),
    percent(values.brierSkill),
    plain(values.grossBps, 2),
  ];
  const grossBps = coverage[0]?.grossBps ?? null;
  return [
    ['', 'accuracy', '95 %', 'AUC', 'Brier', 'skill', 'gross bps'],
    line(report.model, { accuracy, accuracyInterval, auc, brierScore, brierSkill, grossBps }),
    ...Object.entries(report.baselines).map(([name, values]) => line(name, values)),
  ];
}

/** A probability, never as a certainty. */
const chance = (value: number | null): string =>
  value !== null && value > 0.9999 ? 'above 99.99 %' : percent(value, 1);

/** The deflated result over all configurations tried on these markets, for a terminal. */
export function trialText({ trials, superiorAbility, overfitting, sharpe }: TrialSignificance): string {
  const lines = [`${trials} ${trials === 1 ? 'configuration' : 'configurations'} tried on these markets`];
  if (superiorAbility !== null)
    lines.push(
      `best of them ${superiorAbility.best}; p ${plain(superiorAbility.pValue)} for "none ` +
        `beats the reversal rule" (SPA over ${superiorAbility.weeks} weeks)`,
    );
  if (overfitting !== null)
    lines.push(`probability of overfitting by choosing among them ${percent(overfitting.probability, 0)}`);
  if (sharpe !== null)
    lines.push(
      `Sharpe ratio before cost above 0 with ${chance(sharpe.probabilistic)}, ` +
        `after ${trials} ${trials === 1 ? 'trial' : 'trials'} ${chance(sharpe.deflated)}` +
        (sharpe.minimumTrackRecord === null ? '' : `; ${Math.ceil(sharpe.minimumTrackRecord)} candles would show it`),
    );
  return lines.join('\n');
}

const gainText = ({ over, accuracy, interval, brierScore, brierInterval }: Gain): string =>
  `gain over ${over}: accuracy ${percent(accuracy)} ${span(interval)}, Brier ${plain(brierScore, 5)} ` +
  `[${brierInterval?.map((bound) => bound.toFixed(5)).join(', ') ?? '–'}] (weekly block bootstrap)`;

/** Why rows are not green, in words. */
const QUALITY_WORDS: Readonly<Record<string, string>> = {
  'candles-missing': 'candles missing in the look-back window',
  'candles-revised': 'candles that the venue told differently later',
  'newest-reaches-far': 'a newest candle that reaches unusually far',
  'newest-late': 'a newest candle that came late',
  'newest-stale': 'a newest candle that is too old',
  'price-still': 'a price that stands still',
  untraded: 'hours without a trade',
  'level-changed': 'a change of level in sight',
};

function qualityText({ dataQuality: { green, amber, red, reasons } }: EvaluationReport): string {
  const why = Object.entries(reasons).map(([code, count]) => `${count} with ${QUALITY_WORDS[code] ?? code}`);
  const amberShare = percent(amber / Math.max(1, green + amber + red));
  const counts = `${green} decisions on green, ${amber} on amber (${amberShare}, half the signals), ${red} on red`;
  return `data: ${counts}${why.length > 0 ? `: ${why.join(', ')}` : ''}`;
}

/** Where the skill on forex lies: a share of the base's Brier score saved, by session. */
function sessionText({ slices }: EvaluationReport): readonly string[] {
  return slices
    .filter(({ by }) => by === 'session')
    .flatMap(({ lines }) => lines)
    .map(({ name, rows, accuracy, brierSkill, grossBps }) => {
      const skill = `Brier skill ${percent(brierSkill)}, ${plain(grossBps, 2)} bps before cost`;
      return `${sessionName(name)}: ${rows} decisions, ${percent(accuracy)} right, ${skill}`;
    });
}

function expectedValueText(value: ExpectedValueLine): string {
  const { count, withheldShare, slope, interval, stated, realised } = value;
  const range = interval === null ? '–' : interval.map((bound) => bound.toFixed(2)).join(', ');
  return (
    `expected value of its ${count} signals before cost: stated ${plain(stated, 2)} bps, came ${plain(realised, 2)} bps, ` +
    `slope ${plain(slope, 2)} [${range}]; withheld at ${percent(withheldShare)}`
  );
}

/** An evaluation as text for a terminal. */
export function evaluationText(report: EvaluationReport, elapsedMs: number): string {
  const { gain, gainOverReversal, selected, sharpe, calibrationNoise: noise } = report;
  const net = Object.entries(sharpe.netBps).map(([cost, value]) => `${plain(value, 2)} at ${cost} bps a side`);
  return [
    `${report.model} on ${report.markets.join(', ')} at ${report.timeframe}, ${report.protocol}, out of sample`,
    ...report.alarms.map((alarm) => `ALARM: ${modelAlarmText(alarm)}`),
    `${report.rows} decisions from ${report.from ?? '–'} to ${report.to ?? '–'} in ${report.folds} folds; ` +
      `left out: ${report.excludedEqual} flat (${percent(report.excludedEqualShare)}), ` +
      `${report.excludedNotAdjacent} without a next candle, ${report.excludedLookBack} with holes behind them`,
    '',
    textTable(modelRows(report)),
    '',
    ...(gain === null ? ['gain: no baseline to compare with'] : [gainText(gain)]),
    ...(gainOverReversal === null || gain?.over === 'reversal' ? [] : [gainText(gainOverReversal)]),
    `calibration error ${plain(report.calibrationError)} (right probabilities show ${plain(noise?.expected ?? null)}, ` +
      `95 of 100 times up to ${plain(noise?.upper ?? null)}; the best map in hindsight leaves ` +
      `${plain(report.calibrationErrorInHindsight)}), slope ${plain(report.calibrationSlope, 3)}, ` +
      `intercept ${plain(report.calibrationIntercept, 3)}; log loss ${plain(report.logLoss)}; ` +
      `balanced accuracy ${percent(report.balancedAccuracy)}; Matthews ${plain(report.matthews)}`,
    ...(report.withFrozenMap === undefined
      ? []
      : [`if the calibration map were frozen with the weights: ${plainFiguresText(report.withFrozenMap)}`]),
    `precision buy ${percent(report.precision.buy)} sell ${percent(report.precision.sell)}; ` +
      `recall buy ${percent(report.recall.buy)} sell ${percent(report.recall.sell)}`,
    `always in, Sharpe before cost ${plain(sharpe.gross, 2)}; after: ${net.join(', ')}`,
    '',
    textTable([
      ['most confident', 'count', 'accuracy', '95 %', 'gross bps', 'in hindsight'],
      ...report.coverage.map((line, at) => [
        percent(line.share, 0),
        String(line.count),
        percent(line.accuracy),
        span(line.interval),
        plain(line.grossBps, 2),
        percent(report.coverageInHindsight[at]?.accuracy ?? null),
      ]),
      [
        'signal rule',
        String(selected.count),
        percent(selected.accuracy),
        span(selected.interval),
        plain(selected.grossBps, 2),
      ],
    ]),
    `the signal rule spoke at ${percent(selected.coverage)} of the decisions`,
    expectedValueText(report.expectedValue),
    qualityText(report),
    ...sessionText(report),
    '',
    textTable([
      ['year', 'count', 'accuracy', '95 %', 'reversal', 'AUC', 'skill', 'gross bps'],
      ...report.perYear.map((line) => [
        String(line.year),
        String(line.rows),
        percent(line.accuracy),
        span(line.interval),
        percent(line.reversalAccuracy),
        plain(line.auc),
        percent(line.brierSkill),
        plain(line.grossBps, 2),
      ]),
    ]),
    '',
    `took ${(elapsedMs / 1_000).toFixed(1)} s`,
  ].join('\n');
}
