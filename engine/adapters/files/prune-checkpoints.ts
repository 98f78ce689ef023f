import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes checkpoints of trainings not resumed since beforeMs (wall time, epoch milliseconds), such as those of an older
 * version of the program, which no run meets any more. Returns how many.
 */
export function pruneCheckpoints(folder: string, beforeMs: number): number {
  if (!existsSync(folder)) return 0;
  const old = readdirSync(folder)
    .filter((name) => /^walk-[0-9a-f]+\.jsonl$/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? beforeMs) < beforeMs);
  for (const path of old) rmSync(path, { force: true });
  return old.length;
}
