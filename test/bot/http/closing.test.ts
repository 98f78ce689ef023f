import { describe, expect, it } from 'vitest';
import { candleRows, fakePredictor, testServer } from '../../support/process/http-server.ts';

/** A promise and what fulfils it. */
function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give = (): void => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

describe('closing', () => {
  it('lets a request in flight finish, ends event streams, and takes no new request', async () => {
    const answerNow = signal();
    const entered = signal();
    const server = await testServer({
      predictor: async (request) => {
        entered.give();
        await answerNow.given;
        return fakePredictor(request);
      },
      extend: (scope) => {
        scope.get('/events', (_request, reply) => {
          reply.hijack();
          reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
          reply.raw.write('data: one\n\n');
        });
      },
    });
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const events = await fetch(`${address}/events`);
    const body = JSON.stringify({ symbol: 'BTC/USDT', timeframe: '1h', candles: candleRows(200) });
    const predicted = fetch(`${address}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    await entered.given;
    const closed = server.app.close();
    expect(await events.text()).toBe('data: one\n\n');
    answerNow.give();
    expect((await predicted).status).toBe(200);
    await closed;
    await expect(fetch(`${address}/health/live`)).rejects.toThrow();
  });

  it('cuts a request that does not end within the drain time', async () => {
    const entered = signal();
    const server = await testServer({
      drainMs: 50,
      predictor: () => {
        entered.give();
        return new Promise(() => {});
      },
    });
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const predicted = fetch(`${address}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ symbol: 'BTC/USDT', timeframe: '1h' }),
    });
    const cut = expect(predicted).rejects.toThrow();
    await entered.given;
    await server.app.close();
    await cut;
  });
});
