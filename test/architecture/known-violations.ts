import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ALL_RULES } from './rules/all-rules.ts';
import { ROOT, readSources, type Violation } from './sources.ts';

const LIST = 'test/architecture/known-violations.txt';

const lineOf = ({ rule, path, name }: Violation): string =>
  `${path}|${rule}|${name.replace(/[\p{Cc}|]/gu, ' ').trim()}`;

/** One line for each file, rule and name that breaks it today; sorted by file, so that two branches seldom meet in one place. */
export function currentViolations(): readonly string[] {
  const sources = readSources();
  return [...new Set(ALL_RULES.flatMap((rule) => rule(sources)).map(lineOf))].sort();
}

/** Lines of the list; those that begin with # are comments, which say why a violation stays. */
export function knownViolations(): readonly string[] {
  return readFileSync(join(ROOT, LIST), 'utf8').split('\n').filter(isViolation);
}

const isViolation = (line: string): boolean => line !== '' && !line.startsWith('#');

export interface Comparison {
  /** Violations that the list does not know: to be mended, never to be added. */
  readonly added: readonly string[];
  /** Lines whose violation is gone: to be removed by the command. */
  readonly gone: readonly string[];
  /** Old line → new line of a violation whose file was moved or whose function was renamed within its file. */
  readonly moved: ReadonlyMap<string, string>;
}

/** A violation moved with its file if its rule and its name stayed, or its rule and the file's own name. */
function isMoved(from: string, to: string): boolean {
  const [oldPath = '', oldRule = '', oldName = ''] = from.split('|');
  const [newPath = '', newRule = '', newName = ''] = to.split('|');
  if (oldRule !== newRule) return false;
  return oldName === newName ? oldName !== '' || basename(oldPath) === basename(newPath) : oldPath === newPath;
}

export function compareViolations(known: readonly string[], current: readonly string[]): Comparison {
  const isKnown = new Set(known);
  const isCurrent = new Set(current);
  const gone = new Set(known.filter((line) => !isCurrent.has(line)));
  const moved = new Map<string, string>();
  const added = current.filter((line) => {
    if (isKnown.has(line)) return false;
    const from = [...gone].find((old) => isMoved(old, line));
    if (from === undefined) return true;
    gone.delete(from);
    moved.set(from, line);
    return false;
  });
  return { added, gone: [...gone], moved };
}

/** Removes the lines whose violation is gone and follows moved files; comments stay above the line they were above. */
export function shrinkKnownViolations({ gone, moved }: Comparison): void {
  const isGone = new Set(gone);
  const path = join(ROOT, LIST);
  const [header = '', ...rest] = readFileSync(path, 'utf8').trimEnd().split('\n\n');
  const blocks = new Map<string, readonly string[]>();
  let comments: readonly string[] = [];
  for (const line of rest.join('\n').split('\n')) {
    if (!isViolation(line)) comments = [...comments, line];
    else {
      if (!isGone.has(line)) blocks.set(moved.get(line) ?? line, comments);
      comments = [];
    }
  }
  const sorted = [...blocks].sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(path, `${[header, '', ...sorted.flatMap(([line, above]) => [...above, line])].join('\n')}\n`);
}
