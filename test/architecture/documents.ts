import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { ROOT } from './sources.ts';

/** One page of ours, from the project's root. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** What statements of pages are held against. */
export interface Project {
  /** Every file that git knows or would add. */
  readonly files: readonly string[];
  readonly npmScripts: readonly string[];
  readonly pages: readonly Page[];
  /** All code in one text: where a name in capital letters has to occur. */
  readonly code: string;
}

export function readProject(): Project {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  const files = listed
    .toString('utf8')
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(ROOT, path)));
  const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
  const npmScripts: unknown = JSON.parse(read('package.json')).scripts;
  return {
    files,
    npmScripts: Object.keys(npmScripts ?? {}),
    pages: files.filter((path) => path.endsWith('.md')).map((path) => ({ path, text: read(path) })),
    code: files
      .filter((path) => /\.(?:m?[tj]s|py|yml)$|Dockerfile$/.test(path))
      .map(read)
      .join('\n'),
  };
}

const FILE_NAME = /^[\w.-]+\.(?:ts|js|mjs|md|json|py|css|html|yml|txt)$/;
const TOP_FOLDER = /^(?:bot|engine|billing|scripts|test|infra|\.github|\.ci)\//;

/** A word in backticks that claims to be a file or folder of the project, or null: routes, markets and patterns are none. */
function claimedPath(word: string): string | null {
  const path = word.replace(/#.*$/, '').replace(/:\d+$/, '');
  if (!/^[\w./@-]+$/.test(path) || path.startsWith('/') || /^[A-Z_]+\//.test(path)) return null;
  if (/^\.?\.\/(?:data|shared)\b|^\.\.\/shared\//.test(path)) return null;
  const isOurs = TOP_FOLDER.test(path) || FILE_NAME.test(basename(path)) || /^[a-z][\w/-]*\/$/.test(path);
  return isOurs ? path : null;
}

/** A path counts from the root or from any folder on the way down to the page; a bare file name may lie below the page. */
function pathExists(files: readonly string[], page: string, claimed: string): boolean {
  const path = claimed.replace(/\/$/, '');
  const isThere = (full: string): boolean => files.some((file) => file === full || file.startsWith(`${full}/`));
  for (let folder = dirname(page); ; folder = dirname(folder)) {
    if (isThere(posix.normalize(posix.join(folder, path)))) return true;
    if (folder === '.') break;
  }
  const below = dirname(page) === '.' ? '' : `${dirname(page)}/`;
  return files.some((file) => file.startsWith(below) && `/${file}/`.includes(`/${path}/`));
}

const wordsInBackticks = (text: string): readonly string[] =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].flatMap((match) =>
    (match[1] ?? '').split(/[\s=,;()'"]+/),
  );

export function missingPaths({ files }: Project, { path, text }: Page): readonly string[] {
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');
  const ours = links.filter((link) => !/^[a-z]+:/.test(link)).map((link) => link.replace(/\/$/, ''));
  const claimed = wordsInBackticks(text).flatMap((word) => claimedPath(word) ?? []);
  return [...new Set([...claimed, ...ours])].filter((name) => !pathExists(files, path, name));
}

export const missingScripts = ({ npmScripts }: Project, text: string): readonly string[] =>
  [...text.matchAll(/npm run ([a-z][\w-]*(?::[\w-]+)*)/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !npmScripts.includes(name));

/** Settings, constants and fields of the environment: a name in capital letters that no code knows is a mistake. */
export const unknownNames = ({ code }: Project, { text }: Page): readonly string[] =>
  wordsInBackticks(text)
    .filter((word) => /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(word))
    .filter((name) => !new RegExp(`\\b${name}\\b`).test(code));

const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const headingsOf = (text: string): readonly string[] =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? '');

/** `PAGE.md#anchor` and `PAGE.md, "Heading"`, in pages, help texts and comments. Pages that are not ours are left out. */
export function missingHeadings({ pages }: Project, { path, text }: Page): readonly string[] {
  const found = [...text.matchAll(/([\w./-]*\w\.md)(?:#([\w-]+)|[,:] "([^"\n]+)")|\]\(#([\w-]+)\)/g)];
  return found.flatMap(([whole, name, anchor, heading, own]) => {
    const near = posix.normalize(posix.join(dirname(path), name ?? basename(path)));
    const page = pages.find((one) => one.path === near) ?? pages.find((one) => one.path === name);
    if (page === undefined) return [];
    const headings = headingsOf(page.text);
    const wanted = anchor ?? own;
    const isThere = wanted === undefined ? headings.includes(heading ?? '') : headings.map(slugOf).includes(wanted);
    return isThere ? [] : [whole];
  });
}
