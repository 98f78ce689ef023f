import { realSurroundings } from '../faults/real/real-commands.ts';
import { runRealKills } from '../faults/real/real-kills.ts';
import { isClean, type Verdict } from '../faults/verdict/judge.ts';
import { defineCommand, numberOf, printJson, runCommand } from '../terminal/arguments.ts';
import { createProgress } from '../terminal/progress.ts';
import { runSoak } from './run-soak.ts';

const command = defineCommand({
  name: 'soak',
  summary:
    'Virtual hours of the real process under load, an hour a minute: memory, handles, what arrived; then the same process killed with -9.',
  options: {
    hours: { value: 'N', fallback: '24', help: 'virtual hours of the measured run' },
    kills: {
      value: 'N',
      fallback: '40',
      help: 'kills of the run after it, which has six virtual hours twice; 0: without',
    },
    seed: { value: 'N', fallback: '1', help: 'draws the moments of the kills' },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Exit code 1 when something was lost or doubled, or memory or handles grow by more than a tenth a day beyond the noise of their slope',
    '(from two hours on: before, a process is warming up).',
    'A database of its own is made and dropped, on the server of MONGODB_URI or one that is found as npm start does.',
  ],
});

const WHOLE = { min: 0, max: 2 ** 32 - 1, whole: true } as const;

runCommand(command, async (values) => {
  const hours = numberOf('hours', values.hours, { min: 0.1, max: 10_000 });
  const kills = numberOf('kills', values.kills, WHOLE);
  const seed = numberOf('seed', values.seed, WHOLE);
  const progress = createProgress();
  const soak = await runSoak({
    ...realSurroundings(),
    hours,
    onHour: (hour) => progress.step('virtual hours', Math.round(hour * 10) / 10, hours),
  });
  progress.end();
  const killed = kills === 0 ? null : await runRealKills({ ...realSurroundings(), kills, seed, hours: 6 });
  const { lost, silentDuplicates, entitlementDrift, lateAfterHealing, ...figures } = soak;
  const verdicts: Verdict[] = [{ lost, silentDuplicates, entitlementDrift, lateAfterHealing }];
  if (killed !== null) verdicts.push(killed.verdict);
  const failures = verdicts.flatMap((verdict) =>
    Object.entries(verdict).flatMap(([name, list]: [string, readonly string[]]) =>
      list.map((each) => `${name}: ${each}`),
    ),
  );
  const report = { ...figures, kills: killed?.kills ?? 0, failures };
  if (values.json) printJson(report);
  else
    process.stdout.write(
      `${Object.entries(figures)
        .map(([name, value]) => `${name} ${value}`)
        .join('\n')}\nkills ${report.kills}\n${failures.map((each) => `FAILED ${each}\n`).join('')}`,
    );
  const isLeaking = soak.isMemorySteady === false || soak.areHandlesSteady === false;
  if (isLeaking || verdicts.some((verdict) => !isClean(verdict))) process.exitCode = 1;
});
