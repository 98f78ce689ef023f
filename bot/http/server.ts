import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { isDatabaseAway } from '../database/database-away.ts';
import { ENGLISH } from '../texts/language.ts';
import { answerUnreadable } from './answer-unreadable.ts';
import { callerOf, requireCaller } from './caller.ts';
import type { HttpDependencies, HttpOperations, HttpServer } from './dependencies.ts';
import { parseJsonBody } from './json-body.ts';
import { describeApi } from './openapi.ts';
import { registerOps } from './ops/ops.ts';
import { registerPages } from './pages.ts';
import { registerPlans } from './plans/register-plans.ts';
import { HttpProblem, PROBLEM_TYPE, PROBLEMS, problemBody } from './problem.ts';
import { problemOf } from './problem-of.ts';
import { databaseAway, refuseWithoutDatabase } from './refuse-without-database.ts';
import { rememberRoutes } from './remember-routes.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { traceRequests } from './trace-requests.ts';
import { registerCalibration } from './v1/calibration.ts';
import { registerPredict } from './v1/predict.ts';
import { registerRecords } from './v1/records.ts';
import { registerSignals } from './v1/signals.ts';
import { zodValidator } from './validation.ts';

const BODY_BYTES = 64 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than the load balancer keeps an idle connection (infra/terraform): else it would use one that was just closed. */
export const KEEP_ALIVE_MS = 130_000;
const DRAIN_MS = 10_000;
/** What a live installation shows of itself: which of our versions runs is nobody's business. */
const API_VERSION = '1.0';
const REQUEST_ID_FORM = /^[\w-]{8,64}$/;

/**
 * The whole HTTP side, not yet listening: the API behind its quota, health and metrics, the pages, and what `extend` mounts.
 * Listen with `app.listen({ host, port })`; `app.close()` lets requests in flight finish, ends event streams and cuts the
 * rest after `drainMs`.
 */
export function createServer(deps: HttpDependencies): HttpServer {
  const app = fastify({
    bodyLimit: BODY_BYTES,
    trustProxy: deps.trustProxy.length === 0 ? false : [...deps.trustProxy],
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    // Its answer while closing is no problem document; ours is made in addDrain.
    return503OnClosing: false,
    clientErrorHandler: answerUnreadable,
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID_FORM.test(given) ? given : randomUUID();
    },
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
  });
  const methodsOf = rememberRoutes(app);
  app.setValidatorCompiler(zodValidator);
  // Answers are checked against their schemas by the tests; a slightly odd answer beats a 500.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  traceRequests(app, routeOf);
  addSecurityHeaders(app);
  addObservation(app, deps.operations);
  // Before the body is looked at: Fastify refuses a QUERY without a type of body even where there is nothing to ask.
  app.addHook('onRequest', async (request) => {
    if (request.is404) throw notFound(request, methodsOf(pathOf(request)));
  });
  refuseCodedBodies(app);
  addDrain(app, deps.drainMs ?? DRAIN_MS);
  app.setErrorHandler((error, request, reply) => {
    const problem = answerProblem(isDatabaseAway(error) ? databaseAway() : error, request, reply);
    if (PROBLEMS[problem.code].status < 500) return;
    deps.operations.observe.log({ type: 'http-failure', requestId: request.id, route: routeOf(request), error });
  });
  app.setNotFoundHandler((request, reply) => {
    answerProblem(notFound(request, methodsOf(pathOf(request))), request, reply);
  });
  app.register(async (scope) => {
    await describeApi(scope, deps.startPage.installation?.version ?? API_VERSION);
    registerOps(scope, deps.operations);
    if (deps.serves === 'operations') return;
    scope.register(async (api) => registerApi(api, deps));
    registerPages(scope, deps);
    registerPlans(scope, { ...deps.plans, answers: deps.answers });
  });
  const { extend } = deps;
  if (extend !== undefined) app.register(async (scope) => extend(scope));
  return app;
}

function registerApi(api: FastifyInstance, deps: HttpDependencies): void {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, text: string | Buffer) => parseJsonBody(text.toString()),
  );
  refuseWithoutDatabase(api, deps.operations.database, answerProblem);
  const asked = { answers: deps.answers, clock: deps.time.clock };
  requireCaller(api, {
    ...{ apiKeys: deps.apiKeys, requestCounts: deps.requestCounts, ...deps.time },
    onCountFailed: (error) => deps.operations.observe.log({ type: 'failure', where: 'request-counts', error }),
  });
  registerPredict(api, asked);
  registerSignals(api, asked);
  registerRecords(api, asked);
  registerCalibration(api, asked);
}

function addObservation(app: FastifyInstance, { observe }: HttpOperations): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    observe.log({
      type: 'http-request',
      method: request.method,
      route: routeOf(request),
      status: reply.statusCode,
      durationMs: reply.elapsedTime,
      requestId: request.id,
      tier: callerOf(request)?.tier ?? null,
      code: answered.get(request)?.code ?? null,
    });
  });
}

/** A coded body would be read as the text it is not: 415 names what is read, as RFC 9110 (15.5.16) asks for. */
function refuseCodedBodies(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers }) => {
    const coding = headers['content-encoding'] ?? 'identity';
    if (coding.toLowerCase() === 'identity') return;
    throw new HttpProblem(
      'request/unsupported-media-type',
      ENGLISH.plain('detail-content-coding', { coding: coding.slice(0, 80) }),
      { headers: { 'accept-encoding': 'identity' } },
    );
  });
}

/** Ends event streams at close, which would otherwise keep the server open, and cuts what is left after the drain time. */
function addDrain(app: FastifyInstance, drainMs: number): void {
  const open = new Set<FastifyReply>();
  app.addHook('onRequest', async (_request, reply) => {
    open.add(reply);
    reply.raw.once('close', () => open.delete(reply));
  });
  let closing = false;
  app.addHook('onRequest', async () => {
    if (closing) throw new HttpProblem('server/stopping', ENGLISH.plain('detail-stopping'));
  });
  // A connection kept alive after its last answer would hold the server open until it idles out.
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  app.addHook('preClose', async () => {
    closing = true;
    // "sent" before it has ended means that a handler has taken the reply over, as event streams do.
    for (const reply of open) {
      if (reply.sent && !reply.raw.writableEnded) reply.raw.end();
    }
    const cut = setTimeout(() => app.server.closeAllConnections(), drainMs);
    cut.unref();
    app.server.once('close', () => clearTimeout(cut));
  });
}

const answered = new WeakMap<FastifyRequest, HttpProblem>();

function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): HttpProblem {
  const problem = problemOf(error, request);
  answered.set(request, problem);
  const { status } = PROBLEMS[problem.code];
  const body = problemBody(problem, status >= 500 ? request.id : undefined);
  reply.code(status).headers(problem.headers).type(PROBLEM_TYPE).serializer(JSON.stringify).send(body);
  return problem;
}

function notFound(request: FastifyRequest, methods: readonly string[]): HttpProblem {
  if (methods.length === 0)
    return new HttpProblem(
      'route/not-found',
      ENGLISH.plain('detail-address', { address: pathOf(request).slice(0, 80) }),
    );
  const allow = methods.join(', ');
  return new HttpProblem(
    'route/method-not-allowed',
    ENGLISH.plain('detail-method', { allow, method: request.method }),
    {
      headers: { allow },
    },
  );
}

function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unmatched';
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? request.url;
}
