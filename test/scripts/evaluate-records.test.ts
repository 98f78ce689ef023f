import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reversingCandles } from '../support/candles/candles.ts';
import { writeCandles } from '../support/candles/write-candles.ts';
import { runScript } from '../support/process/run-script.ts';

// Each test starts the command several times, which takes long on a busy machine.
describe('npm run evaluate: trials, lockbox and leak check', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'evaluate-records-'));
  const file = join(folder, 'BTCUSDT_test_1h.csv');
  beforeAll(() => {
    const candles = reversingCandles({ count: 19_000, seed: 6, startMs: Date.UTC(2020, 0, 1), candleMs: 3_600_000 });
    writeCandles(file, candles);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function evaluate(...words: readonly string[]) {
    return runScript('evaluate', ['--data', file, '--timeframe', '1h', ...words], { DATA_DIR: folder });
  }

  it('reads the lockbox once per release, judges the newest 12 months only, and logs it', () => {
    const first = evaluate('--model', 'reversal', '--lockbox', '--json');
    expect(first.stderr).not.toMatch(/expected/);
    const report = JSON.parse(first.stdout) as { from: string; to: string; rows: number };
    expect(Date.parse(report.to) - Date.parse(report.from)).toBeLessThanOrEqual(365 * 86_400_000);
    expect(report.rows).toBeGreaterThan(8_000);
    const log = readFileSync(join(folder, 'evaluation', 'lockbox.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(log).toHaveLength(1);
    expect(JSON.parse(log[0] ?? '')).toMatchObject({ release: '0.1.0', model: 'reversal', from: report.from });

    const second = evaluate('--model', 'logistic', '--lockbox', '--json');
    expect(second).toMatchObject({ status: 1, stdout: '' });
    expect(second.stderr).toMatch(/expected one reading of the lockbox per release: 0\.1\.0 read test:BTC\/USDT/);
    expect(evaluate('--model', 'reversal', '--lockbox', '--release', '0.2.0', '--json').status).toBe(0);

    const spared = evaluate('--model', 'reversal', '--before-lockbox', '--json');
    const development = JSON.parse(spared.stdout) as { to: string };
    expect(Date.parse(development.to)).toBeLessThanOrEqual(Date.parse(report.from));
  });

  it('keeps every configuration tried, and tests over them where a registry is named', () => {
    const registry = join(folder, 'my-trials.jsonl');
    for (const model of ['reversal', 'base-rate']) {
      expect(evaluate('--model', model, '--trials', registry, '--json').status).toBe(0);
    }
    const { stdout } = evaluate(
      '--model',
      'reversal',
      '--trials',
      registry,
      '--json',
      '--report',
      join(folder, 'r.html'),
    );
    expect(JSON.parse(stdout)).toMatchObject({
      trials: { trials: 2, superiorAbility: expect.anything(), overfitting: { splits: 12_870 } },
    });
    expect(readFileSync(registry, 'utf8').trim().split('\n')).toHaveLength(3);
    expect(readFileSync(join(folder, 'r.html'), 'utf8')).toContain('All that was tried');
    expect(existsSync(join(folder, 'evaluation', 'unfinished'))).toBe(false);
  });

  it("checks an operator's own feature for leaks", () => {
    const honest = join(folder, 'honest.ts');
    writeFileSync(
      honest,
      'export const range = ({ high, low }) => high.map((value: number, row: number) => value - low[row]);\n',
    );
    expect(evaluate('--leak-check', '--feature', honest)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/clean: range\nno leak found/),
    });
    const leaking = join(folder, 'leaking.mjs');
    writeFileSync(
      leaking,
      'export const tomorrow = ({ close }) => close.map((value, row) => (close[row + 1] ?? NaN) / value);\n',
    );
    const found = evaluate('--leak-check', '--feature', leaking, '--json');
    expect(found.status).toBe(1);
    expect(JSON.parse(found.stdout)).toMatchObject({
      ok: false,
      findings: [
        { feature: 'tomorrow', check: 'truncation', ok: false },
        { check: 'future scramble', ok: false },
        { check: 'alarm', ok: false },
      ],
    });
  });

  it.each([
    ['--feature without --leak-check', ['--feature', 'x.ts'], /expected --feature with --leak-check/],
    ['--lockbox with --before-lockbox', ['--lockbox', '--before-lockbox'], /expected --lockbox alone/],
    ['a feature file that is not there', ['--leak-check', '--feature', 'nowhere.ts'], /expected --feature to be/],
  ])('%s is wrong usage', (_, words, reason) => {
    const { status, stderr } = evaluate(...words);
    expect(status).toBe(2);
    expect(stderr).toMatch(reason);
  });
});
