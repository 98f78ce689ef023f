import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ENGLISH } from '../texts/language.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { downloadedMongod, mongodOnPath, mongodProgram, type Tool, type ToolPlace } from './mongod.ts';
import { installedSecantus, secantusProgram } from './secantusdb.ts';
import { PID_NAME, type RunningServer, type ServerProgram, startSupervisedServer } from './supervised-server.ts';

const { plain } = ENGLISH;

const TOOLS_PATIENCE_MS = 180_000;
const DATA_PATIENCE_MS = 1_000;
const DATABASE_NAME = 'analyser';

export type DatabaseKind = 'given' | 'mongod' | 'downloaded-mongod' | 'secantusdb';

export interface FindDatabaseOptions {
  /** MONGODB_URI, or null when the operator gave none. */
  readonly mongodbUri: string | null;
  /** DATA_DIR: the database's files lie in its folder "database". */
  readonly dataDir: string;
  /** Where downloaded programs are kept; several data folders may share one. Default: the folder "tools" of dataDir. */
  readonly toolsDir?: string;
  /** Told, a line at a time, what takes long and what was taken in the end. */
  readonly print: (line: string) => void;
  /** Aborted when nobody needs the database any more: what is under way is ended, and the promise rejects soon. */
  readonly signal?: AbortSignal;
  /** Given a line when a server of our own ended by itself; it is started again. */
  readonly onEnded?: (line: string) => void;
}

export interface Database {
  readonly uri: string;
  readonly kind: DatabaseKind;
  /** One line for people: which database, where its data lie. Holds no password. */
  readonly describe: string;
  /** Stops a server of our own (last of all); leaves a given one alone. */
  close(): Promise<void>;
}

/** Each way to a server of our own, in the order in which they are tried, and the folder of data it can read. */
interface Way {
  readonly kind: DatabaseKind;
  readonly format: 'mongod' | 'secantusdb';
  find(place: ToolPlace): Promise<Tool>;
  program(tool: Tool & { readonly type: 'found' }, storageDir: string): ServerProgram;
}

const WAYS: readonly Way[] = [
  { kind: 'mongod', format: 'mongod', find: mongodOnPath, program: mongodProgram },
  { kind: 'downloaded-mongod', format: 'mongod', find: downloadedMongod, program: mongodProgram },
  { kind: 'secantusdb', format: 'secantusdb', find: installedSecantus, program: secantusProgram },
];

/**
 * The database to use: the given one, else a server of our own on loopback that ends with this process, however that
 * ends. Once data have been written by one kind of server later starts take that kind again, for they lie in its format:
 * a network that comes back must not make an installation look empty.
 * Throws DatabaseNotFound when there is no way, or when another process uses the same data folder.
 */
export async function findDatabase(options: FindDatabaseOptions): Promise<Database> {
  const { mongodbUri, print, signal } = options;
  if (mongodbUri !== null) {
    const describe = plain('database-given', { address: withoutCredentials(mongodbUri) });
    print(plain('database-taken', { database: describe }));
    return { uri: mongodbUri, kind: 'given', describe, close: async () => {} };
  }
  const folder = resolve(options.dataDir, 'database');
  const toolsDir = resolve(options.toolsDir ?? join(options.dataDir, 'tools'));
  await mkdir(folder, { recursive: true });
  const lock = await lockFolder(folder, DATA_PATIENCE_MS);
  if (lock === null) {
    throw new DatabaseNotFound(
      `another process of this product uses the data in ${folder}: stop it, or start this one with another DATA_DIR`,
    );
  }
  try {
    const { way, server, program } = await startFirst({ folder, toolsDir, print, signal, onEnded: options.onEnded });
    const describe = plain('database-own', { name: program.name, address: `127.0.0.1:${server.port}` });
    print(plain('database-taken', { database: describe }));
    return {
      uri: `mongodb://127.0.0.1:${server.port}/${DATABASE_NAME}?directConnection=true`,
      kind: way.kind,
      describe,
      close: async () => {
        await server.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** No database could be found or started; the message names what was tried and what would help. */
class DatabaseNotFound extends Error {
  override readonly name = 'DatabaseNotFound';
  readonly code = 'database/not-found';
}

interface Place extends ToolPlace {
  readonly folder: string;
  readonly onEnded: ((line: string) => void) | undefined;
}

async function startFirst(place: Place): Promise<{ way: Way; server: RunningServer; program: ServerProgram }> {
  const { folder, signal } = place;
  const formatPath = join(folder, 'format');
  const kept = await keptFormat(folder);
  const ways = kept === '' ? WAYS : WAYS.filter((way) => way.format === kept);
  const reasons: string[] = [];
  for (const way of ways) {
    const tool = await findTool(way, place);
    signal?.throwIfAborted();
    if (tool.type === 'absent') {
      reasons.push(tool.why);
      continue;
    }
    const storageDir = join(folder, way.format);
    await mkdir(storageDir, { recursive: true });
    const program = way.program(tool, storageDir);
    try {
      const server = await startSupervisedServer(program, { signal, onEnded: place.onEnded });
      if (kept === '')
        await writeFormat(formatPath, way.format).catch((error) => place.print(notWritten(formatPath, error)));
      return { way, server, program };
    } catch (error) {
      signal?.throwIfAborted();
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new DatabaseNotFound(adviceFor(kept, folder, reasons));
}

/** Which kind of server wrote the data: by the note next to them, else (it was cut off, or the disk was full) by their folder. */
async function keptFormat(folder: string): Promise<string> {
  const noted = (await readFile(join(folder, 'format'), 'utf8').catch(() => '')).trim();
  const formats = [...new Set(WAYS.map(({ format }) => format))];
  if (formats.some((format) => format === noted)) return noted;
  const present = formats.filter((format) => existsSync(join(folder, format, PID_NAME)));
  return present.length === 1 ? (present[0] ?? '') : '';
}

/** Whole or not at all: half a name would make the data look as if nobody could read them. */
async function writeFormat(path: string, format: string): Promise<void> {
  await writeFile(`${path}.new`, format, { flush: true });
  await rename(`${path}.new`, path);
}

function notWritten(path: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return plain('database-format-unwritten', { path, reason });
}

/** Two processes may look for a program in the same folder at once (tests do): one installs, the other waits for it. */
async function findTool(way: Way, place: ToolPlace): Promise<Tool> {
  const { toolsDir } = place;
  if (way.kind === 'mongod') return way.find(place);
  await mkdir(toolsDir, { recursive: true });
  const lock: FolderLock | null = await lockFolder(toolsDir, TOOLS_PATIENCE_MS);
  if (lock === null) return { type: 'absent', why: plain('database-installing', { folder: toolsDir }) };
  try {
    return await way.find(place);
  } finally {
    await lock.release();
  }
}

function adviceFor(kept: string, folder: string, reasons: readonly string[]): string {
  const tried = reasons.map((reason) => `  - ${reason}`);
  const data = join(folder, kept);
  if (kept !== '' && existsSync(data)) tried.push(plain('database-bound', { folder: data, kept, root: folder }));
  return plain('database-none', { tried: tried.join('\n') });
}

/** "mongodb://user:password@host/name?x=y" → "mongodb://host/name": what may be shown and logged. */
function withoutCredentials(uri: string): string {
  return uri.replace(/\/\/[^/]*@/, '//').replace(/\?.*$/s, '');
}
