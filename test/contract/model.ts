import { beforeAll, describe, expect, it } from 'vitest';
import type { FeatureMatrix } from '../../engine/features/matrix.ts';
import type { FitInput, ModelMaker } from '../../engine/models/fit.ts';
import type { Model } from '../../engine/models/model.ts';

/** What a contract run needs: a maker, and rows to fit on with as many unseen ones after them. */
export interface ModelContract {
  readonly maker: ModelMaker;
  /** Called anew for each fit: what one does shall not reach the next. */
  readonly input: () => FitInput;
}

/** The matrix with `change` applied to each value. */
function changed(matrix: FeatureMatrix, change: (value: number, row: number) => number): FeatureMatrix {
  return { ...matrix, columns: matrix.columns.map((column) => column.map(change)) };
}

const logOddsOf = (score: number): number => Math.log(score / (1 - score));

/** What every model promises. */
export function modelContract(name: string, { maker, input }: ModelContract): void {
  describe(`${name} keeps the model contract`, () => {
    const { matrix, rows } = input();
    const last = rows.at(-1) ?? 0;
    const [from, to] = [Math.max(0, last - 150), Math.min(matrix.rows, last + 150)];
    let model: Model;

    beforeAll(async () => {
      model = await maker.fit(input());
    });

    it('scores between 0 and 1', () => {
      const scores = model.scoreRows(matrix, from, to);
      expect(scores).toHaveLength(to - from);
      expect(scores.every((score) => score > 0 && score < 1)).toBe(true);
    });

    it('gives the same bits row by row as in one go, wherever the stretch begins', () => {
      const scores = model.scoreRows(matrix, from, to);
      expect(scores).toEqual(Float64Array.from(scores, (_, at) => model.score(matrix, from + at)));
      expect(model.scoreRows(matrix, from + 37, to)).toEqual(scores.slice(37));
    });

    it('reads as many rows as it says, and no more', () => {
      const rows = model.rowsRead;
      const newest = { ...matrix, rows, columns: matrix.columns.map((column) => column.slice(to - rows, to)) };
      expect(model.score(newest, rows - 1)).toBe(model.score(matrix, to - 1));
      expect(model.explain(newest, rows - 1)).toEqual(model.explain(matrix, to - 1));
    });

    it('explains a score by parts that add up to its log-odds, largest first', () => {
      for (let row = from; row < to; row += 29) {
        const { bias, parts } = model.explain(matrix, row);
        const sum = parts.reduce((total, { logOdds }) => total + logOdds, bias);
        expect(sum).toBeCloseTo(logOddsOf(model.score(matrix, row)), 9);
        const sizes = parts.map(({ logOdds }) => Math.abs(logOdds));
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        expect(parts.every(({ feature }) => model.features.includes(feature))).toBe(true);
      }
    });

    it('is read back from JSON text to the bit', () => {
      const text = JSON.stringify(model.toJSON());
      const again = maker.parse(JSON.parse(text));
      expect(again.kind).toBe(model.kind);
      expect(again.features).toEqual(model.features);
      expect(again.scoreRows(matrix, from, to)).toEqual(model.scoreRows(matrix, from, to));
      expect(JSON.stringify(again.toJSON())).toBe(text);
    });

    it('refuses JSON of something else', () => {
      for (const value of [null, 1, 'x', {}, [], { features: 3 }]) expect(() => maker.parse(value)).toThrow(/expected/);
    });

    it('is the same for the same rows and seed', async () => {
      expect(JSON.stringify((await maker.fit(input())).toJSON())).toBe(JSON.stringify(model.toJSON()));
    });

    it('does not look at what comes after a row, nor fits on rows it was not given', async () => {
      const noise = (value: number, row: number): number => (row > last ? -3 * value + 1 : value);
      const scrambled = changed(matrix, noise);
      expect(model.scoreRows(scrambled, from, last + 1)).toEqual(model.scoreRows(matrix, from, last + 1));
      const task = input();
      const up = task.up.map((label, row) => (row > last ? 1 - label : label));
      const blind = await maker.fit({ ...task, matrix: scrambled, up });
      expect(JSON.stringify(blind.toJSON())).toBe(JSON.stringify(model.toJSON()));
    });

    it('does not change what it is given', async () => {
      const task = input();
      await maker.fit(task);
      expect(task).toEqual(input());
    });

    it('scores NaN where none of its features has warmed up', () => {
      if (model.features.length === 0) return;
      const cold = changed(matrix, () => Number.NaN);
      expect(model.score(cold, from)).toBeNaN();
      expect(model.scoreRows(cold, from, from + 3).every((score) => Number.isNaN(score))).toBe(true);
    });

    it('refuses a matrix without its features', () => {
      if (model.features.length === 0) return;
      const other = { rows: matrix.rows, names: ['other'], columns: [new Float64Array(matrix.rows)] };
      expect(() => model.score(other, from)).toThrow(/expected a feature named/);
    });

    it('goes on from the model before', async () => {
      const next = await maker.fit({ ...input(), previous: model });
      expect(next.kind).toBe(model.kind);
      expect(next.scoreRows(matrix, from, to).every((score) => score > 0 && score < 1)).toBe(true);
    });
  });
}
