import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Partner } from '../../../billing/partners/partner.ts';
import { signPostback } from '../../../billing/partners/proves-postback.ts';
import { readBody } from '../read-body.ts';
import { writeFileAtomically } from '../write-file.ts';
import { accountPage, missingPage, registerPage } from './account-page.ts';
import { move, type PartnerState, type PlayReport, partnerStateForm, register } from './partner-state.ts';
import { PLAY_PARTNER_SECRETS, playPartner } from './play-partner.ts';

export interface PartnerStandInOptions {
  readonly wallNowMs: () => number;
  readonly startTimer: (delayMs: number, run: () => void) => void;
  /** Where its accounts are kept; null: in memory. */
  readonly path: string | null;
  /** Loopback port; 0, the default, takes any free one. */
  readonly port?: number;
}

/** A strict stand-in for a broker with an affiliate programme: registration, deposits, a list of referred UIDs, signed postbacks. */
export interface PartnerStandIn {
  readonly url: string;
  /** The programme as the product's settings would describe it. */
  readonly partner: Partner;
  /** The product's address, to which postbacks go; null: they are kept until there is one. */
  deliverTo(url: string | null): void;
  close(): Promise<void>;
}

const BODY_BYTES = 4 * 1_024;
const POST_MS = 10_000;
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000] as const;
const CLICK = /^(?:[0-9a-f]{32})?$/;
const SIGNAL = /^(?:[0-9a-f]{6,64})?$/;

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Starts it on loopback. */
export async function startPartnerStandIn(options: PartnerStandInOptions): Promise<PartnerStandIn> {
  const state = readState(options.path);
  const { send, deliverTo } = createSender(options);
  const save = (): void => {
    if (options.path !== null) writeFileAtomically(options.path, JSON.stringify(state));
  };
  const server = createServer((request, response) => {
    void respond(request, response, async () => {
      const answer = answerOf(state, { request, body: await readBody(request, BODY_BYTES), send });
      if (request.method === 'POST') save();
      return answer;
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ url, partner: playPartner(url), deliverTo },
    close: () =>
      new Promise((resolve) => {
        deliverTo(null);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => Promise<Answer>,
): Promise<void> {
  const made = await answer().catch((error: unknown): Answer => ({ status: 500, body: String(error) }));
  response.writeHead(made.status, {
    ...{ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    ...made.headers,
  });
  response.end(request.method === 'HEAD' ? '' : made.body);
}

interface Asked {
  readonly request: IncomingMessage;
  readonly body: string;
  readonly send: (report: PlayReport) => void;
}

function answerOf(state: PartnerState, { request, body, send }: Asked): Answer {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const isPost = request.method === 'POST';
  const form = new URLSearchParams(body);
  if (pathname === '/api/referred') return referred(state, request, searchParams);
  if (pathname === '/register') {
    const asked = isPost ? form : searchParams;
    const click = asked.get('click') ?? '';
    const isSound =
      CLICK.test(click) && SIGNAL.test(asked.get('signal') ?? '') && onlyNames(asked, ['click', 'signal']);
    if (!isSound) return { status: 400, body: missingPage() };
    if (!isPost) return { status: 200, body: registerPage(click) };
    const { account, report } = register(state, click);
    if (report !== null) send(report);
    return { status: 303, headers: { location: `/account/${account.uid}` }, body: '' };
  }
  const uid = /^\/account\/(\d{8})$/.exec(pathname)?.[1];
  const account = state.accounts.find((each) => each.uid === uid);
  if (account === undefined) return { status: 404, body: missingPage() };
  if (!isPost) return { status: 200, body: accountPage(account) };
  const action = form.get('action');
  if (action !== 'deposit' && action !== 'reverse') return { status: 400, body: missingPage() };
  const report = move(state, account, action);
  if (report !== null) send(report);
  return { status: 303, headers: { location: pathname }, body: '' };
}

/** The list of referred UIDs, for whoever has its key. */
function referred(state: PartnerState, { method, headers }: IncomingMessage, asked: URLSearchParams): Answer {
  const json = (status: number, value: object): Answer => ({
    ...{ status, body: JSON.stringify(value), headers: { 'content-type': 'application/json' } },
  });
  if (headers.authorization !== `Bearer ${PLAY_PARTNER_SECRETS.lookup}`) return json(401, { error: 'wrong key' });
  const uid = asked.get('uid');
  if (method !== 'GET' || uid === null || !onlyNames(asked, ['uid'])) return json(400, { error: 'expected uid' });
  return json(200, { referred: state.accounts.some((each) => each.uid === uid && each.click !== '') });
}

function onlyNames(given: URLSearchParams, names: readonly string[]): boolean {
  const all = [...given.keys()];
  return all.every((name) => names.includes(name)) && new Set(all).size === all.length;
}

/** Sends signed postbacks, each again until it is taken; before there is an address they wait. */
function createSender({ wallNowMs, startTimer }: PartnerStandInOptions): {
  readonly send: (report: PlayReport) => void;
  readonly deliverTo: (url: string | null) => void;
} {
  let to: string | null = null;
  const waiting: PlayReport[] = [];
  const send = (report: PlayReport, attempt = 0): void => {
    if (to === null) return void waiting.push(report);
    const body = JSON.stringify(report);
    const headers = {
      'content-type': 'application/json',
      'x-postback-signature': signPostback(PLAY_PARTNER_SECRETS.postback, body, wallNowMs()),
    };
    void fetch(to, { method: 'POST', headers, body, signal: AbortSignal.timeout(POST_MS) })
      .then(({ ok }) => ok)
      .catch(() => false)
      .then((isTaken) => {
        const againMs = RETRY_MS[attempt];
        if (!isTaken && againMs !== undefined) startTimer(againMs, () => send(report, attempt + 1));
      });
  };
  return {
    send,
    deliverTo(url) {
      to = url;
      if (url !== null) for (const report of waiting.splice(0)) send(report);
    },
  };
}

function readState(path: string | null): PartnerState {
  if (path === null || !existsSync(path)) return { events: 0, accounts: [] };
  return partnerStateForm.parse(JSON.parse(readFileSync(path, 'utf8')));
}
