import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Figures, type Measured, measuredFile, measuredSchema } from './measured.ts';
import { resultsTables } from './results-tables.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where the pages of results lie, below the project's root. */
const PAGES: Readonly<Record<Measured['table'], string>> = {
  evaluation: 'engine/evaluation',
  'by-value': 'engine/evaluation',
  swing: 'engine/swing',
};

/** The commit that runs, with "+" when files differ from it; "unknown" outside a checkout. */
export function commitNow(): string {
  const git = (...words: readonly string[]): string =>
    execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim();
  try {
    return `${git('rev-parse', '--short=8', 'HEAD')}${git('status', '--porcelain', '--', '*.ts') === '' ? '' : '+'}`;
  } catch {
    return 'unknown';
  }
}

/** A page with the tables between its markers written anew; other text stays. */
export function renderPage(page: string, measured: readonly Measured[]): string {
  return Object.entries(resultsTables(measured)).reduce((text, [name, table]) => {
    const [from, to] = [`<!-- results:${name} -->`, `<!-- /results:${name} -->`];
    const [start, end] = [text.indexOf(from), text.indexOf(to)];
    return start < 0 || end < start ? text : `${text.slice(0, start + from.length)}\n${table}\n${text.slice(end)}`;
  }, page);
}

/** Measurements of a folder; none where it has no results.json. Throws when the file is damaged. */
export function readMeasured(folder: string): readonly Measured[] {
  const path = join(folder, 'results.json');
  return existsSync(path) ? measuredFile.parse(JSON.parse(readFileSync(path, 'utf8'))) : [];
}

/** Puts a measurement into results.json of its page's folder, in place of the one with its label, and writes the page's tables anew. */
export function recordResult(label: string, figures: Figures, { root = ROOT, nowMs = Date.now() } = {}): void {
  const folder = join(root, PAGES[figures.table]);
  const day = new Date(nowMs).toISOString().slice(0, 10);
  const own = measuredSchema.parse({ label, day, commit: commitNow(), ...figures });
  const before = readMeasured(folder);
  const at = before.findIndex((each) => each.table === own.table && each.label === label);
  const measured = at < 0 ? [...before, own] : before.with(at, own);
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(measured, null, 2)}\n`);
  const page = join(folder, 'RESULTS.md');
  writeFileSync(page, renderPage(readFileSync(page, 'utf8'), measured));
}
