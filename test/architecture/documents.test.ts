import { describe, expect, it } from 'vitest';
import {
  missingHeadings,
  missingPaths,
  missingScripts,
  type Page,
  type Project,
  readProject,
  unknownNames,
} from './documents.ts';
import { inFolder, product, readSources } from './sources.ts';

const project = readProject();
const sources = readSources();
const code = [...product(sources), ...inFolder(sources, 'scripts')];

const inPages = (rule: (page: Page) => readonly string[]): readonly string[] =>
  project.pages.flatMap((page) => rule(page).map((what) => `${page.path}: ${what}`));

describe('documents', () => {
  it('sees the pages it judges', () => {
    expect(project.pages.length).toBeGreaterThan(10);
  });

  it('names only files and folders that exist', () => {
    expect(inPages((page) => missingPaths(project, page))).toEqual([]);
  });

  it('names only commands that package.json has, in pages, help texts and comments', () => {
    const wrong = [...project.pages, ...code].flatMap(({ path, text }) =>
      missingScripts(project, text).map((name) => `${path}: npm run ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('names only settings and constants that the code knows', () => {
    expect(inPages((page) => unknownNames(project, page))).toEqual([]);
  });

  it('points only to headings that exist, in pages, help texts and comments', () => {
    const wrong = [...project.pages, ...code].flatMap((page) =>
      missingHeadings(project, page).map((what) => `${page.path}: ${what}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('rules of documents', () => {
  const page: Page = {
    path: 'bot/README.md',
    text: '# bot\nSee `main.ts`, `http/`, `telegram/a.ts`, `/v1/markets`, `BTC/USDT`, `npm run walk`, `NO_SUCH=1`, [x](#here).',
  };
  const small: Project = {
    files: ['bot/README.md', 'bot/main.ts', 'bot/http/server.ts'],
    npmScripts: ['check'],
    pages: [page, { path: 'README.md', text: '## Make it real\n' }],
    code: 'PORT',
  };

  it('finds what is not there', () => {
    expect(missingPaths(small, page)).toEqual(['telegram/a.ts']);
    expect(missingScripts(small, page.text)).toEqual(['walk']);
    expect(unknownNames(small, page)).toEqual(['NO_SUCH']);
    expect(missingHeadings(small, page)).toEqual(['](#here)']);
  });

  it('reads pointers to headings of other pages', () => {
    const text =
      'see README.md, "Make it real" or README.md#make-it-real or README.md, "Gone" or evaluation.md, "Rule"';
    expect(missingHeadings(small, { path: 'scripts/a.ts', text })).toEqual(['README.md, "Gone"']);
  });
});
