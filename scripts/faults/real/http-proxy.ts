import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';

/** A way to a server that is somewhere else. */
export interface LocalProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** How an answer goes back. */
export interface AnswerBack {
  readonly headers: OutgoingHttpHeaders;
  /** Wall milliseconds that it is held; default none. */
  readonly afterMs?: number;
}

/** Sees each whole answer before it goes back: how it goes, or null where the caller is never to get it. */
export type OnAnswer = (path: string, answer: IncomingMessage) => AnswerBack | null;

/** A way to an HTTP server on this machine, with each answer seen on its way back. */
export async function openHttpProxy(root: string, onAnswer: OnAnswer): Promise<LocalProxy> {
  const target = new URL(root);
  const server = createServer((near, answer) => {
    const path = near.url ?? '/';
    const options = {
      ...{ host: target.hostname, port: target.port },
      ...{ path, method: near.method, headers: near.headers },
    };
    const far = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('error', () => answer.destroy());
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const back = onAnswer(path, response);
        if (back === null) return answer.destroy();
        const { headers, afterMs = 0 } = back;
        const send = (): void => {
          answer.writeHead(response.statusCode ?? 502, headers);
          answer.end(Buffer.concat(chunks));
        };
        return afterMs === 0 ? send() : setTimeout(send, afterMs);
      });
    });
    far.on('error', () => answer.destroy());
    near.on('error', () => far.destroy()).pipe(far);
    // A request of a process that died must not take what the next one waits for.
    answer.on('close', () => far.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
