import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What decides a model's weights and scores. */
const FOLDERS = ['features', 'market', 'models', 'signals', 'training'] as const;

let known: string | null = null;

/** sha256 in hex of the engine's source that features and models come from: kept results of other code are not taken for ours. */
export function sourceDigest(): string {
  if (known !== null) return known;
  const engine = fileURLToPath(new URL('../../', import.meta.url));
  const hash = createHash('sha256');
  for (const folder of FOLDERS) {
    const names = readdirSync(join(engine, folder), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((each) => each.endsWith('.ts')).sort())
      hash.update(name).update(readFileSync(join(engine, folder, name)));
  }
  known = hash.digest('hex');
  return known;
}
