/** Sends what is left and stops. */
export type StopTracing = () => Promise<void>;

export interface TracingOptions {
  /** Of the collector, as OTEL_EXPORTER_OTLP_ENDPOINT has it: without the path of a signal. */
  readonly endpoint: string;
  readonly version: string;
}

/**
 * Lets spans go to an OTLP collector from here on. The SDK reads the rest of OpenTelemetry's own environment (sampler, headers, service
 * name). Loaded only when asked for; rejects with what to install where it is absent (it is an optional dependency).
 */
export async function startTracing({ endpoint, version }: TracingOptions): Promise<StopTracing> {
  const { NodeTracerProvider, BatchSpanProcessor, OTLPTraceExporter, resource } = await loadSdk(version);
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const provider = new NodeTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  provider.register();
  return async () => await provider.shutdown();
}

async function loadSdk(version: string) {
  try {
    const [sdk, { OTLPTraceExporter }, resources] = await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
    const { NodeTracerProvider, BatchSpanProcessor } = sdk;
    const own = resources.resourceFromAttributes({ 'service.name': 'analyser', 'service.version': version });
    // What the environment names wins over ours.
    const detected = resources.detectResources({ detectors: [resources.envDetector] });
    const resource = resources.defaultResource().merge(own).merge(detected);
    return { NodeTracerProvider, BatchSpanProcessor, OTLPTraceExporter, resource };
  } catch (error) {
    throw new Error(
      `OTEL_EXPORTER_OTLP_ENDPOINT: expected the packages for traces, not installed (npm ci without --omit=optional): ${String(error)}`,
      { cause: error },
    );
  }
}
