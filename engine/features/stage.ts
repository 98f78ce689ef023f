import type { ColumnName, Frame } from './frame.ts';
import { rollingSum } from './rolling.ts';

/** One step from columns to columns; `run` fills rows [from, to) of what it provides. */
export interface Stage {
  readonly provides: readonly ColumnName[];
  readonly needs: readonly ColumnName[];
  readonly run: (frame: Frame, from: number, to: number) => void;
}

/** A stage that sums the newest `length` rows of a column. */
export function sumStage(input: ColumnName, output: ColumnName, length: number): Stage {
  return {
    provides: [output],
    needs: [input],
    run: ({ columns, base }, from, to) =>
      rollingSum({ input: columns[input], output: columns[output], base, from, to }, length),
  };
}
