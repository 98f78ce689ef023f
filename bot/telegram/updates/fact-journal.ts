import { copyFile, type FileHandle, mkdir, open as openNow, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Update } from 'grammy/types';
import { type KeptFact, parseJournal } from './parse-journal.ts';

export type JournalEvent =
  /** The journal cannot be used (read-only, no such disk): updates are acknowledged only once the database has them. */
  | { readonly type: 'journal-unavailable'; readonly path: string; readonly error: string }
  | { readonly type: 'journal-available'; readonly path: string }
  /** The last write of a killed process was cut off; it was never acknowledged to Telegram, which sends it again. */
  | { readonly type: 'journal-torn'; readonly path: string; readonly bytes: number }
  /** Lines within that cannot be read; the damaged file is kept next to it. */
  | { readonly type: 'journal-damaged'; readonly path: string; readonly lines: number; readonly copy: string };

/** Facts that Telegram sends once, on disk until they are done. */
export interface FactJournal {
  /** Resolves once the facts are on disk (fsync); rejects when they are not, and then none of them is. */
  keep(updates: readonly Update[]): Promise<void>;
  /** The person was notified that it takes longer: not again after a restart. */
  noteNotified(updateId: number): void;
  /** The fact needs no keeping any more. */
  noteDone(updateId: number): void;
  close(): Promise<void>;
}

export interface FactJournalOptions {
  readonly path: string;
  /** Facts that an earlier process left undone, oldest first; called before the first `keep` resolves. */
  readonly onLeft: (facts: readonly KeptFact[]) => void;
  readonly onEvent: (event: JournalEvent) => void;
  /** Opens a file; Node's own when absent. */
  readonly open?: (path: string, flags: string) => Promise<FileHandle>;
}

/** Above this size the lines of what is done are dropped by rewriting the file. */
const REWRITE_BYTES = 1 << 20;

interface OpenFile {
  readonly handle: FileHandle;
  /** Where the next line goes. Everything before it is whole; what a failed write left behind it is cut off first. */
  end: number;
  /** A failed write may have left bytes behind `end`. */
  dirty: boolean;
}

interface Journal extends FactJournalOptions {
  /** The line of each fact that is not done, by update id. */
  readonly kept: Map<number, string>;
  readonly notified: Set<number>;
  file: OpenFile | null;
  /** It could not be opened when last tried. */
  isAway: boolean;
  /** Ends when the last piece of work has: positions and truncation must not overlap. */
  queue: Promise<unknown>;
}

/**
 * Opens the journal: one JSON object a line, `{"fact": update}`, `{"notified": id}` or `{"done": id}`. A journal that cannot be
 * opened is tried again at every `keep`. As soon as nothing is open the file is emptied, so personal data do not stay.
 */
export async function openFactJournal(options: FactJournalOptions): Promise<FactJournal> {
  const journal: Journal = {
    ...options,
    ...{ kept: new Map<number, string>(), notified: new Set<number>(), file: null, isAway: false },
    queue: Promise.resolve(),
  };
  await inTurn(journal, () => opened(journal)).catch(() => undefined);
  return {
    keep: (updates) =>
      inTurn(journal, async () => {
        await append(await opened(journal), updates.map(factLine).join(''), true);
        for (const update of updates) journal.kept.set(update.update_id, factLine(update));
      }),
    noteNotified(updateId) {
      if (!journal.kept.has(updateId)) return;
      journal.notified.add(updateId);
      note(journal, notifiedLine(updateId));
    },
    noteDone(updateId) {
      if (!journal.kept.delete(updateId)) return;
      journal.notified.delete(updateId);
      note(journal, `${JSON.stringify({ done: updateId })}\n`);
    },
    close: () =>
      inTurn(journal, async () => {
        await journal.file?.handle.close();
        journal.file = null;
      }),
  };
}

function inTurn<T>(journal: Journal, work: () => Promise<T>): Promise<T> {
  const mine = journal.queue.then(work);
  journal.queue = mine.catch(() => undefined);
  return mine;
}

async function opened(journal: Journal): Promise<OpenFile> {
  const { path, onEvent } = journal;
  if (journal.file !== null) return journal.file;
  try {
    journal.file = await openFile(journal);
  } catch (error) {
    if (!journal.isAway) onEvent({ type: 'journal-unavailable', path, error: String(error) });
    journal.isAway = true;
    throw error;
  }
  if (journal.isAway) onEvent({ type: 'journal-available', path });
  journal.isAway = false;
  return journal.file;
}

/** Not synced, and a failure is no harm: the fact is then done once more after a restart, which changes nothing. */
function note(journal: Journal, line: string): void {
  inTurn(journal, async () => {
    const target = await opened(journal);
    await compact(journal, target);
    // A file that was emptied or rewritten holds only what is open, as it is now.
    if (journal.file === target && target.end > 0) await append(target, line, false);
  }).catch(() => undefined);
}

async function compact(journal: Journal, target: OpenFile): Promise<void> {
  const { kept, notified, path } = journal;
  if (kept.size === 0) {
    if (target.end > 0) await target.handle.truncate(0);
    target.end = 0;
    return;
  }
  if (target.end < REWRITE_BYTES) return;
  const lines = [...kept].map(([id, line]) => `${line}${notified.has(id) ? notifiedLine(id) : ''}`).join('');
  if (lines.length * 2 < target.end) journal.file = await replaceFile(path, lines, target.handle);
}

const factLine = (update: Update): string => `${JSON.stringify({ fact: update })}\n`;
const notifiedLine = (updateId: number): string => `${JSON.stringify({ notified: updateId })}\n`;

/** Writes at the end, or leaves the file as it was: half a line would be taken for the next one's beginning. */
async function append(target: OpenFile, text: string, sync: boolean): Promise<void> {
  if (target.dirty) {
    await target.handle.truncate(target.end);
    target.dirty = false;
  }
  const bytes = Buffer.from(text);
  target.dirty = true;
  try {
    await writeAll(target.handle, bytes, target.end);
    if (sync) await target.handle.datasync();
  } catch (error) {
    await target.handle.truncate(target.end).then(
      () => {
        target.dirty = false;
      },
      () => undefined,
    );
    throw error;
  }
  target.end += bytes.length;
  target.dirty = false;
}

/** A full disk may take a part of a write without an error. */
async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    if (bytesWritten === 0) throw new Error('expected the disk to take the line, it took nothing');
    written += bytesWritten;
  }
}

function takeLeft({ kept, notified, onLeft }: Journal, facts: readonly KeptFact[]): void {
  for (const fact of facts) {
    kept.set(fact.update.update_id, factLine(fact.update));
    if (fact.notified) notified.add(fact.update.update_id);
  }
  if (facts.length > 0) onLeft(facts);
}

async function openFile(journal: Journal): Promise<OpenFile> {
  const { path, onEvent, open = openNow } = journal;
  await mkdir(dirname(path), { recursive: true });
  // Neither truncating nor appending: positions are ours. "r+" does not create, "a+" ignores positions.
  const handle = await open(path, 'r+').catch(async (error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    return await createFile(path, open);
  });
  try {
    const bytes = await handle.readFile();
    const { facts, goodBytes, brokenLines } = parseJournal(bytes);
    if (brokenLines > 0) {
      const copy = `${path}.damaged`;
      await copyFile(path, copy);
      onEvent({ type: 'journal-damaged', path, lines: brokenLines, copy });
    }
    if (goodBytes < bytes.length) {
      await handle.truncate(goodBytes);
      onEvent({ type: 'journal-torn', path, bytes: bytes.length - goodBytes });
    }
    takeLeft(journal, facts);
    return { handle, end: goodBytes, dirty: false };
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
}

/** A new file whose name survives a power cut, too. */
async function createFile(path: string, open: NonNullable<FactJournalOptions['open']>): Promise<FileHandle> {
  const handle = await open(path, 'wx+');
  const folder = await openNow(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
  return handle;
}

async function replaceFile(path: string, text: string, before: FileHandle): Promise<OpenFile> {
  const temporary = `${path}.new`;
  const handle = await openNow(temporary, 'w+');
  const bytes = Buffer.from(text);
  try {
    await writeAll(handle, bytes, 0);
    await handle.datasync();
    await rename(temporary, path);
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
  await before.close().catch(() => undefined);
  return { handle, end: bytes.length, dirty: false };
}
