import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ENGLISH } from '../texts/language.ts';
import { HttpProblem } from './problem.ts';

/** How often a request under way asks whether the database is still there. */
const ASK_EVERY_MS = 250;
/** What needs no database is answered within this time. */
const GRACE_MS = 50;
const RETRY_AFTER_SECONDS = 5;

/** Asks whether the database answers; resolves within a second. */
export interface DatabaseAnswers {
  answers(): Promise<boolean>;
}

/** The answer while the database is away. */
export function databaseAway(): HttpProblem {
  return new HttpProblem('server/database-away', ENGLISH.plain('detail-database-away'), {
    headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
  });
}

/**
 * Answers the requests of `app` with `refuse` as soon as the database is found to be away, instead of letting them wait for it:
 * the driver would keep them for many seconds. A request that is done without the database is not disturbed.
 */
export function refuseWithoutDatabase(
  app: FastifyInstance,
  database: DatabaseAnswers,
  refuse: (problem: HttpProblem, request: FastifyRequest, reply: FastifyReply) => void,
): void {
  app.addHook('onRequest', async (request, reply) => {
    const over = new Promise<true>((resolve) => reply.raw.once('close', () => resolve(true)));
    void watch(request, reply, over);
  });

  async function watch(request: FastifyRequest, reply: FastifyReply, over: Promise<true>): Promise<void> {
    while (!reply.sent) {
      const away = !(await database.answers());
      const done = await Promise.race([over, after(away ? GRACE_MS : ASK_EVERY_MS)]);
      if (done || reply.sent) return;
      if (away) return refuse(databaseAway(), request, reply);
    }
  }
}

function after(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms).unref());
}
