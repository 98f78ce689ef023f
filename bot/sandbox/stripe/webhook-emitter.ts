import { createHmac } from 'node:crypto';
import { newId, type StripeWorld } from './state/stripe-state.ts';

/** What goes wrong on the way to the webhook: shares of events from 0 to 1, and the longest delay. */
export interface WebhookFaults {
  readonly dropped: number;
  readonly repeated: number;
  /** Put behind the events that follow it. */
  readonly reordered: number;
  readonly longestDelayMs: number;
}

export interface WebhookEmitterDeps {
  readonly secret: string;
  readonly apiVersion: string;
  readonly wallNowMs: () => number;
  readonly random: () => number;
  readonly startTimer: (delayMs: number, run: () => void) => void;
  /** Posts one event; false when it was not accepted, and has to come again. */
  readonly post: (url: string, body: string, signature: string) => Promise<boolean>;
}

export interface WebhookEmitter {
  emit(world: StripeWorld, type: string, object: object): void;
  /** Where events go; null: nowhere, they are kept until there is an address. */
  deliverTo(url: string | null): void;
  setFaults(faults: WebhookFaults): void;
  /** Every event there was, as it was sent. */
  events(): readonly string[];
}

const NO_FAULTS: WebhookFaults = { dropped: 0, repeated: 0, reordered: 0, longestDelayMs: 0 };
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000] as const;

/** The header that a webhook's body is signed with. */
export function signatureOf(body: string, secret: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${signature}`;
}

/** Sends signed events, at least once and in any order, as Stripe does. */
export function createWebhookEmitter(deps: WebhookEmitterDeps): WebhookEmitter {
  let url: string | null = null;
  let faults = NO_FAULTS;
  const waiting: string[] = [];
  const all: string[] = [];
  const deliver = (body: string, attempt = 0): void => {
    const to = url;
    if (to === null) return void waiting.push(body);
    void deps
      .post(to, body, signatureOf(body, deps.secret, deps.wallNowMs()))
      .catch(() => false)
      .then((accepted) => {
        const againMs = RETRY_MS[attempt];
        if (!accepted && againMs !== undefined) deps.startTimer(againMs, () => deliver(body, attempt + 1));
      });
  };
  return {
    emit(world, type, object) {
      const body = JSON.stringify({
        ...{ id: newId(world, 'evt'), object: 'event', api_version: deps.apiVersion, created: world.nowSeconds() },
        ...{ type, livemode: false, pending_webhooks: 1, request: { id: null, idempotency_key: null } },
        data: { object },
      });
      all.push(body);
      const times = deps.random() < faults.dropped ? 0 : deps.random() < faults.repeated ? 2 : 1;
      for (let time = 0; time < times; time += 1) {
        const lateMs = deps.random() * faults.longestDelayMs;
        const isLater = deps.random() < faults.reordered;
        deps.startTimer(isLater ? lateMs + faults.longestDelayMs : lateMs, () => deliver(body));
      }
    },
    deliverTo(to) {
      url = to;
      for (const body of waiting.splice(0)) deliver(body);
    },
    setFaults: (next) => {
      faults = next;
    },
    events: () => all,
  };
}
