import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../shared/', import.meta.url));

/** Absolute path of a file under ../shared beside the checkout, or null when it is absent (the test is then skipped). */
export function sharedPath(relative: string): string | null {
  const path = root + relative;
  return existsSync(path) ? path : null;
}
