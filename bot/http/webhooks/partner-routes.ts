import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type PostbackCall, provesPostback } from '../../../billing/partners/proves-postback.ts';
import type { Clock } from '../../../engine/ports.ts';
import type { Partners } from '../../partners/partners.ts';
import { ENGLISH } from '../../texts/language.ts';
import { addressOf } from '../caller.ts';
import { HttpProblem } from '../problem.ts';
import { createQuota, type Quota, type QuotaRights } from '../v1/quota.ts';
import { takeRawBodies } from './raw-bodies.ts';
import { parseBody, parseParameters, readPostback } from './read-postback.ts';

const BODY_BYTES = 16 * 1_024;
/** Presses of one address that are sent on; a household stays far below. */
const PRESSES: QuotaRights = { perMinute: 60, perDay: 2_000 };
/** Postbacks of one address without a proof. */
const UNPROVEN: QuotaRights = { perMinute: 60, perDay: 5_000 };
/** Robots and the previews of messengers, which follow every link that they see. */
const ROBOT =
  /bot|crawl|spider|preview|prefetch|facebookexternalhit|whatsapp|telegram|slack|discord|skype|vkshare|curl|wget/i;
const SIGNAL = /^[0-9a-f]{6,64}$/;
/** Of a GET the signature comes last, over everything before it. */
const SIGNED_QUERY = /^(.*)&sig=([^&]{1,200})$/;

export interface PartnerRoutesDependencies {
  readonly partners: Pick<Partners, 'open' | 'proofOf' | 'receive'>;
  /** The machines' time: quotas, and how old a signature is. */
  readonly wallClock: Clock;
  readonly onOutcome: (outcome: 'accepted' | 'bad-signature' | 'failed') => void;
}

/** GET /r/{slug} leads to a partner with a click id of ours; POST or GET /postback/{slug} is what the partner reports of it. */
export function registerPartnerRoutes(app: FastifyInstance, deps: PartnerRoutesDependencies): void {
  app.register(async (scope) => {
    takeRawBodies(scope, BODY_BYTES);
    const schema = { hide: true };
    registerPresses(scope, deps);
    const unproven = createQuota(deps.wallClock);
    for (const method of ['GET', 'POST'] as const)
      scope.route<{ Params: { slug: string } }>({
        ...{ method, url: '/postback/:slug', schema, bodyLimit: BODY_BYTES, exposeHeadRoute: false },
        handler: async (request, reply) => {
          const result = await receive(deps, unproven, request);
          return reply.header('cache-control', 'no-store').send({ result });
        },
      });
  });
}

function registerPresses(scope: FastifyInstance, { partners, wallClock }: PartnerRoutesDependencies): void {
  const presses = createQuota(wallClock);
  scope.get<{ Params: { slug: string } }>('/r/:slug', { schema: { hide: true } }, async (request, reply) => {
    refuseUnless(presses, request, PRESSES);
    const asked = new URLSearchParams(queryOf(request));
    const signal = asked.get('s') ?? '';
    const url = await partners.open({
      ...{ slug: request.params.slug, token: asked.get('u'), signalId: SIGNAL.test(signal) ? signal : null },
      counts: isPerson(request),
    });
    if (url === null) throw new HttpProblem('route/not-found', ENGLISH.plain('detail-partner'));
    reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' });
    return reply.redirect(url, 302);
  });
}

function isPerson({ method, headers }: FastifyRequest): boolean {
  const agent = headers['user-agent'] ?? '';
  const purpose = [headers.purpose, headers['sec-purpose'], headers['x-moz']].join(' ');
  return method !== 'HEAD' && agent !== '' && !ROBOT.test(agent) && !/prefetch|preview/i.test(purpose);
}

async function receive(
  deps: PartnerRoutesDependencies,
  unproven: Quota,
  request: FastifyRequest<{ Params: { slug: string } }>,
): Promise<'accepted' | 'known'> {
  const { partners, wallClock, onOutcome } = deps;
  const { slug } = request.params;
  const { call, parameters } = callOf(request);
  const proof = partners.proofOf(slug);
  // An unknown partner is answered like a wrong secret: nobody learns which there are.
  if (proof === null || !provesPostback(proof, call, wallClock.nowMs())) {
    onOutcome('bad-signature');
    refuseUnless(unproven, request, UNPROVEN);
    throw new HttpProblem('auth/bad-key', ENGLISH.plain('detail-postback-proof'));
  }
  const postback = readPostback(slug, parameters());
  const state = await partners.receive(postback).catch((error: unknown) => {
    onOutcome('failed');
    throw error;
  });
  onOutcome('accepted');
  return state === 'received' ? 'accepted' : 'known';
}

/** What proves a request, and its parameters: parsed only once it is proven whose it is. */
function callOf(request: FastifyRequest): { readonly call: PostbackCall; readonly parameters: () => unknown } {
  const { method, headers } = request;
  const query = queryOf(request);
  const secret = headers['x-postback-secret'] ?? new URLSearchParams(query).get('secret');
  if (method === 'POST') {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const call = { signed: body, signature: headers['x-postback-signature'], secret };
    return { call, parameters: () => parseBody(headers['content-type'] ?? '', body) };
  }
  const [, signed = query, signature = ''] = SIGNED_QUERY.exec(query) ?? [];
  const call = { signed, signature: new URLSearchParams(`sig=${signature}`).get('sig'), secret };
  return { call, parameters: () => parseParameters(signed) };
}

function queryOf({ url }: FastifyRequest): string {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at + 1);
}

function refuseUnless(quota: Quota, request: FastifyRequest, rights: QuotaRights): void {
  const state = quota.take(addressOf(request.ip, request.socket.remoteAddress), rights);
  if (state.allowed) return;
  const seconds = String(state.resetSeconds);
  throw new HttpProblem(
    state.window === 'day' ? 'quota/day' : 'quota/minute',
    ENGLISH.plain('detail-quota', { limit: String(state.limit), window: state.window, seconds }),
    { headers: { 'retry-after': seconds } },
  );
}
