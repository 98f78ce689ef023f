import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { type Database, findDatabase } from '../../../bot/database/find-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Loopback port that answers with one line of JSON: {"uri": …} or {"error": …}. */
    readonly databasePort: number;
  }
}

/** Survives between runs, so that a database program is fetched once. */
const cache = fileURLToPath(new URL('../../../node_modules/.cache/analyser/', import.meta.url));

/**
 * One database server for the whole run, started when the first test asks for it: runs without such tests pay nothing.
 * Its data are thrown away with the run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<Database> | null = null;
  let dataDir: string | null = null;
  const start = async (): Promise<Database> => {
    await mkdir(cache, { recursive: true });
    dataDir = await mkdtemp(join(cache, 'run-'));
    const mongodbUri = process.env.MONGODB_URI ?? null;
    return findDatabase({ mongodbUri, dataDir, toolsDir: join(cache, 'tools'), print: (line) => console.error(line) });
  };
  const door = createServer((socket) => {
    socket.on('error', () => {});
    started ??= start();
    started.then(
      ({ uri }) => socket.end(JSON.stringify({ uri })),
      (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', () => resolve()));
  const address = door.address();
  if (typeof address !== 'object' || address === null)
    throw new Error('expected a loopback port for the database door');
  project.provide('databasePort', address.port);
  return async () => {
    door.close();
    const database = await Promise.resolve(started).catch(() => null);
    await database?.close();
    if (dataDir !== null) await rm(dataDir, { recursive: true, force: true });
  };
}
