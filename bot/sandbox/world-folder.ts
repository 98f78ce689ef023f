import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WORLD_FILE, WORLD_ID } from '../database/sandbox-databases.ts';
import { ENGLISH } from '../texts/language.ts';
import { writeFileAtomically } from './write-file.ts';

/** Files of one world: its name, how far its clock has come, and its Telegram. */
export interface WorldFolder {
  readonly id: string;
  readonly clockPath: string;
  readonly journalPath: string;
  readonly stripePath: string;
  readonly partnerPath: string;
}

/** A world that cannot go on; the message states what is wrong and what to do. */
export class WorldDamaged extends Error {
  override readonly name = 'WorldDamaged';
  readonly code = 'sandbox/world-damaged';

  constructor(what: string, options?: { readonly cause: unknown }) {
    super(`${what}. Start over with: ${START_OVER} (what there is now is moved aside, not deleted)`, options);
  }
}

/** The command that begins a new sandbox. */
export const START_OVER = 'npm start -- --fresh';

const MOVED = /^before-/;
/** Candles fetched from venues belong to no world. */
const FETCHED = 'candles';

/**
 * The world in a folder, made when there is none. Its id names its database, so people without their ledger, or a ledger whose
 * clock has gone back, must not come of a damaged file: throws WorldDamaged for one that has lived.
 */
export function openWorldFolder(folder: string, log: (line: string) => void): WorldFolder {
  const idPath = join(folder, WORLD_FILE);
  const clockPath = join(folder, 'clock.json');
  const journalPath = join(folder, 'telegram.jsonl');
  const stripePath = join(folder, 'stripe.json');
  const partnerPath = join(folder, 'partner.json');
  const hasLived = (statSync(journalPath, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const known = existsSync(idPath) ? readFileSync(idPath, 'utf8').trim() : null;
  if (known !== null && WORLD_ID.test(known)) {
    if (hasLived && !existsSync(clockPath)) throw new WorldDamaged("the sandbox's clock (clock.json) is gone");
    return { id: known, clockPath, journalPath, stripePath, partnerPath };
  }
  if (hasLived)
    throw new WorldDamaged(`the name of the sandbox's world (world.txt) is ${known === null ? 'gone' : 'damaged'}`);
  if (known !== null) log(ENGLISH.plain('sandbox-name-damaged'));
  const id = randomBytes(4).toString('hex');
  mkdirSync(folder, { recursive: true });
  writeFileAtomically(idPath, id);
  return { id, clockPath, journalPath, stripePath, partnerPath };
}

/**
 * Moves every world under the sandbox's root aside, and forgets which market was chosen, so that the next start is a first one.
 * Fetched candles stay. Returns the name of the folder that now holds them, or null when there was nothing.
 */
export function moveWorldsAside(root: string, nowMs: number): string | null {
  if (!existsSync(root)) return null;
  const marketFolder = join(root, 'market');
  const worlds = readdirSync(root).filter(
    (name) => name !== 'market' && !MOVED.test(name) && isFolder(join(root, name)),
  );
  const notes = isFolder(marketFolder) ? readdirSync(marketFolder).filter((name) => name !== FETCHED) : [];
  if (worlds.length + notes.length === 0) return null;
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  const name = [...numbered(`before-${stamp}`)].find((each) => !existsSync(join(root, each))) ?? `before-${stamp}`;
  mkdirSync(join(root, name), { recursive: true });
  // The note of the market first: a kill in between then leaves no note that points to a world moved away.
  for (const note of notes) renameSync(join(marketFolder, note), join(root, name, note));
  for (const world of worlds) renameSync(join(root, world), join(root, name, world));
  return name;
}

function* numbered(name: string): Generator<string> {
  yield name;
  for (let count = 2; count < 1_000; count += 1) yield `${name}-${count}`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
