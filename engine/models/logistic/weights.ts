import { HOURS } from './information.ts';

/** What the hour of the New York day adds: a level, and how much more or less some features weigh in it. */
export interface HourWeights {
  /** Names of the features whose weight differs from hour to hour. */
  readonly partners: readonly string[];
  /** Per hour since the New York close. */
  readonly levels: readonly number[];
  /** Per partner, per hour, on the partner's standardised value. */
  readonly products: readonly (readonly number[])[];
  /** Ridge penalties they were fitted with. */
  readonly levelRidge: number;
  readonly productRidge: number;
}

/** How many rows penalties were chosen on, and how much better than their base rate the weights explained those rows, nats. */
export interface PenaltyChoice {
  readonly rows: number;
  readonly evidence: number;
}

/** Weights of a logistic regression over standardised, clipped features. */
export interface LogisticWeights {
  readonly features: readonly string[];
  readonly means: readonly number[];
  readonly scales: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
  /** Ridge penalty the weights were fitted with. */
  readonly ridge: number;
  /** What the penalties were chosen on; absent when they were given. */
  readonly choice?: PenaltyChoice;
  /** How many rows the weights were fitted on; absent in artefacts of older versions. */
  readonly rows?: number;
  /** Absent when the hour is not among the features. */
  readonly hours?: HourWeights;
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number' && Number.isFinite(entry));
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function parseHours(value: unknown, features: readonly string[]): HourWeights {
  const { partners, levels, products, levelRidge, productRidge } = fieldsOf(value);
  const isBlock = (block: unknown): block is readonly number[] => isNumbers(block) && block.length === HOURS;
  if (
    !isNames(partners) ||
    !partners.every((name) => features.includes(name)) ||
    !isBlock(levels) ||
    !Array.isArray(products) ||
    products.length !== partners.length ||
    !products.every(isBlock) ||
    typeof levelRidge !== 'number' ||
    typeof productRidge !== 'number'
  ) {
    throw new Error(
      `expected hours {partners, levels, products, levelRidge, productRidge}, ${HOURS} numbers per block`,
    );
  }
  return { partners, levels, products, levelRidge, productRidge };
}

function parseChoice(value: unknown): PenaltyChoice {
  const { rows, evidence } = fieldsOf(value);
  if (typeof rows !== 'number' || typeof evidence !== 'number') throw new Error('expected a choice {rows, evidence}');
  return { rows, evidence };
}

/** Weights from their JSON value. Throws when the value is not what toJSON gives. */
export function parseLogistic(value: unknown): LogisticWeights {
  const { features, means, scales, weights, bias, ridge, choice, rows, hours } = fieldsOf(value);
  if (
    !isNames(features) ||
    !isNumbers(means) ||
    !isNumbers(scales) ||
    !isNumbers(weights) ||
    typeof bias !== 'number' ||
    typeof ridge !== 'number'
  ) {
    throw new Error('expected logistic weights {features, means, scales, weights, bias, ridge}');
  }
  if ([means, scales, weights].some((list) => list.length !== features.length)) {
    throw new Error(
      `expected ${features.length} means, scales and weights, was ${means.length}, ${scales.length}, ${weights.length}`,
    );
  }
  return {
    features,
    means,
    scales,
    weights,
    bias,
    ridge,
    ...(choice === undefined ? {} : { choice: parseChoice(choice) }),
    ...(typeof rows === 'number' ? { rows } : {}),
    ...(hours === undefined ? {} : { hours: parseHours(hours, features) }),
  };
}
