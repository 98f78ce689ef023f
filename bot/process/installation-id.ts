import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FORM = /^[0-9a-f-]{36}$/;

/**
 * The name under which this installation holds leases, kept in its locked data folder: a restart takes its own lease at once, while a
 * new folder waits until the lease of the old one has run out. Rejects when the folder cannot be written to.
 */
export async function readInstallationId(dataDir: string): Promise<string> {
  const path = join(dataDir, 'installation-id');
  const stored = (await readFile(path, 'utf8').catch(() => '')).trim();
  if (FORM.test(stored)) return stored;
  const fresh = randomUUID();
  await writeFile(path, `${fresh}\n`, { flush: true });
  return fresh;
}
