import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { randomWalk } from '../support/candles/random-walk.ts';
import { writeCandles } from '../support/candles/write-candles.ts';
import { runScript } from '../support/process/run-script.ts';

const folder = mkdtempSync(join(tmpdir(), 'analyser-swing-'));

function fileOf(name: string, timeframeMs: number, rows: number): string {
  const walk = randomWalk({ rows, seed: 3, timeframeMs, sigma: 0.01, startMs: Date.UTC(2020, 0, 1) });
  return writeCandles(join(folder, name), { ...walk, volume: new Float64Array(rows).fill(Number.NaN) });
}

describe('npm run backtest -- --family swing', () => {
  it('prints one object, of several markets', () => {
    const first = fileOf('BTC.csv', 4 * 3_600_000, 3_000);
    const second = fileOf('ETH.csv', 3_600_000, 8_000);
    const args = ['--family', 'swing', '--data', `BTC/USD=${first}`, `ETH/USD=${second}`, '--json'];
    const { status, stdout } = runScript('backtest', args);
    expect(status).toBe(0);
    const printed: unknown = JSON.parse(stdout);
    expect(printed).toMatchObject({
      family: 'swing',
      markets: ['BTC/USD', 'ETH/USD'],
      candles: 5_000,
      riskFraction: 0.01,
      entries: expect.any(Number),
      entriesPerYear: expect.any(Number),
      sharpeInterval: [expect.any(Number), expect.any(Number)],
      sharpeByCostBps: {
        '2': expect.any(Number),
        '5': expect.any(Number),
        '10': expect.any(Number),
        '20': expect.any(Number),
      },
      floor: { sharpe: expect.any(Number), maxDrawdown: expect.any(Number) },
      longShort: { sharpe: expect.any(Number), maxDrawdown: expect.any(Number) },
      holding: {
        sharpe: expect.any(Number),
        difference: expect.any(Number),
        interval: [expect.any(Number), expect.any(Number)],
      },
      // No entry of that random walk comes after 2020: what is not defined is null.
      since2021: {
        published: { sharpe: null, sharpeInterval: null, maxDrawdown: 0 },
        floor: { sharpe: expect.any(Number), sharpeInterval: [expect.any(Number), expect.any(Number)] },
        holding: { sharpe: expect.any(Number), difference: null, interval: null },
      },
      published: { from: null, entries: 0, sharpe: null },
      trials: { number: 42, spread: expect.any(Number), deflatedSharpe: expect.any(Number) },
    });
  });

  it.each([
    ['another timeframe', ['--timeframe', '1h'], /expected --timeframe 4h with --family swing, was 1h/],
    ['a stop of its own', ['--stop', '2%'], /without --stop: the published rule decides it/],
    ['a risk that is none', ['--risk', 'much'], /expected --risk to be a percentage such as 1%, was "much"/],
  ])('refuses %s', (_, more, message) => {
    const file = fileOf('one.csv', 4 * 3_600_000, 700);
    const { status, stderr } = runScript('backtest', ['--family', 'swing', '--data', `BTC/USD=${file}`, ...more]);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});
