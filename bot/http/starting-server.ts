import { createServer } from 'node:http';
import { ENGLISH } from '../texts/language.ts';
import { PROBLEM_TYPE, PROBLEMS } from './problem.ts';

const RETRY_AFTER_SECONDS = 5;

/** What answers on the main port until the product can: training at the first start takes a minute. */
export interface StartingServer {
  listen(where: { readonly port: number; readonly host: string }): Promise<void>;
  /** Gives the port free. Calling it again is harmless. */
  close(): Promise<void>;
}

/** Health answers alive and not ready; everything else, Telegram's webhook included, gets 503 with Retry-After. */
export function createStartingServer(): StartingServer {
  const server = createServer((request, response) => {
    const live = /^\/(health\/live|healthz)(\?|$)/.test(request.url ?? '');
    const ready = /^\/(health\/ready|readyz)(\?|$)/.test(request.url ?? '');
    const { status, title } = PROBLEMS['server/starting'];
    const problem = { type: '/docs#server/starting', title: ENGLISH.plain(title), status, code: 'server/starting' };
    const checks = [{ name: 'start', ok: live, say: 'starting' }];
    const body =
      live || ready
        ? { status: live ? 'ok' : 'failing', checks }
        : { ...problem, detail: ENGLISH.plain('problem-starting-detail') };
    response.writeHead(live ? 200 : status, {
      'content-type': live || ready ? 'application/json; charset=utf-8' : PROBLEM_TYPE,
      'cache-control': 'no-store',
      connection: 'close',
      ...(live ? {} : { 'retry-after': String(RETRY_AFTER_SECONDS) }),
    });
    response.end(JSON.stringify(body));
    request.resume();
  });
  return {
    listen: ({ port, host }) =>
      new Promise((resolve, reject) => {
        server.once('error', reject).listen({ port, host }, () => {
          server.off('error', reject);
          // A connection that breaks is its caller's matter.
          server.on('error', () => {});
          resolve();
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
