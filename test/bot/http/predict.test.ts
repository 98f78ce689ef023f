import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../../bot/http/problem.ts';
import { predictionSchema } from '../../../bot/http/schemas.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { trainedPredictor } from '../../support/models/trained-predictor.ts';
import { testServer } from '../../support/process/http-server.ts';

const START_MS = Date.UTC(2024, 0, 1);
let server: Awaited<ReturnType<typeof testServer>>;
let rows: Awaited<ReturnType<typeof trainedPredictor>>['rows'];
beforeAll(async () => {
  const trained = await trainedPredictor();
  rows = trained.rows;
  server = await testServer({ predictor: trained.predictor });
});
afterAll(() => server.app.close());

async function predict(body: object) {
  server.passSeconds(60);
  return server.app.inject({
    method: 'POST',
    url: '/predict',
    payload: { symbol: 'BTC/USDT', timeframe: '1h', ...body },
  });
}

describe('POST /predict with the engine behind it', () => {
  it('answers for a market it follows and for candles it is given, and the same for the same', async () => {
    const own = await predict({});
    const given = await predict({ candles: rows.slice(-1_000) });
    expect(own.statusCode, own.body).toBe(200);
    expect(predictionSchema.strict().parse(given.json()).closeTime).toBe(
      new Date(START_MS + 4_000 * HOUR_MS).toISOString(),
    );
    expect(given.json()).toMatchObject({
      action: expect.stringMatching(/^(?:BUY|SELL|HOLD)$/),
      symbol: 'BTC/USDT',
      timeframe: '1h',
    });
    expect((await predict({ candles: rows.slice(-1_000) })).json()).toEqual(given.json());
  });

  it('says how many candles it needs when there are too few', async () => {
    const answer = await predict({ candles: rows.slice(-5) });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: 'predict/bad-candles',
      field: 'candles',
      detail: expect.stringMatching(/\d/),
    });
  });

  it.each([
    { name: 'of one price', row: () => [5, 5, 5, 5, 0] },
    { name: 'without any volume known', row: (index: number) => [5 + (index % 3), 9, 4, 5 + ((index + 1) % 3), null] },
    { name: 'at the least price allowed', row: () => [1e-12, 1e-12, 1e-12, 1e-12, 1] },
    {
      name: 'that jump from the least to the greatest price',
      row: (index: number) => (index % 2 === 0 ? [1e-12, 1e12, 1e-12, 1e12, 1e18] : [1e12, 1e12, 1e-12, 1e-12, 0]),
    },
  ])('takes candles $name without failing', async ({ row }) => {
    const candles = Array.from({ length: 700 }, (_, index) => [START_MS + index * HOUR_MS, ...row(index)]);
    const answer = await predict({ candles });
    expect([200, 400], answer.body).toContain(answer.statusCode);
    (answer.statusCode === 200 ? predictionSchema : problemSchema).strict().parse(answer.json());
  });

  it('never fails on sound candles, whatever they are', async () => {
    const price = fc.oneof(
      fc.double({ min: 1e-12, max: 1e12, noNaN: true }),
      fc.double({ min: 90, max: 110, noNaN: true }),
    );
    const candle = fc.record({
      prices: fc.array(price, { minLength: 4, maxLength: 4 }),
      volume: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1e18, noNaN: true })),
      gap: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(candle, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 1_000 }),
        async (made, count) => {
          let openTimeMs = START_MS;
          const candles = Array.from({ length: count }, (_, index) => {
            const { prices, volume, gap } = made[index % made.length] ?? { prices: [1], volume: null, gap: 1 };
            openTimeMs += gap * HOUR_MS;
            return [openTimeMs, prices[0], Math.max(...prices), Math.min(...prices), prices[1], volume];
          });
          const answer = await predict({ candles });
          expect([200, 400], answer.body).toContain(answer.statusCode);
          (answer.statusCode === 200 ? predictionSchema : problemSchema).strict().parse(answer.json());
        },
      ),
      { numRuns: 60 },
    );
  });
});
