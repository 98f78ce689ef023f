import { type AssetClass, assetClass } from '../market/asset-class.ts';
import { meanOf } from '../math.ts';
import { DAY_MS } from '../time.ts';
import { judgeClass } from './judge-class.ts';
import { type NetSum, netSumsOf } from './net-sum.ts';
import { type RecordLine, type ReversalCount, recordLineOf } from './record-line.ts';
import type { RecordRow } from './record-row.ts';
import type { SignalFamily } from './signal.ts';

/** A class of assets and a family of signals, judged by its net record by plan of what was called worth trading. */
export interface ShownGroup {
  readonly assetClass: AssetClass;
  readonly family: SignalFamily;
  readonly count: number;
  readonly averageNetBps: number;
  /** 95 %, clustered by week; null below eight weeks. */
  readonly interval: readonly [number, number] | null;
  /** Whether the interval lies above 0, and no single market's wholly below. */
  readonly isShown: boolean;
}

/** An account that followed the plans, at one moment; 1 at the start. */
export interface EquityPoint {
  readonly timeMs: number;
  readonly equity: number;
}

/** Equity of an account by plan and after cost, at the sizes printed; the signals of one close share it in equal parts. */
export interface EquityLine {
  readonly points: readonly EquityPoint[];
  /** Deepest fall from the highest point before, 0..1. */
  readonly maxDrawdown: number;
}

/** The record of all signals and of all scored candles. Times are epoch milliseconds, null where nothing was counted. */
export interface TrackRecord {
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Every decision of the rule, posted or not. */
  readonly published: RecordLine;
  /** Every scored candle, a signal or not. */
  readonly allScored: RecordLine;
  readonly perSeries: readonly {
    readonly series: string;
    readonly published: RecordLine;
    readonly allScored: RecordLine;
  }[];
  /** Of the signals: those called worth trading, the others, and those that nobody got before their first candle was over. */
  readonly worthTrading: RecordLine;
  readonly information: RecordLine;
  readonly unreached: RecordLine;
  /** Signals of the last days before the newest settled one. */
  readonly last7Days: RecordLine;
  readonly last30Days: RecordLine;
  /** By month of the close, UTC ("2024-05"), newest first. */
  readonly perMonth: readonly { readonly month: string; readonly published: RecordLine }[];
  readonly groups: readonly ShownGroup[];
  /** Of what was worth trading. */
  readonly equity: EquityLine;
  /** Of what was worth trading, by family. */
  readonly netSums: readonly NetSum[];
}

/** Reads the record; absent conditions let all series through. */
export interface TrackRecordReader {
  read(query: { readonly symbol?: string; readonly timeframe?: string }): Promise<TrackRecord>;
}

/** Reads the groups of the whole record alone, which costs a part of it. */
export interface ShownReader {
  groups(): Promise<readonly ShownGroup[]>;
}

/** Everything of a record that follows from its settled signals alone: anybody can compute it from GET /v1/signals. */
export type SignalsRecord = Omit<TrackRecord, 'fromMs' | 'toMs' | 'allScored' | 'perSeries'>;

/** The record of settled signals, in any order; the reversal rule's counts are given apart, for signals do not keep them. */
export function signalsRecord(given: readonly RecordRow[], reversal?: ReversalCount): SignalsRecord {
  const rows = inOrder(given);
  const newestMs = rows.reduce((newest, { closeTimeMs }) => Math.max(newest, closeTimeMs), Number.NEGATIVE_INFINITY);
  const last = (days: number): RecordLine =>
    recordLineOf(rows.filter(({ closeTimeMs }) => closeTimeMs > newestMs - days * DAY_MS));
  const worth = rows.filter(({ worthTrading }) => worthTrading);
  return {
    published: recordLineOf(rows, reversal),
    worthTrading: recordLineOf(worth),
    information: recordLineOf(rows.filter(({ worthTrading }) => !worthTrading)),
    unreached: recordLineOf(rows.filter(({ inTime }) => !inTime)),
    last7Days: last(7),
    last30Days: last(30),
    perMonth: byMonth(rows),
    groups: shownGroups(rows),
    equity: equityOf(worth),
    netSums: netSumsOf(worth),
  };
}

/** By close, then series and family: sums come out the same to the last digit whoever adds them up. */
function inOrder(rows: readonly RecordRow[]): readonly RecordRow[] {
  const name = ({ series, family }: RecordRow): string => `${series}|${family}`;
  return rows.toSorted((a, b) => a.closeTimeMs - b.closeTimeMs || (name(a) < name(b) ? -1 : 1));
}

function grouped<K>(rows: readonly RecordRow[], keyOf: (row: RecordRow) => K): ReadonlyMap<K, readonly RecordRow[]> {
  const groups = new Map<K, RecordRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

function byMonth(rows: readonly RecordRow[]): TrackRecord['perMonth'] {
  return [...grouped(rows, ({ closeTimeMs }) => new Date(closeTimeMs).toISOString().slice(0, 7))]
    .map(([month, of]) => ({ month, published: recordLineOf(of) }))
    .sort((a, b) => (a.month < b.month ? 1 : -1));
}

/** The groups of settled signals, in any order. */
export function groupsOf(rows: readonly RecordRow[]): readonly ShownGroup[] {
  return shownGroups(inOrder(rows));
}

function shownGroups(rows: readonly RecordRow[]): readonly ShownGroup[] {
  const scored = rows.filter(({ worthTrading, plan }) => worthTrading && plan !== null);
  return [...grouped(scored, ({ symbol, family }) => `${assetClass(symbol)}|${family}`).values()]
    .flatMap((rows): ShownGroup[] => {
      const [first] = rows;
      if (first === undefined) return [];
      const markets = [...grouped(rows, ({ series }) => series).values()].map((of) => ({
        timeMs: of.map(({ closeTimeMs }) => closeTimeMs),
        net: of.map(({ plan }) => plan?.netBps ?? 0),
      }));
      return [
        {
          ...{ assetClass: assetClass(first.symbol), family: first.family, count: rows.length },
          averageNetBps: meanOf(rows.map(({ plan }) => plan?.netBps ?? 0)),
          ...judgeClass(markets),
        },
      ];
    })
    .sort((a, b) => (`${a.assetClass}|${a.family}` < `${b.assetClass}|${b.family}` ? -1 : 1));
}

/** Whether signals of a pair and family are shown to earn their cost. */
export function isShown(
  { groups }: Pick<TrackRecord, 'groups'>,
  of: { readonly symbol: string; readonly family: SignalFamily },
): boolean {
  return groups.some((each) => each.assetClass === assetClass(of.symbol) && each.family === of.family && each.isShown);
}

function equityOf(worth: readonly RecordRow[]): EquityLine {
  const scored = worth.filter(({ plan }) => plan !== null).toSorted((a, b) => a.closeTimeMs - b.closeTimeMs);
  let [equity, peak, maxDrawdown] = [1, 1, 0];
  const points = [...grouped(scored, ({ closeTimeMs }) => closeTimeMs)].map(([timeMs, rows]): EquityPoint => {
    equity *= 1 + meanOf(rows.map(({ plan, size }) => size * Math.expm1((plan?.netBps ?? 0) / 1e4)));
    peak = Math.max(peak, equity);
    maxDrawdown = Math.max(maxDrawdown, 1 - equity / peak);
    return { timeMs, equity };
  });
  return { points, maxDrawdown };
}
