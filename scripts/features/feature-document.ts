import type { Ablation, AblationLine } from '../../engine/evaluation/ablation.ts';
import { FEATURES, featureRow } from '../../engine/features/table.ts';
import type { ModelKind } from '../../engine/models/model.ts';

/** What a run found about the features of a data set. */
export interface FeatureReport {
  readonly kind: ModelKind;
  readonly timeframe: string;
  readonly markets: readonly string[];
  /** Mean size of each feature's contribution to the log-odds of the model fitted on all rows. */
  readonly contributions: ReadonlyMap<string, number>;
  readonly ablation: Ablation;
}

const points = (value: number | null, digits = 3): string =>
  value === null ? '–' : `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(digits)}`;

/** Bars would break a table. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

function spanOf(interval: AblationLine['interval']): string {
  return interval === null ? '–' : `${points(interval[0])} … ${points(interval[1])}`;
}

function groupTable({ ablation }: FeatureReport): string {
  const lines = ablation.lines.filter(({ features }) => features.length > 1);
  return [
    '| without | features | AUC lost, points | Brier skill lost, points | 95 % |',
    '|---|---|---|---|---|',
    ...lines
      .toSorted((a, b) => (b.brierSkill ?? 0) - (a.brierSkill ?? 0))
      .map(
        ({ name, features, auc, brierSkill, interval }) =>
          `| ${name} | ${features.length} | ${points(auc, 2)} | ${points(brierSkill)} | ${spanOf(interval)} |`,
      ),
  ].join('\n');
}

function featureTable(report: FeatureReport, names: readonly string[]): string {
  const alone = new Map(
    report.ablation.lines.flatMap((line) => (line.features.length === 1 ? [[line.name, line] as const] : [])),
  );
  return [
    '| feature | formula | candles | moves log-odds by | skill lost without it, points (95 %) | why it may matter | source |',
    '|---|---|---|---|---|---|---|',
    ...names.map((name) => {
      const { formula, window, why, source } = featureRow(name);
      const line = alone.get(name);
      const lost = line === undefined ? '–' : `${points(line.brierSkill)} (${spanOf(line.interval)})`;
      const moved = report.contributions.get(name)?.toFixed(4) ?? '–';
      return `| ${[`\`${name}\``, formula, String(window), moved, lost, why, source].map(cell).join(' | ')} |`;
    }),
  ].join('\n');
}

/** The document of features as Markdown: figures of the run, then every feature of the table, group by group. */
export function featureMarkdown(report: FeatureReport): string {
  const { kind, timeframe, markets, ablation } = report;
  const { rows, auc, brierSkill } = ablation.whole;
  const groups = [...new Set(FEATURES.map(({ group }) => group))].filter((group) => group !== 'scale');
  return `# Features

Written by \`npm run features\`; do not edit. Figures: model \`${kind}\` on ${markets.join(', ')} at ${timeframe}, \
walk-forward with recalibration, ${rows} decisions
out of sample, AUC ${auc?.toFixed(4) ?? '–'}, Brier skill ${points(brierSkill)} points. \
"Lost without it" is what the same walk loses when the feature, or the group, is left out; parts that
know the same hide each other, so a feature may cost nothing alone and its group much. \
A dash: not among this data's features, or not left out alone.

## Groups

${groupTable(report)}

${groups
  .map((group) => {
    const names = FEATURES.filter((row) => row.group === group).map(({ name }) => name);
    return `## ${group}\n\n${featureTable(report, names)}\n`;
  })
  .join('\n')}`;
}
