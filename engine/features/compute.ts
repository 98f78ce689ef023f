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
  readonly inputs: readonly InputName[];
  /** In working order. */
  readonly stages: readonly Stage[];
}

/** The stages and inputs that the features need, directly or through other stages. */
function workFor(rows: readonly FeatureRow[]): Work {
  const wanted = new Set(rows.flatMap((row) => row.needs));
  const used = STAGES.toReversed().filter((stage) => {
    const isUsed = stage.provides.some((name) => wanted.has(name));
    if (isUsed) for (const name of stage.needs) wanted.add(name);
    return isUsed;
  });
  return { inputs: inputsAmong(wanted), stages: used.toReversed() };
}

/** A stream of the named features (default: all model inputs) for candles of timeframeMs. Throws on an unknown name. */
export function createFeatureStream(timeframeMs: number, names: readonly string[] = MODEL_FEATURES): FeatureStream {
  const rows = names.map(featureRow);
  const { inputs, stages } = workFor(rows);
  const frame: Frame = createFrame(timeframeMs);

  return {
    names,
    push(candles, into) {
      const columns = into === undefined ? rows.map(() => new Float64Array(candles.length)) : into.columns;
      if (into !== undefined && (into.rows !== candles.length || into.names.join() !== names.join())) {
        throw new Error(
          `expected a matrix of ${candles.length} rows of the same features to write into, was one of ${into.rows} rows`,
        );
      }
      for (let done = 0; done < candles.length; ) {
        const count = loadCandles(frame, { candles, from: done, inputs });
        const from = frame.filled - count;
        const shift = done - from;
        for (const stage of stages) stage.run(frame, from, frame.filled);
        columns.forEach((values, index) => {
          rows[index]?.fill(frame, { values, shift }, [from, frame.filled]);
        });
        done += count;
      }
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
  return createFeatureStream(timeframeMs, names).push(candles);
}
