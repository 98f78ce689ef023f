import { isIP } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiKeyVerifier } from '../../billing/api-key.ts';
import { FREE_TIER, TIER_RIGHTS, type Tier } from '../../billing/tiers.ts';
import type { Clock } from '../../engine/ports.ts';
import type { RequestCounts } from '../limits/request-counts.ts';
import { startRealTimer } from '../telegram/deadline.ts';
import { ENGLISH } from '../texts/language.ts';
import { HttpProblem } from './problem.ts';
import { createQuota, type QuotaRights, type QuotaState } from './v1/quota.ts';
import { createSharedQuota } from './v1/shared-quota.ts';

const { plain } = ENGLISH;

/** Who asks: a key's tier, or nobody in particular with the free tier's rights. */
export interface Caller {
  readonly tier: Tier;
  /** What requests are counted by: "key:<public id>" or "address:<ip>". */
  readonly subject: string;
}

/** Refused requests cost none of the quota, so that a beginner may err; this many times it in a minute is too much. */
const ATTEMPTS_PER_REQUEST = 10;
/** Wrong keys an address may try in a minute. */
const BAD_KEYS: QuotaRights = { perMinute: 60, perDay: 5_000 };

export interface CallerDependencies {
  readonly apiKeys: ApiKeyVerifier;
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly requestCounts: RequestCounts;
  readonly onCountFailed: (error: unknown) => void;
}

const callers = new WeakMap<FastifyRequest, Caller>();

/** The caller of a request behind `requireCaller`, or null for a route without one. */
export function callerOf(request: FastifyRequest): Caller | null {
  return callers.get(request) ?? null;
}

/**
 * Puts every route of `app` behind the key and the quota: 401 for a bad key and 429 with Retry-After before the body is
 * read; a request is charged once it has been understood.
 */
export function requireCaller(app: FastifyInstance, deps: CallerDependencies): void {
  const quota = createSharedQuota({
    ...{ counts: deps.requestCounts, clock: deps.wallClock, startTimer: startRealTimer },
    onFailed: deps.onCountFailed,
  });
  // Against those who err or guess: each process counts alone, and ten times as much would be little still.
  const attempts = createQuota(deps.wallClock);
  const badKeys = createQuota(deps.wallClock);

  const identify = async (request: FastifyRequest): Promise<Caller> => {
    const address = addressOf(request.ip, request.socket.remoteAddress);
    const given = request.headers.authorization;
    if (given === undefined) return { tier: FREE_TIER, subject: `address:${address}` };
    refuseUnless(badKeys.peek(address, BAD_KEYS));
    const key = /^Bearer +(\S+)$/i.exec(given)?.[1];
    const verdict = key === undefined ? null : await deps.apiKeys.verify(key, deps.clock.nowMs());
    if (verdict?.type === 'valid') return { tier: verdict.tier, subject: `key:${verdict.publicId}` };
    refuseUnless(badKeys.take(address, BAD_KEYS));
    throw badKey(verdict === null ? plain('detail-key-form') : plain('detail-key', { reason: verdict.reason }));
  };

  app.addHook('onRequest', async (request, reply) => {
    const caller = await identify(request);
    callers.set(request, caller);
    const rights = rightsOf(caller);
    const state = quota.peek(caller.subject, rights);
    setQuotaHeaders(reply, rights, state);
    refuseUnless(state);
    refuseUnless(attempts.take(caller.subject, attemptsOf(rights)));
  });
  app.addHook('preHandler', async (request, reply) => {
    const caller = callerOf(request);
    if (caller === null) return;
    const rights = rightsOf(caller);
    const state = await quota.take(caller.subject, rights);
    setQuotaHeaders(reply, rights, state);
    refuseUnless(state);
  });
  app.addHook('onClose', () => quota.flush());
}

function badKey(detail: string): HttpProblem {
  return new HttpProblem('auth/bad-key', detail, { field: 'Authorization', headers: { 'www-authenticate': 'Bearer' } });
}

function rightsOf({ tier }: Caller): QuotaRights {
  return { perMinute: TIER_RIGHTS[tier].apiPerMinute, perDay: TIER_RIGHTS[tier].apiPerDay };
}

function attemptsOf(rights: QuotaRights): QuotaRights {
  return { perMinute: rights.perMinute * ATTEMPTS_PER_REQUEST, perDay: rights.perDay * ATTEMPTS_PER_REQUEST };
}

function setQuotaHeaders(reply: FastifyReply, rights: QuotaRights, state: QuotaState): void {
  reply.headers({
    'ratelimit-policy': `${rights.perMinute};w=60, ${rights.perDay};w=86400`,
    'ratelimit-limit': String(state.limit),
    'ratelimit-remaining': String(state.remaining),
    'ratelimit-reset': String(state.resetSeconds),
  });
}

function refuseUnless(state: QuotaState): void {
  if (state.allowed) return;
  throw new HttpProblem(
    state.window === 'day' ? 'quota/day' : 'quota/minute',
    plain('detail-quota', {
      ...{ limit: String(state.limit), window: state.window, seconds: String(state.resetSeconds) },
    }),
    { headers: { 'retry-after': String(state.resetSeconds) } },
  );
}

/**
 * What one person at home has: an IPv4 address, or the /64 of an IPv6 one. Some proxies write the port beside the address. What a
 * proxy of ours passed on and is no address at all counts as the proxy's own: a caller must not choose whom he is counted as.
 */
export function addressOf(ip: string, peer = ''): string {
  const bare = /^\[(.*)\](?::\d+)?$/.exec(ip)?.[1] ?? /^([\d.]+):\d+$/.exec(ip)?.[1] ?? ip;
  return isIP(bare) === 0 ? networkOf(peer) : networkOf(bare);
}

function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined || !ip.includes(':')) return mapped ?? ip;
  const [head = '', tail] = ip.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}
