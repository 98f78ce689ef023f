import { z } from 'zod';
import type { Trial } from '../../evaluation/trials.ts';
import { createJsonLines, type JsonLines } from './json-lines.ts';

/** A figure that may be unknown. */
export const FIGURE = z.number().nullable();
/** What was judged, as the registry of trials and the log of lockbox readings store it. */
export const JUDGED_FIELDS = {
  date: z.string(),
  model: z.string(),
  markets: z.array(z.string()),
  timeframe: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  rows: z.number(),
};

const trialShape = z.object({
  hash: z.string(),
  ...JUDGED_FIELDS,
  protocol: z.enum(['walk-forward', 'frozen']),
  seed: z.number(),
  metric: z.object({ accuracy: FIGURE, auc: FIGURE, brierSkill: FIGURE, brierGain: FIGURE }),
  sharpe: z.object({ sharpe: z.number(), count: z.number(), skew: z.number(), kurtosis: z.number() }).nullable(),
  weekly: z.object({ firstWeek: z.number(), gain: z.array(FIGURE) }),
});

/** The registry of trials: every configuration tried, one line each. */
export function createTrialFile(path: string): JsonLines<Trial> {
  return createJsonLines<Trial>(path, trialShape);
}
