import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { firstPerson, type ProductProcess, startProduct, until } from './support/process/product-process.ts';

const VALUE = z.object({ stringValue: z.string().optional(), intValue: z.union([z.string(), z.number()]).optional() });
const SPAN = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: z.array(z.object({ key: z.string(), value: VALUE })),
  status: z.object({ code: z.number().optional() }),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).default([]),
});
const EXPORT = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(z.object({ key: z.string(), value: VALUE })) }),
      scopeSpans: z.array(z.object({ spans: z.array(SPAN) })),
    }),
  ),
});
type Span = z.infer<typeof SPAN>;

const CALLER_TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER_SPAN = 'b7ad6b7169203331';

/** The real product with a collector that takes what OpenTelemetry's exporter sends. */
describe('traces', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tracing-test-'));
  const bodies: string[] = [];
  const spans: Span[] = [];
  const services = new Set<string>();
  let collector: Server;
  let product: ProductProcess;

  const attribute = ({ attributes }: Span, key: string): unknown =>
    Object.values(attributes.find((each) => each.key === key)?.value ?? {})[0];
  const named = (name: string): readonly Span[] => spans.filter((span) => span.name === name);
  const arrives = (what: string, has: () => boolean): Promise<void> =>
    until(what, async () => has(), {
      limitMs: 60_000,
      output: () => [...new Set(spans.map(({ name }) => name))].join(', '),
    });
  const isWithin = (span: Span, outer: Span): boolean => {
    if (span.traceId !== outer.traceId) return false;
    const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
    return parent !== undefined && (parent === outer || isWithin(parent, outer));
  };

  beforeAll(async () => {
    collector = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        if (request.url !== '/v1/traces') return void response.writeHead(404).end();
        bodies.push(body);
        for (const { resource, scopeSpans } of EXPORT.parse(JSON.parse(body)).resourceSpans) {
          for (const { key, value } of resource.attributes)
            if (key === 'service.name') services.add(value.stringValue ?? '');
          spans.push(...scopeSpans.flatMap((scope) => scope.spans));
        }
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const address = collector.address();
    if (address === null || typeof address === 'string') throw new Error('expected a port');
    product = await startProduct({
      ...{ DATA_DIR: folder, MARKET_DATA: 'simulated', CHALLENGER: 'logistic', SANDBOX_SPEED: '60' },
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${address.port}`, OTEL_BSP_SCHEDULE_DELAY: '200' },
    });
  }, 120_000);
  afterAll(async () => {
    await product?.end('SIGKILL');
    collector?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('show where the time of a closed candle went: the venue and the database within it, and what came of it', async () => {
    const decided = (): Span | undefined =>
      named('candle-close').find((span) => attribute(span, 'analyser.result') === 'decided');
    await arrives('a candle that was decided', () => decided() !== undefined);
    const close = decided();
    if (close === undefined) throw new Error('expected it');
    expect(attribute(close, 'analyser.exchange')).toBe('simulated');
    expect(attribute(close, 'analyser.symbol')).toMatch(/^[A-Z]+\/[A-Z]+$/);
    await arrives('what happened within it', () => named('venue-fetch').some((span) => isWithin(span, close)));
    expect(spans.some((span) => span.name.startsWith('database ') && isWithin(span, close))).toBe(true);
    expect(services).toEqual(new Set(['analyser']));
  });

  it('follow an update to the calls of Telegram that answer it', async () => {
    const person = await firstPerson(product);
    const { id: chatId } = await person.chat('Analyser');
    await person.answered(
      () => person.act({ type: 'write', chatId, text: '/start' }),
      ({ text }) => text !== '/start',
    );
    const answered = (): boolean =>
      named('update').some((update) => named('telegram sendMessage').some((call) => isWithin(call, update)));
    await arrives('an update with the message that answers it', answered);
    const update = named('update').find((each) => named('telegram sendMessage').some((call) => isWithin(call, each)));
    expect(update === undefined ? null : attribute(update, 'analyser.update')).toBe('message');
    expect(bodies.join('')).not.toContain('/start');
    expect(bodies.join('')).not.toContain(String(chatId));
  });

  it("link to a caller's trace, and name a request by its route", async () => {
    const id = '0'.repeat(64);
    const response = await fetch(`${product.url}/v1/signals/${id}`, {
      headers: { traceparent: `00-${CALLER_TRACE}-${CALLER_SPAN}-01` },
    });
    expect(response.status).toBe(404);
    await arrives('the request', () => named('GET /v1/signals/:id').length > 0);
    const [request] = named('GET /v1/signals/:id');
    expect(request?.links).toEqual([{ traceId: CALLER_TRACE, spanId: CALLER_SPAN }]);
    expect(request?.traceId).not.toBe(CALLER_TRACE);
    expect(request === undefined ? null : Number(attribute(request, 'http.response.status_code'))).toBe(404);
    expect(
      spans.some((span) => request !== undefined && span.name.startsWith('database ') && isWithin(span, request)),
    ).toBe(true);
  });

  it('end with the process: what was not sent yet is sent', async () => {
    await fetch(`${product.url}/v1/signals/${'0'.repeat(64)}`);
    const before = spans.length;
    expect(await product.end('SIGTERM')).toBe(0);
    expect(spans.length).toBeGreaterThan(before);
  });
});
