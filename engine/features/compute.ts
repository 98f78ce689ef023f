import type { CandleColumns } from '../market/candle.ts';
import { createFrame, type Frame, type InputName, inputsAmong, loadCandles } from './frame.ts';
import type { FeatureMatrix } from './matrix.ts';
import type { Stage } from './stage.ts';
import { STAGES } from './stages.ts';
import { type FeatureRow, featureRow, MODEL_FEATURES } from './table.ts';

/** Features of a series that grows: each push goes on where the last one ended. */
export interface FeatureStream {
  readonly names: readonly string[];
  /**
   * Feature rows of the candles given, which must follow those pushed before; the same bits however they are cut into
   * pushes. `into`: a matrix of these features and as many rows that is no longer needed, to be overwritten: fresh
   * memory costs as much time as the features themselves.
   */
  push(candles: CandleColumns, into?: FeatureMatrix): FeatureMatrix;
}

interface Work {
  readonly rows: readonly FeatureRow[];
  readonly inputs: readonly InputName[];
  /** In working order. */
  readonly stages: readonly Stage[];
}

/** By the list itself: models keep theirs. */
const workByNames = new WeakMap<readonly string[], Work>();

/** The rows of the table that the features are, and the stages and inputs that they need, directly or through other stages. */
function workFor(names: readonly string[]): Work {
  const known = workByNames.get(names);
  if (known !== undefined) return known;
  const rows = names.map(featureRow);
  const wanted = new Set(rows.flatMap((row) => row.needs));
  const used = STAGES.toReversed().filter((stage) => {
    const isUsed = stage.provides.some((name) => wanted.has(name));
    if (isUsed) for (const name of stage.needs) wanted.add(name);
    return isUsed;
  });
  const work = { rows, inputs: inputsAmong(wanted), stages: used.toReversed() };
  workByNames.set(names, work);
  return work;
}

/** What to compute: of some candles the columns from candle number `first` on, counted from the oldest given. */
interface Filling {
  readonly candles: CandleColumns;
  readonly columns: readonly Float64Array[];
  readonly first: number;
}

/** Goes on with a frame over the candles and writes the features of those that are wanted. */
function fill(frame: Frame, { rows, inputs, stages }: Work, { candles, columns, first }: Filling): void {
  for (let done = 0; done < candles.length; ) {
    const count = loadCandles(frame, { candles, from: done, inputs });
    const from = frame.filled - count;
    for (const stage of stages) stage.run(frame, from, frame.filled);
    const shift = done - from - first;
    const wantedFrom = Math.max(from, -shift);
    if (wantedFrom < frame.filled) {
      columns.forEach((values, index) => {
        rows[index]?.fill(frame, { values, shift }, [wantedFrom, frame.filled]);
      });
    }
    done += count;
  }
}

// Array.from over a length costs a fifth of a pushed candle.
const newColumns = (names: readonly string[], rows: number): readonly Float64Array[] =>
  names.map(() => new Float64Array(rows));

/** A stream of the named features (default: all model inputs) for candles of timeframeMs. Throws on an unknown name. */
export function createFeatureStream(timeframeMs: number, names: readonly string[] = MODEL_FEATURES): FeatureStream {
  const work = workFor(names);
  const frame: Frame = createFrame(timeframeMs);

  return {
    names,
    push(candles, into) {
      if (into !== undefined && (into.rows !== candles.length || into.names.join() !== names.join())) {
        throw new Error(
          `expected a matrix of ${candles.length} rows of the same features to write into, was one of ${into.rows} rows`,
        );
      }
      const columns = into === undefined ? newColumns(names, candles.length) : into.columns;
      fill(frame, work, { candles, columns, first: 0 });
      return { rows: candles.length, names, columns };
    },
  };
}

/** The named features (default: all model inputs) of every candle, row i from candles ≤ i only. Throws on an unknown name. */
export function computeFeatures(
  candles: CandleColumns,
  timeframeMs: number,
  names: readonly string[] = MODEL_FEATURES,
): FeatureMatrix {
  return newestFeatures(candles, { timeframeMs, names, rows: candles.length });
}

/** Which features of how many of the newest candles. */
export interface NewestRows {
  readonly timeframeMs: number;
  readonly names: readonly string[];
  /** At most as many as there are candles. */
  readonly rows: number;
}

/** What series without a past are computed in, one after the other: a frame of fresh memory costs as much as a prediction's features. */
const sharedFrame = createFrame(0);

/** The last rows of what computeFeatures gives, to the bit. Throws on an unknown name. */
export function newestFeatures(candles: CandleColumns, { timeframeMs, names, rows }: NewestRows): FeatureMatrix {
  const columns = newColumns(names, rows);
  // What an earlier series left there is never read: rows are read below the newest only, and none lie before row 0.
  const frame: Frame = { ...sharedFrame, timeframeMs };
  fill(frame, workFor(names), { candles, columns, first: candles.length - rows });
  return { rows, names, columns };
}
