import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const SAMPLES = 30;
/** Until here caches and tables of a fixed size fill up. */
const WARM_UPDATES = 1_500;
const FEWEST_SAMPLES = 4;

/** Whether the heap grows with the updates, by a straight line through its size after collections. */
export interface Growth {
  measure(updates: number): void;
  restart(): void;
  /** Null of too few measurements. */
  bytesPerUpdate(): number | null;
}

export function createGrowth(updates: number): Growth {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  const samples: { readonly x: number; readonly y: number }[] = [];
  const every = Math.max(1, (updates - WARM_UPDATES) / SAMPLES);
  return {
    measure(x) {
      if (x < WARM_UPDATES || x - (samples.at(-1)?.x ?? 0) < every) return;
      if (typeof collect === 'function') collect();
      samples.push({ x, y: process.memoryUsage().heapUsed });
    },
    restart: () => void samples.splice(0),
    bytesPerUpdate() {
      if (samples.length < FEWEST_SAMPLES) return null;
      const mean = (of: 'x' | 'y'): number => samples.reduce((sum, sample) => sum + sample[of], 0) / samples.length;
      const [x, y] = [mean('x'), mean('y')];
      const across = samples.reduce((sum, sample) => sum + (sample.x - x) * (sample.y - y), 0);
      const along = samples.reduce((sum, sample) => sum + (sample.x - x) ** 2, 0);
      return Math.round(across / along);
    },
  };
}
