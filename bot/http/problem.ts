import { z } from 'zod';
import { ENGLISH } from '../texts/language.ts';
import type { TextKey } from '../texts/translate.ts';

interface ProblemKind {
  readonly status: number;
  /** A text of the catalogue. */
  readonly title: Extract<TextKey, `problem-${string}`>;
}

/** Every error the API answers, by its stable code. Codes are never renamed; a new one is a new row. */
export const PROBLEMS = {
  'request/not-json': { status: 400, title: 'problem-request-not-json' },
  'request/invalid-field': { status: 400, title: 'problem-request-invalid-field' },
  'request/unknown-field': { status: 400, title: 'problem-request-unknown-field' },
  'request/forbidden-key': { status: 400, title: 'problem-request-forbidden-key' },
  'request/bad-url': { status: 400, title: 'problem-request-bad-url' },
  'request/refused': { status: 400, title: 'problem-request-refused' },
  'request/too-large': { status: 413, title: 'problem-request-too-large' },
  'request/unsupported-media-type': { status: 415, title: 'problem-request-unsupported-media-type' },
  'predict/bad-candles': { status: 400, title: 'problem-predict-bad-candles' },
  'predict/unknown-symbol': { status: 400, title: 'problem-predict-unknown-symbol' },
  'predict/unsupported-timeframe': { status: 400, title: 'problem-predict-unsupported-timeframe' },
  'predict/no-model': { status: 404, title: 'problem-predict-no-model' },
  'auth/bad-key': { status: 401, title: 'problem-auth-bad-key' },
  'quota/minute': { status: 429, title: 'problem-quota-minute' },
  'quota/day': { status: 429, title: 'problem-quota-day' },
  'signal/not-found': { status: 404, title: 'problem-signal-not-found' },
  'route/not-found': { status: 404, title: 'problem-route-not-found' },
  'route/method-not-allowed': { status: 405, title: 'problem-route-method-not-allowed' },
  'server/internal': { status: 500, title: 'problem-server-internal' },
  'server/starting': { status: 503, title: 'problem-server-starting' },
  'server/database-away': { status: 503, title: 'problem-server-database-away' },
  'server/stopping': { status: 503, title: 'problem-server-stopping' },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof PROBLEMS;

/** The media type of every error (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** The body of every error. */
export const problemSchema = z
  .object({
    type: z.string().describe('Where the code is explained, relative to this server'),
    title: z.string(),
    status: z.int(),
    code: z
      .string()
      .describe('Stable; what a program should look at')
      .meta({ examples: ['request/invalid-field'] }),
    detail: z.string().describe('What was expected and what came'),
    field: z
      .string()
      .optional()
      .describe('The field at fault')
      .meta({ examples: ['candles[3]'] }),
    requestId: z.string().optional().describe('Name it when you ask us about an error of ours'),
  })
  .meta({ id: 'Problem' });

export type ProblemBody = z.infer<typeof problemSchema>;

interface ProblemOptions {
  readonly field?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that becomes an answer: thrown anywhere under a request. */
export class HttpProblem extends Error {
  readonly code: ProblemCode;
  readonly field: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail);
    this.name = 'HttpProblem';
    this.code = code;
    this.field = options.field;
    this.headers = options.headers ?? {};
  }
}

/** The body that answers a problem. */
export function problemBody(problem: HttpProblem, requestId?: string): ProblemBody {
  const { status, title } = PROBLEMS[problem.code];
  return {
    type: `/docs#${problem.code}`,
    title: ENGLISH.plain(title),
    status,
    code: problem.code,
    detail: problem.message,
    ...(problem.field === undefined ? {} : { field: problem.field }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

const BY_FASTIFY_CODE: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request/unsupported-media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'request/too-large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request/refused',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request/not-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request/not-json',
  FST_ERR_BAD_URL: 'request/bad-url',
  FST_ERR_MAX_PARAM_LENGTH: 'request/bad-url',
};

/** What anything thrown under a request becomes. Only our own problems and Fastify's refusals carry a detail. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const known = BY_FASTIFY_CODE[code];
  if (known !== undefined) return new HttpProblem(known, detailOf(error));
  const statusCode =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    return new HttpProblem(error instanceof SyntaxError ? 'request/not-json' : 'request/refused', detailOf(error));
  }
  return new HttpProblem('server/internal', ENGLISH.plain('problem-internal-detail'));
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : ENGLISH.plain('detail-not-understood');
}
