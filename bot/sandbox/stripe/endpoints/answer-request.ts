import { parseForm } from '../protocol/parse-form.ts';
import { StripeRefusal } from '../protocol/stripe-refusal.ts';
import type { StripeWorld } from '../state/stripe-state.ts';
import { answerCall } from './answer-call.ts';

/** A request to the API as it came. */
export interface StripeRequest {
  readonly method: string;
  readonly pathname: string;
  /** The query with its question mark, or nothing. */
  readonly search: string;
  readonly body: string;
  readonly authorization: string | undefined;
  readonly idempotencyKey: string | undefined;
}

/** Checks the key, answers a repeated idempotency key as before, and refuses the same one for another request. */
export function answerRequest(
  world: StripeWorld,
  secretKey: string,
  { method, pathname, search, body, authorization, idempotencyKey: key }: StripeRequest,
): { readonly status: number; readonly text: string } {
  const whole = `${method} ${pathname} ${body}`;
  const known = method === 'POST' && key !== undefined ? world.state.answers[key] : undefined;
  if (known !== undefined && known.request === whole) return { status: known.status, text: known.body };
  const { status, text } = performed(() => {
    if (authorization !== `Bearer ${secretKey}`)
      throw new StripeRefusal(401, { type: 'invalid_request_error', message: 'Invalid API Key provided.' });
    if (known !== undefined)
      throw new StripeRefusal(400, {
        type: 'idempotency_error',
        message: 'Keys for idempotent requests can only be used with the same parameters they were first used with.',
      });
    return answerCall(world, { method, path: pathname, parameters: parseForm(method === 'GET' ? search : body) });
  });
  // A request that was refused for its form may come again with the same key.
  if (method === 'POST' && key !== undefined && known === undefined && status < 400)
    world.state.answers[key] = { request: whole, status, body: text };
  return { status, text };
}

function performed(run: () => object): { readonly status: number; readonly text: string } {
  try {
    return { status: 200, text: JSON.stringify(run()) };
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    return { status: error.status, text: JSON.stringify(error.body) };
  }
}
