import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { MODEL_KINDS, type Model } from '../../models/model.ts';
import { modelMaker } from '../../models/model-maker.ts';
import type { CheckpointOf, FoldRecord, KeptFolds, WalkCheckpoint } from '../../training/walk-checkpoint.ts';
import { sourceDigest } from './source-digest.ts';

const lineShape = z.object({
  fold: z.number().int().nonnegative(),
  baseRate: z.number(),
  scores: z.string(),
  kind: z.enum(MODEL_KINDS),
  model: z.unknown(),
});
type Line = z.infer<typeof lineShape>;

function toBase64(values: Float64Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

function fromBase64(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  return new Float64Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.length / 8));
}

function parseLine(text: string): Line | null {
  try {
    return lineShape.parse(JSON.parse(text));
  } catch {
    // A line cut off by a crash: the fold is simply done again.
    return null;
  }
}

/** Whole lines of a file; what a crash left half written is cut off, so that the next line starts clean. */
function readLines(path: string): readonly Line[] {
  if (!existsSync(path)) return [];
  const lines: Line[] = [];
  const text = readFileSync(path, 'utf8');
  let good = 0;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const line = end < 0 ? null : parseLine(text.slice(from, end));
    if (line === null) break;
    lines.push(line);
    from = end + 1;
    good = from;
  }
  if (good < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, good)));
  return lines;
}

/**
 * Appends a line or nothing. A checkpoint saves time and is worth no failure: on a full disk the run goes on without it, a
 * warning says so, and half a line does not spoil those that follow.
 */
function appendLine(path: string, line: string): void {
  const before = existsSync(path) ? statSync(path).size : 0;
  try {
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, `${line}\n`);
  } catch (error) {
    if (existsSync(path)) truncateSync(path, before);
    const reason = error instanceof Error ? error.message : String(error);
    process.emitWarning(`A checkpoint could not be written (${reason}): an interrupted run would do this part again.`);
  }
}

/**
 * Checkpoints as files of one folder, one line of JSON a fold, numbers kept to the last bit. A file that was written for another
 * run is never met: its name comes from everything the run depends on, our source included.
 */
export function createFileCheckpoints(folder: string): CheckpointOf {
  return (key): WalkCheckpoint => {
    const name = createHash('sha256').update(`${sourceDigest()} ${key}`).digest('hex');
    const path = join(folder, `walk-${name.slice(0, 32)}.jsonl`);
    return {
      async read(): Promise<KeptFolds> {
        const lines = readLines(path);
        const newest = lines.at(-1);
        return {
          folds: lines.map(({ fold, baseRate, scores }) => ({ fold, baseRate, scores: fromBase64(scores) })),
          newestModel: newest === undefined ? null : modelMaker(newest.kind).parse(newest.model),
        };
      },
      async append({ fold, baseRate, scores }: FoldRecord, model: Model) {
        const line = { fold, baseRate, scores: toBase64(scores), kind: model.kind, model: model.toJSON() };
        appendLine(path, JSON.stringify(line));
      },
      async clear() {
        rmSync(path, { force: true });
        try {
          rmdirSync(folder);
        } catch {
          // Others' checkpoints lie in it, or it was never made.
        }
      },
    };
  };
}
