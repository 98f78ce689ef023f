import { z } from 'zod';
import type { LockboxReading } from '../../evaluation/lockbox.ts';
import { createJsonLines, type JsonLines } from './json-lines.ts';
import { FIGURE, JUDGED_FIELDS } from './trial-file.ts';

const readingShape = z.object({
  ...JUDGED_FIELDS,
  release: z.string(),
  accuracy: FIGURE,
  auc: FIGURE,
  brierSkill: FIGURE,
});

/** The log of lockbox readings: one line each. */
export function createLockboxFile(path: string): JsonLines<LockboxReading> {
  return createJsonLines<LockboxReading>(path, readingShape);
}
