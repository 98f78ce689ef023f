import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { WorldDamaged } from './world-folder.ts';
import { writeFileAtomically } from './write-file.ts';

/** Where the replay's clock keeps how far it may have come. */
export interface PositionStore {
  /** The last saved position in virtual epoch milliseconds, or null at the first start. */
  load(): number | null;
  /** Must not return before the position is safe from a kill. */
  save(positionMs: number): void;
}

const POSITION = z.object({ marketId: z.string(), positionMs: z.number().finite() });

/** Keeps the position in memory: nothing of it is left after the process. */
export function createMemoryPosition(initialMs: number | null = null): PositionStore {
  let positionMs = initialMs;
  return {
    load: () => positionMs,
    save(next) {
      positionMs = next;
    },
  };
}

/**
 * Keeps the position in a JSON file, replaced in one step. A file of another market counts as none. Throws WorldDamaged when the
 * file is there and cannot be understood: starting over in silence would run the clock backwards.
 */
export function createPositionFile(path: string, marketId: string): PositionStore {
  return {
    load() {
      if (!existsSync(path)) return null;
      const text = readFileSync(path, 'utf8');
      try {
        const stored = POSITION.parse(JSON.parse(text));
        return stored.marketId === marketId ? stored.positionMs : null;
      } catch (cause) {
        throw new WorldDamaged("the sandbox's clock (clock.json) is damaged", { cause });
      }
    },
    save(positionMs) {
      writeFileAtomically(path, JSON.stringify({ marketId, positionMs }));
    },
  };
}
