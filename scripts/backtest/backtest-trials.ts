import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { dataDirOf } from '../../bot/settings/data-dir.ts';
import { type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import type { Trials } from '../../engine/statistics/sharpe.ts';
import { DAY_MS } from '../../engine/time.ts';
import { numberOf } from '../terminal/arguments.ts';

/** How many configurations were tried, and where that number comes from. */
export interface CountedTrials extends Trials {
  readonly source: 'option' | 'registry';
}

/**
 * The trials that a backtest's Sharpe ratio is deflated by: those of --trials, else of the registry under DATA_DIR for the
 * same markets. What reads the registry is loaded only where there is one.
 */
export async function countTrials(
  given: string | null,
  asked: { readonly markets: readonly string[]; readonly timeframe: Timeframe },
): Promise<CountedTrials> {
  if (given !== null) {
    const count = numberOf('trials', given, { min: 1, max: 1e9, whole: true });
    return { count, variance: null, source: 'option' };
  }
  const path = resolve(dataDirOf(process.env), 'evaluation', 'trials.jsonl');
  if (!existsSync(path)) return { count: 1, variance: null, source: 'registry' };
  const [{ createTrialFile }, { triedBefore }] = await Promise.all([
    import('../../engine/adapters/files/trial-file.ts'),
    import('../../engine/evaluation/trials.ts'),
  ]);
  const registry = createTrialFile(path).read();
  const candlesPerDay = DAY_MS / timeframeMs(asked.timeframe);
  return { ...triedBefore(registry, { ...asked, candlesPerDay }), source: 'registry' };
}
