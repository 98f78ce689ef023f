import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a gateway treats what comes: lets it through, says nothing for ever, answers 503, or cuts the connection. */
export type GatewayMode = 'open' | 'hang' | 'unavailable' | 'reset';

/** A door before another server on loopback, behind which it looks ill. Requests are counted. */
export async function openFaultyGateway(target: string): Promise<{
  readonly url: string;
  mode: GatewayMode;
  asked: number;
  close(): Promise<void>;
}> {
  const server = createServer((incoming, outgoing) => {
    gateway.asked += 1;
    switch (gateway.mode) {
      case 'hang':
        return;
      case 'unavailable':
        outgoing.writeHead(503, { 'content-type': 'text/html' }).end('<html>Service Unavailable</html>');
        return;
      case 'reset':
        incoming.socket.destroy();
        return;
      case 'open':
        incoming.pipe(
          request(
            new URL(incoming.url ?? '/', target),
            { method: incoming.method, headers: incoming.headers },
            (answer) => {
              outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
              answer.pipe(outgoing);
            },
          ).on('error', () => outgoing.destroy()),
        );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const gateway = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mode: 'open' as GatewayMode,
    asked: 0,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return gateway;
}
