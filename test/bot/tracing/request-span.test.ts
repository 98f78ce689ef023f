import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  InMemorySpanExporter,
  NodeTracerProvider,
  ParentBasedSampler,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { traceRequests } from '../../../bot/http/trace-requests.ts';
import { traceFields } from '../../../bot/tracing/span.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = `00-${TRACE}-b7ad6b7169203331`;

describe('the span of a request', () => {
  const exporter = new InMemorySpanExporter();
  let isSampled = true;
  // The SDK's own default, whose root is asked for what has no parent.
  const chosen = {
    shouldSample: (...asked: Parameters<AlwaysOnSampler['shouldSample']>) => sampler().shouldSample(...asked),
  };
  const sampler = () => (isSampled ? new AlwaysOnSampler() : new AlwaysOffSampler());
  new NodeTracerProvider({
    sampler: new ParentBasedSampler({ root: { ...chosen, toString: () => 'chosen' } }),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  }).register();
  let app: FastifyInstance;
  let within: unknown;
  beforeEach(() => {
    isSampled = true;
    exporter.reset();
    app = fastify();
    traceRequests(app, (request) => request.routeOptions.url ?? 'unmatched');
    for (const status of [200, 404, 500, 503])
      app.get(`/answers/${status}`, async (_, reply) => {
        within = traceFields()['trace.id'];
        return reply.code(status).send('x');
      });
    app.get('/throws', async () => {
      throw new Error('boom');
    });
    for (const path of ['/health/live', '/health/ready']) app.get(path, async () => 'ok');
  });
  afterEach(async () => await app.close());
  const ask = async (url: string, traceparent?: string) => {
    await app.inject({ url, headers: traceparent === undefined ? {} : { traceparent } });
    return exporter.getFinishedSpans();
  };

  it.each([
    ['/answers/200', 0, undefined],
    ['/answers/404', 0, undefined],
    ['/answers/500', 2, '500'],
    ['/answers/503', 2, '503'],
    ['/throws', 2, '500'],
  ])('of %s has the status %i', async (url, code, error) => {
    const [span] = await ask(url);
    expect(span).toMatchObject({ name: `GET ${url}`, status: { code } });
    expect(span?.attributes['error.type']).toBe(error);
    expect(span?.attributes['http.response.status_code']).toBe(Number(error ?? url.slice(-3)));
  });

  it('of health is not there', async () => {
    await ask('/health/live');
    expect(await ask('/health/ready')).toEqual([]);
    expect(await ask('/answers/200')).toHaveLength(1);
  });

  it.each(['01', '00'])('is sampled as we sample, whatever a caller says (%s)', async (flags) => {
    expect(await ask('/answers/200', `${CALLER}-${flags}`)).toHaveLength(1);
    isSampled = false;
    exporter.reset();
    expect(await ask('/answers/200', `${CALLER}-${flags}`)).toEqual([]);
  });

  it('begins a trace of its own that links to the caller', async () => {
    const [span] = await ask('/answers/200', `${CALLER}-01`);
    expect(span?.links).toMatchObject([{ context: { traceId: TRACE, spanId: 'b7ad6b7169203331' } }]);
    expect(span?.parentSpanContext).toBeUndefined();
    expect(span?.spanContext().traceId).toBe(within);
    expect(within).not.toBe(TRACE);
    exporter.reset();
    expect((await ask('/answers/200', 'nonsense'))[0]?.links).toEqual([]);
  });
});
