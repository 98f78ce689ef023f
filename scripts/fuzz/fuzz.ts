import { defineCommand, numberOf, printJson, runCommand, UsageError } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';
import type { Act } from './acts/act.ts';
import { DEFECTS } from './defects.ts';
import { type FuzzReport, playActs, runFuzz } from './run-fuzz.ts';

const command = defineCommand({
  name: 'fuzz',
  summary:
    'Attacks the composed bot with random updates in virtual time: forged buttons, odd texts, foreign payments, unknown kinds.',
  options: {
    updates: { value: 'N', fallback: '20000', help: 'at least so many updates' },
    seed: { value: 'N', fallback: '1', help: 'draws them' },
    acts: { value: 'JSON', help: 'instead, only these acts, as a failure prints them' },
    defect: { value: 'NAME', help: 'with a mistake planted on purpose' },
    json: { help: 'print one JSON object' },
  },
  notes: ['Exit code 1 when something went wrong; each failure is printed with the fewest acts found that lead there.'],
});

const WHOLE = { min: 0, max: 2 ** 32 - 1, whole: true } as const;

runCommand(command, async (values) => {
  const seed = numberOf('seed', values.seed, WHOLE);
  const defect = values.defect === null ? undefined : DEFECTS[values.defect];
  if (values.defect !== null && defect === undefined)
    throw new UsageError(`expected --defect of ${Object.keys(DEFECTS).join(', ')}, was "${values.defect}"`);
  const options = { seed, ...(defect === undefined ? {} : { defect }) };
  if (values.acts !== null) {
    const what = await playActs(readActs(values.acts), options);
    process.stdout.write(`${what ?? 'nothing is wrong'}\n`);
    if (what !== null) process.exitCode = 1;
    return;
  }
  const updates = numberOf('updates', values.updates, { ...WHOLE, min: 1 });
  const progress = createProgress();
  const report = await runFuzz({ ...options, updates, onStep: (done) => progress.step('updates', done, updates) });
  progress.end();
  if (values.json) printJson(report);
  else process.stdout.write(`${textOf(report)}\n`);
  if (report.failures.length > 0) process.exitCode = 1;
});

function readActs(json: string): readonly Act[] {
  const given: unknown = JSON.parse(json);
  if (!isActs(given)) throw new UsageError('expected --acts of a list of acts, as a failure prints them');
  return given;
}

function isActs(given: unknown): given is readonly Act[] {
  return Array.isArray(given) && given.every((act) => typeof act === 'object' && act !== null && 'type' in act);
}

function textOf({ updates, calls, worlds, seconds, bytesPerUpdate, refusals, failures, seed }: FuzzReport): string {
  return [
    `${updates} updates in ${worlds} worlds, ${calls} calls of the bot, in ${seconds} s`,
    ...(bytesPerUpdate === null ? [] : [`the heap grows by ${bytesPerUpdate} bytes an update`]),
    ...Object.entries(refusals).map(([what, times]) => `${times} × ${what}`),
    ...failures.map(
      ({ what, world, acts }) => `FAILED seed ${seed}, world ${world}: ${what}\n  --acts '${JSON.stringify(acts)}'`,
    ),
  ].join('\n');
}
