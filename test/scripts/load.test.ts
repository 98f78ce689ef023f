import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoadMeasured, loadFigures } from '../../scripts/load/load-figures.ts';
import { openLoadStage } from '../../scripts/load/load-stage.ts';
import { nextSpeed } from '../../scripts/load/next-speed.ts';
import { figuresOf } from '../../scripts/load/process-figures.ts';
import { readMetrics } from '../../scripts/load/read-metrics.ts';
import { readLoadRows, recordLoad, withLoadTable } from '../../scripts/load/record-load.ts';
import { runLoad } from '../../scripts/load/run-load.ts';
import { openTestDatabase, type TestDatabase } from '../support/database/database.ts';

const TEXT = `# HELP analyser_direct_messages_total Messages
analyser_direct_messages_total{kind="signal",tier="pro",outcome="sent"} 12
analyser_direct_messages_total{kind="outcome",tier="pro",outcome="sent"} 3
analyser_direct_messages_total{kind="signal",tier="pro",outcome="expired"} 1
wait_seconds_bucket{le="1",tier="free"} 10
wait_seconds_bucket{le="5",tier="free"} 18
wait_seconds_bucket{le="+Inf",tier="free"} 20
wait_seconds_bucket{le="1",tier="pro"} 0
wait_seconds_bucket{le="5",tier="pro"} 20
wait_seconds_bucket{le="+Inf",tier="pro"} 20
`;

describe('what a load run reads of /metrics', () => {
  const metrics = readMetrics(TEXT);

  it('sums a metric over the series that have the labels', () => {
    expect(metrics.sum('analyser_direct_messages_total')).toBe(16);
    expect(metrics.sum('analyser_direct_messages_total', { outcome: 'sent' })).toBe(15);
    expect(metrics.sum('analyser_direct_messages_total', { outcome: 'sent', kind: 'outcome' })).toBe(3);
    expect(metrics.sum('none')).toBe(0);
  });

  it('finds a quantile over all labels, evenly within a bucket, the last bound beyond it', () => {
    // 10 of 40 up to 1 s, 38 up to 5 s.
    expect(metrics.quantile('wait_seconds', 0.5)).toBeCloseTo(1 + (4 * 10) / 28, 10);
    expect(metrics.quantile('wait_seconds', 0.99)).toBe(5);
    expect(metrics.quantile('none', 0.5)).toBeNull();
  });
});

describe('what a process used', () => {
  it.skipIf(process.platform !== 'linux')('has its children in it (skipped: no /proc)', async () => {
    const alone = figuresOf(process.pid);
    const child = spawn(
      process.execPath,
      ['-e', 'while (process.cpuUsage().user < 200000);process.send(1);setTimeout(() => {}, 60000)'],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    );
    await new Promise((resolve) => child.once('message', resolve));
    const { rssMb, cpuSeconds } = figuresOf(child.pid ?? 0);
    expect(rssMb).toBeGreaterThan(20);
    expect(cpuSeconds).toBeGreaterThan(0.1);
    expect(figuresOf(process.pid).rssMb).toBeGreaterThan(alone.rssMb + rssMb / 2);
    child.kill('SIGKILL');
  });
});

describe('the clock of a load run', () => {
  it('lets short pauses of a process that follows it go at its pace, longer ones at the machine’s', () => {
    const folder = mkdtempSync(join(tmpdir(), 'follow-clock-'));
    const clock = join(folder, 'clock.json');
    writeFileSync(clock, JSON.stringify({ virtualMs: 1_000_000, wallMs: Date.now(), speed: 10 }));
    const waited =
      'const t = performance.now(); await new Promise((r) => setTimeout(r, ms)); said.push(performance.now() - t)';
    const program = `const said = []; for (const ms of [900, 1_000]) { ${waited}; } console.log(JSON.stringify(said))`;
    const follow = ['--import', 'tsx', '--import', './scripts/faults/real/follow-clock.ts', '--input-type=module'];
    const { stdout } = spawnSync(process.execPath, [...follow, '-e', program], {
      ...{ cwd: fileURLToPath(new URL('../..', import.meta.url)), encoding: 'utf8' },
      env: { ...process.env, DRILL_CLOCK: clock },
    });
    rmSync(folder, { recursive: true });
    const [short = Number.NaN, long = Number.NaN] = JSON.parse(stdout) as number[];
    expect(short).toBeGreaterThanOrEqual(85);
    expect(short).toBeLessThan(600);
    expect(long).toBeGreaterThanOrEqual(995);
  });

  it('goes faster while the limit is filled, slower where it is not, than the machine’s own too', () => {
    expect(nextSpeed(4, 0.95, 10)).toBeCloseTo(4.2, 10);
    expect(nextSpeed(9.9, 1, 10)).toBe(10);
    expect(nextSpeed(8, 0.72, 10)).toBeCloseTo(6.4, 10);
    expect(nextSpeed(8, 0.01, 10)).toBe(4);
    expect(nextSpeed(1, 0.6, 10)).toBeCloseTo(0.667, 3);
    expect(nextSpeed(0.2, 0.2, 10)).toBe(0.2);
  });

  it('fills the limit on average where a machine keeps up with three times its own pace and no more', () => {
    let [speed, sent, permitted] = [0.5, 0, 0];
    for (let stretch = 0; stretch < 1_000; stretch += 1) {
      sent += Math.min(3, speed);
      permitted += speed;
      speed = nextSpeed(speed, Math.min(1, 3 / speed), 10);
    }
    expect(sent / permitted).toBeGreaterThan(0.88);
    expect(permitted / 1_000).toBeGreaterThan(2.8);
  });
});

const HOUR = 3_600_000;
const PACES = [0.5, 0.625, 0.78].map((speed) => ({ speed, marketMs: 1_000, permitted: 26 }));
const moment = (hours: number, cpu: number, sent: number) => ({
  ...{ marketMs: hours * HOUR, wallMs: hours * 60_000, refusals: 0, databaseBytes: sent * 1_000 },
  ...{ cpuSeconds: { engine: 2 * cpu, bot: cpu, api: cpu / 2 }, databaseCpuSeconds: 8 * cpu },
  engine: readMetrics(
    `analyser_direct_messages_total{outcome="sent"} ${sent}\nanalyser_direct_messages_total{outcome="expired"} 4\n`,
  ),
});
const measured = (over: Partial<LoadMeasured> = {}): LoadMeasured => ({
  ...{ subscribers: 1_000, hours: 2, planned: 900, before: moment(0, 0, 0), after: moment(2, 10, 900), entries: [] },
  samples: [0, 1, 2, 3, 4, 5].map((at) => ({
    marketMs: (at * HOUR) / 3,
    rssMb: { engine: 300 + at, bot: 200, api: 100 },
  })),
  arrived: [{ closeMs: 0, count: 900, firstMs: 1_000, lastMs: 31_000 }],
  delaysMs: Array.from({ length: 900 }, (_, at) => 1_000 + at),
  ...{ answersMs: [100, 200, 300], duplicates: 0, isDatabaseOurs: true, paces: PACES },
  ...over,
});

describe('the figures of a load run', () => {
  it('say what a message costs each part, and name the part that ends first', () => {
    expect(loadFigures(measured())).toMatchObject({
      ...{ directs: 900, directsNotSent: 0, answers: 3, cpuSeconds: 35, databaseCpuSeconds: 80, databaseMb: 0.9 },
      ...{ peakRssMb: 605, peakRssMbByRole: { engine: 305, bot: 200, api: 100 }, rssSlopeMbPerHour: 3 },
      ...{ sentShareOfLimit: 0.0042, limitFilledWhileSending: 1, delaysAreValid: true },
      ...{ delivery: { p50: 1_450, p99: 1_891, last: 1_899 }, answerWallMs: { p50: 200, p99: 300, last: 300 } },
      bottleneck: 'processor of the database',
      messagesPerSecond: { 'processor of the database': 11, "Telegram's limit": 30, 'processor of engine': 45 },
    });
    expect(loadFigures(measured()).clockSpeed).toEqual({ p50: 0.63, p95: 0.78, p99: 0.78, last: 0.78 });
    // The bot has a part of the limit to answer with: what the engine might send is filled by less than thirty.
    const answering = [{ closeMs: 0, count: 900, firstMs: 1_000, lastMs: 37_000 }];
    expect(loadFigures(measured({ arrived: answering }))).toMatchObject({
      ...{ limitFilledWhileSending: 0.833, permittedWhileSending: 26, delaysAreValid: true },
    });
    const alone = PACES.map((pace) => ({ ...pace, permitted: 30 }));
    expect(loadFigures(measured({ arrived: answering, paces: alone })).delaysAreValid).toBe(false);
    const cheap = loadFigures(measured({ after: moment(2, 1, 900) }));
    expect(cheap.bottleneck).toBe("Telegram's limit");
  });

  it('say that the machine did not keep up, and nothing about a database whose processes are not seen', () => {
    const arrived = [{ closeMs: 0, count: 900, firstMs: 1_000, lastMs: 91_000 }];
    expect(loadFigures(measured({ arrived }))).toMatchObject({
      ...{ limitFilledWhileSending: 0.333, delaysAreValid: false },
    });
    const given = loadFigures(measured({ isDatabaseOurs: false, arrived: [] }));
    expect([given.databaseCpuSeconds, given.limitFilledWhileSending, given.delaysAreValid]).toEqual([null, null, null]);
    expect(Object.keys(given.messagesPerSecond)).not.toContain('processor of the database');
  });
});

/** The real processes in short; `npm run load` is the long form. */
describe.skipIf(process.platform !== 'linux')(
  'an hour of subscribers (skipped: no /proc)',
  { timeout: 400_000 },
  () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await openTestDatabase();
    });
    afterAll(async () => {
      await database.drop();
    });

    it('reaches each of them once with every signal, and says what each role took', async () => {
      const stage = await openLoadStage({
        ...{ subscribers: 40, writers: 3, markets: 2, mongodbUri: database.uri, log: () => {} },
        toolsDir: fileURLToPath(new URL('../../node_modules/.cache/analyser/tools', import.meta.url)),
      });
      try {
        const figures = loadFigures(await runLoad(stage, { hours: 1, fastest: 8, askedADay: 500, onHour: () => {} }));
        expect(figures.signals).toBeGreaterThan(0);
        expect(figures).toMatchObject({ directs: 40 * figures.signals, directsNotSent: 0, duplicates: 0 });
        // Of the signals before the run, which the engine finds at its start, nothing was planned.
        const planned = { planned: { $gt: 0 } };
        expect(await stage.database.connection.collection('fan_outs').countDocuments(planned)).toBe(figures.signals);
        expect(figures.permittedWhileSending).toBeGreaterThan(0);
        expect(figures.posts).toBeGreaterThan(0);
        expect(figures.answers).toBeGreaterThan(0);
        expect(figures.p99CloseToPostMs).toBeGreaterThan(0);
        expect(Math.min(...Object.values(figures.peakRssMbByRole))).toBeGreaterThan(50);
        expect(figures.cpuSecondsByRole.engine).toBeGreaterThan(0);
        expect(figures.databaseCpuSeconds).toBeNull();
      } finally {
        await stage.close();
      }
    });
  },
);

describe('the table of load runs', () => {
  const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

  it('in infra/README.md is what infra/load.json says', () => {
    const page = readFileSync(join(PROJECT, 'infra/README.md'), 'utf8');
    expect(withLoadTable(page, readLoadRows(PROJECT))).toBe(page);
  });

  it('takes a run in place of the one before it, and says whose day exceeds one token', () => {
    const root = mkdtempSync(join(tmpdir(), 'load-table-'));
    mkdirSync(join(root, 'infra'));
    const page = join(root, 'infra/README.md');
    writeFileSync(
      page,
      'Before\n<!-- load: written by npm run load -- --record -->\nold\n<!-- end of load -->\nAfter\n',
    );
    const figures = loadFigures(measured());
    const about = { root, database: 'SecantusDB', nowMs: Date.UTC(2026, 10, 27) };
    recordLoad({ ...figures, subscribers: 100_000, hours: 1, delaysAreValid: false }, about);
    recordLoad({ ...figures, directs: 1 }, about);
    recordLoad(figures, about);
    const text = readFileSync(page, 'utf8');
    expect(text).not.toContain('old');
    expect(text).toMatch(/^Before\n[\s\S]*\nAfter\n$/);
    expect(text).toContain(
      '| 1,000 | 2 | 0 | 900, none twice, none missing | 305 · 200 · 100 MB | 35 · 80 s (SecantusDB) |',
    );
    expect(text).toContain('| 1.4 s · 1.9 s | 30.0 of 26.0 | processor of the database at 11/s, then ');
    // 26 of the 30 a second are not the bot's answers.
    expect(text).toContain('| 93 · 2,246 |');
    expect(text).toContain('1.9 s (not valid: the machine did not keep up)');
    expect(text).toMatch(
      /\*\*100,000 exceed one token\*\*: beside the answers it carries 22 signals a day to each of them, less than one an hour\./,
    );
    expect(text.match(/\| 1,000 \|/g)).toHaveLength(1);
    expect(readLoadRows(root).map(({ subscribers }) => subscribers)).toEqual([1_000, 100_000]);
    rmSync(root, { recursive: true });
  });
});
