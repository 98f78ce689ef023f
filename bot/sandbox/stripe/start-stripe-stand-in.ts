import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../engine/ports.ts';
import { readBody } from '../read-body.ts';
import { writeFileAtomically } from '../write-file.ts';
import { answerRequest } from './endpoints/answer-request.ts';
import { checkoutPage, type PageAnswer } from './pages/checkout-page.ts';
import { portalPage } from './pages/portal-page.ts';
import { billSubscriptions } from './state/bill-subscriptions.ts';
import { emptyStripeState, type StripeState, type StripeWorld } from './state/stripe-state.ts';
import { createWebhookEmitter, type WebhookEmitter } from './webhook-emitter.ts';

export interface StripeStandInOptions {
  readonly clock: Clock;
  readonly wallNowMs: () => number;
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Where it is kept; null: in memory. */
  readonly path: string | null;
  readonly random: () => number;
  readonly startTimer: (delayMs: number, run: () => void) => void;
  /** Called before a person pays on a hosted page. */
  readonly onPaying?: () => void;
  /** Loopback port; 0, the default, takes any free one. */
  readonly port?: number;
}

/** A strict stand-in for the part of Stripe that the product uses, with its hosted pages, on loopback. */
export interface StripeStandIn {
  readonly url: string;
  readonly world: StripeWorld;
  readonly webhook: Pick<WebhookEmitter, 'deliverTo' | 'setFaults' | 'events'>;
  /** Calls so far, "POST /v1/customers". */
  calls(): readonly string[];
  close(): Promise<void>;
}

/** The version of the API that the product's client speaks. */
const API_VERSION = '2026-10-28.endive';
const BODY_BYTES = 64 * 1_024;
const BILL_EVERY_MS = 500;
const POST_MS = 10_000;

export async function startStripeStandIn(options: StripeStandInOptions): Promise<StripeStandIn> {
  const state = readState(options.path);
  const emitter = createWebhookEmitter({
    ...{ secret: options.webhookSecret, apiVersion: API_VERSION, post: postEvent },
    ...{ wallNowMs: options.wallNowMs, random: options.random, startTimer: options.startTimer },
  });
  const calls: string[] = [];
  let origin = '';
  const world: StripeWorld = {
    ...{ state, wallNowMs: options.wallNowMs, origin: () => origin },
    nowSeconds: () => Math.floor(options.clock.nowMs() / 1_000),
    emit: (type, object) => emitter.emit(world, type, object),
  };
  const save = savingTo(options.path, state);
  const server = createServer((request, response) => {
    void answer({ options, world, calls, save }, request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { type: 'api_error', message: String(error) } }));
    });
  });
  await listen(server, options.port ?? 0);
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const timer = setInterval(() => {
    billSubscriptions(world);
    save();
  }, BILL_EVERY_MS);
  timer.unref();
  const { deliverTo, setFaults, events } = emitter;
  return {
    ...{ url: origin, world, webhook: { deliverTo, setFaults, events }, calls: () => calls },
    close: () =>
      new Promise((resolve) => {
        clearInterval(timer);
        deliverTo(null);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answering {
  readonly options: StripeStandInOptions;
  readonly world: StripeWorld;
  readonly calls: string[];
  readonly save: () => void;
}

async function answer(
  { options, world, calls, save }: Answering,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const body = await readBody(request, BODY_BYTES);
  billSubscriptions(world);
  const [, page, id = ''] = /^\/(c\/pay|p\/session)\/([A-Za-z0-9_]+)$/.exec(pathname) ?? [];
  if (page !== undefined) {
    const form = request.method === 'POST' ? new URLSearchParams(body) : null;
    if (form?.get('action') === 'pay') options.onPaying?.();
    const shown = page === 'c/pay' ? checkoutPage(world, id, form) : portalPage(world, id, form);
    save();
    return sendPage(response, shown);
  }
  calls.push(`${request.method} ${pathname}`);
  const { authorization, 'idempotency-key': key } = request.headers;
  const { status, text } = answerRequest(world, options.secretKey, {
    ...{ method: request.method ?? 'GET', pathname, search, body, authorization },
    idempotencyKey: typeof key === 'string' ? key : undefined,
  });
  save();
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': `req_${calls.length}` });
  response.end(text);
}

function sendPage(response: ServerResponse, shown: PageAnswer): void {
  if (shown.type === 'go') {
    response.writeHead(303, { location: shown.url, 'cache-control': 'no-store' });
    response.end();
    return;
  }
  response.writeHead(shown.status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(shown.html);
}

async function postEvent(url: string, body: string, signature: string): Promise<boolean> {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature };
  const { ok } = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(POST_MS) });
  return ok;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function readState(path: string | null): StripeState {
  if (path === null || !existsSync(path)) return emptyStripeState();
  // Written by this file alone.
  return { ...emptyStripeState(), ...(JSON.parse(readFileSync(path, 'utf8')) as StripeState) };
}

/** Writes what has changed since the last call: every change makes an object or an event, and with it an id. */
function savingTo(path: string | null, state: StripeState): () => void {
  let saved = state.counter;
  return () => {
    if (path === null || state.counter === saved) return;
    writeFileAtomically(path, JSON.stringify(state));
    saved = state.counter;
  };
}
