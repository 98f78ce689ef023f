import { createServer } from 'node:http';
import { ENGLISH } from '../../texts/language.ts';

/** What the metrics are read from. */
export interface MetricsSource {
  metricsText(): Promise<string>;
  readonly metricsType: string;
}

/** /metrics on a listener of its own: metrics reveal more about an installation than callers of the API should know. */
export interface MetricsServer {
  listen(at: { readonly port: number; readonly host: string }): Promise<void>;
  /** From now on these are served; until then the answer is 503. */
  serve(source: MetricsSource): void;
  close(): Promise<void>;
}

export function createMetricsServer(): MetricsServer {
  let source: MetricsSource | null = null;
  const server = createServer((request, response) => {
    request.resume();
    const plain = (status: number, text: string): void => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
    };
    if (!/^\/metrics(\?|$)/.test(request.url ?? '')) return plain(404, 'expected /metrics');
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'expected GET');
    if (source === null) return plain(503, 'starting');
    const { metricsType } = source;
    source.metricsText().then(
      (text) => response.writeHead(200, { 'content-type': metricsType }).end(text),
      () => plain(500, ENGLISH.plain('metrics-unreadable')),
    );
  });
  return {
    listen: ({ port, host }) =>
      new Promise((resolve, reject) => {
        server.once('error', reject).listen({ port, host }, () => {
          server.off('error', reject);
          server.on('error', () => {});
          resolve();
        });
      }),
    serve(given) {
      source = given;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
