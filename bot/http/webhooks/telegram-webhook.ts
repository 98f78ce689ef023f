import type { FastifyInstance } from 'fastify';
import { ENGLISH } from '../../texts/language.ts';
import { HttpProblem } from '../problem.ts';
import { sameSecret } from './same-secret.ts';

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';
/** Telegram's updates are small; a forwarded long text with entities stays far below. */
const BODY_BYTES = 256 * 1_024;

export interface TelegramWebhookDependencies {
  /** What setWebhook was given; a request without it is not Telegram's. */
  readonly secret: string;
  /** Deals with one update; a rejection makes Telegram send it again. */
  readonly handle: (update: unknown) => Promise<void>;
  readonly onOutcome: (outcome: 'accepted' | 'bad-signature' | 'failed') => void;
}

/** POST /telegram/webhook: 401 without the secret, 200 once the update has been dealt with, 500 so that it comes again. */
export function registerTelegramWebhook(app: FastifyInstance, deps: TelegramWebhookDependencies): void {
  app.post('/telegram/webhook', { bodyLimit: BODY_BYTES }, async (request, reply) => {
    if (!sameSecret(request.headers[SECRET_HEADER], deps.secret)) {
      deps.onOutcome('bad-signature');
      throw new HttpProblem('auth/bad-key', ENGLISH.plain('detail-webhook-secret'));
    }
    try {
      await deps.handle(request.body);
    } catch (error) {
      deps.onOutcome('failed');
      throw error;
    }
    deps.onOutcome('accepted');
    return reply.code(200).send({});
  });
}
