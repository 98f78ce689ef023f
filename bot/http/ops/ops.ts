import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Observe } from '../../observe/observe.ts';
import { redactSecrets } from '../../redact.ts';
import { ENGLISH } from '../../texts/language.ts';
import type { HealthProbe, HttpOperations } from '../dependencies.ts';
import { answer, healthSchema } from '../schemas.ts';

const { plain } = ENGLISH;

const PROBE_TIMEOUT_MS = 2_000;

export interface ProbeResult {
  readonly name: string;
  readonly ok: boolean;
  readonly say: string;
}

/** /health/live and /health/ready (also /healthz and /readyz), 200 or 503, and in the sandbox /metrics in the Prometheus text format. */
export function registerOps(app: FastifyInstance, deps: Omit<HttpOperations, 'database'>): void {
  const health = (
    urls: readonly string[],
    probes: readonly HealthProbe[],
    { summary }: { readonly summary: string },
  ): void => {
    for (const [index, url] of urls.entries()) {
      const schema =
        index > 0
          ? { hide: true }
          : { tags: ['health'], operationId: url.slice(1).replace('/', '-'), summary, response: HEALTH_RESPONSES };
      app.get(url, { schema }, async (_request, reply) => answerHealth(reply, await runProbes(probes)));
    }
  };
  health(['/health/live', '/healthz'], deps.health.live, { summary: 'Whether the process is alive' });
  health(['/health/ready', '/readyz'], deps.health.ready, {
    summary: 'Whether it can do its work: database, model, secrets',
  });
  if (deps.publicMetrics)
    app.get('/metrics', { schema: { hide: true } }, (_request, reply) => answerMetrics(reply, deps.observe));
}

const HEALTH_RESPONSES = { 200: answer('All checks hold', healthSchema), 503: answer('A check fails', healthSchema) };

/** All probes at once, each with its time limit; in the order given. */
export async function runProbes(probes: readonly HealthProbe[]): Promise<readonly ProbeResult[]> {
  return Promise.all(
    probes.map(async (probe) => {
      const { ok, say } = await withinTime(probe).catch((error: unknown) => ({
        ok: false,
        say: error instanceof Error ? error.message : plain('probe-failed'),
      }));
      return { name: probe.name, ok, say: redactSecrets(say) };
    }),
  );
}

async function withinTime(probe: HealthProbe): Promise<{ readonly ok: boolean; readonly say: string }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(plain('probe-timeout', { milliseconds: String(PROBE_TIMEOUT_MS) }))),
      PROBE_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([probe.check(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function answerHealth(reply: FastifyReply, checks: readonly ProbeResult[]): FastifyReply {
  const ok = checks.every((check) => check.ok);
  return reply.code(ok ? 200 : 503).send({ status: ok ? 'ok' : 'failing', checks });
}

async function answerMetrics(reply: FastifyReply, observe: Observe): Promise<FastifyReply> {
  return reply.type(observe.metricsType).send(await observe.metricsText());
}
