import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { runTasks, TASK_LIMIT_MS } from '../faults/pool.ts';
import { defineCommand, numberOf, printJson, runCommand } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';
import { seedsFrom } from './check-history.ts';
import { MONEY_DEFECTS } from './defects.ts';
import { addMoneyTally, emptyMoneyTally, MONEY_TALLY, type MoneyTally, type MoneyTask } from './task.ts';

const command = defineCommand({
  name: 'money-histories',
  summary:
    'Random histories of money at both providers, with calls that break and processes that die, beside a plain model.',
  options: {
    histories: { value: 'N', fallback: '10000', help: 'how many' },
    seed: { value: 'S', fallback: '1', help: 'the seeds of the histories are drawn from it' },
    cuts: { value: 'N', fallback: '4', help: 'histories that are cut after every single side effect' },
    only: { value: 'SEED', help: 'only the history of this seed, as a failure names it' },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Judged at the end: what everybody may hear now and later, each charge and refund once, the sum of the ledger and the balances of the',
    'providers, subscriptions that go on, monthly revenue to the unit. A failure is printed with its shortest history. Exit code 1 when a',
    'promise was broken, or a planted mistake was not found.',
  ],
});

const WHOLE = { min: 0, max: 2 ** 32 - 1, whole: true } as const;
const SEEDS_A_TASK = 20;

/** Seeds whose histories once broke a promise: they are played first ever after. */
function regressions(): readonly number[] {
  return z.array(z.number()).parse(JSON.parse(readFileSync(new URL('regressions.json', import.meta.url), 'utf8')));
}

runCommand(command, async ({ histories, seed, cuts, only, json }) => {
  const from = numberOf('seed', seed, WHOLE);
  const seeds =
    only === null
      ? [...regressions(), ...seedsFrom(from, numberOf('histories', histories, WHOLE))]
      : [numberOf('only', only, WHOLE)];
  const isWhole = only === null;
  const cutSeeds = isWhole ? seedsFrom(from + 1, numberOf('cuts', cuts, WHOLE)) : [];
  const tasks: readonly MoneyTask[] = [
    ...(isWhole ? Object.keys(MONEY_DEFECTS).map((name): MoneyTask => ({ type: 'defect', name })) : []),
    ...cutSeeds.map((each): MoneyTask => ({ type: 'cuts', seed: each })),
    ...pagesOf(seeds).map((page): MoneyTask => ({ type: 'seeds', seeds: [...page] })),
  ];
  const report = await play(tasks);
  if (json) printJson(report);
  else process.stdout.write(`${textOf(report)}\n`);
  if (report.failures.length > 0 || report.missed.length > 0) process.exitCode = 1;
});

function pagesOf(seeds: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(seeds.length / SEEDS_A_TASK) }, (_, page) =>
    seeds.slice(page * SEEDS_A_TASK, (page + 1) * SEEDS_A_TASK),
  );
}

async function play(tasks: readonly MoneyTask[]) {
  const tally = emptyMoneyTally();
  const progress = createProgress();
  const startedMs = performance.now();
  let done = 0;
  const onDone = (found: MoneyTally): void => {
    addMoneyTally(tally, found);
    done += 1;
    progress.step('tasks', done, tasks.length);
  };
  await runTasks(tasks, {
    worker: new URL('worker.ts', import.meta.url),
    onAnswer: (answer) => onDone(MONEY_TALLY.parse(answer)),
    onHung: (task) => onDone({ ...emptyMoneyTally(), failures: [hung(task)] }),
  });
  progress.end();
  const missed = Object.entries(tally.planted).flatMap(([name, sign]) => (sign === null ? [name] : []));
  const tried = Object.keys(tally.planted).length;
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  return { ...tally, planted: { tried, found: tried - missed.length, signs: tally.planted }, missed, seconds };
}

function hung(task: MoneyTask): MoneyTally['failures'][number] {
  const seed = task.type === 'seeds' ? (task.seeds[0] ?? 0) : 0;
  return { seed, what: [`no end within ${TASK_LIMIT_MS / 1_000} s`], least: JSON.stringify(task) };
}

function textOf(report: Awaited<ReturnType<typeof play>>): string {
  const { histories, cuts, charges, effects, kills, planted, missed, failures, seconds } = report;
  return [
    `${histories} histories with ${charges} charges, ${effects} side effects and ${kills} kills, ${cuts} cuts, in ${seconds} s`,
    `${failures.length} broke a promise`,
    `planted mistakes: ${planted.found} of ${planted.tried} found${missed.length > 0 ? `; not: ${missed.join(', ')}` : ''}`,
    ...failures.map(({ seed, what, least }) => `FAILED --only ${seed}: ${what.join('; ')}\n  ${least}`),
  ].join('\n');
}
