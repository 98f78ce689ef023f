import { mkdir } from 'node:fs/promises';
import { type FolderLock, holderOf, lockFolder } from './folder-lock.ts';

/** A process that is being stopped gets this long to let go. */
const PATIENCE_MS = 3_000;

/** Another process of this product works in the same DATA_DIR; the message names it. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';
  readonly code = 'database/data-dir-in-use';
}

/** DATA_DIR cannot be written to: a file in its way, missing rights, a full disk. */
export class DataDirUnusable extends Error {
  override readonly name = 'DataDirUnusable';
  readonly code = 'database/data-dir-unusable';
}

/**
 * Claims DATA_DIR for this process: the embedded database, the sandbox's world and what is kept there until the database
 * takes it, whichever of them are used. Throws DataDirInUse, or DataDirUnusable when nothing can be written there.
 */
export async function claimDataDir(folder: string, patienceMs: number = PATIENCE_MS): Promise<FolderLock> {
  const lock = await open(folder, patienceMs);
  if (lock !== null) return lock;
  const pid = await holderOf(folder);
  throw new DataDirInUse(
    `another process of this product${pid === null ? '' : ` (pid ${pid})`} uses DATA_DIR (${folder}): ` +
      'stop it, or start this one with another DATA_DIR',
  );
}

async function open(folder: string, patienceMs: number): Promise<FolderLock | null> {
  try {
    await mkdir(folder, { recursive: true });
    return await lockFolder(folder, patienceMs);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new DataDirUnusable(`DATA_DIR: expected a folder that can be written to, was "${folder}" (${reason})`, {
      cause: error,
    });
  }
}
