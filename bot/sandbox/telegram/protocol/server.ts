import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { SandboxContext } from '../context.ts';
import type { CallLog } from './call-log.ts';
import type { FaultEffect, FaultQueue } from './faults.ts';
import { createFieldTable, type FieldTable } from './field-types.ts';
import { ApiRefusal, refusalBody, tooManyRequests } from './refusal.ts';
import { type ApiCall, checkCall, type RawCall, readRawCall } from './request.ts';

/** Performs a checked call: the result, or throws ApiRefusal. */
export type PerformCall = (call: ApiCall, aborted: AbortSignal) => unknown;

export interface ApiServerDeps {
  readonly context: SandboxContext;
  readonly botToken: string;
  readonly perform: PerformCall;
  readonly faults: FaultQueue;
  readonly log: CallLog;
  /** Wall time between the effect of a call and its answer, but for getUpdates. */
  readonly answerAfterMs?: number;
}

/** What the server answers; `drop` hangs up instead. */
type Answer =
  | { readonly type: 'json'; readonly status: number; readonly body: string }
  | { readonly type: 'html'; readonly status: number }
  | { readonly type: 'drop' };

/** The bot's side over HTTP: /bot<token>/<method> and /file/bot<token>/<path>. Does not listen yet. */
export function createApiServer(deps: ApiServerDeps): Server {
  const table = createFieldTable();
  const server = createServer((request, response) => {
    handle(deps, table, { request, response }).catch((cause: unknown) => {
      if (!response.headersSent) sendJson(response, 500, errorBody(500, `Internal Server Error: ${String(cause)}`));
      else response.destroy();
    });
  });
  server.keepAliveTimeout = 30_000;
  return server;
}

async function handle(
  deps: ApiServerDeps,
  table: FieldTable,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const found = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(url.pathname.replaceAll(/%3a/gi, ':'));
  const [, isFile, token, rest] = found ?? [];
  if (token === undefined || rest === undefined) return sendJson(response, 404, errorBody(404, 'Not Found'));
  if (!sameToken(token, deps.botToken)) return sendJson(response, 401, errorBody(401, 'Unauthorized'));
  if (isFile !== undefined) return sendFile(deps, rest, response);
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const answer = await answerCall(deps, { table, request, query: url.searchParams, method: rest, gone: gone.signal });
  if (answer.type === 'drop') request.socket.destroy();
  else if (answer.type === 'json') sendJson(response, answer.status, answer.body);
  else {
    response.writeHead(answer.status, { 'content-type': 'text/html' });
    response.end(`<html><head><title>${answer.status}</title></head><body>nginx</body></html>`);
  }
}

interface CallInput {
  readonly table: FieldTable;
  readonly request: IncomingMessage;
  readonly query: URLSearchParams;
  readonly method: string;
  readonly gone: AbortSignal;
}

async function answerCall(deps: ApiServerDeps, input: CallInput): Promise<Answer> {
  if (input.table.method(input.method) === null) return json(404, errorBody(404, 'Not Found'));
  let raw: RawCall = { params: {}, files: new Map() };
  let fault: FaultEffect | null = null;
  try {
    raw = await readRawCall(input.request, input.query);
    const call = checkCall(input.table, input.method, raw);
    if (call === null) return json(404, errorBody(404, 'Not Found'));
    fault = deps.faults.take(call.method, call.params.chat_id);
    if (fault !== null) {
      const instead = await answerInstead(fault, input.gone);
      if (instead !== null) return record(deps, call, { answer: instead });
    }
    const result = await deps.perform(call, input.gone);
    if (deps.answerAfterMs !== undefined && call.method !== 'getUpdates')
      await new Promise((resolve) => setTimeout(resolve, deps.answerAfterMs));
    const answer = spoil(fault) ?? json(200, JSON.stringify({ ok: true, result }));
    return record(deps, call, { answer, result });
  } catch (cause) {
    if (!(cause instanceof ApiRefusal)) throw cause;
    const method = input.table.method(input.method)?.name ?? input.method;
    const call = { method, params: raw.params, files: raw.files };
    return record(deps, call, { answer: json(cause.code, refusalBody(cause)), error: cause.message });
  }
}

/** What a fault answers in place of the call; null when the call goes on. Throws the refusals. */
async function answerInstead(fault: FaultEffect, gone: AbortSignal): Promise<Answer | null> {
  switch (fault.type) {
    case 'too-many-requests':
      throw tooManyRequests(fault.retryAfterS);
    case 'refuse':
      throw new ApiRefusal(fault.code, fault.description);
    case 'server-error':
      return fault.after ? null : { type: 'html', status: fault.code };
    case 'drop-before':
      return { type: 'drop' };
    case 'drop-after':
      return null;
    case 'hang':
      await new Promise((resolve) => gone.addEventListener('abort', resolve, { once: true }));
      return { type: 'drop' };
    case 'answer-instead':
      return json(200, fault.text);
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return null;
  }
}

/** What a fault makes of an answer after the effect; null leaves it whole. */
function spoil(fault: FaultEffect | null): Answer | null {
  if (fault?.type === 'drop-after') return { type: 'drop' };
  return fault?.type === 'server-error' ? { type: 'html', status: fault.code } : null;
}

interface Outcome {
  readonly answer: Answer;
  readonly result?: unknown;
  readonly error?: string;
}

function record(deps: ApiServerDeps, call: ApiCall, { answer, result, error = '' }: Outcome): Answer {
  const status = answer.type === 'drop' ? 0 : answer.status;
  deps.log.add({
    method: call.method,
    params: call.params,
    atMs: deps.context.clock.nowMs(),
    status,
    result: result ?? null,
    error: error === '' ? null : error,
  });
  return answer;
}

function json(status: number, body: string): Answer {
  return { type: 'json', status, body };
}

function errorBody(code: number, description: string): string {
  return JSON.stringify({ ok: false, error_code: code, description });
}

function sendJson(response: ServerResponse, status: number, body: string): void {
  // After a body that was too large the rest of it is still on its way: the connection is of no more use.
  const headers = status === 413 ? { connection: 'close' } : {};
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

function sendFile(deps: ApiServerDeps, path: string, response: ServerResponse): void {
  const id = path.split('/').at(-1) ?? '';
  const bytes = deps.context.files.read(id);
  if (bytes === null) {
    sendJson(response, 404, errorBody(404, 'Not Found'));
    return;
  }
  const mime = deps.context.store.state.files.get(id)?.mime ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': mime });
  response.end(bytes);
}

function sameToken(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
