import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ENGLISH } from '../../texts/language.ts';

/** A refusal of the chat's routes, with a stable code "chat/…". */
export class ChatProblem extends Error {
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ChatProblem';
    this.status = status;
    this.code = code;
  }
}

/** What went wrong, for the page: our own problems as they are, of other errors only whether the request was bad. */
export function toProblem(error: unknown): ChatProblem {
  if (error instanceof ChatProblem) return error;
  const status = z.object({ statusCode: z.int().min(400).max(499) }).safeParse(error);
  if (status.success)
    return new ChatProblem(status.data.statusCode, 'chat/bad-request', ENGLISH.plain('problem-request-refused'));
  const problem = new ChatProblem(500, 'chat/failed', 'The sandbox failed to do this.');
  problem.cause = error;
  return problem;
}

/** Answers with application/problem+json. */
export function answerProblem(problem: ChatProblem, reply: FastifyReply): FastifyReply {
  if (problem.status >= 500) reply.log.error({ err: problem.cause ?? problem }, problem.code);
  const { status, code, message } = problem;
  return reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: message, status, code, detail: message }));
}
