import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.doUnmock('@opentelemetry/resources');
  vi.resetModules();
});

it.each(['@opentelemetry/sdk-trace-node', '@opentelemetry/exporter-trace-otlp-http', '@opentelemetry/resources'])(
  'a start with traces names the setting and what to install where %s is absent',
  async (name) => {
    vi.doMock(name, () => {
      throw new Error(`Cannot find package '${name}'`);
    });
    const { startTracing } = await import('../../../bot/tracing/start-tracing.ts');
    const starting = startTracing({ endpoint: 'http://127.0.0.1:1', version: '1' });
    await expect(starting).rejects.toThrow(/^OTEL_EXPORTER_OTLP_ENDPOINT: .*npm ci without --omit=optional/);
    vi.doUnmock(name);
  },
);
