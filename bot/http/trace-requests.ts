import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type RequestSpan, startRequestSpan } from '../tracing/span.ts';

/** Asked every few seconds by whatever runs the process: they would be most of the traces. */
const UNTRACED = '/health/';

/** A span for each request but those of health, by its route; what answers it is within. */
export function traceRequests(app: FastifyInstance, routeOf: (request: FastifyRequest) => string): void {
  const spans = new WeakMap<FastifyRequest, RequestSpan>();
  // A callback, not a promise: the hooks and the handler that follow must run within the span.
  app.addHook('onRequest', (request, _reply, done) => {
    if (routeOf(request).startsWith(UNTRACED)) return done();
    const span = startRequestSpan(request.method, request.headers);
    spans.set(request, span);
    span.within(done);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = routeOf(request);
    spans.get(request)?.end(`${request.method} ${route}`, reply.statusCode, {
      ...{ 'http.request.method': request.method, 'http.route': route },
    });
  });
}
