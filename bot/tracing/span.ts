import { context, propagation, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { SeriesKey } from '../../engine/market/series.ts';
import { redactSecrets } from '../redact.ts';

/** What a span says of its work; never a person, a text or a key. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** Which market a span is about. */
export const seriesAttributes = ({ exchange, symbol, timeframe }: SeriesKey): SpanAttributes => ({
  ...{ 'analyser.exchange': exchange, 'analyser.symbol': symbol, 'analyser.timeframe': timeframe },
});

const tracer = trace.getTracer('analyser');

/** Runs `run` as a span: spans begun within are its children, an error is noted and thrown on. Costs nothing while tracing is off. */
export function inSpan<T>(
  name: string,
  attributes: SpanAttributes,
  run: (note: (attributes: SpanAttributes) => void) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, { attributes: { ...attributes } }, async (span) => {
    try {
      return await run((more) => void span.setAttributes({ ...more }));
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A request from outside, whose handler runs in `within` and which ends by itself later. */
export interface RequestSpan {
  within<T>(run: () => T): T;
  /** A status of 500 or more is an error of ours; below it is an answer. */
  end(name: string, status: number, attributes: SpanAttributes): void;
}

/**
 * Begins the span of a request, with a link to the caller's where `traceparent` among the headers names one. It is the root of a trace of
 * its own: anybody may call, and who chooses flags or id of a trace would choose which requests are sampled.
 */
export function startRequestSpan(name: string, headers: Readonly<Record<string, unknown>>): RequestSpan {
  const caller = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, headers));
  const links = caller === undefined ? [] : [{ context: caller }];
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER, root: true, links }, ROOT_CONTEXT);
  const own = trace.setSpan(ROOT_CONTEXT, span);
  return {
    within: (run) => context.with(own, run),
    end(finalName, status, attributes) {
      span.updateName(finalName).setAttributes({ ...attributes, 'http.response.status_code': status });
      if (status >= 500) span.setAttribute('error.type', String(status)).setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

/** A call to another service that ends by an event rather than by a promise. Null: no trace is being written here. */
export function startCallSpan(name: string, attributes: SpanAttributes): { end(error: unknown): void } | null {
  if (trace.getActiveSpan()?.isRecording() !== true) return null;
  const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes: { ...attributes } });
  return {
    end(error) {
      if (error !== null) fail(span, error);
      span.end();
    },
  };
}

/** ECS fields by which a log line is found from its trace and the other way round; empty outside of a span. */
export function traceFields(): Readonly<Record<string, string>> {
  const span = trace.getActiveSpan();
  if (span?.isRecording() !== true) return {};
  const { traceId, spanId } = span.spanContext();
  return { 'trace.id': traceId, 'span.id': spanId };
}

function fail(span: Span, error: unknown): void {
  const message = redactSecrets(error instanceof Error ? error.message : String(error));
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}
