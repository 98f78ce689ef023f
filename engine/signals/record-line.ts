import { meanOf } from '../math.ts';
import { type Cluster, clusteredMeanInterval, clusteredShareInterval, clustersOf } from '../statistics/clustered.ts';
import type { RecordRow } from './record-row.ts';

/** Settled signals by their printed plan, after cost. Fractions 0..1, basis points; null when nothing was counted. */
export interface PlanLine {
  /** Without void ones. */
  readonly count: number;
  /** Above and below 0 after cost. */
  readonly won: number;
  readonly lost: number;
  readonly stopped: number;
  readonly atTarget: number;
  /** won / count. */
  readonly winShare: number | null;
  /** 95 %, clustered by close. */
  readonly winShareInterval: readonly [number, number] | null;
  readonly averageWinBps: number | null;
  readonly averageLossBps: number | null;
  readonly averageGrossBps: number | null;
  readonly averageNetBps: number | null;
  /** 95 %, clustered by close; null below eight closes. */
  readonly averageNetInterval: readonly [number, number] | null;
}

/** Counts of a set of settled signals or predictions. Fractions 0..1; null when nothing was counted. */
export interface RecordLine {
  readonly count: number;
  /** How many closes they were decided at: signals of one close are one bet. */
  readonly closes: number;
  readonly right: number;
  readonly wrong: number;
  readonly flat: number;
  readonly void: number;
  /** right / (right + wrong). */
  readonly accuracy: number | null;
  /** 95 %, clustered by close. */
  readonly accuracyInterval: readonly [number, number] | null;
  /** Accuracy the reversal rule had on the same candles: the baseline to beat. */
  readonly reversalAccuracy: number | null;
  /** Mean of the side-signed return before cost, basis points. */
  readonly averageReturnBps: number | null;
  /** The same after cost; null for scored candles, which are not published. */
  readonly averageNetBps: number | null;
  /** Mean return before cost of those that were right, and of those that were wrong; null for scored candles. */
  readonly averageRightBps: number | null;
  readonly averageWrongBps: number | null;
  /** Null for scored candles: they have no plan. */
  readonly plan: PlanLine | null;
}

/** What the reversal rule did on the same candles. */
export interface ReversalCount {
  readonly right: number;
  readonly count: number;
}

const NO_REVERSAL: ReversalCount = { right: 0, count: 0 };

/** The line of some settled signals, in any order. Signals of one close are one bet: intervals are clustered by close. */
export function recordLineOf(rows: readonly RecordRow[], reversal: ReversalCount = NO_REVERSAL): RecordLine {
  const ended = (type: RecordRow['direction']['type']): readonly RecordRow[] =>
    rows.filter(({ direction }) => direction.type === type);
  const [right, wrong] = [ended('right'), ended('wrong')];
  const decided = [...right, ...wrong];
  return {
    count: rows.length,
    closes: closesOf(rows),
    right: right.length,
    wrong: wrong.length,
    flat: ended('flat').length,
    void: ended('void').length,
    accuracy: decided.length === 0 ? null : right.length / decided.length,
    accuracyInterval: clusteredShareInterval(byClose(decided, (row) => (row.direction.type === 'right' ? 1 : 0))),
    reversalAccuracy: reversal.count === 0 ? null : reversal.right / reversal.count,
    averageReturnBps: mean(known(rows.map(({ direction }) => direction.grossBps))),
    averageNetBps: mean(known(rows.map(({ direction }) => direction.netBps))),
    averageRightBps: mean(known(right.map(({ direction }) => direction.grossBps))),
    averageWrongBps: mean(known(wrong.map(({ direction }) => direction.grossBps))),
    plan: planLineOf(rows),
  };
}

/** The same signals by their printed plans, after cost. Void ones are left out. */
function planLineOf(rows: readonly RecordRow[]): PlanLine {
  const scored = rows.filter(({ plan }) => plan !== null);
  const net = ({ plan }: RecordRow): number => plan?.netBps ?? 0;
  const [won, lost] = [scored.filter((row) => net(row) > 0), scored.filter((row) => net(row) < 0)];
  const touched = (level: 'stop' | 'target'): number => scored.filter(({ plan }) => plan?.touched === level).length;
  return {
    count: scored.length,
    won: won.length,
    lost: lost.length,
    stopped: touched('stop'),
    atTarget: touched('target'),
    winShare: scored.length === 0 ? null : won.length / scored.length,
    winShareInterval: clusteredShareInterval(byClose(scored, (row) => (net(row) > 0 ? 1 : 0))),
    averageWinBps: mean(won.map(net)),
    averageLossBps: mean(lost.map(net)),
    averageGrossBps: mean(scored.map(({ plan }) => plan?.grossBps ?? 0)),
    averageNetBps: mean(scored.map(net)),
    averageNetInterval: clusteredMeanInterval(byClose(scored, net)),
  };
}

/** How many closes signals were decided at. */
function closesOf(rows: readonly Pick<RecordRow, 'closeTimeMs'>[]): number {
  return new Set(rows.map(({ closeTimeMs }) => closeTimeMs)).size;
}

function byClose(rows: readonly RecordRow[], value: (row: RecordRow) => number): readonly Cluster[] {
  return clustersOf(rows, { key: ({ closeTimeMs }) => closeTimeMs, value });
}

function known(values: readonly (number | null)[]): readonly number[] {
  return values.filter((value) => value !== null);
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : meanOf(values);
}
