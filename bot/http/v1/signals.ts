import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { FREE_TIER, TIER_RIGHTS } from '../../../billing/tiers.ts';
import type { Clock } from '../../../engine/ports.ts';
import type { Outcome } from '../../../engine/signals/signal.ts';
import type { Answers } from '../../answers/answers.ts';
import type { ReaderSignal, ShownSignal } from '../../answers/reader-signal.ts';
import { named } from '../../answers/record/track-record.ts';
import { ENGLISH } from '../../texts/language.ts';
import { reasonText } from '../../texts/reason-text.ts';
import { callerOf } from '../caller.ts';
import { HttpProblem } from '../problem.ts';
import {
  answer,
  problemAnswers,
  type SignalBody,
  signalParams,
  signalSchema,
  signalsQuery,
  signalsSchema,
} from '../schemas.ts';

/** GET /v1/signals and /v1/signals/{id}: what the caller's tier may see at this moment. */
export function registerSignals(
  app: FastifyInstance,
  { answers, clock }: { readonly answers: Answers; readonly clock: Clock },
): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.route({
    method: 'GET',
    url: '/v1/signals',
    schema: {
      operationId: 'listSignals',
      tags: ['signals'],
      summary: 'Published signals with their outcomes',
      description:
        'Newest first, losers included. The free tier sees each signal when its channel gets it; a key sees what its tier may.',
      querystring: signalsQuery,
      response: { 200: answer('A page of signals', signalsSchema), ...problemAnswers(400, 401, 429, 500) },
    },
    handler: async (request) => {
      const { limit, before, ...of } = request.query;
      const tier = callerOf(request)?.tier ?? FREE_TIER;
      // One more than asked for shows whether there is a next page.
      const found = await answers.signals({
        ...named(of),
        ...(before === undefined ? {} : { beforeMs: Date.parse(before) }),
        ...{ tier, nowMs: clock.nowMs(), limit: limit + 1 },
      });
      const page = pageOf(found, limit);
      return {
        signals: page.entries.map(signalBody),
        next: page.nextMs === null ? null : isoTime(page.nextMs),
        delayCandles: TIER_RIGHTS[tier].delayCandles,
      };
    },
  });
  typed.route({
    method: 'GET',
    url: '/v1/signals/:id',
    schema: {
      operationId: 'getSignal',
      tags: ['signals'],
      summary: 'One signal with its outcome',
      description: 'By its id or at least the first six digits of it, as messages show them.',
      params: signalParams,
      response: { 200: answer('The signal', signalSchema), ...problemAnswers(400, 401, 404, 429, 500) },
    },
    handler: async (request) => {
      const tier = callerOf(request)?.tier ?? FREE_TIER;
      const found = await answers.signal({ id: request.params.id, tier, nowMs: clock.nowMs() });
      // A signal that the tier may not see yet is a 404, like an unknown id: the answer must not reveal that it exists.
      if (found.type !== 'visible') {
        throw new HttpProblem('signal/not-found', ENGLISH.plain('detail-signal-id', { id: request.params.id }), {
          field: 'id',
        });
      }
      return signalBody(found.shown);
    },
  });
}

/** A page of at most `limit` entries that never ends between two entries of the same instant, where `before` would lose one. */
export function pageOf<S extends ShownSignal>(
  found: readonly S[],
  limit: number,
): { readonly entries: readonly S[]; readonly nextMs: number | null } {
  const over = found[limit];
  const last = found[limit - 1];
  if (over === undefined || last === undefined) return { entries: found.slice(0, limit), nextMs: null };
  const tieMs = over.signal.createdAtMs;
  const whole = found.slice(0, limit).filter((entry) => entry.signal.createdAtMs > tieMs);
  // A page that is all one instant cannot be cut better.
  if (whole.length === 0) return { entries: found.slice(0, limit), nextMs: last.signal.createdAtMs };
  return { entries: whole, nextMs: whole.at(-1)?.signal.createdAtMs ?? null };
}

/** A ledger entry as the API shows it: without chats and deliveries. */
function signalBody({ signal, steps, outcome, deliveredAtMs }: ReaderSignal): SignalBody {
  return {
    id: signal.id,
    family: signal.family,
    ...signal.series,
    closeTime: isoTime(signal.closeTimeMs),
    action: signal.side,
    side: signal.side,
    probabilityUp: signal.probabilityUp,
    confidencePercent: signal.confidence === null ? null : Math.round(signal.confidence * 1000) / 10,
    entry: signal.entry,
    stop: signal.stop,
    target: signal.target,
    expectedValueBps: signal.expectedValueBps,
    expectedValueInterval: signal.expectedValueInterval === null ? null : [...signal.expectedValueInterval],
    costBps: signal.costBps,
    worthTrading: signal.worthTrading,
    horizonCandles: signal.horizonCandles,
    size: signal.size,
    dataQuality: {
      stamp: signal.dataQuality.stamp,
      reasons: signal.dataQuality.reasons.map((reason) => reasonText(reason, ENGLISH)),
    },
    modelVersion: signal.modelVersion,
    marketSource: signal.marketSource,
    createdAt: isoTime(signal.createdAtMs),
    deliveredAt: deliveredAtMs === null ? null : isoTime(deliveredAtMs),
    steps: steps.map(({ closeTimeMs, ...step }) => ({ ...step, closeTime: isoTime(closeTimeMs) })),
    outcome: outcome === null ? null : outcomeBody(outcome),
  };
}

function outcomeBody({ direction, plan, prices, settledAtMs }: Outcome): NonNullable<SignalBody['outcome']> {
  const { type, grossBps, netBps } = direction;
  const { open, high, low, close } = prices ?? { open: null, high: null, low: null, close: null };
  const isDecided = type === 'right' || type === 'wrong';
  return {
    ...{ type, open, high, low, close, returnBps: grossBps },
    direction: { right: isDecided ? type === 'right' : null, grossBps, netBps },
    plan:
      plan === null
        ? null
        : {
            touched: plan.touched,
            entryPrice: plan.entryPrice,
            exitTime: isoTime(plan.exitTimeMs),
            exitPrice: plan.exitPrice,
            grossBps: plan.grossBps,
            netBps: plan.netBps,
          },
    settledAt: isoTime(settledAtMs),
  };
}

function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
