import type { FeatureMatrix } from '../features/matrix.ts';
import { logit, sigmoid } from '../math.ts';
import { createBoosting, fitBoosting, parseBoosting } from './boosting.ts';
import type { FitInput } from './fit.ts';
import { parseLogistic } from './logistic/weights.ts';
import { createLogistic, fitLogistic } from './logistic.ts';
import type { Explanation, Model } from './model.ts';

/** One of the models averaged. */
export interface EnsembleMember {
  readonly model: Model;
  /** Share in the average; all add up to 1. */
  readonly weight: number;
}

const MEMBER_KINDS = ['logistic', 'boosting'] as const;
type MemberKind = (typeof MEMBER_KINDS)[number];

interface MemberMaker {
  readonly fit: (input: FitInput) => Model;
  readonly parse: (value: unknown) => Model;
}

/** What is averaged: a straight line and trees err differently. */
const MAKERS: Readonly<Record<MemberKind, MemberMaker>> = {
  logistic: { fit: (input) => fitLogistic(input), parse: (value) => createLogistic(parseLogistic(value)) },
  boosting: { fit: (input) => fitBoosting(input), parse: (value) => createBoosting(parseBoosting(value)) },
};

/**
 * A model whose log-odds are the weighted mean of its members'. NaN where any member's score is. Throws on weights that
 * do not add up to 1.
 */
export function createEnsemble(members: readonly EnsembleMember[]): Model {
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  if (!(Math.abs(total - 1) < 1e-9)) throw new Error(`expected weights that add up to 1, was ${total}`);
  const features = [...new Set(members.flatMap(({ model }) => model.features))];

  return {
    kind: 'ensemble',
    features,
    rowsRead: Math.max(...members.map(({ model }) => model.rowsRead)),
    score: (matrix, row) =>
      sigmoid(members.reduce((sum, { model, weight }) => sum + weight * logit(model.score(matrix, row)), 0)),
    scoreRows(matrix, from, to) {
      const logOdds = new Float64Array(to - from);
      for (const { model, weight } of members) {
        const scores = model.scoreRows(matrix, from, to);
        for (let at = 0; at < scores.length; at += 1)
          logOdds[at] = (logOdds[at] ?? 0) + weight * logit(scores[at] ?? Number.NaN);
      }
      return logOdds.map(sigmoid);
    },
    explain: (matrix, row) => explainMean(members, matrix, row),
    toJSON: () => ({
      members: members.map(({ model, weight }) => ({ kind: model.kind, weight, model: model.toJSON() })),
    }),
  };
}

/** Contributions are sums in log-odds, so the mean's are the means of the members'. */
function explainMean(members: readonly EnsembleMember[], matrix: FeatureMatrix, row: number): Explanation {
  const parts = new Map<string, { feature: string; value: number; logOdds: number }>();
  let bias = 0;
  for (const { model, weight } of members) {
    const own = model.explain(matrix, row);
    bias += weight * own.bias;
    for (const { feature, value, logOdds } of own.parts) {
      const before = parts.get(feature)?.logOdds ?? 0;
      parts.set(feature, { feature, value, logOdds: before + weight * logOdds });
    }
  }
  return { bias, parts: [...parts.values()].sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds)) };
}

interface MemberJson {
  readonly kind: MemberKind;
  readonly weight: number;
  readonly model: unknown;
}

function parseMember(value: unknown): MemberJson {
  const { kind, weight, model }: Record<string, unknown> =
    typeof value === 'object' && value !== null ? { ...value } : {};
  const known = MEMBER_KINDS.find((one) => one === kind);
  if (known === undefined || typeof weight !== 'number')
    throw new Error(
      `expected a member {kind, weight, model} of kind ${MEMBER_KINDS.join(' or ')}, was "${String(kind)}"`,
    );
  return { kind: known, weight, model };
}

function parseMembers(value: unknown): readonly MemberJson[] {
  const members: unknown = typeof value === 'object' && value !== null && 'members' in value ? value.members : null;
  if (!Array.isArray(members)) throw new Error('expected an ensemble {members}');
  return members.map(parseMember);
}

/** An ensemble from its JSON value. Throws when the value is not what toJSON gives. */
export function parseEnsemble(value: unknown): Model {
  return createEnsemble(
    parseMembers(value).map(({ kind, weight, model }) => ({ weight, model: MAKERS[kind].parse(model) })),
  );
}

/**
 * Fits every member on the same rows, each going on from its own model of the fold before. The weights are equal: members this alike leave
 * too little to estimate weights from, and an equal mean is hard to beat (Clemen 1989, "Combining forecasts").
 */
export function fitEnsemble(input: FitInput): Model {
  const before = input.previous?.kind === 'ensemble' ? parseMembers(input.previous.toJSON()) : [];
  return createEnsemble(
    MEMBER_KINDS.map((kind) => {
      const own = before.find((member) => member.kind === kind);
      const previous = own === undefined ? null : MAKERS[kind].parse(own.model);
      return { weight: 1 / MEMBER_KINDS.length, model: MAKERS[kind].fit({ ...input, previous }) };
    }),
  );
}
