import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { RecordLine } from '../../../engine/signals/track-record.ts';
import type { Answers } from '../../answers/answers.ts';
import type { MarketStatus } from '../../market-status.ts';
import { ENGLISH } from '../../texts/language.ts';
import { reasonText } from '../../texts/reason-text.ts';
import { stateReasonText } from '../../texts/state-reason-text.ts';
import { answer, marketsSchema, problemAnswers, trackRecordQuery, trackRecordSchema } from '../schemas.ts';

/** GET /v1/markets and /v1/track-record. */
export function registerRecords(app: FastifyInstance, { answers }: { readonly answers: Answers }): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.route({
    method: 'GET',
    url: '/v1/markets',
    schema: {
      operationId: 'listMarkets',
      tags: ['markets'],
      summary: 'The markets we follow and how fresh they are',
      response: { 200: answer('The markets', marketsSchema), ...problemAnswers(401, 429, 500) },
    },
    handler: async () => ({ markets: (await answers.marketStatus()).map(marketBody) }),
  });
  typed.route({
    method: 'GET',
    url: '/v1/track-record',
    schema: {
      operationId: 'getTrackRecord',
      tags: ['record'],
      summary: 'How the signals did, with intervals and the baseline beside them',
      querystring: trackRecordQuery,
      response: { 200: answer('The record', trackRecordSchema), ...problemAnswers(400, 401, 429, 500) },
    },
    handler: async (request) => {
      const record = await answers.trackRecord(request.query);
      return {
        from: record.fromMs === null ? null : new Date(record.fromMs).toISOString(),
        to: record.toMs === null ? null : new Date(record.toMs).toISOString(),
        published: lineBody(record.published),
        allScored: lineBody(record.allScored),
        perSeries: record.perSeries.map(({ series, published, allScored }) => ({
          series,
          published: lineBody(published),
          allScored: lineBody(allScored),
        })),
        disclaimer: ENGLISH.plain('disclaimer-track-record'),
      };
    },
  });
}

function marketBody({ recentCloses: _shownOnly, stateReason, dataQuality, mutedReason, ...market }: MarketStatus) {
  return {
    ...market,
    stateReason: stateReason === null ? null : stateReasonText(stateReason, ENGLISH),
    ...(mutedReason === undefined
      ? {}
      : { mutedReason: mutedReason === null ? null : reasonText(mutedReason, ENGLISH) }),
    dataQuality:
      dataQuality === null
        ? null
        : { ...dataQuality, reasons: dataQuality.reasons.map((reason) => reasonText(reason, ENGLISH)) },
  };
}

function lineBody(line: RecordLine) {
  return { ...line, accuracyInterval: line.accuracyInterval === null ? null : [...line.accuracyInterval] };
}
