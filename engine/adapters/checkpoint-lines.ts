import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MODEL_KINDS } from '../models/model.ts';
import { modelMaker } from '../models/model-maker.ts';
import type { CheckpointOf, FoldRecord } from '../training/walk-checkpoint.ts';
import { sourceDigest } from './files/source-digest.ts';

/**
 * Keeps what finished folds of a run left behind, a line of text each: in a file or in the database. A checkpoint saves time and is
 * worth no failure: where a line cannot be kept, the promise still resolves, and the run would do this fold again.
 */
export interface CheckpointLines {
  /** Oldest first; empty for a run that left nothing. */
  read(run: string): Promise<readonly string[]>;
  append(run: string, fold: number, line: string): Promise<void>;
  clear(run: string): Promise<void>;
}

const lineShape = z.object({
  fold: z.number().int().nonnegative(),
  baseRate: z.number(),
  scores: z.string(),
  kind: z.enum(MODEL_KINDS),
  model: z.unknown(),
});

type FoldLine = z.infer<typeof lineShape>;

/** A line as it was written, numbers to the last bit; null where it was cut off. */
export function parseFoldLine(text: string): FoldLine | null {
  try {
    return lineShape.parse(JSON.parse(text));
  } catch {
    // A line cut off by a crash: the fold is simply done again.
    return null;
  }
}

/**
 * Checkpoints whose runs are named by everything that a run depends on, our source included: what another run left is never met.
 * Folds after a line that cannot be read are done again.
 */
export function checkpointsOf(lines: CheckpointLines): CheckpointOf {
  return (key) => {
    const run = createHash('sha256').update(`${sourceDigest()} ${key}`).digest('hex').slice(0, 32);
    return {
      async read() {
        const folds: FoldRecord[] = [];
        let newest: FoldLine | null = null;
        for (const text of await lines.read(run)) {
          const line = parseFoldLine(text);
          if (line === null) break;
          folds.push({ fold: line.fold, baseRate: line.baseRate, scores: fromBase64(line.scores) });
          newest = line;
        }
        return { folds, newestModel: newest === null ? null : modelMaker(newest.kind).parse(newest.model) };
      },
      async append({ fold, baseRate, scores }, model) {
        const line = { fold, baseRate, scores: toBase64(scores), kind: model.kind, model: model.toJSON() };
        await lines.append(run, fold, JSON.stringify(line));
      },
      clear: () => lines.clear(run),
    };
  };
}

/** The warning of a run that goes on without a fold being kept. */
export function warnNotKept(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  process.emitWarning(`A checkpoint could not be written (${reason}): an interrupted run would do this part again.`);
}

function toBase64(values: Float64Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

function fromBase64(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  return new Float64Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.length / 8));
}
