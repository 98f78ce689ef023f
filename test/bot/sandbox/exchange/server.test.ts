import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExchangeSandbox, startExchangeSandbox } from '../../../../bot/sandbox/exchange/server.ts';
import { emptyColumns, sliceColumns } from '../../../../engine/market/candle.ts';
import { FIRST_MS, someCandles } from '../../../support/candles/sandbox-candles.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

type Row = readonly [number, string, string, string, string, string, number, string, number, string, string, string];

describe('exchange stand-in', () => {
  const columns = someCandles({ count: 3_000, candleMs: 5 * MINUTE });
  let nowMs = FIRST_MS + 200 * HOUR + 2 * MINUTE;
  let sandbox: ExchangeSandbox;
  beforeAll(async () => {
    sandbox = await startExchangeSandbox({
      markets: [{ symbol: 'BTC/USDT', timeframe: '5m', columns }],
      clock: { nowMs: () => nowMs },
    });
  });
  afterAll(() => sandbox.close());
  const get = (path: string): Promise<Response> => fetch(`${sandbox.url}/api/v3/${path}`);
  const klines = async (query: string): Promise<readonly Row[]> =>
    (await get(`klines?symbol=BTCUSDT&${query}`)).json() as Promise<readonly Row[]>;

  it('says the time of its clock', async () => {
    expect(await (await get('time')).json()).toEqual({ serverTime: nowMs });
    expect(await (await get('ping')).json()).toEqual({});
  });

  it('lists its markets as spot pairs', async () => {
    expect(await (await get('exchangeInfo')).json()).toMatchObject({
      serverTime: nowMs,
      symbols: [
        { symbol: 'BTCUSDT', baseAsset: 'BTC', quoteAsset: 'USDT', status: 'TRADING', isSpotTradingAllowed: true },
      ],
    });
  });

  it.each([
    ['klines', 400, -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed."],
    ['klines?symbol=BTCUSDT', 400, -1102, "Mandatory parameter 'interval' was not sent, was empty/null, or malformed."],
    [
      'klines?symbol=&interval=1h',
      400,
      -1102,
      "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.",
    ],
    [
      'klines?symbol=btcusdt&interval=1h',
      400,
      -1100,
      "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.",
    ],
    ['klines?symbol=DOGEUSDT&interval=1h', 400, -1121, 'Invalid symbol.'],
    ['klines?symbol=BTCUSDT&interval=7h', 400, -1120, 'Invalid interval.'],
    ['klines?symbol=BTCUSDT&interval=toString', 400, -1120, 'Invalid interval.'],
    [
      'klines?symbol=BTCUSDT&interval=1h&limit=ten',
      400,
      -1100,
      "Illegal characters found in parameter 'limit'; legal range is '^[0-9]{1,20}$'.",
    ],
    ['klines?symbol=BTCUSDT&interval=1h&limit=0', 400, -1130, "Data sent for parameter 'limit' is not valid."],
    [
      'klines?symbol=BTCUSDT&interval=1h&startTime=-5',
      400,
      -1100,
      "Illegal characters found in parameter 'startTime'; legal range is '^[0-9]{1,20}$'.",
    ],
    [
      'klines?symbol=BTCUSDT&interval=1h&colour=red',
      400,
      -1104,
      "Not all sent parameters were read; read '2' parameter(s) but was sent '3'.",
    ],
    ['klines?symbol=BTCUSDT&symbol=BTCUSDT&interval=1h', 400, -1101, "Duplicate values for parameter 'symbol'."],
  ])('%s is refused as the venue does', async (path, status, code, msg) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ code, msg });
  });

  it('answers nothing else', async () => {
    expect((await get('order')).status).toBe(404);
    expect((await fetch(`${sandbox.url}/api/v3/klines`, { method: 'POST' })).status).toBe(404);
  });

  it('gives rows of twelve columns, prices as text', async () => {
    const [row] = await klines(`interval=5m&startTime=${FIRST_MS}&limit=1`);
    expect(row).toHaveLength(12);
    expect(row?.[0]).toBe(FIRST_MS);
    expect(row?.[6]).toBe(FIRST_MS + 5 * MINUTE - 1);
    expect(row?.slice(1, 6).map((cell) => Number(cell))).toEqual([
      columns.open[0],
      columns.high[0],
      columns.low[0],
      columns.close[0],
      columns.volume[0],
    ]);
    expect(row?.[1]).toMatch(/^\d+\.\d{8,}$/);
  });

  it('gives 500 rows unless asked, and never more than 1,000', async () => {
    expect(await klines('interval=5m')).toHaveLength(500);
    expect(await klines('interval=5m&limit=5000')).toHaveLength(1_000);
  });

  it('reads forwards from a start, backwards without one', async () => {
    const start = FIRST_MS + 10 * HOUR + 1;
    const opens = (rows: readonly Row[]): readonly number[] => rows.map(([open]) => (open - FIRST_MS) / HOUR);
    expect(opens(await klines(`interval=1h&startTime=${start}&limit=3`))).toEqual([11, 12, 13]);
    expect(opens(await klines('interval=1h&limit=3'))).toEqual([198, 199, 200]);
    expect(opens(await klines(`interval=1h&endTime=${FIRST_MS + 50 * HOUR}&limit=3`))).toEqual([48, 49, 50]);
    expect(opens(await klines(`interval=1h&startTime=${start}&endTime=${FIRST_MS + 12 * HOUR}`))).toEqual([11, 12]);
    expect(opens(await klines(`interval=1h&startTime=${FIRST_MS + 9 * HOUR}&endTime=${FIRST_MS}`))).toEqual([]);
    expect(opens(await klines('interval=1m&limit=5'))).toEqual([]);
  });

  it('shows the candle in the making last, and nothing of the future', async () => {
    const [before, last] = await klines('interval=5m&limit=2');
    const row = 200 * 12;
    expect(last?.[0]).toBe(columns.openTimeMs[row]);
    expect(before?.[4]).toBe(Number(before?.[4]).toFixed(8));
    expect(Number(last?.[5])).toBeCloseTo((columns.volume[row] ?? 0) * 0.4, 6);
    expect(Number(last?.[2])).toBeLessThanOrEqual(columns.high[row] ?? 0);
    expect(Number(last?.[3])).toBeGreaterThanOrEqual(columns.low[row] ?? 0);
    expect(await klines('interval=5m&limit=2')).toEqual([before, last]);
    expect(await klines(`interval=5m&startTime=${nowMs + 1}`)).toEqual([]);
  });

  it('grows the candle in the making into the finished one', async () => {
    const open = FIRST_MS + 210 * HOUR;
    const row = 210 * 12;
    let high = 0;
    for (const share of [0, 0.2, 0.4, 0.6, 0.8, 0.999_999, 1]) {
      nowMs = open + share * 5 * MINUTE;
      const [candle] = await klines(`interval=5m&startTime=${open}&limit=1`);
      expect(Number(candle?.[2])).toBeGreaterThanOrEqual(high);
      high = Number(candle?.[2]);
    }
    const [done] = await klines(`interval=5m&startTime=${open}&limit=1`);
    expect(done?.slice(1, 5).map(Number)).toEqual([
      columns.open[row],
      columns.high[row],
      columns.low[row],
      columns.close[row],
    ]);
  });

  it('goes on with candles that are appended, each once', async () => {
    const half = await startExchangeSandbox({
      markets: [{ symbol: 'BTC/USDT', timeframe: '5m', columns: sliceColumns(columns, 0, 100) }],
      clock: { nowMs: () => FIRST_MS + 1_000 * HOUR },
    });
    half.append({ symbol: 'BTC/USDT', timeframe: '5m', columns: sliceColumns(columns, 90, 130) });
    half.append({ symbol: 'BTC/USDT', timeframe: '5m', columns: sliceColumns(columns, 0, 10) });
    const rows = (await (
      await fetch(`${half.url}/api/v3/klines?symbol=BTCUSDT&interval=5m&limit=1000`)
    ).json()) as readonly Row[];
    expect(rows.map(([open]) => open)).toEqual([...columns.openTimeMs.subarray(0, 130)]);
    expect(() => half.append({ symbol: 'ETH/USDT', timeframe: '5m', columns })).toThrow(
      'expected a series of this venue, was ETH/USDT@5m',
    );
    await half.close();
  });

  it('refuses markets that one venue cannot have', async () => {
    const clock = { nowMs: () => FIRST_MS };
    const none = emptyColumns(0);
    const twice = [0, 1].map(() => ({ symbol: 'BTC/USDT', timeframe: '1h', columns: none }) as const);
    await expect(startExchangeSandbox({ clock, markets: twice })).rejects.toThrow(
      'expected one series of BTC/USDT@1h, were two',
    );
    await expect(
      startExchangeSandbox({ clock, markets: [{ symbol: 'BTC/USD:BTC', timeframe: '1h', columns: none }] }),
    ).rejects.toThrow('expected a spot symbol');
  });
});

describe('request weights', () => {
  it('are counted in headers, refused above the limit and banned when that is ignored', async () => {
    let wallMs = 30_000;
    const sandbox = await startExchangeSandbox({
      markets: [{ symbol: 'BTC/USDT', timeframe: '1h', columns: someCandles({ count: 10, candleMs: HOUR }) }],
      clock: { nowMs: () => FIRST_MS + 5 * HOUR },
      weightPerMinute: 5,
      wallNowMs: () => wallMs,
    });
    const ask = async (): Promise<readonly [number, string | null, string | null]> => {
      const { status, headers } = await fetch(`${sandbox.url}/api/v3/klines?symbol=BTCUSDT&interval=1h`);
      return [status, headers.get('x-mbx-used-weight-1m'), headers.get('retry-after')];
    };
    expect(await ask()).toEqual([200, '2', null]);
    expect(await ask()).toEqual([200, '4', null]);
    for (let call = 0; call < 5; call += 1) expect(await ask()).toEqual([429, String(6 + 2 * call), '30']);
    expect((await ask()).at(0)).toBe(418);
    wallMs += 60_000;
    expect(await ask()).toEqual([418, '2', '60']);
    wallMs += 60_000;
    expect(await ask()).toEqual([200, '2', null]);
    await sandbox.close();
  });
});
