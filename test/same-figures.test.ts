import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MARKET, testServer } from './support/process/http-server.ts';
import { RECORD, recordAround } from './support/signal-fixtures.ts';
import { openStage, type Stage } from './support/stage/bot-stage.ts';
import type { StagePerson } from './support/stage/stage-person.ts';

const recordBody = z.object({
  published: z.object({ right: z.int(), accuracy: z.number(), accuracyInterval: z.array(z.number()) }),
});
const worthBody = z.object({
  worthTrading: z.object({
    count: z.int(),
    closes: z.int(),
    plan: z.object({ averageNetBps: z.number(), averageNetInterval: z.array(z.number()) }),
  }),
  information: z.object({ count: z.int() }),
});
const marketsBody = z.object({
  markets: z.array(
    z.object({ symbol: z.string(), state: z.string(), candles: z.int(), gaps: z.int(), revisions: z.int() }),
  ),
});

async function reader(stage: Stage, name: string): Promise<StagePerson> {
  const person = stage.person(name);
  await person.write('/start');
  await person.reads(/./);
  return person;
}

describe('what chat and API are asked alike', () => {
  let stage: Stage;
  let server: Awaited<ReturnType<typeof testServer>>;
  const late = { ...MARKET, symbol: 'ETH/USDT', state: 'late', candles: 4_321, gaps: 7, revisions: 9 } as const;
  beforeAll(async () => {
    stage = await openStage(() => ({ markets: async () => [MARKET, late] }));
    const { trackRecord, markets } = stage.deps;
    server = await testServer({ trackRecord, markets });
  });
  afterAll(async () => {
    await server?.app.close();
    await stage?.close();
  });

  it('has one record: /track shows the figures of /v1/track-record', async () => {
    const person = await reader(stage, 'Tracker');
    await person.write('/track');
    const { text } = await person.reads(/Track record/);
    const { published } = recordBody.parse((await server.app.inject('/v1/track-record')).json());
    const { accuracyInterval: interval } = published;
    expect(text).toContain(`${(published.accuracy * 100).toFixed(1)}\u00a0%`);
    expect(text).toContain(`[${interval.map((end) => (end * 100).toFixed(1)).join(', ')}]`);
    expect(text).toContain(String(published.right));
  });

  it('has one result of what was called worth trading: /, /track and /v1/track-record', async () => {
    const record = recordAround({ fromMs: 0, toMs: 1, published: RECORD, allScored: RECORD, perSeries: [] });
    const worth = { ...RECORD, count: 118, closes: 96 };
    const trackRecord = {
      read: async () => ({ ...record, worthTrading: worth, information: { ...RECORD, count: 302 } }),
    };
    const own = await openStage(() => ({ trackRecord }));
    const ownServer = await testServer({ trackRecord });
    try {
      const { worthTrading, information } = worthBody.parse((await ownServer.app.inject('/v1/track-record')).json());
      const { averageNetBps, averageNetInterval } = worthTrading.plan;
      const percent = (bps: number): string => `${bps < 0 ? '−' : '+'}${Math.abs(bps / 100).toFixed(3)}\u00a0%`;
      const figures = [averageNetBps, ...averageNetInterval].map(percent);
      const counts = [String(worthTrading.count), String(worthTrading.closes), String(information.count)];
      const person = await reader(own, 'Follower');
      await person.write('/track');
      const track = (await person.reads(/Track record/)).text
        .split('\n')
        .find((line) => line.startsWith('Worth trading'));
      const page = (await ownServer.app.inject('/')).body.replaceAll(/<[^>]*>/g, ' ');
      for (const figure of [...figures, ...counts]) {
        expect(track).toContain(figure);
        expect(page).toContain(figure);
      }
    } finally {
      await ownServer.app.close();
      await own.close();
    }
  });

  it('has one state of the markets: /status and /markets show those of /v1/markets', async () => {
    const person = await reader(stage, 'Watcher');
    const { markets } = marketsBody.parse((await server.app.inject('/v1/markets')).json());
    expect(markets.map(({ symbol, state }) => [symbol, state])).toEqual([
      ['BTC/USDT', 'ok'],
      ['ETH/USDT', 'late'],
    ]);
    await person.write('/status');
    const status = (await person.reads(/Markets and their data/)).text;
    for (const { symbol, candles, gaps, revisions } of markets) {
      expect(status).toContain(symbol);
      expect(status).toContain(`${candles.toLocaleString('en')} candles · ${gaps} gaps · ${revisions} revisions`);
    }
    await person.write('/markets');
    const overview = (await person.reads(/What I follow/)).text;
    for (const { symbol, state } of markets)
      expect(overview).toMatch(new RegExp(`${symbol} 1h · ${state === 'ok' ? 'fresh' : '⏳ late'} · `));
  });
});
