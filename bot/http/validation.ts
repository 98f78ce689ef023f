import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { TIMEFRAMES } from '../../engine/market/timeframe.ts';
import { ENGLISH } from '../texts/language.ts';
import type { TextKey } from '../texts/translate.ts';
import { HttpProblem, type ProblemCode } from './problem.ts';
import { showValue } from './v1/show-value.ts';

/** Texts for a wrong value: what was expected and what came. */
type FieldText = Extract<TextKey, `field-${string}`>;

/** An error option for zod: what was expected and what came. */
export function expected(key: FieldText): { readonly error: (issue: { readonly input?: unknown }) => string } {
  const timeframes = TIMEFRAMES.join(' ');
  return { error: ({ input }) => ENGLISH.plain(key, { value: showValue(input), timeframes }) };
}

/** Checks a part of a request against its zod schema; what does not fit becomes one HttpProblem that names the field. */
export const zodValidator: FastifySchemaCompiler<z.ZodType> = ({ schema }) => {
  return (data: unknown) => {
    const parsed = schema.safeParse(data);
    return parsed.success ? { value: parsed.data } : { error: problemOfIssues(parsed.error.issues) };
  };
};

function problemOfIssues(issues: readonly z.core.$ZodIssue[]): HttpProblem {
  // A misspelt field is reported before the one that is then missing: it is the cause.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) return new HttpProblem('request/refused', ENGLISH.plain('detail-not-as-expected'));
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const field = [...issue.path.map(String), key].join('.');
    return new HttpProblem('request/unknown-field', ENGLISH.plain('detail-unknown-field', { key: key.slice(0, 40) }), {
      field,
    });
  }
  const code = issue.code === 'custom' && issue.params?.problem === BAD_CANDLES ? BAD_CANDLES : 'request/invalid-field';
  return new HttpProblem(code, issue.message, { field: issue.path.map(String).join('.') || 'body' });
}

/** Marks a zod issue as being about candles: `params: { problem: BAD_CANDLES }`. */
export const BAD_CANDLES = 'predict/bad-candles' satisfies ProblemCode;
