import { resolve } from 'node:path';
import { readConfig } from '../../bot/config.ts';
import { createTrialFile } from '../../engine/adapters/files/trial-file.ts';
import { triedBefore } from '../../engine/evaluation/trials.ts';
import { type Timeframe, timeframeMs } from '../../engine/market/timeframe.ts';
import type { Trials } from '../../engine/statistics/sharpe.ts';
import { DAY_MS } from '../../engine/time.ts';
import { numberOf } from '../terminal/arguments.ts';

/** How many configurations were tried, and who says so. */
export interface CountedTrials extends Trials {
  readonly source: 'option' | 'registry';
}

/**
 * The trials that a backtest's Sharpe ratio is deflated by: those of --trials, else of the registry under DATA_DIR for the
 * same markets.
 */
export function countTrials(
  given: string | null,
  asked: { readonly markets: readonly string[]; readonly timeframe: Timeframe },
): CountedTrials {
  if (given !== null) {
    const count = numberOf('trials', given, { min: 1, max: 1e9, whole: true });
    return { count, variance: null, source: 'option' };
  }
  const registry = createTrialFile(resolve(readConfig().dataDir, 'evaluation', 'trials.jsonl')).read();
  const candlesPerDay = DAY_MS / timeframeMs(asked.timeframe);
  return { ...triedBefore(registry, { ...asked, candlesPerDay }), source: 'registry' };
}
