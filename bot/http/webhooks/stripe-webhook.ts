import type { FastifyInstance } from 'fastify';
import { ENGLISH } from '../../texts/language.ts';
import { HttpProblem } from '../problem.ts';
import { takeRawBodies } from './raw-bodies.ts';

/** An invoice with many lines is some ten kilobytes. */
const BODY_BYTES = 512 * 1_024;

export interface StripeWebhookDependencies {
  /** Checks the signature over the bytes that came and keeps the event; a rejection makes Stripe send it again. */
  readonly receive: (body: Buffer, signature: unknown) => Promise<'accepted' | 'bad-signature'>;
  readonly onOutcome: (outcome: 'accepted' | 'bad-signature' | 'failed') => void;
}

/** POST /stripe/webhook: 400 without Stripe's signature over the very bytes, 200 once the event is kept, 5xx so that it comes again. */
export function registerStripeWebhook(app: FastifyInstance, deps: StripeWebhookDependencies): void {
  app.register(async (scope) => {
    takeRawBodies(scope, BODY_BYTES);
    scope.post('/stripe/webhook', { bodyLimit: BODY_BYTES, schema: { hide: true } }, async (request, reply) => {
      const { body } = request;
      const outcome = await deps
        .receive(Buffer.isBuffer(body) ? body : Buffer.alloc(0), request.headers['stripe-signature'])
        .catch((error: unknown) => {
          deps.onOutcome('failed');
          throw error;
        });
      deps.onOutcome(outcome);
      if (outcome === 'bad-signature')
        throw new HttpProblem('request/refused', ENGLISH.plain('detail-stripe-signature'));
      return reply.code(200).send({ received: true });
    });
  });
}
