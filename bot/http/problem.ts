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
  'request/timed-out': { status: 408, title: 'problem-request-timed-out' },
  'request/headers-too-large': { status: 431, title: 'problem-request-headers-too-large' },
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
