import type { GroupLine } from '../../engine/evaluation/coverage.ts';
import type { JudgedDecisions } from '../../engine/evaluation/judge-model.ts';
import type { BaselineLine, EvaluationReport, Gain, ModelAlarm, SliceLine } from '../../engine/evaluation/report.ts';
import { ruleEquity } from '../../engine/evaluation/rule-equity.ts';
import { plainFiguresText } from '../evaluate/evaluation-table.ts';
import { coveragePlot, equityPlot, gainPlot, hourPlot, reliabilityPlot } from './evaluation-plots.ts';
import { percentText, plainText, pValueText } from './number-text.ts';
import { escapeHtml, reportPage, section } from './page.ts';
import { sessionName } from './session-name.ts';
import { type Cell, factTable, tableHtml } from './table.ts';

type Interval = readonly [number, number] | null;

const whole = (value: number): string => plainText(value, { digits: 0 });
const percent = (value: number | null): string => percentText(value, { digits: 2 });
const span = (interval: Interval): string =>
  interval === null ? '' : `${(100 * interval[0]).toFixed(1)} to ${(100 * interval[1]).toFixed(1)}`;

function signed(value: number | null, text: string): Cell {
  // What rounds to nothing has no colour.
  return value === null || Number.parseFloat(text.replace('−', '-')) === 0
    ? text
    : { text, tone: value > 0 ? 'up' : 'down' };
}

function card(name: string, value: string, tone: 'good' | 'bad' | null = null): string {
  return `<div class="card"><b${tone === null ? '' : ` class="${tone}"`}>${escapeHtml(value)}</b><span>${escapeHtml(name)}</span></div>`;
}

/** Accuracy of a group; of fewer than 300 never without its interval. */
function groupCard(name: string, group: Pick<GroupLine, 'count' | 'accuracy' | 'interval'> | undefined): string {
  const isSmall = group !== undefined && group.count < 300 && group.interval !== null;
  return card(isSmall ? `${name} (95 %: ${span(group.interval)})` : name, percentText(group?.accuracy ?? null));
}

/** What the figures come to, one plain sentence each. */
export function verdictLines(report: EvaluationReport): readonly string[] {
  const { gain, brierSkill, rows, calibrationError, calibrationNoise: noise } = report;
  if (rows === 0) return ['No decision could be judged: nothing can be said.'];
  const lines: string[] = [];
  if (gain !== null) {
    const better = (gain.interval?.[0] ?? Number.NEGATIVE_INFINITY) > 0;
    const worse = (gain.interval?.[1] ?? Number.POSITIVE_INFINITY) < 0;
    lines.push(
      better
        ? `It is right ${plainText(100 * gain.accuracy)} percentage points more often ` +
            `than ${gain.over}, the best baseline, by more than chance.`
        : worse
          ? `It is right less often than ${gain.over}, the best baseline, by more than chance.`
          : `It cannot be told from ${gain.over}, the best baseline, by its accuracy.`,
    );
  }
  if (brierSkill !== null)
    lines.push(
      brierSkill > 0
        ? `Its probabilities remove ${percent(brierSkill)} of the uncertainty that the base rate leaves.`
        : 'Its probabilities say no more than the base rate.',
    );
  if (calibrationError !== null && noise !== null) {
    const digits = { digits: 4 } as const;
    const byChance =
      `right probabilities would show ${plainText(noise.expected, digits)} by chance, ` +
      `95 of 100 times up to ${plainText(noise.upper, digits)}`;
    lines.push(
      calibrationError <= noise.upper
        ? `Its calibration error of ${plainText(calibrationError, digits)} cannot be told from none: ${byChance}.`
        : `Its calibration error of ${plainText(calibrationError, digits)} is more than chance: ${byChance}. ` +
            `The best map in hindsight would leave ${plainText(report.calibrationErrorInHindsight, digits)}.`,
    );
  }
  const net = report.sharpe.netBps['10'] ?? null;
  if (net !== null && net < 0)
    lines.push('Always in, at 10 basis points a side, it loses money: accuracy is not profit.');
  return lines;
}

function summary(report: EvaluationReport): string {
  const { accuracy, auc, brierSkill, calibrationError, selected } = report;
  const top = report.coverage.find(({ share }) => share === 0.1);
  const cards = [
    card('accuracy', percent(accuracy)),
    card('reversal rule', percent(report.baselines.reversal?.accuracy ?? null)),
    card('AUC', plainText(auc, { digits: 4 })),
    card('Brier skill', percent(brierSkill), brierSkill === null ? null : brierSkill > 0 ? 'good' : 'bad'),
    card('calibration error', plainText(calibrationError, { digits: 4 })),
    groupCard('most confident 10 %', top),
    groupCard('signals right', selected),
    card('decisions', whole(report.rows)),
  ];
  const alarms = report.alarms.map((alarm) => `<p class="warn">${escapeHtml(modelAlarmText(alarm))}</p>`).join('');
  const verdict = verdictLines(report).map((line) => `<li>${escapeHtml(line)}</li>`);
  return `${alarms}<div class="cards">${cards.join('')}</div><ul>${verdict.join('')}</ul>`;
}

function baselineTable(report: EvaluationReport): string {
  type Line = Pick<BaselineLine, 'accuracy' | 'accuracyInterval' | 'auc' | 'brierScore' | 'brierSkill' | 'grossBps'>;
  const row = (name: string, line: Line): readonly Cell[] => [
    name,
    percent(line.accuracy),
    span(line.accuracyInterval),
    plainText(line.auc, { digits: 4 }),
    plainText(line.brierScore, { digits: 5 }),
    signed(line.brierSkill, percent(line.brierSkill)),
    plainText(line.grossBps, { signed: true }),
  ];
  const own = { ...report, grossBps: report.coverage[0]?.grossBps ?? null };
  return tableHtml(
    ['', 'accuracy', '95 %', 'AUC', 'Brier', 'skill', 'bps before cost'],
    [row(report.model, own), ...Object.entries(report.baselines).map(([name, line]) => row(name, line))],
  );
}

function sliceTable(first: string, lines: readonly (SliceLine & { readonly name: string })[]): string {
  return tableHtml(
    [first, 'decisions', 'accuracy', '95 %', 'reversal', 'AUC', 'skill', 'bps before cost'],
    lines.map((line) => [
      line.name,
      whole(line.rows),
      percent(line.accuracy),
      span(line.interval),
      percent(line.reversalAccuracy),
      plainText(line.auc, { digits: 4 }),
      signed(line.brierSkill, percent(line.brierSkill)),
      plainText(line.grossBps, { signed: true }),
    ]),
  );
}

function gainFacts({
  over,
  accuracy,
  interval,
  brierScore,
  brierInterval,
}: Gain): readonly (readonly [string, string])[] {
  return [
    [`accuracy over ${over}`, `${percentText(accuracy, { digits: 2, signed: true })} (95 %: ${span(interval)})`],
    [
      `Brier score over ${over}`,
      `${plainText(brierScore, { digits: 5, signed: true })} (95 %: ` +
        `${brierInterval?.map((bound) => plainText(bound, { digits: 5 })).join(' to ') ?? 'unknown'})`,
    ],
  ];
}

function gainSection(report: EvaluationReport, decisions: JudgedDecisions): string {
  const { gain, gainOverReversal } = report;
  const test = gain?.dieboldMariano ?? null;
  const facts: readonly (readonly [string, string])[] =
    gain === null
      ? []
      : [
          ...gainFacts(gain),
          [
            'Diebold–Mariano',
            test === null ? 'cannot say' : `${plainText(test.statistic)}, p ${pValueText(test.pValue)}`,
          ],
          ...(gainOverReversal === null || gain.over === 'reversal' ? [] : gainFacts(gainOverReversal)),
        ];
  return section(
    'Gain',
    `${gainPlot(report, decisions)}${factTable(facts)}`,
    'Brier score won so far; a steady rise is a steady edge. Intervals by weekly block bootstrap.',
  );
}

/** A p-value, never as a plain 0. */
function equitySection(report: EvaluationReport, decisions: JudgedDecisions): string {
  const equity = ruleEquity(decisions);
  if (equity.trades === 0) return section('Equity', '<p>The signal rule never spoke.</p>');
  const { selected, sharpe } = report;
  const always = Object.entries(sharpe.netBps).map(([bps, value]) => `${plainText(value)} at ${bps} bps a side`);
  return section(
    'Equity of the signal rule',
    `${equityPlot(equity, decisions)}${factTable([
      ['signals', `${whole(selected.count)}, at ${percentText(selected.coverage)} of the decisions`],
      ['right', `${percent(selected.accuracy)} (95 %: ${span(selected.interval)})`],
      ['mean return before cost', `${plainText(selected.grossBps, { signed: true })} bps`],
      ['always in, Sharpe ratio', `${plainText(sharpe.gross)} before cost; ${always.join(', ')}`],
    ])}`,
    'Entered at the next open, left at that candle’s close, each market with an equal share of the money. The rule was run causally.',
  );
}

function slicesSection({ slices, perYear }: EvaluationReport): string {
  const of = (by: string) => slices.find((slice) => slice.by === by)?.lines ?? [];
  const [markets, sessions] = [of('market'), of('session')];
  const years = perYear.map(({ year, ...line }) => ({ ...line, name: String(year) }));
  return [
    section('Years', sliceTable('year', years)),
    ...(sessions.length > 0
      ? [
          section(
            'Sessions',
            sliceTable(
              'session',
              sessions.map((line) => ({ ...line, name: sessionName(line.name) })),
            ),
            'Around the New York close the spread is widest: most of the skill lies where the cost eats it.',
          ),
        ]
      : []),
    ...(markets.length > 1 ? [section('Markets', sliceTable('market', markets))] : []),
    section('Volatility', sliceTable('tercile of σ24', of('volatility'))),
  ].join('\n');
}

function protocolFacts(report: EvaluationReport): string {
  return factTable([
    [
      'protocol',
      report.protocol === 'walk-forward' ? `walk-forward, ${report.folds} folds` : 'frozen, tested on other candles',
    ],
    ['decisions', `${whole(report.rows)} from ${report.from ?? '–'} to ${report.to ?? '–'}`],
    [
      'left out',
      `${whole(report.excludedEqual)} flat (${percentText(report.excludedEqualShare, { digits: 2 })}), ` +
        `${whole(report.excludedNotAdjacent)} without a next candle, ${whole(report.excludedLookBack)} with holes behind them`,
    ],
    [
      'calibration',
      `slope ${plainText(report.calibrationSlope, { digits: 3 })}, intercept ${plainText(report.calibrationIntercept, { digits: 3 })}`,
    ],
    ['log loss', plainText(report.logLoss, { digits: 5 })],
    [
      'balanced accuracy, Matthews',
      `${percent(report.balancedAccuracy)}, ${plainText(report.matthews, { digits: 4 })}`,
    ],
    ['precision', `buy ${percent(report.precision.buy)}, sell ${percent(report.precision.sell)}`],
    ['recall', `buy ${percent(report.recall.buy)}, sell ${percent(report.recall.sell)}`],
    ['before recalibration', plainFiguresText(report.beforeRecalibration)],
    ...(report.withFrozenMap === undefined
      ? []
      : [['if the calibration map were frozen too', plainFiguresText(report.withFrozenMap)] as const]),
  ]);
}

/**
 * An evaluation as one HTML file that asks nothing of any network, reads well on a phone and in the dark. `more` are
 * further sections, such as that of all configurations tried. Deterministic.
 */
export function evaluationReport(
  report: EvaluationReport,
  decisions: JudgedDecisions,
  more: readonly string[] = [],
): string {
  const sections =
    report.rows === 0
      ? []
      : [
          section(
            'Against the baselines',
            baselineTable(report),
            'All on the same decisions; the reversal rule is the one to beat.',
          ),
          gainSection(report, decisions),
          section(
            'Reliability',
            reliabilityPlot(report),
            'When it says 55 %, do 55 % rise? Tenths of all decisions with Wilson’s 95 % bars.',
          ),
          section(
            'Confidence',
            coveragePlot(report),
            'Saying nothing when in doubt pays. Each share is chosen by the confidences known at the time.',
          ),
          equitySection(report, decisions),
          slicesSection(report),
          section('Hours', hourPlot(report), 'Accuracy by UTC hour in which the predicted candle opens.'),
        ];
  return reportPage({
    title: `${report.model} on ${report.markets.join(', ')}`,
    subtitle:
      `Candles of ${report.timeframe}, ${report.from?.slice(0, 10) ?? '–'} to ${report.to?.slice(0, 10) ?? '–'}, ` +
      `out of sample, probabilities recalibrated on the past`,
    sections: [
      section('Summary', summary(report)),
      ...sections,
      ...more,
      section('How it was judged', protocolFacts(report)),
    ],
  });
}

/** What an alarm of an evaluation means, one sentence. */
export function modelAlarmText({ auc, limit }: ModelAlarm): string {
  return `AUC ${auc.toFixed(3)} is above ${limit}: look for a leak before believing it`;
}
