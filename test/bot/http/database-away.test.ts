import { describe, expect, it } from 'vitest';
import { problemSchema } from '../../../bot/http/problem.ts';
import { openServer } from '../../support/process/open-server.ts';

/** What the driver throws; only its name is known to us. */
function driverError(name: string): Error {
  return Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:27017'), { name });
}

const never = (): Promise<never> => new Promise(() => {});

describe('while the database is away', () => {
  it.each(['/v1/signals', '/v1/track-record', '/v1/markets', '/v1/signals/0123456789'])(
    '%s answers 503 within a second although the store hangs, and by itself again afterwards',
    async (url) => {
      const state = { away: true };
      const hang = async <T>(value: T): Promise<T> => (state.away ? never() : value);
      const { app } = await openServer({
        database: { answers: async () => !state.away },
        signals: { latest: async () => hang([]), byId: async () => hang(null) },
        trackRecord: { read: never },
        markets: async () => hang([]),
      });
      const startedMs = performance.now();
      const answer = await app.inject({ url });
      expect(performance.now() - startedMs).toBeLessThan(1_000);
      expect(answer.statusCode).toBe(503);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(problemSchema.parse(answer.json())).toMatchObject({ code: 'server/database-away' });
      state.away = false;
      if (url !== '/v1/track-record') expect((await app.inject({ url })).statusCode).toBeLessThan(500);
    },
  );

  it('answers a request under way when the database is lost in the middle of it', async () => {
    let answers = true;
    const { app } = await openServer({ database: { answers: async () => answers }, markets: never });
    const asked = app.inject({ url: '/v1/markets' });
    setTimeout(() => {
      answers = false;
    }, 400);
    expect((await asked).statusCode).toBe(503);
  });

  it('still answers what needs no database', async () => {
    const { app } = await openServer({ database: { answers: async () => false } });
    const payload = { symbol: 'BTC/USDT', timeframe: '1h' };
    expect((await app.inject({ method: 'POST', url: '/predict', payload })).statusCode).toBe(200);
    for (const url of ['/', '/docs', '/health/live']) expect((await app.inject({ url })).statusCode).toBe(200);
  });

  it.each(['MongoServerSelectionError', 'MongoNetworkError', 'MongoNetworkTimeoutError', 'MongoNotConnectedError'])(
    '%s is a 503 and not our mistake, and shows no address',
    async (name) => {
      for (const error of [driverError(name), new Error('reading', { cause: driverError(name) })]) {
        const { app } = await openServer({ markets: () => Promise.reject(error) });
        const answer = await app.inject({ url: '/v1/markets' });
        expect(answer.statusCode).toBe(503);
        expect(answer.headers['retry-after']).toBe('5');
        expect(answer.body).not.toContain('10.1.2.3');
      }
    },
  );

  it('does not call any other mistake one of the database', async () => {
    const { app } = await openServer({ markets: () => Promise.reject(new Error('MongoDB is fine')) });
    expect((await app.inject({ url: '/v1/markets' })).json()).toMatchObject({ code: 'server/internal' });
  });
});

describe('a live installation', () => {
  it('shows neither metrics nor what it runs on', async () => {
    const { app } = await openServer({
      publicMetrics: false,
      startPage: {
        mode: 'live',
        installation: null,
        demoKeys: [],
        botUrl: 'https://t.me/analyser_bot',
        chat: false,
        notices: () => [],
      },
    });
    expect((await app.inject({ url: '/metrics' })).statusCode).toBe(404);
    const page = (await app.inject({ url: '/' })).body;
    expect(page).toContain('https://t.me/analyser_bot');
    for (const word of ['0.1.0', 'How it runs', '/metrics', 'MONGODB', 'embedded', 'Settings not given'])
      expect(page).not.toContain(word);
    expect((await app.inject({ url: '/openapi.json' })).json().info.version).toBe('1.0');
  });
});
