import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readArtefact } from '../../engine/models/artefact.ts';
import { reversingCandles } from '../support/candles/candles.ts';
import { writeCandles } from '../support/candles/write-candles.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const answerShape = z.object({
  version: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  rows: z.number(),
  outOfSample: z.object({ accuracy: z.number() }),
  paths: z.object({ artefact: z.string(), html: z.string(), markdown: z.string() }),
  elapsedMs: z.number(),
});
/** A fold that was done before the interrupt, as its checkpoint keeps it. */
const lineShape = z.object({ fold: z.number() });

/** A training takes four seconds where nothing else runs. */
const TRAINING_LIMIT_MS = 90_000;
/** Two trainings, one after the other. */
const TWICE = { timeout: 200_000 };

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command; interrupts it as soon as `isTime` says so. */
function train(words: readonly string[], isTime: () => boolean = () => false): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/train/train.ts', ...words], {
      cwd: root,
      timeout: TRAINING_LIMIT_MS,
    });
    const watch = setInterval(() => {
      if (!isTime()) return;
      clearInterval(watch);
      child.kill('SIGINT');
    }, 5);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => {
      stdout += String(text);
    });
    child.stderr.on('data', (text) => {
      stderr += String(text);
    });
    child.once('close', (status) => {
      clearInterval(watch);
      resolve({ status, stdout, stderr });
    });
  });
}

describe('npm run train', () => {
  const folder = mkdtempSync(join(tmpdir(), 'train-'));
  const file = join(folder, 'BTCUSDT_test_1h.csv.gz');
  beforeAll(() => {
    const candles = reversingCandles({ count: 12_000, seed: 6, startMs: Date.UTC(2020, 0, 1), candleMs: 3_600_000 });
    writeCandles(file, candles);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const words = (out: string) => [
    '--data',
    file,
    '--timeframe',
    '1h',
    '--model',
    'logistic',
    '--out',
    join(folder, out),
  ];

  it('writes a sound artefact and its card in two forms, the same bytes each time', TWICE, async () => {
    const [first, second] = [await train([...words('a'), '--json']), await train([...words('b'), '--json'])];
    expect(first).toMatchObject({ status: 0 });
    expect(first.stdout.trim().split('\n')).toHaveLength(1);
    const [one, other] = [first, second].map(({ stdout }) => answerShape.parse(JSON.parse(stdout)));
    const text = readFileSync(one?.paths.artefact ?? '', 'utf8');
    expect(readArtefact(text)).toMatchObject({ type: 'model', trained: { version: one?.version } });
    expect(readFileSync(other?.paths.artefact ?? '', 'utf8')).toBe(text);
    const [html, markdown] = [
      readFileSync(one?.paths.html ?? '', 'utf8'),
      readFileSync(one?.paths.markdown ?? '', 'utf8'),
    ];
    for (const card of [html, markdown]) {
      for (const expected of [one?.version ?? '', one?.sha256 ?? '', 'test:BTC/USDT', 'close_location', 'reversal'])
        expect(card).toContain(expected);
    }
    expect(html).not.toMatch(/(?:src|href)="http/);
    expect(existsSync(join(folder, 'a', 'unfinished'))).toBe(false);
  });

  it.each([
    ['neither files nor symbols', ['--timeframe', '1h', '--out', folder], /expected either --data FILE or --symbol S/],
    [
      'a model that is not there',
      ['--data', file, '--timeframe', '1h', '--out', folder, '--model', 'oracle'],
      /expected --model/,
    ],
    ['no folder', ['--data', file, '--timeframe', '1h'], /expected --out DIR/],
  ])('%s is wrong usage, in one line', async (_, given, reason) => {
    const { status, stderr } = await train(given);
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(reason);
  });

  it('stops at Ctrl-C, says how to go on, and keeps what is done', TWICE, async () => {
    const unfinished = join(folder, 'c', 'unfinished');
    const kept = (): string =>
      (existsSync(unfinished) ? readdirSync(unfinished) : [])
        .map((name) => readFileSync(join(unfinished, name), 'utf8'))
        .join('');
    // The folder is there before the first fold is: nothing is done yet that could be kept.
    const { status, stdout, stderr } = await train(words('c'), () => kept().includes('\n'));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/train: stopped; the same command goes on where it stopped/);
    expect(readdirSync(unfinished)).toHaveLength(1);
    const wholeLines = (text: string): readonly string[] => text.split('\n').slice(0, -1);
    const done = wholeLines(kept());
    expect(done.length).toBeGreaterThan(0);

    const seen: string[] = [];
    const again = await train(words('c'), () => {
      const text = kept();
      if (text !== '' && text !== seen.at(-1)) seen.push(text);
      return false;
    });
    expect(again).toMatchObject({ status: 0 });
    for (const lines of seen.map(wholeLines)) {
      expect(lines.slice(0, done.length)).toEqual(done);
      const folds = lines.map((line) => lineShape.parse(JSON.parse(line)).fold);
      expect(folds).toEqual([...folds.keys()]);
    }
    expect(seen.length).toBeGreaterThan(0);
  });

  it('too few candles fail in one line', async () => {
    const short = join(folder, 'ETHUSDT_test_1h.csv');
    const candles = reversingCandles({ count: 400, seed: 6, startMs: Date.UTC(2020, 0, 1), candleMs: 3_600_000 });
    writeCandles(short, candles);
    const { status, stderr } = await train(['--data', short, '--timeframe', '1h', '--out', folder]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^train: expected at least 500 usable rows/);
  });
});
