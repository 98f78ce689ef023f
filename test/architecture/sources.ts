import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Comment, type ParseResult, parseSync } from 'oxc-parser';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const FOLDERS = ['bot', 'engine', 'billing', 'scripts', 'test'] as const;

/** One file of ours as the rules see it; a style sheet or a page has a text and no program. */
export interface Source {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly program: ParseResult['program'] | null;
  readonly comments: readonly Comment[];
  /** Packages by their name, our own files by their path from the root. */
  readonly imports: readonly string[];
}

/** A rule broken: by which file, and where in it (a function, an export, a line's first words). */
export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly name: string;
}

export type Rule = (sources: readonly Source[]) => readonly Violation[];

export function parseSource(path: string, text: string): Source {
  if (!/\.m?[tj]s$/.test(path)) return { path, text, program: null, comments: [], imports: [] };
  const { program, comments, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const specifiers = [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports.flatMap(({ moduleRequest }) => {
      const literal = text.slice(moduleRequest.start, moduleRequest.end);
      return /^['"][^'"]+['"]$/.test(literal) ? [literal.slice(1, -1)] : [];
    }),
  ];
  return { path, text, program, comments, imports: [...new Set(specifiers)].map((name) => fromRoot(path, name)) };
}

function fromRoot(importer: string, specifier: string): string {
  return specifier.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(importer), specifier)) : specifier;
}

let allSources: readonly Source[] | null = null;

/** Every program, style sheet and page of ours, read and parsed once. */
export function readSources(): readonly Source[] {
  allSources ??= FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:m?[tj]s|css|html|py)$/.test(name))
      .map((name) => join(folder, name))
      .map((path) => parseSource(path, readFileSync(join(ROOT, path), 'utf8'))),
  );
  return allSources;
}

export const inFolder = (sources: readonly Source[], ...folders: readonly string[]): readonly Source[] =>
  sources.filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)));

export const product = (sources: readonly Source[]): readonly Source[] => inFolder(sources, 'bot', 'engine', 'billing');

export const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
