import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { seriesName } from '../../../engine/market/series.ts';
import type { CalibrationReading } from '../../../engine/monitoring/create-evidence.ts';
import type { LiveCalibration } from '../../../engine/monitoring/live-calibration.ts';
import type { Clock } from '../../../engine/ports.ts';
import type { Answers } from '../../answers/answers.ts';
import { ENGLISH } from '../../texts/language.ts';
import { reasonText } from '../../texts/reason-text.ts';
import { answer, problemAnswers, trackRecordQuery } from '../schemas.ts';

const time = z.string().meta({ format: 'date-time' });
const fraction = z.number().min(0).max(1);
const interval = z.array(fraction).length(2).nullable().describe('Wilson, 95 %');

const calibrationLine = z
  .object({
    from: time.nullable(),
    to: time.nullable(),
    rows: z.int().describe('Candles scored that then rose or fell; the newest year, at most 12,000 a series'),
    flat: z.int().describe('Candles that closed where they opened: not judged'),
    accuracy: fraction.nullable(),
    accuracyInterval: interval,
    reversalAccuracy: fraction.nullable().describe('The reversal rule on the same candles: the baseline to beat'),
    brierScore: fraction.nullable(),
    brierScoreBase: fraction.nullable().describe('Of always saying the share of up candles so far'),
    brierSkill: z.number().nullable().describe('1 − brierScore / brierScoreBase; below 0 is worse than the base'),
    calibrationError: fraction.nullable().describe('Mean distance of stated and seen over ten groups of equal size'),
    calibrationNoise: z
      .object({ expected: fraction, upper: fraction })
      .nullable()
      .describe('That distance for chances that hold exactly: its mean, and what 95 of 100 such records stay below'),
    reliability: z.array(
      z.object({
        from: fraction,
        to: fraction,
        count: z.int(),
        meanProbability: fraction.describe('Stated'),
        shareUp: fraction.describe('Seen'),
        interval,
      }),
    ),
    coverage: z
      .array(
        z.object({
          share: fraction,
          count: z.int(),
          accuracy: fraction.nullable(),
          interval,
          grossBps: z.number().nullable().describe('Mean return in the direction called, before cost'),
        }),
      )
      .describe('The most confident share of all candles, chosen in hindsight'),
    signals: z
      .object({ count: z.int(), accuracy: fraction.nullable(), interval })
      .describe('The newest 500 published signals'),
  })
  .meta({ id: 'CalibrationLine' });

const calibrationSchema = z
  .object({
    overall: calibrationLine,
    perSeries: z.array(
      z.object({
        series: z.string(),
        mutedReason: z.string().nullable().describe('Why it publishes no signals, null when it does'),
        drift: z
          .array(z.object({ feature: z.string(), stabilityIndex: z.number() }))
          .describe('Population stability index of the last 720 candles against training; above 0.25 is drift'),
        calibration: calibrationLine,
      }),
    ),
    disclaimer: z.string(),
  })
  .meta({ id: 'Calibration' });

/** GET /v1/calibration: reliability and confidence of everything that was scored live. */
export function registerCalibration(
  app: FastifyInstance,
  { answers, clock }: { readonly answers: Answers; readonly clock: Clock },
): void {
  app.withTypeProvider<ZodTypeProvider>().route({
    method: 'GET',
    url: '/v1/calibration',
    schema: {
      operationId: 'getCalibration',
      tags: ['record'],
      summary: 'Whether the probabilities mean what they say, over every candle scored',
      querystring: trackRecordQuery,
      response: { 200: answer('The calibration', calibrationSchema), ...problemAnswers(400, 401, 429, 500) },
    },
    handler: async (request) => body(await answers.calibration({ ...request.query, nowMs: clock.nowMs() })),
  });
}

function body({ overall, perSeries }: CalibrationReading) {
  return {
    overall: lineBody(overall),
    perSeries: perSeries.map(({ series, mutedReason, drift, calibration }) => ({
      series: seriesName(series),
      mutedReason: mutedReason === null ? null : reasonText(mutedReason, ENGLISH),
      drift: drift.map((each) => ({ ...each })),
      calibration: lineBody(calibration),
    })),
    disclaimer: ENGLISH.plain('disclaimer-calibration'),
  };
}

function lineBody({ fromMs, toMs, ...line }: LiveCalibration) {
  const mutable = (bounds: readonly [number, number] | null): number[] | null => (bounds === null ? null : [...bounds]);
  return {
    from: fromMs === null ? null : new Date(fromMs).toISOString(),
    to: toMs === null ? null : new Date(toMs).toISOString(),
    ...line,
    accuracyInterval: mutable(line.accuracyInterval),
    reliability: line.reliability.map((bin) => ({ ...bin, interval: mutable(bin.interval) })),
    coverage: line.coverage.map((each) => ({ ...each, interval: mutable(each.interval) })),
    signals: { ...line.signals, interval: mutable(line.signals.interval) },
  };
}
