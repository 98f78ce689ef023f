import { z } from 'zod';
import { NEEDED_CARD_EVENTS } from '../../billing/card/needed-card-events.ts';
import { asked, type Finding, fine, wrong } from './finding.ts';

const LIMIT_MS = 10_000;
const STRIPE = 'https://api.stripe.com';
const endpoints = z.object({
  data: z.array(z.object({ url: z.string(), status: z.string(), enabled_events: z.array(z.string()) })),
});

/** Cards: whether Stripe takes the key, and sends its events to us. Nothing to check without a key. */
export async function checkStripe(
  given: Readonly<Record<string, string | undefined>>,
  publicUrl: string | null,
): Promise<readonly Finding[]> {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_BASE: base = STRIPE } = given;
  if (key === undefined) return [fine('Stripe', 'not set: Stars only')];
  if (publicUrl === null)
    return [wrong('Stripe', 'STRIPE_SECRET_KEY is set without PUBLIC_URL: Stripe could not tell of payments; set it')];
  return await asked(
    'Stripe',
    async () => {
      const response = await fetch(new URL('/v1/webhook_endpoints?limit=100', base), {
        headers: { authorization: `Bearer ${key}` },
        signal: AbortSignal.timeout(LIMIT_MS),
      });
      if (response.status === 401)
        return [
          wrong('Stripe', 'refuses STRIPE_SECRET_KEY: Stripe, Developers, API keys, roll the key, and set the new one'),
        ];
      if (response.status === 403)
        return [fine('Stripe', 'takes the key, which may not list webhook endpoints: look at them yourself')];
      if (!response.ok) return [wrong('Stripe', `answers ${response.status}: see status.stripe.com, and try again`)];
      const wanted = new URL('/stripe/webhook', publicUrl).href;
      const found = endpoints.parse(await response.json()).data.find(({ url }) => url === wanted);
      if (found === undefined)
        return [
          wrong('Stripe', `sends no events to ${wanted}: Stripe, Developers, Webhooks, Add endpoint, that address`),
        ];
      if (found.status !== 'enabled')
        return [wrong('Stripe', `has switched ${wanted} off: Stripe, Developers, Webhooks, the endpoint, Enable`)];
      return [eventsFinding(found.enabled_events, wanted)];
    },
    'Stripe could not be asked: let this machine call api.stripe.com on 443',
  );
}

/** Stripe sends what was ticked at the endpoint, and nothing else; "*" stands for everything. */
function eventsFinding(enabled: readonly string[], endpoint: string): Finding {
  const missing = enabled.includes('*') ? [] : NEEDED_CARD_EVENTS.filter((event) => !enabled.includes(event));
  if (missing.length === 0) return fine('Stripe', `sends events to ${endpoint}`);
  return wrong(
    'Stripe',
    `does not tell ${endpoint} of ${missing.join(', ')}, which are then found half an hour late: ` +
      'Stripe, Developers, Webhooks, the endpoint, Edit, select these events',
  );
}
