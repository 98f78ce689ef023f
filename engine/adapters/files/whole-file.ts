import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a file is written: `temporaryFolder` lies on the same disk and holds what is not whole yet. */
export interface WholeFile {
  readonly temporaryFolder: string;
  readonly path: string;
  readonly text: string;
}

/** Makes a file that appears whole or not at all, unless it is there already. */
export async function createWholeFile(file: WholeFile): Promise<void> {
  const whole = await writeTemporary(file);
  try {
    linkSync(whole, file.path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(whole);
  }
}

/** Makes or replaces a file: readers see the old text or the new one, never a part. */
export async function replaceWholeFile(file: WholeFile): Promise<void> {
  renameSync(await writeTemporary(file), file.path);
}

/** The text of a file; null when there is none. */
export function readWholeFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

async function writeTemporary({ temporaryFolder, text }: WholeFile): Promise<string> {
  mkdirSync(temporaryFolder, { recursive: true });
  const path = join(temporaryFolder, `.writing-${randomUUID()}`);
  await writeFile(path, text, { flush: true });
  return path;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
