import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { defineCommand, numberOf, printJson, runCommand } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';
import { findDefects } from './find-defects.ts';
import { emptyTally, neverSeen, quietDay, runKilled, runSeed, type Tally, talkativeModel } from './harness.ts';

const CORES = 2;

const command = defineCommand({
  name: 'faults',
  summary:
    'The fault harness: days of the composed product in virtual time, killed at every side effect, and with mixed faults drawn from seeds.',
  options: {
    seed: { value: 'N', help: 'only the day of this seed, again' },
    kill: { value: 'K', help: 'only the day that is killed at its K-th side effect' },
    before: { help: 'with --kill: before the effect took place, instead of after' },
    runs: { value: 'N', fallback: '1000', help: 'days with mixed faults, from seeds 1 to N' },
    every: { value: 'N', fallback: '1', help: 'kill only at every N-th side effect' },
    shard: { value: 'I/N', help: 'only the I-th of N parts, without planted defects (the command starts its own)' },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Every failure is printed with the words that replay it. Seeds that once failed lie in scripts/faults/regressions.json and are run',
    'first. Exit code 1 when a promise was broken, a planted defect was not found, or a kind of fault, state or change never occurred.',
  ],
});

const TALLY = z.object({
  ...{ killPoints: z.number(), runs: z.number(), lost: z.number(), silentDuplicates: z.number() },
  ...{ entitlementDrift: z.number(), lateAfterHealing: z.number() },
  seen: z.object({
    faults: z.record(z.string(), z.number()),
    states: z.record(z.string(), z.number()),
    transitions: z.record(z.string(), z.number()),
  }),
  failures: z.array(z.object({ replay: z.string(), seed: z.number(), what: z.string() })),
});
type Report = z.infer<typeof TALLY>;

interface Part {
  readonly index: number;
  readonly of: number;
  readonly runs: number;
  readonly every: number;
}

/** Every `of`-th day of the whole, beginning with the `index`-th. */
async function runPart({ index, of, runs, every }: Part): Promise<Tally> {
  const model = await talkativeModel();
  const quiet = await quietDay(model);
  const tally = emptyTally();
  const progress = createProgress();
  const seeds = [...regressions(), ...Array.from({ length: runs }, (_, at) => at + 1)];
  const kills = Array.from({ length: Math.floor(quiet.effects / every) }, (_, at) => (at + 1) * every);
  const days = [
    ...kills.flatMap((effect) =>
      [true, false].map((isDone) => () => runKilled(tally, { model, quiet }, { effect, isDone })),
    ),
    ...seeds.map((seed) => () => runSeed(tally, model, seed)),
  ].filter((_, at) => at % of === index);
  for (const [at, day] of days.entries()) {
    progress.step(`days, part ${index + 1} of ${of}`, at, days.length);
    await day();
  }
  progress.end();
  return tally;
}

function regressions(): readonly number[] {
  return z.array(z.number()).parse(JSON.parse(readFileSync(new URL('regressions.json', import.meta.url), 'utf8')));
}

function reportOf({ faults, states, transitions, ...figures }: Tally): Report {
  const seen = { faults, states, transitions };
  const counts = Object.fromEntries(Object.entries(seen).map(([name, map]) => [name, Object.fromEntries(map)]));
  return TALLY.parse({ ...figures, seen: counts });
}

/** A part in a process of its own, so that each core has one. */
async function runElsewhere({ index, of, runs, every }: Part): Promise<Report> {
  const words = ['--shard', `${index + 1}/${of}`, '--runs', String(runs), '--every', String(every), '--json'];
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  await new Promise((resolve) => child.once('exit', resolve));
  return TALLY.parse(JSON.parse(printed));
}

function merged(reports: readonly Report[]): Tally {
  const tally = emptyTally();
  for (const { seen, failures, ...figures } of reports) {
    for (const name of [
      'killPoints',
      'runs',
      'lost',
      'silentDuplicates',
      'entitlementDrift',
      'lateAfterHealing',
    ] as const)
      tally[name] += figures[name];
    for (const name of ['faults', 'states', 'transitions'] as const)
      for (const [what, times] of Object.entries(seen[name]))
        tally[name].set(what, (tally[name].get(what) ?? 0) + times);
    tally.failures.push(...failures);
  }
  return tally;
}

runCommand(command, async (values) => {
  const runs = numberOf('runs', values.runs, { min: 0, max: 1_000_000, whole: true });
  const every = numberOf('every', values.every, { min: 1, max: 1_000_000, whole: true });
  if (values.seed !== null || values.kill !== null) return await replay(values);
  if (values.shard !== null) {
    const [index = '1', of = '1'] = values.shard.split('/');
    printJson(reportOf(await runPart({ index: Number(index) - 1, of: Number(of), runs, every })));
    return;
  }
  const parts = Array.from({ length: CORES }, (_, index) => ({ index, of: CORES, runs, every }));
  const tally = merged(await Promise.all(parts.map(runElsewhere)));
  const missed: string[] = [];
  const planted = await findDefects(await talkativeModel(), (name, sign) => {
    process.stderr.write(`planted: ${name}: ${sign ?? 'NOT FOUND'}\n`);
    if (sign === null) missed.push(name);
  });
  const never = neverSeen(tally);
  const report = { ...reportOf(tally), planted, missed, never };
  if (values.json) printJson(report);
  else process.stdout.write(`${textOf(report)}\n`);
  if (report.failures.length + missed.length + never.length > 0) process.exitCode = 1;
});

async function replay(values: {
  readonly seed: string | null;
  readonly kill: string | null;
  readonly before: boolean;
}) {
  const model = await talkativeModel();
  const tally = emptyTally();
  if (values.seed !== null)
    await runSeed(tally, model, numberOf('seed', values.seed, { min: 0, max: 2 ** 32 - 1, whole: true }));
  else {
    const effect = numberOf('kill', values.kill ?? '', { min: 1, max: 1_000_000, whole: true });
    await runKilled(tally, { model, quiet: await quietDay(model) }, { effect, isDone: !values.before });
  }
  printJson(reportOf(tally));
  if (tally.failures.length > 0) process.exitCode = 1;
}

function textOf(
  report: Report & { readonly planted: { readonly tried: number; readonly found: number } } & {
    readonly missed: readonly string[];
    readonly never: readonly string[];
  },
): string {
  const { killPoints, runs, lost, silentDuplicates, entitlementDrift, lateAfterHealing, planted } = report;
  return [
    `${killPoints} kills, ${runs} days with mixed faults`,
    `lost ${lost}, silent duplicates ${silentDuplicates}, entitlement drift ${entitlementDrift}, late after healing ${lateAfterHealing}`,
    `planted defects: ${planted.found} of ${planted.tried} found${report.missed.length > 0 ? `; not: ${report.missed.join(', ')}` : ''}`,
    ...Object.entries(report.seen).map(
      ([name, counts]) =>
        `${name}: ${Object.entries(counts)
          .map(([what, times]) => `${what} ${times}`)
          .join(', ')}`,
    ),
    ...(report.never.length > 0 ? [`never occurred: ${report.never.join(', ')}`] : []),
    ...report.failures.map(({ replay: words, what }) => `FAILED ${words}: ${what}`),
  ].join('\n');
}
