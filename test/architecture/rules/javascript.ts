import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, type Rule } from '../sources.ts';

interface CompilerSettings {
  readonly folders: readonly string[];
  readonly allowsJavaScript: boolean;
}

/** The folders that each `tsconfig*.json` of the root includes, and whether it reads JavaScript. */
function compilerSettings(): readonly CompilerSettings[] {
  return readdirSync(ROOT)
    .filter((name) => /^tsconfig.*\.json$/.test(name))
    .map((name) => {
      const text = readFileSync(join(ROOT, name), 'utf8');
      const include = /"include":\s*\[([^\]]*)\]/.exec(text)?.[1] ?? '';
      const folders = [...include.matchAll(/"([^"*]+)/g)].map((match) => (match[1] ?? '').replace(/\/$/, ''));
      return { folders, allowsJavaScript: /"(?:allowJs|checkJs)":\s*true/.test(text) };
    });
}

/** JavaScript that runs in a browser or starts a thread is checked like the rest: `// @ts-check` and types in JSDoc. */
export const checkedJavaScript: Rule = (sources) => {
  const checked = compilerSettings()
    .filter(({ allowsJavaScript }) => allowsJavaScript)
    .flatMap(({ folders }) => folders);
  return sources
    .filter(({ path }) => /\.m?js$/.test(path))
    .filter(
      ({ path, text }) =>
        !/^\/\/ @ts-check\b/m.test(text) || !checked.some((folder) => path === folder || path.startsWith(`${folder}/`)),
    )
    .map(({ path }) => ({ rule: 'javascript-that-no-compiler-checks', path, name: '' }));
};
