import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../engine/time.ts';
import { reversingCandles } from '../support/candles/candles.ts';
import { writeCandles } from '../support/candles/write-candles.ts';
import { runScript } from '../support/process/run-script.ts';

const run = (script: string, ...words: readonly string[]) => runScript(script, words);

describe('npm run evaluate, predict and bench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evaluate-'));
  const file = join(folder, 'BTCUSDT_test_1h.csv.gz');
  beforeAll(() => {
    const candles = reversingCandles({ count: 11_000, seed: 6, startMs: Date.UTC(2020, 0, 1), candleMs: HOUR_MS });
    writeCandles(file, candles);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('evaluate --json prints exactly one JSON object with every promised key', () => {
    const { status, stdout } = run('evaluate', '--data', file, '--timeframe', '1h', '--model', 'logistic', '--json');
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const report: unknown = JSON.parse(stdout);
    expect(report).toMatchObject({
      model: 'logistic',
      markets: ['test:BTC/USDT'],
      timeframe: '1h',
      excludedEqual: 0,
      folds: 4,
      protocol: 'walk-forward',
    });
    const keys = [
      'rows from to accuracy accuracyInterval balancedAccuracy matthews auc brierScore brierScoreBase brierSkill',
      'logLoss calibrationError calibrationSlope calibrationIntercept precision recall coverage selected sharpe',
      'baselines gain perYear elapsedMs',
    ].join(' ');
    for (const key of keys.split(' ')) expect(report, key).toHaveProperty(key);
    expect(report).toHaveProperty('coverage.4.share', 0.1);
    expect(report).toHaveProperty(['sharpe', 'netBps', '10']);
    for (const name of ['reversal', 'momentum', 'base-rate', 'always-long', 'logistic-small', 'logistic-hour']) {
      expect(report).toHaveProperty(['baselines', name, 'accuracy']);
    }
    expect(report).not.toHaveProperty('undefined');
  });

  it('evaluate ends with exit code 1 and the reason where nothing can be judged, or all of it went one way', () => {
    const fileOf = (step: number): string => {
      const path = join(folder, `market-${step}.csv`);
      const lines = Array.from({ length: 11_000 }, (_, row) => {
        const [open, close] = [100 + row * step, 100 + row * step + 0.75 * step];
        return [Date.UTC(2020, 0, 1) + row * HOUR_MS, open, close + 1, open - 1, close, 5 + (row % 3)].join(',');
      });
      writeFileSync(path, ['time,open,high,low,close,volume', ...lines].join('\n'));
      return path;
    };
    const judge = (path: string) =>
      run('evaluate', '--data', `BTC/USDT=${path}`, '--timeframe', '1h', '--model', 'reversal', '--json');
    const still = judge(fileOf(0));
    expect([still.status, JSON.parse(still.stdout).rows]).toEqual([1, 0]);
    expect(still.stderr).toMatch(/evaluate: expected decisions to judge, there are none/);
    const rising = judge(fileOf(0.01));
    expect([rising.status, JSON.parse(rising.stdout).auc]).toEqual([1, null]);
    expect(rising.stderr).toMatch(/all \d+ judged ones went one way, so an accuracy of/);
  });

  it('evaluate twice says the same but for the time it took', () => {
    const read = (): unknown => {
      const { elapsedMs: _, ...rest } = JSON.parse(
        run('evaluate', '--data', file, '--timeframe', '1h', '--json').stdout,
      ) as Record<string, unknown>;
      return rest;
    };
    expect(read()).toEqual(read());
  });

  it('evaluate tests a frozen model on another file only after it was frozen', () => {
    const { status, stdout } = run(
      'evaluate',
      '--data',
      file,
      '--timeframe',
      '1h',
      '--test-data',
      `kraken:ETH/USD=${file}`,
      '--train-until',
      '2021-02-01',
      '--json',
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      markets: ['kraken:ETH/USD'],
      protocol: 'frozen',
      folds: 1,
      from: '2021-02-02T00:00:00.000Z',
      withFrozenMap: { accuracy: expect.any(Number), calibrationError: expect.any(Number) },
    });
  });

  it('evaluate prints a table for people', () => {
    const { status, stdout } = run('evaluate', '--data', file, '--timeframe', '1h', '--model', 'reversal');
    expect(status).toBe(0);
    for (const word of ['accuracy', 'logistic-small', 'most confident', 'signal rule', 'Sharpe before cost'])
      expect(stdout).toContain(word);
  });

  it('predict --json answers like the API', () => {
    const { status, stdout } = run('predict', '--data', file, '--timeframe', '1h', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      symbol: 'BTC/USDT',
      timeframe: '1h',
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      action: expect.stringMatching(/^(BUY|SELL|HOLD)$/),
      modelVersion: expect.stringMatching(/^logistic-/),
    });
  });

  it.each([
    [
      'evaluate without data',
      ['evaluate', '--timeframe', '1h'],
      2,
      /^evaluate: expected --data FILE, was not given\n$/,
    ],
    [
      'evaluate with a strange timeframe',
      ['evaluate', '--data', 'x', '--timeframe', '7h'],
      2,
      /^evaluate: expected --timeframe to be one of .*, was "7h"\n$/,
    ],
    [
      'evaluate with a model that is not there',
      ['evaluate', '--data', 'x', '--timeframe', '1h', '--model', 'oracle'],
      2,
      /was "oracle"\n$/,
    ],
    [
      'evaluate with a file that is not there',
      ['evaluate', '--data', '/no/file.csv', '--timeframe', '1h'],
      1,
      /^evaluate: \/no\/file.csv: expected a readable file/,
    ],
    [
      'bench with a name that is not there',
      ['bench', '--only', 'nothing'],
      2,
      /^bench: expected --only to name one of/,
    ],
  ] as const)('%s fails in one line', (_, [script, ...words], status, message) => {
    const result = run(script, ...words);
    expect([result.status, result.stdout]).toEqual([status, '']);
    expect(result.stderr).toMatch(message);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('evaluate of candles of another length is wrong usage', () => {
    const { status, stderr } = run('evaluate', '--data', file, '--timeframe', '15m');
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/expected candles of 15m \(15 min\), .* has one every 60 min/),
    ]);
  });

  it.each(['evaluate', 'predict', 'bench'])('%s --help ends well', (script) => {
    const { status, stdout } = run(script, '--help');
    expect([status, stdout.split('\n')[0]]).toEqual([0, `npm run ${script} -- [options]`]);
  });
});
