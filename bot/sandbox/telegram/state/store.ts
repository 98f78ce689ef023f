import { createHash } from 'node:crypto';
import { ENGLISH } from '../../../texts/language.ts';
import { applyEvent, eventsOf } from './fold.ts';
import { type Journal, type JournalFiles, openJournal } from './journal.ts';
import { emptyState, type SandboxEvent, type SandboxState } from './state.ts';

const { plain } = ENGLISH;

/** The state and the only way to change it: each commit is one line of the journal, then one fold, then the listeners. */
export interface SandboxStore {
  readonly state: Readonly<SandboxState>;
  commit(events: readonly SandboxEvent[]): void;
  /** Called after each commit with its changes; returns how to stop. */
  onCommit(listener: (events: readonly SandboxEvent[]) => void): () => void;
  /** A new opaque id: the same history gives the same ids. */
  nextId(kind: string, length: number): string;
  close(): void;
}

/** Bytes a journal may hold before it is compacted; afterwards, four times its compacted size when that is more. */
const COMPACT_BYTES = 8_000_000;

/** Opens the store; `journalPath` null keeps everything in memory. */
export function openStore(input: {
  readonly journalPath: string | null;
  readonly historyLimit: number;
  readonly idSeed: string;
  /** Told when lines of the journal were left out, or when it cannot be written or can be again. */
  readonly log?: (line: string) => void;
  readonly files?: JournalFiles;
}): SandboxStore {
  const { historyLimit, idSeed, log = () => {} } = input;
  const state = emptyState();
  const listeners = new Set<(events: readonly SandboxEvent[]) => void>();
  const apply = (events: readonly SandboxEvent[]): void => {
    for (const event of events) applyEvent(state, event, historyLimit);
  };
  let journal: Journal | null = null;
  if (input.journalPath !== null) {
    const opened = openJournal(input.journalPath, input.files);
    journal = opened.journal;
    if (opened.tornLines > 0) log(plain('sandbox-torn', { lines: opened.tornLines }));
    apply(opened.events);
  }
  const writer = createJournalWriter(journal, state, log);
  writer.compactWhenLarge();
  return {
    state,
    commit(events) {
      if (events.length === 0) return;
      // The counter behind nextId is stored with the change that used the id, so no id is given twice after a restart.
      const all: readonly SandboxEvent[] = [{ e: 'sequence', value: state.sequence }, ...events];
      writer.append(all);
      apply(all);
      writer.compactWhenLarge();
      for (const listener of [...listeners]) listener(events);
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    nextId(kind, length) {
      state.sequence += 1;
      const digest = createHash('sha512').update(`${idSeed}|${kind}|${state.sequence}`).digest('base64url');
      return digest.replaceAll(/[-_]/g, 'x').slice(0, length);
    },
    close() {
      listeners.clear();
      writer.close();
    },
  };
}

interface JournalWriter {
  /** Throws when the journal cannot be written; logs the first failure and the recovery. */
  append(events: readonly SandboxEvent[]): void;
  compactWhenLarge(): void;
  /** What comes afterwards is not written. */
  close(): void;
}

function createJournalWriter(
  opened: Journal | null,
  state: Readonly<SandboxState>,
  log: (line: string) => void,
): JournalWriter {
  let journal = opened;
  let compactAt = COMPACT_BYTES;
  let isFailing = false;
  return {
    append(events) {
      try {
        journal?.append(events);
      } catch (error) {
        if (!isFailing) log(plain('sandbox-unwritable', { reason: reasonOf(error) }));
        isFailing = true;
        throw error;
      }
      if (isFailing) log(plain('sandbox-writable'));
      isFailing = false;
    },
    compactWhenLarge() {
      if (journal === null || journal.size() < compactAt) return;
      try {
        journal.rewrite(eventsOf(state));
        compactAt = Math.max(COMPACT_BYTES, 4 * journal.size());
      } catch {
        // The longer journal holds the same; there may be room for the shorter one later.
        compactAt = journal.size() + COMPACT_BYTES;
      }
    },
    close() {
      journal?.close();
      journal = null;
    },
  };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOSPC' ? plain('disk-full') : error instanceof Error ? error.message : String(error);
}
