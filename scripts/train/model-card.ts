import type { CalibrationMaps, CardNote, ModelCard, PlattMap, TrainedModel } from '../../engine/models/trained.ts';
import { dayText, percentText, plainText } from '../report/number-text.ts';
import { escapeHtml, reportPage, section } from '../report/page.ts';
import { factTable, tableHtml } from '../report/table.ts';

/** One line of a card: what, and the figure in words. */
type Fact = readonly [what: string, value: string];

/** What every reader of a card must know, whatever the figures say. */
const LIMITS: readonly string[] = [
  'It says which way the next candle more likely goes, not how far: wrong calls tend to be larger moves.',
  'Most of what it finds is short-term reversal; the rule "bet against the last candle" stands beside it as the baseline.',
  'Figures are before cost. At 10 basis points a side a position that turns with every candle loses money.',
  'It was judged on the past of the markets named here. Other markets and other times may differ.',
];

function noteText(note: CardNote): string {
  if (note.code === 'text') return note.params.text;
  const { days } = note.params;
  return `The first training window of the walk-forward was ${days} days: the past given is too short for the protocol's.`;
}

/** What is to be known of how it was trained, a sentence each. */
export const notesOf = (card: ModelCard): readonly string[] => (card.notes ?? []).map(noteText);

const spanText = (interval: readonly [number, number]): string =>
  `95 %: ${percentText(interval[0])} to ${percentText(interval[1])}`;

function outOfSampleFacts(found: ModelCard['outOfSample']): readonly Fact[] {
  if (found === null) return [['Out of sample', 'the past given is too short for a walk-forward']];
  return [
    ['Decisions', plainText(found.rows, { digits: 0 })],
    ['Accuracy', `${percentText(found.accuracy, { digits: 2 })} (${spanText(found.accuracyInterval)})`],
    ['Reversal rule on the same candles', percentText(found.reversalAccuracy, { digits: 2 })],
    ['AUC', plainText(found.auc, { digits: 4 })],
    ['Brier skill over the base rate', percentText(found.brierSkill, { digits: 2 })],
  ];
}

function calibrationText({ newYorkClose, ...rest }: CalibrationMaps): string {
  const line = ({ slope, intercept }: PlattMap): string =>
    `slope ${plainText(slope, { digits: 3 })}, intercept ${plainText(intercept, { digits: 4 })} on the log-odds`;
  return newYorkClose === undefined ? line(rest) : `${line(rest)}; at 20 to 23 UTC ${line(newYorkClose)}`;
}

/** Facts of a card, in the order of both forms. */
function factsOf(trained: TrainedModel, sha256: string): readonly Fact[] {
  const { card, calibration } = trained;
  return [
    ['Version', trained.version],
    ['Kind', trained.model.kind],
    ['Timeframe', trained.timeframe],
    ['Trained on', card.trainedOn.join(', ')],
    [
      'Training span',
      `${dayText(card.trainedFromMs)} to ${dayText(card.trainedUntilMs)}, ${plainText(card.rows, { digits: 0 })} rows`,
    ],
    ['Seed', String(card.seed)],
    ['Calibration', calibrationText(calibration)],
    ['sha256 of the artefact', sha256],
  ];
}

interface FeatureLine {
  readonly name: string;
  readonly weight: string;
  readonly range: string;
}

/** Features, the heaviest first where weights are known. */
function featureLines({ features }: ModelCard): readonly FeatureLine[] {
  return features
    .toSorted((a, b) => Math.abs(b.weight ?? 0) - Math.abs(a.weight ?? 0))
    .map(({ name, weight, range }) => ({
      name,
      weight: plainText(weight, { digits: 4 }),
      range:
        range === undefined
          ? plainText(null)
          : `${plainText(range.edges[0] ?? null)} to ${plainText(range.edges.at(-1) ?? null)}`,
    }));
}

/** The model card as Markdown. */
export function cardMarkdown(trained: TrainedModel, sha256: string): string {
  const { card } = trained;
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const list = (facts: readonly Fact[]): string =>
    facts.map(([what, value]) => `| ${what} | ${cell(value)} |`).join('\n');
  const features = featureLines(card).map(({ name, weight, range }) => `| \`${name}\` | ${weight} | ${range} |`);
  return `# Model ${trained.version}

| | |
|---|---|
${list(factsOf(trained, sha256))}

## Out of sample

Walk-forward on the training past, recalibrated on what was known by then.

| | |
|---|---|
${list(outOfSampleFacts(card.outOfSample))}
${notesOf(card)
  .map((note) => `\n${note}\n`)
  .join('')}
## What it does not say

${LIMITS.map((line) => `- ${line}`).join('\n')}

## Features

Weights are those of standardised features where the model has one each, else the mean size of a feature's contribution in log-odds.

| feature | weight | middle 80 % of the training values |
|---|---|---|
${features.join('\n')}

Model output, not investment advice. Past results do not promise future ones.
`;
}

/** The model card as one HTML file. */
export function cardHtml(trained: TrainedModel, sha256: string): string {
  const { card } = trained;
  return reportPage({
    title: `Model ${trained.version}`,
    subtitle:
      `${trained.model.kind} for candles of ${trained.timeframe}, ` +
      `trained on ${card.trainedOn.join(', ')} until ${dayText(card.trainedUntilMs)}`,
    sections: [
      section('What it is', factTable(factsOf(trained, sha256))),
      section(
        'Out of sample',
        factTable(outOfSampleFacts(card.outOfSample)),
        ['Walk-forward on the training past, recalibrated on what was known by then.', ...notesOf(card)].join(' '),
      ),
      section('What it does not say', `<ul>${LIMITS.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`),
      section(
        'Features',
        tableHtml(
          ['feature', 'weight', 'middle 80 % in training'],
          featureLines(card).map(({ name, weight, range }) => [name, weight, range]),
        ),
        'Weights are those of standardised features where the model has one each, ' +
          'else the mean size of a feature’s contribution in log-odds.',
      ),
    ],
  });
}
