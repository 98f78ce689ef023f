import fastify, { type FastifyInstance } from 'fastify';
import { signPostback } from '../../../billing/partners/proves-postback.ts';
import { PROBLEMS } from '../../../bot/http/problem.ts';
import { problemOf } from '../../../bot/http/problem-of.ts';
import { type PartnerRoutesDependencies, registerPartnerRoutes } from '../../../bot/http/webhooks/partner-routes.ts';
import type { Clock } from '../../../engine/ports.ts';

export const BROWSER = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36';

/** The two addresses of partners, with what a person and a partner do to them. */
export interface PartnerDoor {
  readonly app: FastifyInstance;
  readonly outcomes: readonly string[];
  /** Opens a link in a browser: where it leads, with the status. */
  open(url: string, headers?: Record<string, string>): Promise<{ status: number; location: string | null }>;
  /** A signed POST; the answer's status and body. */
  post(slug: string, body: object | string, options?: PostOptions): Promise<{ status: number; body: unknown }>;
}

export interface PostOptions {
  readonly secret?: string;
  readonly nowMs?: number;
  readonly contentType?: string;
  readonly headers?: Record<string, string>;
}

export function openPartnerDoor(
  deps: Omit<PartnerRoutesDependencies, 'onOutcome' | 'wallClock'> & { readonly clock: Clock; readonly secret: string },
): PartnerDoor {
  const { partners, clock, secret } = deps;
  const outcomes: string[] = [];
  const app = fastify();
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, request);
    reply.code(PROBLEMS[problem.code].status).headers(problem.headers).send({ code: problem.code });
  });
  registerPartnerRoutes(app, { partners, wallClock: clock, onOutcome: (outcome) => outcomes.push(outcome) });
  return {
    app,
    outcomes,
    async open(url, headers = { 'user-agent': BROWSER }) {
      const { pathname, search } = new URL(url, 'https://bot.example');
      const answer = await app.inject({ method: 'GET', url: pathname + search, headers });
      return { status: answer.statusCode, location: answer.headers.location ?? null };
    },
    async post(slug, given, options = {}) {
      const body = typeof given === 'string' ? given : JSON.stringify(given);
      const signature = signPostback(options.secret ?? secret, body, options.nowMs ?? clock.nowMs());
      const answer = await app.inject({
        ...{ method: 'POST', url: `/postback/${slug}`, payload: body },
        headers: {
          ...{ 'content-type': options.contentType ?? 'application/json', 'x-postback-signature': signature },
          ...options.headers,
        },
      });
      return { status: answer.statusCode, body: answer.json() };
    },
  };
}
