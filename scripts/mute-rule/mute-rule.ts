import { type MuteErrors, simulateMuteErrors } from '../../engine/monitoring/mute-errors.ts';
import { createRandom } from '../../engine/random.ts';
import { defineCommand, numberOf, printJson, runCommand } from '../terminal/arguments.ts';

const command = defineCommand({
  name: 'mute-rule',
  summary:
    'Simulates both errors of the mute rule: working markets it silences, and how long it takes to notice a lost edge.',
  options: {
    markets: { value: 'N', fallback: '2000', help: 'markets simulated of each kind' },
    seed: { value: 'N', fallback: '1', help: 'seed of the simulation' },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Hourly candles; probabilities normal around 1/2 with the spread that has the stated Brier skill. "lost" and "reversed": days from',
    '  the moment a model of skill .007 says nothing, or the opposite of what comes, to silence; "return": from the moment it works again.',
  ],
});

function text({ falseMutesPerYear, medianDaysToMute, medianDaysToReturn }: MuteErrors): string {
  const rates = Object.entries(falseMutesPerYear).map(
    ([skill, rate]) => `  at Brier skill ${skill}: ${(100 * rate).toFixed(2)} % of a market and year`,
  );
  const days = (value: number): string => `${value.toFixed(0)} days`;
  return [
    'muted although the model works:',
    ...rates,
    `median to silence: ${days(medianDaysToMute.lost)} after the edge is lost, ${days(medianDaysToMute.reversed)} after it turns round`,
    `median to the first word after the edge is back: ${days(medianDaysToReturn)}`,
  ].join('\n');
}

await runCommand(command, async (values) => {
  const markets = numberOf('markets', values.markets, { min: 1, max: 100_000, whole: true });
  const seed = numberOf('seed', values.seed, { min: 0, max: 2 ** 32 - 1, whole: true });
  const errors = simulateMuteErrors({ markets, random: createRandom(seed) });
  if (values.json) printJson(errors);
  else process.stdout.write(`${text(errors)}\n`);
});
