import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckpointLines } from '../../../engine/adapters/checkpoint-lines.ts';
import { createFileModels } from '../../../engine/adapters/files/models.ts';
import { unfinishedTrainings } from '../../../engine/adapters/unfinished-trainings.ts';
import { columnsOf, sliceColumns } from '../../../engine/market/candle.ts';
import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import { type ModelSelectionDependencies, openModelSelection } from '../../../engine/serving/model-selection.ts';
import { retrainGroup } from '../../../engine/serving/refresh-models.ts';
import { trainGroup } from '../../../engine/serving/train-group.ts';
import type { NewestCandles, TrainerRequest } from '../../../engine/serving/trainer.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { trainWithEvidence } from '../../../engine/training/train.ts';
import { reversingCandles } from '../../support/candles/candles.ts';
import { createMemoryPredictions } from '../../support/fakes/memory-predictions.ts';

const START_MS = Date.UTC(2023, 0, 1);
const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const ETH: SeriesKey = { ...BTC, symbol: 'ETH/USDT' };
const hours = columnsOf(reversingCandles({ count: 200 * 24, seed: 4, startMs: START_MS, candleMs: HOUR_MS }));

/** As the database keeps them: a line that is there already stays as it is. */
function createMemoryLines(): CheckpointLines {
  const kept = new Map<string, ReadonlyMap<number, string>>();
  return {
    read: async (run) => [...(kept.get(run)?.values() ?? [])],
    append: async (run, fold, line) => void kept.set(run, new Map([[fold, line], ...(kept.get(run) ?? [])])),
    clear: async (run) => void kept.delete(run),
  };
}

describe('a training of a group', () => {
  let folder: string;
  let nowMs = 0;
  let lines = createMemoryLines();
  /** Candles that are stored late, by the name of their series. */
  let late: ReadonlyMap<string, number>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'train-group-'));
    nowMs = START_MS + 100 * DAY_MS;
    late = new Map();
    lines = createMemoryLines();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function selectionOf(changes: Partial<ModelSelectionDependencies> = {}) {
    const past = (series: SeriesKey) => {
      const untilMs = nowMs - (late.get(seriesName(series)) ?? 0) * HOUR_MS;
      return sliceColumns(hours, 0, hours.openTimeMs.filter((openMs) => openMs + HOUR_MS <= untilMs).length);
    };
    return openModelSelection({
      series: [BTC],
      registry: createFileModels(join(folder, 'models'), { nowMs: () => nowMs }),
      candles: {
        append: async () => {},
        read: async (series) => past(series),
        readNewest: async (series, count) => sliceColumns(past(series), Math.max(0, past(series).length - count)),
        newestOpenTimeMs: async (series) => past(series).openTimeMs.at(-1) ?? null,
      },
      predictions: createMemoryPredictions(),
      train: async ({ onProgress, signal: _, ...order }: TrainerRequest) =>
        trainWithEvidence({ ...order, onFold: (done, total) => onProgress({ done, total, leftMs: null }) }),
      ...{ firstKind: 'base-rate', challengerKind: 'reversal', seed: 1, trainingCandles: 1_000 },
      unfinished: unfinishedTrainings(lines),
      onEvent: () => {},
      ...changes,
    });
  }

  /** What a training that dies after `folds` folds was given: candles and the newest of them, by series. */
  async function interrupted(series: readonly SeriesKey[], folds: number) {
    let given: NewestCandles = new Map();
    let counts: readonly number[] = [];
    const train = async ({ series: markets, onProgress }: TrainerRequest) => {
      given = new Map(markets.map(({ name, columns }) => [name, columns.openTimeMs.at(-1) ?? 0]));
      counts = markets.map(({ columns }) => columns.length);
      for (let done = 1; done <= folds; done += 1) onProgress({ done, total: 9, leftMs: null });
      throw new Error('the process died');
    };
    const selection = selectionOf({ train, series });
    const [group] = selection.groups;
    if (group === undefined) throw new Error('expected a group');
    await expect(trainGroup(selection, group, { kind: 'reversal', nowMs })).rejects.toThrow('the process died');
    return { given, counts };
  }

  it('goes on with the candles that it began with, series by series, however late one came', async () => {
    late = new Map([[seriesName(ETH), 3]]);
    const first = await interrupted([BTC, ETH], 2);
    expect([...first.given.values()]).toEqual([nowMs - HOUR_MS, nowMs - 4 * HOUR_MS]);
    late = new Map();
    nowMs += 30 * HOUR_MS;
    expect(await interrupted([BTC, ETH], 1)).toEqual(first);
    expect(first.counts).toEqual([1_000, 1_000]);
  });

  it('begins anew on newer candles after a quarter of the refit interval', async () => {
    await interrupted([BTC], 2);
    nowMs += 7.4 * DAY_MS;
    expect((await interrupted([BTC], 2)).given.get(seriesName(BTC))).toBe(START_MS + 100 * DAY_MS - HOUR_MS);
    nowMs += 0.2 * DAY_MS;
    const newest = hours.openTimeMs.findLast((openMs) => openMs + HOUR_MS <= nowMs);
    expect((await interrupted([BTC], 2)).given.get(seriesName(BTC))).toBe(newest);
  });

  it('sees newer candles where no fold was done, and after its end', async () => {
    await interrupted([BTC], 0);
    nowMs += HOUR_MS;
    expect((await interrupted([BTC], 1)).given.get(seriesName(BTC))).toBe(nowMs - HOUR_MS);
    const selection = selectionOf();
    const [group] = selection.groups;
    if (group !== undefined) await trainGroup(selection, group, { kind: 'reversal', nowMs });
    nowMs += HOUR_MS;
    expect((await interrupted([BTC], 1)).given.get(seriesName(BTC))).toBe(nowMs - HOUR_MS);
  });

  it('that ended without a verdict counts as none: the next one is due at once', async () => {
    const broken = selectionOf({
      predictions: { ...createMemoryPredictions(), newest: () => Promise.reject(new Error('the database is away')) },
    });
    const [group] = broken.groups;
    if (group === undefined) throw new Error('expected a group');
    expect(await retrainGroup(broken, group, nowMs)).toMatchObject({ type: 'failed' });
    const next = selectionOf();
    expect(await retrainGroup(next, group, nowMs)).toMatchObject({
      type: 'refused',
      version: expect.stringMatching(/^reversal-/),
      champion: expect.stringMatching(/^base-rate-/),
    });
    expect(await retrainGroup(selectionOf(), group, nowMs)).toMatchObject({ type: 'not-due' });
  });
});
