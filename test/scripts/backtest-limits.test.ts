import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HOUR_MS } from '../../engine/time.ts';
import { randomWalk } from '../support/candles/random-walk.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = Date.UTC(2024, 0, 1);

const answer = z.looseObject({
  notes: z.array(z.string()),
  trades: z.number(),
  netReturn: z.number(),
  maxDrawdown: z.number(),
  closingDrawdown: z.number(),
  lateEntries: z.number(),
  costPaid: z.number(),
  ruinedAtMs: z.number().nullable(),
  plan: z.looseObject({ horizonCandles: z.number().nullable(), renewHorizon: z.boolean() }),
});

type Row = readonly [hour: number, open: number, high: number, low: number, close: number];
const isoAt = (hour: number): string => new Date(START_MS + hour * HOUR_MS).toISOString();

describe('npm run backtest, by what happens within and between candles', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'backtest-limits-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (name: string, header: string, lines: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, `${[header, ...lines].join('\n')}\n`);
    return path;
  };
  const candles = (name: string, rows: readonly Row[]): string =>
    file(
      name,
      'time,open,high,low,close,volume',
      rows.map(([hour, ...prices]) => [isoAt(hour), ...prices, 10].join(',')),
    );
  const signals = (name: string, given: Readonly<Record<number, string>>): string =>
    file(
      name,
      'time,signal',
      Object.entries(given).map(([hour, signal]) => `${isoAt(Number(hour))},${signal}`),
    );
  const run = (words: readonly string[]) =>
    spawnSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/backtest/backtest.ts', '--timeframe', '1h', '--json', ...words],
      {
        cwd: root,
        encoding: 'utf8',
        timeout: 120_000,
        env: { ...process.env, DATA_DIR: join(folder, 'data') },
      },
    );
  const asked = (words: readonly string[]): z.infer<typeof answer> => {
    const { status, stdout, stderr } = run(words);
    expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
    return answer.parse(JSON.parse(stdout));
  };
  const flat = (hour: number): Row => [hour, 100, 100, 100, 100];
  const walk = (seed: number): readonly Row[] => {
    const { length, open, high, low, close } = randomWalk({ rows: 1_500, seed });
    const at = (column: Float64Array, row: number): number => column[row] ?? Number.NaN;
    return Array.from({ length }, (_, row) => [row, at(open, row), at(high, row), at(low, row), at(close, row)]);
  };

  it('ruins a short that is squeezed inside a candle', () => {
    const data = candles('squeeze.csv', [
      ...[0, 1, 2, 3].map(flat),
      [4, 100, 260, 95, 95],
      [5, 95, 96, 94, 95],
      flat(6),
    ]);
    const short = signals('short.csv', { 2: 'SELL', 5: 'EXIT' });
    const result = asked(['--data', `BTC/USDT=${data}`, '--signals', short]);
    expect(result.netReturn).toBeCloseTo(-1, 6);
    expect(result.maxDrawdown).toBeCloseTo(1, 6);
    expect(result.ruinedAtMs).toBe(START_MS + 4 * HOUR_MS);
  });

  it('leaves at a drawdown limit inside the candle and says so', () => {
    const rows: readonly Row[] = [...[0, 1, 2, 3].map(flat), [4, 100, 101, 60, 100], ...[5, 6, 7].map(flat)];
    const data = candles('dip.csv', rows);
    const long = signals('long.csv', { 1: 'BUY' });
    const words = ['--data', `BTC/USDT=${data}`, '--signals', long, '--cost-bps', '0'];
    expect(asked(words)).toMatchObject({ netReturn: 0, maxDrawdown: 0.4, closingDrawdown: 0 });
    const limited = asked([...words, '--max-drawdown', '10%']);
    expect(limited.netReturn).toBeCloseTo(-0.1, 9);
    expect(limited.maxDrawdown).toBeCloseTo(0.1, 9);
    expect(limited.notes).toContainEqual(expect.stringContaining('drawdown limit was reached at 2024-01-01 04:00'));
    expect(asked([...words, '--max-daily-loss', '10%']).netReturn).toBeCloseTo(-0.1, 9);
  });

  it('drops an entry that comes long after its signal, and notes a position held over an outage', () => {
    const late = [0, 1, 2, 3, 430, 431, 432].map(flat);
    const data = candles('outage.csv', late);
    const entry = signals('entry.csv', { 3: 'BUY' });
    const dropped = asked(['--data', `BTC/USDT=${data}`, '--signals', entry]);
    expect(dropped).toMatchObject({ trades: 0, lateEntries: 1 });
    expect(dropped.notes).toContain('1 entry dropped: the next candle came more than 2 candles later');
    expect(asked(['--data', `BTC/USDT=${data}`, '--signals', entry, '--gaps', 'fill']).trades).toBe(1);
    const held = asked(['--data', `BTC/USDT=${data}`, '--signals', signals('held.csv', { 1: 'BUY' })]);
    expect(held.notes).toContain(
      'BTC/USDT: 1 position was held over an outage from 2024-01-01 04:00 UTC to 2024-01-18 22:00 UTC',
    );
  });

  it('earns nothing by a change of the price level', () => {
    const rows = walk(4).map((row): Row => {
      const [hour, ...prices] = row;
      const [open = 0, high = 0, low = 0, close = 0] = prices.map((price) => (hour < 800 ? price / 1_000 : price));
      return [hour, open, high, low, close];
    });
    const result = asked(['--data', `BTT/USDT=${candles('unit.csv', rows)}`, '--rule', 'ema-cross']);
    expect(result.netReturn).toBeLessThan(2);
    expect(result.notes).toContainEqual(expect.stringMatching(/changes its level at 2024-02-03T08:00Z \(× 1000/));
    expect(result.notes).toContainEqual(expect.stringMatching(/^nothing is held across a change of level: 1 position/));
  });

  it('gives the same whatever the order of files', () => {
    const [a, b] = [3, 5].map((seed) => candles(`order-${seed}.csv`, walk(seed)));
    const [first, second] = [`--data=ETH/USDT=${a}`, `--data=BTC/USDT=${b}`];
    const of = (words: readonly string[]): unknown => {
      const { elapsedMs: _, candlesPerSecond: __, ...figures } = asked([...words, '--rule', 'rsi']);
      return figures;
    };
    expect(of([second, first])).toEqual(of([first, second]));
    // Two files of one market that overlap and disagree.
    const [one, other] = [`--data=BTC/USDT=${a}`, `--data=BTC/USDT=${b}`];
    expect(of([other, one])).toEqual(of([one, other]));
  });

  it('ends with exit code 1 when nothing is entered', () => {
    const data = candles(
      'still.csv',
      Array.from({ length: 60 }, (_, hour) => flat(hour)),
    );
    const { status, stderr } = run(['--data', `BTC/USDT=${data}`, '--rule', 'rsi']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/backtest: expected signals to trade, rule rsi enters nowhere in 60 candles/);
  });

  it('holds a side that the next signal of a model confirms, and pays once', () => {
    const rows = Array.from({ length: 12_000 }, (_, hour): Row => {
      // Against the colour of the candle before, in pairs, so that the reversal rule often keeps its side.
      const open = 100 + Math.sin(hour / 40);
      const close = 100 + Math.sin((hour + 1) / 40);
      return [hour, open, Math.max(open, close) + 0.1, Math.min(open, close) - 0.1, close];
    });
    const words = ['--data', `BTC/USDT=${candles('model.csv', rows)}`, '--model', 'reversal', '--threshold', '0'];
    const [held, each] = [asked(words), asked([...words, '--each-candle'])];
    expect(held.plan).toMatchObject({ horizonCandles: 1, renewHorizon: true });
    expect(each.plan).toMatchObject({ horizonCandles: 1, renewHorizon: false });
    expect(held.trades).toBeLessThan(each.trades / 10);
    expect(held.costPaid).toBeLessThan(each.costPaid);
  });
});
