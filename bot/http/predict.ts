import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Predictor } from '../../engine/predict.ts';
import { HttpProblem } from './problem.ts';
import { answer, predictBody, predictionSchema, problemAnswers } from './schemas.ts';

/** 5,000 rows of candles are about 450 KB; every other body keeps the server's limit. */
const PREDICT_BODY_BYTES = 512 * 1024;

/** POST /predict and /v1/predict: BUY, SELL or HOLD for a market we follow or for the caller's own candles. */
export function registerPredict(app: FastifyInstance, predictor: Predictor): void {
  for (const [url, operationId] of [
    ['/predict', 'predict'],
    ['/v1/predict', 'predictV1'],
  ] as const) {
    app.withTypeProvider<ZodTypeProvider>().route({
      method: 'POST',
      url,
      bodyLimit: PREDICT_BODY_BYTES,
      schema: {
        operationId,
        tags: ['prediction'],
        summary: 'Direction of the next candle',
        description:
          'Give symbol and timeframe of a market we follow, or your own closed candles along with them, at least as many as the ' +
          'features look back. Asking changes nothing: a prediction is not a published signal.',
        body: predictBody,
        response: {
          200: answer('The prediction', predictionSchema),
          ...problemAnswers(400, 401, 404, 413, 415, 429, 500),
        },
      },
      handler: async (request) => {
        const result = await predictor(request.body);
        if (result.type === 'refused') throw new HttpProblem(result.code, result.detail, { field: result.field });
        const { answer } = result;
        return { ...answer, dataQuality: { ...answer.dataQuality, reasons: [...answer.dataQuality.reasons] } };
      },
    });
  }
}
