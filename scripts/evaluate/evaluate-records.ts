import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfig } from '../../bot/config.ts';
import { createLockboxFile } from '../../engine/adapters/files/lockbox-file.ts';
import { createTrialFile } from '../../engine/adapters/files/trial-file.ts';
import { readingOf, requireUnread } from '../../engine/evaluation/lockbox.ts';
import type { EvaluationReport } from '../../engine/evaluation/report.ts';
import {
  type TrialDecisions,
  type TrialFigures,
  type TrialSignificance,
  trialOf,
  trialSignificance,
} from '../../engine/evaluation/trials.ts';

/** What was judged. */
export interface Judgement {
  readonly report: TrialFigures;
  readonly decisions: TrialDecisions;
  readonly seed: number;
}

/** The version of package.json: a release unless the options name another. */
export function packageVersion(): string {
  const parsed: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed ? String(parsed.version) : 'unknown';
}

/** The files that keep what was tried and read: under DATA_DIR unless the trials' path is given. */
export function openRecords(trialsPath: string | null) {
  const folder = resolve(readConfig().dataDir, 'evaluation');
  const trials = createTrialFile(trialsPath ?? join(folder, 'trials.jsonl'));
  const lockbox = createLockboxFile(join(folder, 'lockbox.jsonl'));
  return {
    /** Adds the trial to the registry and judges it among all there; a registry that cannot be written is a note, no error. */
    recordTrial({ report, decisions, seed }: Judgement): TrialSignificance {
      const own = trialOf(report, decisions, { seed, nowMs: Date.now() });
      const before = trials.read();
      try {
        trials.append(own);
      } catch (error) {
        process.stderr.write(
          `the trial could not be recorded: ${error instanceof Error ? error.message : String(error)}\n`,
        );
      }
      return trialSignificance(own, before, seed);
    },
    /** Throws LockboxOpenError when this release has read any of these markets before. */
    requireUnread: (question: Parameters<typeof requireUnread>[0]): void => requireUnread(question, lockbox.read()),
    /** Logs a reading, before anyone sees its figures. Throws when the log cannot be written. */
    recordReading: (report: EvaluationReport, release: string): void =>
      lockbox.append(readingOf(report, release, Date.now())),
  };
}
