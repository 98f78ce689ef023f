import { type Config, ConfigError } from '../config.ts';
import { createMetricsServer, type MetricsServer } from '../http/ops/metrics-server.ts';
import { createStartingServer, type StartingServer } from '../http/starting-server.ts';

/** The ports of this process, held from the first moment on. */
export interface OpenPorts {
  /** Answers "starting" on the main port until the real server takes it over. */
  readonly starting: StartingServer;
  /** Null where /metrics is served on the main port. */
  readonly metrics: MetricsServer | null;
  close(): Promise<void>;
}

/** Takes the ports before anything slow happens. Throws ConfigError that names the setting whose port cannot be had. */
export async function openPorts({ port, host, metricsPort, metricsHost }: Config): Promise<OpenPorts> {
  const starting = createStartingServer();
  await starting.listen({ port, host }).catch((error: unknown) => {
    throw listenProblem(error, { setting: 'PORT', port, host });
  });
  if (metricsPort === null) return { starting, metrics: null, close: () => starting.close() };
  const metrics = createMetricsServer();
  try {
    await metrics.listen({ port: metricsPort, host: metricsHost });
  } catch (error) {
    await starting.close();
    throw listenProblem(error, { setting: 'METRICS_PORT', port: metricsPort, host: metricsHost });
  }
  return {
    starting,
    metrics,
    async close() {
      await Promise.all([starting.close(), metrics.close()]);
    },
  };
}

interface Wanted {
  readonly setting: 'PORT' | 'METRICS_PORT';
  readonly port: number;
  readonly host: string;
}

/** What a failed listen means for whoever set it. */
export function listenProblem(error: unknown, { setting, port, host }: Wanted): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'EADDRINUSE':
      return new ConfigError(
        `${setting}: expected a free port, was ${port}, which another process uses on ${host}: ` +
          `stop that one, or set ${setting} to another port`,
      );
    case 'EACCES':
      return new ConfigError(
        `${setting}: expected a port that this user may open, was ${port}: set ${setting} to one above 1023`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new ConfigError(`HOST: expected an address of this machine, was "${host}"`);
    default:
      return error;
  }
}
