import Stripe from 'stripe';
import { answerRequest, type StripeRequest } from '../../../bot/sandbox/stripe/endpoints/answer-request.ts';
import { emptyStripeState, newId, type StripeWorld } from '../../../bot/sandbox/stripe/state/stripe-state.ts';
import type { Around } from '../../faults/world/around.ts';

export const STRIPE_KEY = 'sk_test_histories';
export const STRIPE_SECRET = 'whsec_of_the_histories';

/** The stand-in for Stripe without its sockets, and the events that it has to tell. */
export interface StripeSide {
  readonly world: StripeWorld;
  /** Bodies of events that were not accepted yet. */
  readonly waiting: string[];
  /** Called before each request is answered. */
  onRequest?: (request: StripeRequest) => void;
}

export function openStripeSide(nowMs: () => number): StripeSide {
  const waiting: string[] = [];
  const world: StripeWorld = {
    ...{ state: emptyStripeState(), wallNowMs: nowMs, origin: () => 'http://127.0.0.1:1' },
    nowSeconds: () => Math.floor(nowMs() / 1_000),
    emit: (type, object) =>
      void waiting.push(
        JSON.stringify({ id: newId(world, 'evt'), type, created: world.nowSeconds(), data: { object } }),
      ),
  };
  return { world, waiting };
}

class Answer extends Stripe.HttpClientResponse {
  readonly #text: string;

  constructor(status: number, text: string) {
    super(status, {});
    this.#text = text;
  }

  override getRawResponse(): object {
    return this;
  }

  override async toJSON(): Promise<unknown> {
    return JSON.parse(this.#text);
  }
}

class Direct extends Stripe.HttpClient {
  readonly #side: StripeSide;
  readonly #pass: Around;

  constructor(side: StripeSide, pass: Around) {
    super();
    this.#side = side;
    this.#pass = pass;
  }

  override getClientName(): string {
    return 'histories';
  }

  override async makeRequest(...given: Parameters<Stripe.HttpClient['makeRequest']>): Promise<Answer> {
    const [, , path, method, headers, requestData] = given;
    const { pathname, search } = new URL(path, 'http://127.0.0.1');
    const header = (name: string): string | undefined => {
      const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name);
      return found === undefined ? undefined : String(found[1]);
    };
    let answer: Answer | null = null;
    await this.#pass(`stripe.${method === 'GET' ? 'retrieve' : pathname}`, async () => {
      const request = {
        ...{ method, pathname, search, body: requestData ?? '' },
        ...{ authorization: header('authorization'), idempotencyKey: header('idempotency-key') },
      };
      this.#side.onRequest?.(request);
      const { status, text } = answerRequest(this.#side.world, STRIPE_KEY, request);
      answer = new Answer(status, text);
    });
    if (answer === null) throw new Error('expected an answer of the stand-in');
    return answer;
  }
}

/** Stripe's own client over a way on which calls break: a process of the product asks through it. */
export function stripeClient(side: StripeSide, pass: Around): Stripe {
  return new Stripe(STRIPE_KEY, { httpClient: new Direct(side, pass), maxNetworkRetries: 0, telemetry: false });
}
