import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { RecordLine } from '../../../engine/signals/record-line.ts';
import type { TrackRecord } from '../../../engine/signals/track-record.ts';
import type { Answers } from '../../answers/answers.ts';
import type { MarketStatus } from '../../market-status.ts';
import { ENGLISH } from '../../texts/language.ts';
import { reasonText } from '../../texts/reason-text.ts';
import { stateReasonText } from '../../texts/state-reason-text.ts';
import { type recordLine, trackRecordSchema } from '../record-schemas.ts';
import { answer, marketsSchema, problemAnswers, trackRecordQuery } from '../schemas.ts';

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
      return recordBody(record);
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

function recordBody(record: TrackRecord): z.input<typeof trackRecordSchema> {
  const { equity } = record;
  return {
    from: isoTime(record.fromMs),
    to: isoTime(record.toMs),
    published: lineBody(record.published),
    allScored: lineBody(record.allScored),
    perSeries: record.perSeries.map(({ series, published, allScored }) => ({
      ...{ series, published: lineBody(published), allScored: lineBody(allScored) },
    })),
    worthTrading: lineBody(record.worthTrading),
    information: lineBody(record.information),
    unreached: lineBody(record.unreached),
    last7Days: lineBody(record.last7Days),
    last30Days: lineBody(record.last30Days),
    perMonth: record.perMonth.map(({ month, published }) => ({ month, published: lineBody(published) })),
    groups: record.groups.map((group) => ({ ...group, interval: listOf(group.interval) })),
    equity: {
      points: equity.points.map(({ timeMs, equity: at }) => ({ time: new Date(timeMs).toISOString(), equity: at })),
      maxDrawdown: equity.maxDrawdown,
    },
    disclaimer: ENGLISH.plain('disclaimer-track-record'),
  };
}

function lineBody({ plan, ...line }: RecordLine): z.input<typeof recordLine> {
  const { winShareInterval, averageNetInterval } = plan ?? { winShareInterval: null, averageNetInterval: null };
  const intervals = {
    winShareInterval: listOf(winShareInterval),
    averageNetInterval: listOf(averageNetInterval),
  };
  return {
    ...line,
    accuracyInterval: listOf(line.accuracyInterval),
    plan: plan === null ? null : { ...plan, ...intervals },
  };
}

function listOf(interval: readonly [number, number] | null): number[] | null {
  return interval === null ? null : [...interval];
}

function isoTime(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString();
}
