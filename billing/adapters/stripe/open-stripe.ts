import Stripe from 'stripe';
import type { CardEvent } from '../../card/ports.ts';
import { eventForm } from './forms.ts';

const TIMEOUT_MS = 10_000;
const RETRIES = 2;
/** Stripe's own default. 0 would switch the check of a signature's age off. */
const SIGNATURE_SECONDS = 300;

/** What a connection to Stripe needs. */
export interface StripeConnection {
  readonly secretKey: string;
  /** Where Stripe answers; null: Stripe itself. */
  readonly apiBase: string | null;
}

/** Stripe's own client, pointed at Stripe or at a stand-in for it. */
export function openStripe({ secretKey, apiBase }: StripeConnection): Stripe {
  const limits = { timeout: TIMEOUT_MS, maxNetworkRetries: RETRIES, telemetry: false };
  if (apiBase === null) return new Stripe(secretKey, limits);
  const { hostname, port, protocol } = new URL(apiBase);
  const isPlain = protocol === 'http:';
  return new Stripe(secretKey, {
    ...limits,
    ...{
      host: hostname,
      protocol: isPlain ? 'http' : 'https',
      port: port === '' ? (isPlain ? 80 : 443) : Number(port),
    },
  });
}

/**
 * The event in the body of a webhook, or null when its signature is not Stripe's, is older than five minutes, or it has not the form of an
 * event. The body is the one that came, to the byte. nowMs is the time of the machines, not of a replay.
 */
export function readStripeEvent(
  body: Buffer,
  signature: unknown,
  { secret, nowMs }: { readonly secret: string; readonly nowMs: number },
): CardEvent | null {
  if (typeof signature !== 'string' || signature.length > 4_000) return null;
  let event: unknown;
  try {
    event = Stripe.webhooks.constructEvent(body, signature, secret, SIGNATURE_SECONDS, undefined, nowMs);
  } catch {
    return null;
  }
  const read = eventForm.safeParse(event);
  if (!read.success) return null;
  const { id, type, created, data } = read.data;
  return { id, type, objectId: data.object.id, createdAtMs: created * 1_000 };
}
