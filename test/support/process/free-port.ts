import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that the machine gives to outgoing connections and to `listen(0)`: 32768 on Linux, 49152 elsewhere. */
const LOWEST_PORT = 20_000;
const ENDING_PORT = 32_000;
/** Closed again at once, so that another draw may find one free before it is used. */
const GIVEN = new Set<number>();

/**
 * A port that is free, for a process that is about to start. Drawn at random: test files run beside each other in
 * processes of their own, and a port that the machine names is taken by the next connection before it is used.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(LOWEST_PORT, ENDING_PORT);
  if (GIVEN.has(port) || !(await isFree(port))) return await freePort();
  GIVEN.add(port);
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
