import { meanOf } from '../math.ts';
import { type Cluster, clusteredMeanInterval, clusteredShareInterval, clustersOf } from '../statistics/clustered.ts';
import type { RecordRow } from './record-row.ts';
import type { PlanLine, RecordLine } from './track-record.ts';

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
export function closesOf(rows: readonly Pick<RecordRow, 'closeTimeMs'>[]): number {
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
