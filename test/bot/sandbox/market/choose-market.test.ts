import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startExchangeSandbox } from '../../../../bot/sandbox/exchange/server.ts';
import { createCandleCache } from '../../../../bot/sandbox/market/candle-cache.ts';
import type { ChooseMarketOptions } from '../../../../bot/sandbox/market/choose-market.ts';
import type { ChosenMarket } from '../../../../bot/sandbox/market/chosen-market.ts';
import { marketText } from '../../../../bot/sandbox/market/market-text.ts';
import { ENGLISH } from '../../../../bot/texts/language.ts';
import { openCcxtVenue } from '../../../../engine/adapters/ccxt/venue.ts';
import { candleAt, columnsOf, sliceColumns } from '../../../../engine/market/candle.ts';
import { seriesOfFileName } from '../../../../engine/market/import/series-of-file-name.ts';
import { seriesName } from '../../../../engine/market/series.ts';
import { FIRST_MS, someCandles } from '../../../support/candles/sandbox-candles.ts';
import { writeCandles } from '../../../support/candles/write-candles.ts';
import { sharedPath } from '../../../support/shared.ts';
import { chooseOffline, chosenNames, marketsOf } from './offline-market.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let folder = '';
let said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'market-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const choose = (options: Partial<ChooseMarketOptions> = {}): Promise<ChosenMarket> =>
  chooseOffline({ cacheFolder: join(folder, 'cache'), log: (line) => said.push(line), ...options });

/** Writes simulated candles under a name and gives the path. */
function record(
  name: string,
  { count, candleMs = HOUR, skip = 0 }: { readonly count: number; readonly candleMs?: number; readonly skip?: number },
): string {
  return writeCandles(join(folder, name), sliceColumns(someCandles({ count: count + skip, candleMs }), skip));
}

describe('file names', () => {
  it.each([
    ['BTCUSDT_binance_1h_2024.csv.gz', 'binance:BTC/USDT@1h'],
    ['/some/where/EURUSD_oanda-bidask_1h_2007-2018.csv.gz', 'oanda:EUR/USD@1h'],
    ['EURUSD_oanda-bid_1h_2007-2018_novol.csv.gz', 'oanda:EUR/USD@1h'],
    ['GBPUSD_mt5_1h_2014-2022_tickvol.csv', 'mt5:GBP/USD@1h'],
    ['SOLUSDT_binance_15m.csv', 'binance:SOL/USDT@15m'],
    ['ETHBTC_kraken_1d.csv', 'kraken:ETH/BTC@1d'],
  ])('%s is %s', (name, series) => {
    const found = seriesOfFileName(name);
    expect(found === null ? null : seriesName(found)).toBe(series);
  });

  it.each([
    'mydata.csv',
    'BTCUSDT_binance_7h.csv',
    'USDT_binance_1h.csv',
    'BTCUSDT_binance_1h.json',
    'BTCXYZ_binance_1h.csv',
  ])('%s says no market', (name) => {
    expect(seriesOfFileName(name)).toBeNull();
  });
});

describe('MARKET_DATA', () => {
  it('names files by their market, and starts half way into what they have in common', async () => {
    const first = record('BTCUSDT_binance_1h.csv', { count: 6_000 });
    const second = record('ETHUSDT_binance_1h.csv', { count: 5_400, skip: 300 });
    const chosen = await choose({ marketData: `${first}, ${second}` });
    expect(chosen.source).toBe('recorded');
    expect(chosenNames(chosen)).toEqual(['binance:BTC/USDT@1h', 'binance:ETH/USDT@1h']);
    expect([(chosen.startMs - FIRST_MS) / HOUR, (chosen.endMs - FIRST_MS) / HOUR]).toEqual([300 + 2_700, 5_700]);
    expect(marketText(chosen, ENGLISH)).toContain('2,700 candles to learn from');
  });

  it('may say which market a file holds', async () => {
    const path = record('mydata.csv', { count: 4_000 });
    expect(chosenNames(await choose({ marketData: `BTC/USDT@1h=${path}` }))).toEqual(['file:BTC/USDT@1h']);
    expect(chosenNames(await choose({ marketData: `kraken:ETH/EUR@1h=${path}` }))).toEqual(['kraken:ETH/EUR@1h']);
  });

  it.each([
    ['a name that says no market', (path: string) => path, 'BTC/USDT@1h='],
    ['a market that is none', (path: string) => `BTCUSDT@1h=${path}`, 'expected BASE/QUOTE@timeframe=path'],
    ['a file that does not exist', (path: string) => `${path}.gone`, 'does not exist'],
    ['nothing', () => ' , ', 'found none'],
  ])('is refused for %s', async (_what, marketData, message) => {
    const path = record('mydata.csv', { count: 20 });
    await expect(choose({ marketData: marketData(path) })).rejects.toThrow(message);
  });

  it('is refused when a file is too short, or shares no time with the others', async () => {
    const short = record('BTCUSDT_binance_1h.csv', { count: 600 });
    await expect(choose({ marketData: short })).rejects.toThrow('expected 500 candles of past and 10 days to replay');
    const early = record('ETHUSDT_binance_1h.csv', { count: 3_000 });
    const late = record('SOLUSDT_binance_1h.csv', { count: 3_000, skip: 4_000 });
    await expect(choose({ marketData: `${early},${late}` })).rejects.toThrow(
      'SOLUSDT_binance_1h.csv cannot be replayed',
    );
  });

  it('is refused for one pair from two venues, since the stand-in is one venue', async () => {
    const first = record('BTCUSDT_binance_1h.csv', { count: 3_000 });
    const second = record('BTCUSDT_kraken_1h.csv', { count: 3_000 });
    await expect(choose({ marketData: `${first},${second}` })).rejects.toThrow('binance:BTC/USDT@1h is the same pair');
  });

  it('aggregates finer files for the markets asked for', async () => {
    record('f/BTCUSDT_binance_15m.csv', { count: 16_000, candleMs: HOUR / 4 });
    const chosen = await choose({
      marketData: join(folder, 'f'),
      markets: marketsOf('binance:BTC/USDT@15m', 'binance:BTC/USDT@1h', 'kraken:DOGE/USD@1h'),
    });
    expect(chosenNames(chosen)).toEqual(['binance:BTC/USDT@15m', 'binance:BTC/USDT@1h']);
    expect(chosen.series.map(({ columns }) => columns.length)).toEqual([16_000, 4_000]);
    expect(said).toContain('kraken:DOGE/USD@1h is not recorded');
  });

  it('keeps 1,500 candles of past where half is fewer, and ten days of replay', async () => {
    const path = record('BTCUSDT_binance_1h.csv', { count: 2_000 });
    const chosen = await choose({ marketData: path });
    expect((chosen.startMs - FIRST_MS) / HOUR).toBe(1_500);
    const shorter = record('ETHUSDT_binance_1h.csv', { count: 1_600 });
    const tight = await choose({ marketData: shorter });
    expect(tight.endMs - tight.startMs).toBe(10 * DAY);
  });

  it('knows which markets have no volume', async () => {
    const path = join(folder, 'EURUSD_mt5_1h.csv');
    const lines = Array.from({ length: 3_000 }, (_, row) => `${FIRST_MS + row * HOUR},1,1,1,1,`);
    writeFileSync(path, `time,open,high,low,close,volume\n${lines.join('\n')}\n`);
    expect([...(await choose({ marketData: path })).symbolsWithoutVolume]).toEqual(['EUR/USD']);
  });
});

describe('without MARKET_DATA', () => {
  it('simulates a market where nothing else is, and says so', async () => {
    const chosen = await choose({ seed: 5 });
    expect(chosen.source).toBe('simulated');
    const swing = ['simulated:BTC/USDT@4h', 'simulated:ETH/USDT@4h'];
    expect(chosenNames(chosen)).toEqual(['simulated:BTC/USDT@1h', ...swing, 'simulated:EUR/USD@1h']);
    expect(chosen.swing.map(seriesName)).toEqual(swing);
    expect(marketText(chosen, ENGLISH)).toContain('SIMULATED');
    expect((await choose({ seed: 5 })).id).toBe(chosen.id);
    expect((await choose({ seed: 6 })).id).not.toBe(chosen.id);
  });

  it('simulates the markets asked for, timeframes of one pair from one walk', async () => {
    const chosen = await choose({ markets: marketsOf('binance:DOGE/USDT@15m', 'binance:DOGE/USDT@1h') });
    const [quarters, hours] = chosen.series;
    expect(chosenNames(chosen)).toEqual(['simulated:DOGE/USDT@15m', 'simulated:DOGE/USDT@1h']);
    expect(hours?.columns.close.at(-1)).toBe(quarters?.columns.close.at(-1));
  });

  it('goes on with the market of the first version, whose note does not say which', async () => {
    const note = { wanted: 'usual', source: 'simulated', id: 'a1eef47fc5a4', startMs: 1_724_947_200_000 };
    mkdirSync(join(folder, 'cache'));
    writeFileSync(join(folder, 'cache', 'market-choice.json'), JSON.stringify(note));
    const chosen = await choose();
    expect(chosen).toMatchObject({ source: 'simulated', id: note.id, startMs: note.startMs });
    expect(said).toEqual([]);
  });

  it('takes recorded candles where they lie, and keeps to them', async () => {
    record('r/BTCUSDT_binance_1h.csv', { count: 4_000 });
    const recordedFolder = join(folder, 'r');
    expect((await choose({ recordedFolder })).source).toBe('recorded');
    rmSync(join(folder, 'cache'), { recursive: true });
    await choose();
    expect((await choose({ recordedFolder })).source).toBe('simulated');
  });

  it('takes a pair from another venue when the asked one is not recorded', async () => {
    record('r/EURUSD_oanda-bidask_1h.csv', { count: 4_000 });
    const chosen = await choose({ recordedFolder: join(folder, 'r'), markets: marketsOf('kraken:EUR/USD@1h') });
    expect(chosenNames(chosen)).toEqual(['oanda:EUR/USD@1h']);
    expect(said.join()).toContain('oanda:EUR/USD@1h stands in');
  });

  it.skipIf(sharedPath('data') === null)(
    'takes the newest recordings of a folder that share a clock (skipped without ../shared/data)',
    async () => {
      const chosen = await choose({ marketData: sharedPath('data') });
      expect(chosenNames(chosen)).toEqual(['binance:BTC/USDT@1h', 'binance:ETH/USDT@1h', 'binance:SOL/USDT@1h']);
      expect(new Date(chosen.startMs).toISOString()).toMatch(/^2024-05-/);
      expect((chosen.endMs - chosen.startMs) / DAY).toBeGreaterThan(75);
    },
  );

  it.skipIf(sharedPath('data') === null)(
    'replays mid prices of a currency pair with its weekends closed (skipped without ../shared/data)',
    async () => {
      const path = sharedPath('data/EURUSD_oanda-bidask_1h_2007-2018.csv.gz') ?? '';
      copyFileSync(path, join(folder, basename(path)));
      const chosen = await choose({ marketData: folder });
      expect(chosenNames(chosen)).toEqual(['oanda:EUR/USD@1h']);
      expect([...chosen.symbolsWithoutVolume]).toEqual(['EUR/USD']);
    },
  );
});

describe('live venues', () => {
  const columns = someCandles({ count: 7_000, candleMs: HOUR });
  const markets = marketsOf('binance:BTC/USDT@1h');
  // Short looks at a shut gate instead of its whole pause.
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 50)));

  async function venueAt(nowMs: number) {
    const clock = { nowMs: () => nowMs };
    const sandbox = await startExchangeSandbox({ markets: [{ symbol: 'BTC/USDT', timeframe: '1h', columns }], clock });
    const openVenue = (exchangeId: string) =>
      openCcxtVenue({ exchangeId, baseUrl: sandbox.url, clock, wait, timeoutMs: 5_000 });
    return { sandbox, live: { openVenue, wait, probeMs: 5_000 } };
  }

  it('give their recent history once, which is kept and topped up', async () => {
    const first = await venueAt(FIRST_MS + 6_500 * HOUR + 5_000);
    const chosen = await choose({ markets, live: first.live });
    expect(chosen.source).toBe('live');
    expect(chosen.series[0]?.columns).toEqual(
      columnsOf(Array.from({ length: 6_000 }, (_, row) => candleAt(columns, 500 + row))),
    );
    await first.sandbox.close();

    const later = await venueAt(FIRST_MS + 6_600 * HOUR + 5_000);
    const again = await choose({ markets, live: later.live });
    expect(later.sandbox.requests().get('/api/v3/klines')).toBe(1);
    expect(again.series[0]?.columns.length).toBe(6_100);
    expect({ id: again.id, startMs: again.startMs }).toEqual({ id: chosen.id, startMs: chosen.startMs });
    await later.sandbox.close();
  });

  it('are replayed from what is kept when they cannot be reached', async () => {
    createCandleCache(join(folder, 'cache', 'candles')).write(
      { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' },
      columns,
    );
    const { sandbox, live } = await venueAt(FIRST_MS);
    sandbox.inject({ type: 'reset', times: Number.POSITIVE_INFINITY });
    const chosen = await choose({ markets, live });
    expect(chosen.source).toBe('live');
    expect(said.join()).toMatch(/Binance: .*, so the candles kept from it are replayed/);
    await sandbox.close();
  });

  it.each([
    { name: 'does not answer in time', fault: { type: 'hang' }, told: 'Binance: no answer in time' },
    { name: 'shuts us out', fault: { type: 'geo-blocked' }, told: 'Binance: HTTP 451' },
    { name: 'is down', fault: { type: 'server-error', status: 502 }, told: 'Binance' },
  ] as const)('are passed over when the venue $name', async ({ fault, told }) => {
    const { sandbox, live } = await venueAt(FIRST_MS + 6_500 * HOUR);
    sandbox.inject({ ...fault, times: Number.POSITIVE_INFINITY });
    expect((await choose({ markets, live: { ...live, probeMs: 300 } })).source).toBe('simulated');
    expect(said.join()).toContain(told);
    await sandbox.close();
  });
});
