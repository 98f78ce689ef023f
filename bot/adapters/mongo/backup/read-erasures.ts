import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { z } from 'zod';
import { ERASURES } from '../erasures.ts';
import { collectionFile, MANIFEST_FILE } from './manifest.ts';
import { readBson } from './read-bson.ts';

/** A person who asked to be forgotten: their pseudonym, and when, Unix milliseconds of the machine's clock. */
export interface Erasure {
  readonly pseudonym: number;
  readonly atMs: number;
}

const stored = z.object({ _id: z.number(), at: z.date() });
const logged = z.object({ '@timestamp': z.iso.datetime({ offset: true }), 'analyser.pseudonym': z.number() });

/**
 * Who was forgotten, from a backup's folder or from a file with lines of the product's log, whatever stands around their JSON. Throws where
 * the folder is no backup, or the file has no line that is JSON: a mistaken file would leave everybody in.
 */
export async function readErasures(path: string): Promise<readonly Erasure[]> {
  return statSync(path).isDirectory() ? await ofBackup(path) : ofLog(path);
}

async function ofBackup(folder: string): Promise<readonly Erasure[]> {
  if (!existsSync(join(folder, MANIFEST_FILE))) throw new Error(`${folder}: expected a folder of npm run backup`);
  const file = join(folder, collectionFile(ERASURES));
  if (!existsSync(file)) return [];
  const found: Erasure[] = [];
  for await (const document of readBson(file)) {
    const { _id, at } = stored.parse(mongo.BSON.deserialize(document));
    found.push({ pseudonym: _id, atMs: at.getTime() });
  }
  return found;
}

function ofLog(path: string): readonly Erasure[] {
  const lines = readFileSync(path, 'utf8').split('\n').map(jsonIn);
  const objects = lines.filter((line) => line !== null);
  if (objects.length === 0) throw new Error(`${path}: expected lines of the log (JSON), found none`);
  return objects.flatMap((line) => {
    const parsed = logged.safeParse(line);
    if (!parsed.success) return [];
    const { '@timestamp': at, 'analyser.pseudonym': pseudonym } = parsed.data;
    return [{ pseudonym, atMs: Date.parse(at) }];
  });
}

/** The JSON object of a line; collectors put the name of a container or a stream before it. */
function jsonIn(line: string): unknown {
  const at = line.indexOf('{');
  if (at < 0) return null;
  try {
    const value: unknown = JSON.parse(line.slice(at));
    return value;
  } catch {
    return null;
  }
}
