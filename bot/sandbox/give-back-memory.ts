import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Of the replay's time. A longer while between two collections leaves more holes that malloc keeps: 24 h 242 MB, 6 h 231 MB. */
const COLLECT_EVERY_MS = 12 * 3_600_000;

/** When a fast-forwarded replay was collected last, in its own time; null while it is not fast-forwarded. */
export interface ReplayMemory {
  /** Null while nothing is to be collected. */
  collectedMs: number | null;
}

/**
 * After a turn of the replay. V8 lets its heap grow while much is allocated and malloc keeps the holes of freed buffers, so that ten days
 * that have been fast-forwarded would leave some 60 MB resident for nothing (`npm run bench -- --only memory`).
 */
export function giveBackMemory(
  memory: ReplayMemory,
  { isFast, nowMs }: { readonly isFast: boolean; readonly nowMs: number },
  collect: () => void = collectGarbage,
): void {
  const { collectedMs } = memory;
  if (collectedMs === null) {
    memory.collectedMs = isFast ? nowMs : null;
    return;
  }
  if (isFast && nowMs - collectedMs < COLLECT_EVERY_MS) return;
  collect();
  memory.collectedMs = isFast ? nowMs : null;
}

/** In full, once. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}
