import { defineCommand, numberOf, printJson, runCommand } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';
import { DEFECTS } from './defects.ts';
import { killPoints, quietDay, talkativeModel } from './harness.ts';
import { runTasks, TASK_LIMIT_MS } from './pool.ts';
import { killReal, shareReal, stopReal } from './real/real-commands.ts';
import { regressions } from './regressions.ts';
import { addTally, emptyTally, neverSeen, TALLY, type Tally } from './tally.ts';
import { replayOf, runTask, type Task } from './task.ts';

const command = defineCommand({
  name: 'faults',
  summary:
    'The fault harness: days of the composed product in virtual time, killed at every side effect, and with mixed faults drawn from seeds.',
  options: {
    seed: { value: 'N', help: 'only the day of this seed, again' },
    kill: { value: 'K', help: 'only the day that is killed at its K-th side effect' },
    before: { help: 'with --kill: before the effect took place, instead of after' },
    'two-seed': { value: 'N', help: 'only the hours of two machines of this seed' },
    defect: { value: 'NAME', help: 'only the search for this planted defect' },
    runs: {
      value: 'N',
      fallback: '1000',
      help: 'days with mixed faults, from seeds 1 to N: odd ones of liveness, even ones of safety',
    },
    two: {
      value: 'N',
      fallback: '200',
      help: 'hours of two machines whose holder of the lease is paused past its end',
    },
    every: { value: 'N', fallback: '1', help: 'kill only at every N-th side effect' },
    real: {
      help: 'instead, kill the real process over a real database with -9, at moments drawn from --seed (1), and compare',
    },
    kills: { value: 'N', fallback: '40', help: 'with --real: how often' },
    stops: { value: 'N', help: 'instead, stop the real process with SIGTERM at N moments drawn from --seed (1)' },
    engines: {
      value: 'N',
      help: 'instead, two real engines that share N series: the one that leads is killed with -9 at a close, another is paused',
    },
    hours: {
      value: 'N',
      fallback: '6',
      help: 'with --real: length of the day, of which there are two, an hour a minute',
    },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Every failure is printed with the words that replay it. Seeds that once failed lie in scripts/faults/regressions.json and are run',
    'first. Exit code 1 when a promise was broken, a planted defect was not found, or a kind of fault, state or change never occurred.',
  ],
});

const WHOLE = { min: 0, max: 2 ** 32 - 1, whole: true } as const;

runCommand(command, async (values) => {
  if (values.real) return await killReal(values);
  if (values.stops !== null) return await stopReal(values);
  if (values.engines !== null) return await shareReal(values);
  const single = singleTask(values);
  const model = await talkativeModel();
  const quiet = await quietDay(model);
  if (single !== null) {
    const found = await runTask(single, { model, quiet });
    printJson(found);
    if (!isKept(found)) process.exitCode = 1;
    return;
  }
  const range = (option: 'runs' | 'two'): readonly number[] =>
    Array.from({ length: numberOf(option, values[option], WHOLE) }, (_, at) => at + 1);
  const every = numberOf('every', values.every, { ...WHOLE, min: 1 });
  const tasks: readonly Task[] = [
    ...regressions().map((seed): Task => ({ type: 'seed', seed })),
    ...Object.keys(DEFECTS).map((name): Task => ({ type: 'defect', name })),
    ...killPoints(quiet, every).map((killAt): Task => ({ type: 'kill', ...killAt })),
    ...range('two').map((seed): Task => ({ type: 'two machines', seed })),
    ...range('runs').map((seed): Task => ({ type: 'seed', seed })),
  ];
  const progress = createProgress();
  const startedMs = performance.now();
  const tally = emptyTally();
  let done = 0;
  const onDone = (found: Tally): void => {
    addTally(tally, found);
    done += 1;
    progress.step('days', done, tasks.length);
  };
  await runTasks(tasks, {
    worker: new URL('worker.ts', import.meta.url),
    onAnswer: (answer) => onDone(TALLY.parse(answer)),
    onHung: (task) => onDone(hung(task)),
  });
  progress.end();
  const report = reportOf(tally, (performance.now() - startedMs) / 1_000);
  if (values.json) printJson(report);
  else process.stdout.write(`${textOf(report)}\n`);
  if (!isKept(tally) || report.never.length > 0) process.exitCode = 1;
});

function hung(task: Task): Tally {
  const seed = 'seed' in task ? task.seed : 1;
  const what = `the day did not come to its end within ${TASK_LIMIT_MS / 1_000} s`;
  return { ...emptyTally(), failures: [{ replay: replayOf(task), seed, what }] };
}

function singleTask(
  values: {
    readonly [name in 'seed' | 'kill' | 'two-seed' | 'defect']: string | null;
  } & { readonly before: boolean },
): Task | null {
  const { seed, kill, 'two-seed': two, defect } = values;
  if (seed !== null) return { type: 'seed', seed: numberOf('seed', seed, WHOLE) };
  if (two !== null) return { type: 'two machines', seed: numberOf('two-seed', two, WHOLE) };
  if (kill !== null)
    return { type: 'kill', effect: numberOf('kill', kill, { ...WHOLE, min: 1 }), isDone: !values.before };
  return defect === null ? null : { type: 'defect', name: defect };
}

const missedBy = ({ planted }: Tally): readonly string[] =>
  Object.entries(planted).flatMap(([name, sign]) => (sign === null ? [name] : []));

const isKept = (tally: Tally): boolean => tally.failures.length + missedBy(tally).length === 0;

function reportOf(tally: Tally, seconds: number) {
  const signs = tally.planted;
  const [tried, missed] = [Object.keys(signs).length, missedBy(tally)];
  return {
    ...tally,
    planted: { tried, found: tried - missed.length, signs },
    ...{ missed, never: neverSeen(tally), seconds: Math.round(seconds) },
  };
}

function textOf(report: ReturnType<typeof reportOf>): string {
  const {
    killPoints: kills,
    runs,
    lost,
    silentDuplicates,
    entitlementDrift,
    lateAfterHealing,
    planted,
    modes,
  } = report;
  const { safety, liveness, twoMachines } = modes;
  return [
    `${kills} kills, ${runs} days with mixed faults, ${twoMachines.runs} of two machines, in ${report.seconds} s`,
    `lost ${lost}, silent duplicates ${silentDuplicates}, entitlement drift ${entitlementDrift}, late after healing ${lateAfterHealing}`,
    `kills: ${modes.kills.broken} of ${modes.kills.runs} broke a promise`,
    `safety, faults to the end: ${safety.broken} of ${safety.runs} days broke a promise`,
    `liveness, faults that stop: ${liveness.broken} of ${liveness.runs}`,
    `  nothing was left undone after at most ${liveness.slowestMs / 1_000} s`,
    `two machines: ${twoMachines.broken} of ${twoMachines.runs}; ${twoMachines.takeovers} killed holders`,
    `  each replaced within ${twoMachines.slowestTakeoverMs / 1_000} s`,
    `planted defects: ${planted.found} of ${planted.tried} found${report.missed.length > 0 ? `; not: ${report.missed.join(', ')}` : ''}`,
    ...Object.entries(report.seen).map(
      ([name, counts]) =>
        `${name}: ${Object.entries(counts)
          .map(([what, times]) => `${what} ${times}`)
          .join(', ')}`,
    ),
    ...(report.never.length > 0 ? [`never occurred: ${report.never.join(', ')}`] : []),
    ...report.failures.map(({ replay, what }) => `FAILED ${replay}: ${what}`),
  ].join('\n');
}
