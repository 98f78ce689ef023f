import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { MAX_PASSING_HOURS, type TimeAnswer } from '../let-time-pass.ts';
import { ChatProblem } from './chat-problem.ts';

const body = z.strictObject({ hours: z.int().min(1).max(MAX_PASSING_HOURS) });

/** POST /chat/api/time {hours}: lets so many hours of the sandbox's clock pass; 202 with from when until when, 409 while it cannot. */
export function registerTime(scope: FastifyInstance, letTimePass: (hours: number) => TimeAnswer): void {
  scope.post('/chat/api/time', { schema: { hide: true } }, async (request, reply) => {
    const asked = body.safeParse(request.body);
    if (!asked.success)
      throw new ChatProblem(400, 'chat/bad-time', `hours: expected a whole number from 1 to ${MAX_PASSING_HOURS}`);
    const answer = letTimePass(asked.data.hours);
    if (answer.type === 'refused') throw new ChatProblem(409, `chat/${answer.why}`, answer.text);
    return reply.code(202).send({ fromMs: answer.fromMs, untilMs: answer.untilMs });
  });
}
