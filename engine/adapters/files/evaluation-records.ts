import { z } from 'zod';
import type { LockboxReading } from '../../evaluation/lockbox.ts';
import type { Trial } from '../../evaluation/trials.ts';
import { createJsonLines, type JsonLines } from './json-lines.ts';

const figure = z.number().nullable();
const what = {
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
  ...what,
  protocol: z.enum(['walk-forward', 'frozen']),
  seed: z.number(),
  metric: z.object({ accuracy: figure, auc: figure, brierSkill: figure, brierGain: figure }),
  sharpe: z.object({ sharpe: z.number(), count: z.number(), skew: z.number(), kurtosis: z.number() }).nullable(),
  weekly: z.object({ firstWeek: z.number(), gain: z.array(figure) }),
});

const readingShape = z.object({ ...what, release: z.string(), accuracy: figure, auc: figure, brierSkill: figure });

/** The registry of trials: every configuration tried, one line each. */
export function createTrialFile(path: string): JsonLines<Trial> {
  return createJsonLines<Trial>(path, trialShape);
}

/** The log of lockbox readings. */
export function createLockboxFile(path: string): JsonLines<LockboxReading> {
  return createJsonLines<LockboxReading>(path, readingShape);
}
