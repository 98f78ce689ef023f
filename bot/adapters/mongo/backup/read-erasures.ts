import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, mongo } from 'mongoose';
import { z } from 'zod';
import { ERASURES } from '../erasures.ts';
import { jsonIn } from './json-in.ts';
import { collectionFile, MANIFEST_FILE } from './manifest.ts';
import { readBson } from './read-bson.ts';

/** A person who asked to be forgotten: their pseudonym, and when, Unix milliseconds of the machine's clock. */
export interface Erasure {
  readonly pseudonym: number;
  readonly atMs: number;
}

const stored = z.object({ _id: z.number(), at: z.date() });
/** Exports of Elasticsearch give the values of a field as a list, spreadsheets all of them as texts. */
const logged = z.object({ at: z.iso.datetime({ offset: true }), pseudonym: z.coerce.number().int().negative() });
const nested = z.object({ analyser: z.object({ pseudonym: z.unknown() }) });

/**
 * Who was forgotten, from a backup's folder or from a file with lines of the product's log, whatever stands around their JSON. Throws where
 * the folder is no backup, or the file has no JSON: a mistaken file would leave everybody in.
 */
export async function readErasures(path: string): Promise<readonly Erasure[]> {
  return statSync(path).isDirectory() ? await ofBackup(path) : ofLog(path);
}

/** Who was forgotten, from a database. */
export async function storedErasures(connection: Connection): Promise<readonly Erasure[]> {
  return (await connection.collection(ERASURES).find().toArray()).map(erasureOf);
}

function erasureOf(document: unknown): Erasure {
  const { _id, at } = stored.parse(document);
  return { pseudonym: _id, atMs: at.getTime() };
}

async function ofBackup(folder: string): Promise<readonly Erasure[]> {
  if (!existsSync(join(folder, MANIFEST_FILE))) throw new Error(`${folder}: expected a folder of npm run backup`);
  const file = join(folder, collectionFile(ERASURES));
  if (!existsSync(file)) return [];
  const found: Erasure[] = [];
  for await (const document of readBson(file)) found.push(erasureOf(mongo.BSON.deserialize(document)));
  return found;
}

function ofLog(path: string): readonly Erasure[] {
  const objects = [...jsonIn(readFileSync(path, 'utf8'))];
  if (objects.length === 0) throw new Error(`${path}: expected lines of the log (JSON), found none`);
  return objects.flatMap((line) => {
    const within = nested.safeParse(line);
    const parsed = logged.safeParse({
      at: one(line['@timestamp']),
      pseudonym: one(line['analyser.pseudonym'] ?? (within.success ? within.data.analyser.pseudonym : undefined)),
    });
    if (!parsed.success) return [];
    return [{ pseudonym: parsed.data.pseudonym, atMs: Date.parse(parsed.data.at) }];
  });
}

function one(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}
