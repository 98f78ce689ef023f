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
import { join } from 'node:path';
import type { CheckpointOf } from '../../training/walk-checkpoint.ts';
import { type CheckpointLines, checkpointsOf, parseFoldLine, warnNotKept } from '../checkpoint-lines.ts';

/** Checkpoints as files of one folder, one line of JSON a fold, numbers kept to the last bit. */
export function createFileCheckpoints(folder: string): CheckpointOf {
  return checkpointsOf(createFileLines(folder));
}

/** The same as lines, for a training in a process of its own. */
export function createFileLines(folder: string): CheckpointLines {
  const pathOf = (run: string): string => join(folder, `walk-${run}.jsonl`);
  return {
    read: async (run) => readLines(pathOf(run)),
    append: async (run, _, line) => appendLine(folder, pathOf(run), line),
    async clear(run) {
      rmSync(pathOf(run), { force: true });
      try {
        rmdirSync(folder);
      } catch {
        // Others' checkpoints lie in it, or it was never made.
      }
    },
  };
}

/** Whole lines of a file; what a crash left half written is cut off, so that the next line starts clean. */
function readLines(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const lines: string[] = [];
  const text = readFileSync(path, 'utf8');
  let good = 0;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const line = end < 0 ? null : text.slice(from, end);
    if (line === null || parseFoldLine(line) === null) break;
    lines.push(line);
    from = end + 1;
    good = from;
  }
  if (good < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, good)));
  return lines;
}

/** Appends a line or nothing: on a full disk the run goes on without it, and half a line does not spoil those that follow. */
function appendLine(folder: string, path: string, line: string): void {
  const before = existsSync(path) ? statSync(path).size : 0;
  try {
    mkdirSync(folder, { recursive: true });
    appendFileSync(path, `${line}\n`);
  } catch (error) {
    if (existsSync(path)) truncateSync(path, before);
    warnNotKept(error);
  }
}
