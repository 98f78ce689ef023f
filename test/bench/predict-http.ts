import { Agent, request } from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import { createObserve } from '../../bot/observe/observe.ts';
import { trainedPredictor } from '../support/models/trained-predictor.ts';
import { testServer } from '../support/process/http-server.ts';
import { type Bench, bestMs } from './bench.ts';

const REQUESTS = 300;
const AT_ONCE = 8;
const ROUNDS = 4;
/** A body limit that both sides share, so that the reference takes what ours takes. */
const BODY_BYTES = 512 * 1024;

/** Requests a second over loopback sockets; the client runs in the same process, so its cost weighs on both alike. */
export const PREDICT_HTTP_BENCHES: readonly Bench[] = [
  { name: '/predict with 600 candles', unit: 'requests/s', run: () => measure(600) },
  { name: '/predict by symbol', unit: 'requests/s', run: () => measure(0) },
];

async function measure(candleCount: number) {
  const { predictor, rows } = await trainedPredictor();
  const asked = { symbol: 'BTC/USDT', timeframe: '1h' };
  const body = JSON.stringify(candleCount === 0 ? asked : { ...asked, candles: rows.slice(-candleCount) });
  // Each look at the clock is a minute later: the quota is counted and never used up.
  let wallMs = Date.UTC(2025, 0, 1);
  const { app } = await testServer({
    predictor,
    wallClock: { nowMs: () => (wallMs += 60_000) },
    observe: createObserve({ level: 'warn', clock: { nowMs: () => wallMs }, stream: { write: () => true } }),
  });
  const echo = fastify({ bodyLimit: BODY_BYTES });
  echo.post('/predict', async (asking) => asking.body);
  try {
    const [ours, reference] = [await listening(app), await listening(echo)];
    const oursMs: number[] = [];
    const referenceMs: number[] = [];
    // In turns, so that what else the machine does falls on both.
    for (let round = 0; round < ROUNDS; round += 1) {
      oursMs.push(await bestMs(1, () => ask(ours, body)));
      referenceMs.push(await bestMs(1, () => ask(reference, body)));
    }
    const rate = (timesMs: readonly number[]): number => (REQUESTS * 1_000) / Math.min(...timesMs);
    return { ours: rate(oursMs), reference: rate(referenceMs), referenceName: 'bare Fastify echo of the same body' };
  } finally {
    await Promise.all([app.close(), echo.close()]);
  }
}

async function listening(app: FastifyInstance): Promise<string> {
  return `${await app.listen({ host: '127.0.0.1', port: 0 })}/predict`;
}

/** Sends REQUESTS bodies over AT_ONCE kept connections. Rejects when one is not answered with 200. */
async function ask(url: string, body: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let left = REQUESTS;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await post(url, body, agent);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  agent.destroy();
}

function post(url: string, body: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const asking = request(url, { method: 'POST', agent, headers, timeout: 10_000 }, (answer) => {
      answer.resume();
      answer.once('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`expected 200, was ${answer.statusCode}`)),
      );
    });
    asking.once('error', reject);
    asking.end(body);
  });
}
