import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import { defineCommand, printJson, runCommand } from '../terminal/arguments.ts';
import { examine } from './examine.ts';

const command = defineCommand({
  name: 'doctor',
  summary:
    'Checks a real installation by its settings and says what to press where something is wrong. Changes nothing.',
  options: { json: { help: 'print one JSON object: {checks:[{name, ok, say, isAdvice?}]}' } },
  notes: [
    'Token, rights in the channels, webhook, owners, exchanges and their symbols, clock, database, indexes, sharding, Stripe, secrets,',
    'dead man, proxy networks, data folder. "!" is left to do, not wrong. Run it with the settings of the product.',
    'Exit code 1 when something is wrong.',
  ],
});

await runCommand(command, async ({ json }) => {
  const checks = await examine(process.env, createSystemClock().nowMs);
  const ill = checks.filter(({ ok }) => !ok).length;
  if (json) printJson({ checks });
  else
    for (const { name, ok, say, isAdvice } of checks)
      process.stdout.write(`${isAdvice ? '!' : ok ? '✓' : '✗'} ${name}: ${say}\n`);
  if (ill > 0) throw new Error(`${ill} of ${checks.length} checks failed`);
});
