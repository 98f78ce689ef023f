import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where a world keeps its id, under DATA_DIR/sandbox/<market>/. */
export const WORLD_FILE = 'world.txt';
export const WORLD_ID = /^[0-9a-f]{8}$/;

/** The database of one replay. */
export function sandboxDatabaseName(marketId: string, worldId: string): string {
  return `sandbox_${marketId}_${worldId}`;
}

/**
 * Databases of the replays under this data folder, sorted by name. Other installations may keep theirs on the same server: a name that
 * begins with "sandbox_" is not enough to call it ours.
 */
export function sandboxDatabasesOf(dataDir: string): readonly string[] {
  const root = join(dataDir, 'sandbox');
  if (!isFolder(root)) return [];
  return readdirSync(root)
    .flatMap((marketId) => {
      const worldId = idIn(join(root, marketId, WORLD_FILE));
      return worldId === null ? [] : [sandboxDatabaseName(marketId, worldId)];
    })
    .toSorted();
}

function idIn(path: string): string | null {
  if (!(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)) return null;
  const id = readFileSync(path, 'utf8').trim();
  return WORLD_ID.test(id) ? id : null;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
