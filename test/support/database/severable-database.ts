import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../process/free-port.ts';

/** A way to a database that can be cut and mended, as if its server had died and come back. */
export interface SeverableDatabase {
  readonly uri: string;
  /** Resets every connection and refuses new ones. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Stands in front of the database at `uri`, a single server on loopback. */
export async function openSeverableDatabase(uri: string): Promise<SeverableDatabase> {
  const target = new URL(uri);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  };
  const open = () =>
    createServer((inner) => {
      const outer = connect({ host: target.hostname, port: Number(target.port) });
      keep(inner);
      keep(outer);
      inner.pipe(outer).pipe(inner);
      inner.on('close', () => outer.destroy());
      outer.on('close', () => inner.destroy());
    });
  let server = open();
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  // Not one that the machine names: while it is cut, the next connection of anybody might take it.
  const port = await freePort();
  await listen(port);
  const cut = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  };
  const front = new URL(uri);
  front.host = `127.0.0.1:${port}`;
  // A lone server, wherever it says it is: else the client would go round us.
  front.searchParams.set('directConnection', 'true');
  return {
    uri: front.href,
    cut,
    async mend() {
      server = open();
      await listen(port);
    },
    close: cut,
  };
}
