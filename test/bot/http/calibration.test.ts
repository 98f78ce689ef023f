import { describe, expect, it } from 'vitest';
import { CALIBRATION, testServer } from '../../support/process/http-server.ts';
import { textReason } from '../../support/reasons.ts';

describe('GET /v1/calibration', () => {
  it('says what was said and what came, with intervals', async () => {
    const { app } = await testServer({
      evidence: {
        read: async () => ({
          overall: CALIBRATION,
          perSeries: [
            {
              series: { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' },
              calibration: CALIBRATION,
              drift: [{ feature: 'range_168', stabilityIndex: 0.31 }],
              mutedReason: textReason('the record is below the bar'),
            },
          ],
        }),
      },
    });
    const answered = await app.inject('/v1/calibration');
    expect(answered.statusCode).toBe(200);
    const body: unknown = answered.json();
    expect(body).toMatchObject({
      overall: { rows: 2_000, flat: 0, accuracy: 0.55, reversalAccuracy: 0.55, signals: { count: 0, accuracy: null } },
      perSeries: [
        { series: 'binance:BTC/USDT@1h', mutedReason: expect.any(String), drift: [{ feature: 'range_168' }] },
      ],
    });
    expect(body).toHaveProperty('overall.reliability.0.interval.1');
    expect(body).toHaveProperty('overall.coverage.6.share', 0.02);
    expect(body).toHaveProperty('overall.calibrationNoise.upper', CALIBRATION.calibrationNoise?.upper);
    expect(body).toHaveProperty('disclaimer');
    await app.close();
  });

  it('hands symbol and timeframe on, and refuses others', async () => {
    const asked: unknown[] = [];
    const { app } = await testServer({
      evidence: {
        read: async (query) => {
          asked.push(query);
          return { overall: CALIBRATION, perSeries: [] };
        },
      },
    });
    expect((await app.inject('/v1/calibration?symbol=BTC%2FUSDT&timeframe=1h')).statusCode).toBe(200);
    expect(asked).toEqual([{ symbol: 'BTC/USDT', timeframe: '1h' }]);
    for (const bad of ['symbol=btc', 'timeframe=2h', 'limit=1', 'symbol[$gt]='])
      expect((await app.inject(`/v1/calibration?${bad}`)).statusCode, bad).toBe(400);
    await app.close();
  });

  it('is in the API document', async () => {
    const { app } = await testServer();
    const document: unknown = (await app.inject('/openapi.json')).json();
    expect(document).toHaveProperty(['paths', '/v1/calibration', 'get', 'operationId'], 'getCalibration');
    await app.close();
  });
});
