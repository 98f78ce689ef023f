import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a file in one step, so that neither a kill nor a full disk leaves half of it: written beside it, synced, renamed,
 * and the folder synced, without which a power cut may forget the name.
 */
export function writeFileAtomically(path: string, bytes: string | Uint8Array): void {
  const folder = dirname(path);
  const temporary = `${path}.tmp`;
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(temporary, bytes, { flush: true });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/** Windows cannot open a folder, and some network file systems cannot sync one: the rename then has to do. */
function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {}
}
