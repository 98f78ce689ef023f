import { describe, expect, it } from 'vitest';
import { MODEL_FEATURES } from '../../../../engine/features/table.ts';
import { HIGHEST_THRESHOLD } from '../../../../engine/models/boosting/forest.ts';
import {
  mirroredColumns,
  sourceOf,
  treesOverFeatures,
  withImages,
} from '../../../../engine/models/boosting/grown-columns.ts';
import { mirroringsOf } from '../../../../engine/models/boosting/mirror.ts';
import { type BoostingTree, emptyTree, parseTree } from '../../../../engine/models/boosting/tree.ts';
import { fitBoosting } from '../../../../engine/models/boosting.ts';
import type { FitInput } from '../../../../engine/models/fit.ts';
import { prepareDataset } from '../../../../engine/training/dataset.ts';
import { randomWalk } from '../../../support/candles/random-walk.ts';

const imageOf = (name: string): string | null => {
  const mirroring = mirroringsOf(MODEL_FEATURES)[MODEL_FEATURES.indexOf(name)] ?? null;
  return mirroring === null ? null : `${mirroring.sign > 0 ? '' : '−'}${MODEL_FEATURES[mirroring.image]}`;
};

describe('the mirror image of a feature', () => {
  it.each([
    ['return_1', '−return_1'],
    ['momentum_168', '−momentum_168'],
    ['close_location', '−close_location'],
    ['upper_wick', 'lower_wick'],
    ['lower_wick', 'upper_wick'],
    ['rsi_14', '−rsi_14'],
    ['direction', '−direction'],
    ['volatility_24_168', 'volatility_24_168'],
    ['volume_z', 'volume_z'],
    ['hour_sin', 'hour_sin'],
  ])('of %s is %s', (name, image) => {
    expect(imageOf(name)).toBe(image);
  });

  it('is known of every feature of the table', () => {
    expect(MODEL_FEATURES.filter((name) => imageOf(name) === null)).toEqual([]);
  });

  it('is unknown of what is not in the table', () => {
    expect(mirroringsOf(['return_1', 'moon_phase'])).toEqual([{ image: 0, sign: -1 }, null]);
  });
});

describe('trees over rows and their images', () => {
  const NAMES = ['return_1', 'upper_wick', 'lower_wick', 'hour_sin', 'moon_phase'];
  const grown = mirroredColumns(NAMES);
  const matrix = {
    rows: 3,
    names: NAMES,
    columns: [
      [1, -2, 0],
      [0.125, 0.25, 0.375],
      [0.5, 0.625, 0.6875],
      [0.75, -0.875, 0],
      [7, 8, 9],
    ].map((values) => Float64Array.from(values)),
  };

  /** The answer of a tree for values by column. */
  function answer(tree: BoostingTree, read: (column: number) => number): number {
    let node = 0;
    for (let column = tree.column[0] ?? -1; column >= 0; column = tree.column[node] ?? -1) {
      const value = read(column);
      const right = Number.isNaN(value) ? tree.missingRight[node] === 1 : value > (tree.threshold[node] ?? 0);
      node = 2 * node + (right ? 2 : 1);
    }
    return tree.value[node] ?? Number.NaN;
  }

  it('see an image with its signs turned, its wicks changed, the calendar as it is and against its side, and the unknown missing', () => {
    const rows = withImages(Int32Array.of(0, 1), grown);
    const source = sourceOf(matrix, grown, rows);
    const values = new Float64Array(4);
    const columnOf = (column: number): readonly number[] => {
      source.read(column, values);
      return [...values];
    };
    expect(grown.columns.map((_, column) => columnOf(column))).toEqual([
      [1, -2, -1, 2],
      [0.125, 0.25, 0.5, 0.625],
      [0.5, 0.625, 0.125, 0.25],
      [0.75, -0.875, 0.75, -0.875],
      [7, 8, Number.NaN, Number.NaN],
      [1, 1, -1, -1],
      [0.75, -0.875, -0.75, 0.875],
    ]);
  });

  it('become trees over features that answer half of the row less half of its image, at thresholds too', () => {
    const shape = { depth: 2, columns: grown.columns.length };
    const trees = [
      [0, 0, -1, 0, [1, 1, 0.5, 1, 2, 3], 4],
      [0, 0, 0, 1, 5, [1, 2, 0.375, 0, 6, 7]],
      [0, 5, 0, 0, [1, 0, 1, 0, 8, 9], [2, 3, 0, 0, 10, 11]],
      [0, 6, -0.75, 0, 12, [1, 4, 8, 1, 13, 14]],
      [0, 6, HIGHEST_THRESHOLD, 1, 15, 16],
    ].map((json) => parseTree(json, shape));
    const rows = withImages(Int32Array.of(0, 1, 2), grown);
    const source = sourceOf(matrix, grown, rows);
    const table = grown.columns.map((_, column) => {
      const values = new Float64Array(rows.length);
      source.read(column, values);
      return values;
    });
    for (const tree of trees) {
      const sides = treesOverFeatures([tree], grown, 1);
      for (const row of [0, 1, 2]) {
        const at = (place: number): number => answer(tree, (column) => table[column]?.[place] ?? Number.NaN);
        const own = sides.reduce(
          (sum, side) => sum + answer(side, (column) => matrix.columns[column]?.[row] ?? Number.NaN),
          0,
        );
        expect(own).toBe((at(row) - at(row + 3)) / 2);
      }
    }
  });

  it('are as they were where nothing is mirrored', () => {
    const tree = { ...emptyTree(1), value: Float64Array.of(3, 0, 0) };
    const plain = { isMirrored: false, columns: [{ feature: 0, mirroring: null }] };
    expect(treesOverFeatures([tree], plain, 0.5)).toEqual([{ ...tree, value: Float64Array.of(1.5, 0, 0) }]);
  });
});

describe('boosting on rows and their images', () => {
  /** A market in which the sign of return_1 is followed by the other direction, and hour_sin > 0 by a fall besides. */
  function market(): FitInput {
    const { matrix, closeTimeMs, usable } = prepareDataset(
      [{ name: 'BTC/USDT', columns: randomWalk({ rows: 3_000, seed: 8 }) }],
      3_600_000,
    );
    const [last, hour] = ['return_1', 'hour_sin'].map((name) => matrix.columns[matrix.names.indexOf(name)]);
    const up = closeTimeMs.map((_, row) => {
      const z = -Math.sign(last?.[row] ?? 0) - 1.5 * Number((hour?.[row] ?? 0) > 0) + 0.75;
      return Number(((row * 7_919) % 1_000) / 1_000 < 1 / (1 + Math.exp(-z)));
    });
    const rows = Int32Array.from(up.keys()).filter((row) => usable[row] === 1);
    return { matrix, up, rows, closeTimeMs, timeframeMs: 3_600_000, seed: 1, previous: null };
  }

  it('still learns what is not symmetric', () => {
    const input = market();
    const model = fitBoosting(input, {
      stopping: 'fixed',
      settings: { trees: 150, learningRate: 0.1, minLeafRows: 50 },
    });
    const hour = input.matrix.columns[input.matrix.names.indexOf('hour_sin')];
    const meanOf = (side: (value: number) => boolean): number => {
      const rows = input.rows.filter((row) => side(hour?.[row] ?? 0));
      return rows.reduce((sum, row) => sum + model.score(input.matrix, row), 0) / rows.length;
    };
    expect(meanOf((value) => value < -0.1) - meanOf((value) => value > 0.1)).toBeGreaterThan(0.2);
  });
});
