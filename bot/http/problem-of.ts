import type { FastifyRequest } from 'fastify';
import { ENGLISH } from '../texts/language.ts';
import { HttpProblem } from './problem.ts';

const { plain } = ENGLISH;

/** What of a request its refusal names. */
export type RefusedRequest = Pick<FastifyRequest, 'headers' | 'url' | 'routeOptions'>;

/** Fastify's refusals by its code: its own sentences are English, so each is worded again. */
const BY_FASTIFY_CODE: Readonly<Record<string, (request: RefusedRequest) => HttpProblem>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ({ headers }) =>
    new HttpProblem(
      'request/unsupported-media-type',
      plain('detail-media-type', { type: (headers['content-type'] ?? '').slice(0, 80) }),
    ),
  FST_ERR_CTP_BODY_TOO_LARGE: ({ routeOptions }) =>
    new HttpProblem('request/too-large', plain('detail-too-large', { bytes: String(routeOptions.bodyLimit) })),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => new HttpProblem('request/refused', plain('detail-content-length')),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new HttpProblem('request/not-json', plain('detail-body-empty')),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new HttpProblem('request/not-json', plain('detail-json')),
  FST_ERR_BAD_URL: ({ url }) => new HttpProblem('request/bad-url', plain('detail-url', { url: url.slice(0, 80) })),
  FST_ERR_MAX_PARAM_LENGTH: () => new HttpProblem('request/bad-url', plain('detail-url-part')),
};

/** What anything thrown under a request becomes; the message of an error that is not ours is never shown. */
export function problemOf(error: unknown, request: RefusedRequest): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const known = BY_FASTIFY_CODE[String(property(error, 'code'))];
  if (known !== undefined) return known(request);
  const status = property(error, 'statusCode');
  if (typeof status !== 'number' || status < 400 || status > 499)
    return new HttpProblem('server/internal', plain('problem-internal-detail'));
  if (error instanceof SyntaxError) return new HttpProblem('request/not-json', plain('detail-json'));
  return new HttpProblem('request/refused', plain('detail-not-understood'));
}

function property(error: unknown, name: 'code' | 'statusCode'): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}
