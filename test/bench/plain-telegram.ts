/** A Bot API that agrees to everything at once, in a process of its own, for bot.ts: what it costs is not the bot's. Prints its address. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const POLL_MS = 20_000;
const results: Readonly<Record<string, unknown>> = {
  getMe: { id: 987_654_321, is_bot: true, first_name: 'Bench', username: 'bench_bot' },
  getUpdates: [],
};

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const method = request.url?.split('/').at(-1) ?? '';
    const answer = (): void => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true, result: results[method] ?? true }));
    };
    if (method === 'getUpdates') setTimeout(answer, POLL_MS).unref();
    else answer();
  });
});
// Longer than a round of another bot: a socket that ends while a call begins is no matter of this benchmark.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`http://127.0.0.1:${port}`);
});
process.stdin.resume().on('end', () => process.exit(0));
