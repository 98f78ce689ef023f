import fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';

/** What POST /api/v2/silences takes, as Alertmanager's own API document has it; nothing besides. */
const postableSilence = z.strictObject({
  matchers: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        value: z.string(),
        isRegex: z.boolean(),
        isEqual: z.boolean().default(true),
      }),
    )
    .min(1),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  createdBy: z.string().min(1),
  comment: z.string().min(1),
});

export type PostedSilence = z.infer<typeof postableSilence>;

/** Alertmanager's silences: strict, and with answers that go wrong when told. */
export interface AlertmanagerStandIn {
  readonly url: string;
  readonly silences: readonly PostedSilence[];
  /** The next answers, before it takes any. */
  failWith(...statuses: readonly number[]): void;
  close(): Promise<void>;
}

export async function openAlertmanager(): Promise<AlertmanagerStandIn> {
  const app: FastifyInstance = fastify();
  const silences: PostedSilence[] = [];
  const failures: number[] = [];
  app.post('/api/v2/silences', async (request, reply) => {
    const status = failures.shift();
    if (status !== undefined) return reply.code(status).send('"went wrong"');
    const parsed = postableSilence.safeParse(request.body);
    if (!parsed.success) return reply.code(400).send(JSON.stringify(parsed.error.issues));
    if (parsed.data.endsAt <= parsed.data.startsAt) return reply.code(400).send('"start time must be before end time"');
    silences.push(parsed.data);
    return { silenceID: `00000000-0000-4000-8000-${String(silences.length).padStart(12, '0')}` };
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, silences, failWith: (...statuses) => void failures.push(...statuses), close: () => app.close() };
}
