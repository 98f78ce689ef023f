import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { computeFeatures } from '../../../engine/features/compute.ts';
import { readArtefact, writeArtefact } from '../../../engine/models/artefact.ts';
import type { TrainedModel } from '../../../engine/models/trained.ts';
import { TooFewCandlesError, trainModel } from '../../../engine/training/train.ts';
import { cardMarkdown } from '../../../scripts/train/model-card.ts';
import { randomWalk } from '../../support/candles/random-walk.ts';

const candles = randomWalk({ rows: 1_500, seed: 5 });
const request = {
  series: [{ name: 'binance:BTC/USDT@1h', columns: candles }],
  timeframe: '1h',
  kind: 'logistic',
  seed: 1,
} as const;

function reread(text: string): TrainedModel {
  const reading = readArtefact(text);
  if (reading.type === 'refused') throw new Error(reading.reason);
  return reading.trained;
}

describe('model artefact', () => {
  let trained: TrainedModel;
  let text: string;
  beforeAll(async () => {
    trained = await trainModel(request);
    text = writeArtefact(trained);
  });

  it('1,500 candles suffice, and the card says that the walk-forward was short', () => {
    expect(trained.version).toMatch(/^logistic-\d{8}-[0-9a-f]{8}$/);
    expect(trained.card.outOfSample?.rows).toBeGreaterThan(500);
    expect(trained.card.notes).toEqual([{ code: 'short-first-window', params: { days: expect.any(Number) } }]);
    expect(trained.recentConfidences.length).toBeGreaterThan(500);
    expect(trained.recentConfidences.every((confidence) => confidence >= 0.5 && confidence <= 1)).toBe(true);
  });

  it('too little past is refused', async () => {
    const few = { ...request, series: [{ name: 'BTC/USDT', columns: randomWalk({ rows: 600, seed: 1 }) }] };
    await expect(trainModel(few)).rejects.toThrow(TooFewCandlesError);
  });

  it.each(['logistic', 'reversal', 'base-rate'] as const)(
    '%s reads back as it was written and scores the same bits',
    async (kind) => {
      const model = kind === 'logistic' ? trained : await trainModel({ ...request, kind });
      const back = reread(writeArtefact(model));
      const matrix = computeFeatures(candles, 3_600_000);
      expect(writeArtefact(back)).toBe(writeArtefact(model));
      expect(back.model.scoreRows(matrix, 300, 1_500)).toEqual(model.model.scoreRows(matrix, 300, 1_500));
    },
  );

  it('is the same bytes for the same candles, configuration and seed', async () => {
    expect(writeArtefact(await trainModel(request))).toBe(text);
  });

  it('reads the notes that earlier versions stored as sentences, and its card prints both kinds', () => {
    const envelope = JSON.parse(text);
    const body = JSON.parse(envelope.body);
    const old = JSON.stringify({ ...body, card: { ...body.card, notes: ['The past was short.'] } });
    const sha256 = createHash('sha256').update(old).digest('hex');
    const read = reread(JSON.stringify({ ...envelope, sha256, body: old }));
    expect(read.card.notes).toEqual([{ code: 'text', params: { text: 'The past was short.' } }]);
    expect(cardMarkdown(read, sha256)).toContain('\nThe past was short.\n');
    expect(cardMarkdown(trained, sha256)).toMatch(/first training window of the walk-forward was \d+ days/);
  });

  it('keeps the slope of its expected values, and reads an artefact of before there was one', () => {
    const valueSlope = { slope: 0.5, interval: [0.3, 0.7], rows: 5_000 } as const;
    expect(reread(writeArtefact({ ...trained, valueSlope })).valueSlope).toEqual(valueSlope);
    const envelope = JSON.parse(text);
    const { valueSlope: _, ...older } = JSON.parse(envelope.body);
    const body = JSON.stringify(older);
    const sha256 = createHash('sha256').update(body).digest('hex');
    expect(reread(JSON.stringify({ ...envelope, sha256, body })).valueSlope).toBeNull();
  });

  it('keeps the map of the New York close, and has none where there was none', () => {
    const newYorkClose = { slope: 0.9, intercept: 0.01 };
    const forex = { ...trained, calibration: { slope: 0.4, intercept: -0.02, newYorkClose } };
    expect(reread(writeArtefact(forex)).calibration).toEqual(forex.calibration);
    expect(reread(writeArtefact(forex)).calibration).not.toEqual(trained.calibration);
    expect(reread(text).calibration).toEqual(trained.calibration);
    expect(reread(text).calibration).not.toHaveProperty('newYorkClose');
  });

  it('a single changed digit is refused by its sha256', () => {
    const at = text.lastIndexOf('0.5');
    expect(readArtefact(`${text.slice(0, at)}0.6${text.slice(at + 3)}`)).toMatchObject({
      type: 'refused',
      reason: expect.stringMatching(/expected a model artefact with sha256 [0-9a-f]{64}, was [0-9a-f]{64}/),
    });
  });

  it.each([
    ['no JSON', 'hello', /to be JSON, was "hello"/],
    ['cut off', '{"format":"analyser-model/1"', /to be JSON/],
    ['another format', '{"format":"x","sha256":"","body":""}', /expected a sound model artefact: format/],
  ])('%s is refused', (_, broken, reason) => {
    expect(readArtefact(broken)).toMatchObject({ type: 'refused', reason: expect.stringMatching(reason) });
  });
});
