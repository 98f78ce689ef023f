import { BACKTEST_BENCHES } from '../../test/bench/backtest.ts';
import type { Bench, BenchResult } from '../../test/bench/bench.ts';
import { BILLING_BENCHES } from '../../test/bench/billing.ts';
import { BOOSTING_BENCHES } from '../../test/bench/boosting.ts';
import { BOT_BENCHES } from '../../test/bench/bot.ts';
import { CLOSE_BENCHES } from '../../test/bench/close.ts';
import { DELIVERY_BENCHES } from '../../test/bench/delivery.ts';
import { DRAWING_BENCHES } from '../../test/bench/drawing.ts';
import { FEATURE_BENCHES } from '../../test/bench/features.ts';
import { IMPORT_BENCHES } from '../../test/bench/import.ts';
import { MEMORY_BENCHES } from '../../test/bench/memory.ts';
import { NETWORK_BENCHES } from '../../test/bench/network.ts';
import { PREDICT_HTTP_BENCHES } from '../../test/bench/predict-http.ts';
import { PREDICTION_BENCHES } from '../../test/bench/prediction.ts';
import { STORE_BENCHES } from '../../test/bench/store.ts';
import { TRAINING_BENCHES } from '../../test/bench/training.ts';
import { defineCommand, printJson, runCommand, UsageError } from '../terminal/arguments.ts';

/** Every benchmark there is; a new file under test/bench adds one line here. */
const BENCHES: readonly Bench[] = [
  ...BACKTEST_BENCHES,
  ...FEATURE_BENCHES,
  ...PREDICTION_BENCHES,
  ...BOOSTING_BENCHES,
  ...NETWORK_BENCHES,
  ...PREDICT_HTTP_BENCHES,
  ...IMPORT_BENCHES,
  ...STORE_BENCHES,
  ...TRAINING_BENCHES,
  ...MEMORY_BENCHES,
  ...DELIVERY_BENCHES,
  ...CLOSE_BENCHES,
  ...BOT_BENCHES,
  ...BILLING_BENCHES,
  ...DRAWING_BENCHES,
];

const command = defineCommand({
  name: 'bench',
  summary: 'Measures speed beside a reference in the same run; higher is better, but of memory.',
  options: {
    only: { value: 'NAME', help: 'only benchmarks whose name contains this' },
    json: { help: 'print one JSON object' },
  },
  notes: ['Benchmarks:', ...BENCHES.map(({ name, unit }) => `  ${name} (${unit})`)],
});

interface Line extends BenchResult {
  readonly name: string;
  readonly unit: string;
  readonly ratio: number | null;
}

const figure = (value: number | null): string => (value === null ? '–' : value.toPrecision(3));

await runCommand(command, async ({ only, json }) => {
  const chosen = BENCHES.filter(({ name }) => only === null || name.toLowerCase().includes(only.toLowerCase()));
  if (chosen.length === 0)
    throw new UsageError(
      `expected --only to name one of ${BENCHES.map(({ name }) => `"${name}"`).join(', ')}, was "${only}"`,
    );
  const results: Line[] = [];
  for (const { name, unit, run } of chosen) {
    const result = await run();
    const ratio = result.reference === null ? null : result.ours / result.reference;
    results.push({ name, unit, ...result, ratio });
    const against =
      result.referenceName === null
        ? ''
        : `, ${result.referenceName} ${figure(result.reference)}: ${figure(ratio)} times`;
    process.stderr.write(`${name}: ${figure(result.ours)} ${unit}${against}\n`);
  }
  if (json) printJson({ results });
});
