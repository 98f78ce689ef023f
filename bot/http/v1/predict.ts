import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { FREE_TIER } from '../../../billing/tiers.ts';
import type { Clock } from '../../../engine/ports.ts';
import type { Answers } from '../../answers/answers.ts';
import { ENGLISH } from '../../texts/language.ts';
import { reasonText } from '../../texts/reason-text.ts';
import { callerOf } from '../caller.ts';
import { HttpProblem } from '../problem.ts';
import { answer, predictBody, predictionSchema, problemAnswers } from '../schemas.ts';

/** 5,000 rows of candles are about 450 KB; every other body keeps the server's limit. */
const PREDICT_BODY_BYTES = 512 * 1024;

/** POST /predict and /v1/predict: BUY, SELL or HOLD for a market we follow or for the caller's own candles. */
export function registerPredict(
  app: FastifyInstance,
  { answers, clock }: { readonly answers: Answers; readonly clock: Clock },
): void {
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
          'features look back. Asking changes nothing: a prediction is not a published signal. Of a market we follow, callers ' +
          'without a paid key get the newest candle whose decision the free tier may know by now (closeTime, delayedByMs); ' +
          'your own candles are judged at once.',
        body: predictBody,
        response: {
          200: answer('The prediction', predictionSchema),
          ...problemAnswers(400, 401, 404, 413, 415, 429, 500),
        },
      },
      handler: async (request) => {
        const tier = callerOf(request)?.tier ?? FREE_TIER;
        const result = await answers.prediction({ ...request.body, tier, nowMs: clock.nowMs() });
        if (result.type === 'refused')
          throw new HttpProblem(result.code, reasonText(result.reason, ENGLISH), { field: result.field });
        const { answer, delayedByMs } = result;
        const { stamp, reasons } = answer.dataQuality;
        return {
          ...answer,
          delayedByMs,
          dataQuality: { stamp, reasons: reasons.map((reason) => reasonText(reason, ENGLISH)) },
          disclaimer: ENGLISH.plain('disclaimer-prediction'),
        };
      },
    });
  }
}
