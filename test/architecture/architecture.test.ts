import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FOLDERS, inFolder, product, ROOT, readSources, type Source } from './sources.ts';

/** Rules without exceptions; those with a list of today's violations are in `known-violations.test.ts`. */
const sources = readSources();

/** Time, chance, timers, network and environment: arguments in engine and billing, adapters excepted. */
const AMBIENT: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'Date.now', pattern: /\bDate\.now\b/ },
  { name: 'new Date()', pattern: /\bnew Date\(\s*\)/ },
  { name: 'performance.now', pattern: /\bperformance\.now\b/ },
  { name: 'process.hrtime', pattern: /\bprocess\.hrtime\b/ },
  { name: 'Math.random', pattern: /\bMath\.random\b/ },
  { name: 'randomUUID or randomBytes', pattern: /\brandom(?:UUID|Bytes|Int)\s*\(/ },
  { name: 'setTimeout', pattern: /(?<![.\w])set(?:Timeout|Interval|Immediate)\s*\(/ },
  { name: 'fetch', pattern: /(?<![.\w])fetch\s*\(/ },
  { name: 'node network module', pattern: /from\s+['"]node:(?:https?|net|tls|dgram|dns|timers)/ },
  { name: 'process.env', pattern: /\bprocess\.env\b/ },
];

/** Comments may name what code may not call. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
}

function breaches(found: readonly Source[], rule: (source: Source) => readonly string[]): readonly string[] {
  return found.flatMap((source) => rule(source).map((what) => `${source.path}: ${what}`));
}

describe('architecture', () => {
  it('sees the files it judges', () => {
    for (const folder of FOLDERS) expect(inFolder(sources, folder).length, folder).toBeGreaterThan(2);
    expect(sources.some((source) => source.imports.length > 3)).toBe(true);
  });

  it.each([
    { folder: 'engine', allowed: /^engine\// },
    { folder: 'billing', allowed: /^billing\// },
    { folder: 'bot', allowed: /^(?:bot|engine|billing)\// },
    { folder: 'scripts', allowed: /^(?:bot|engine|billing|scripts|test)\// },
  ])('$folder imports only what lies inward', ({ folder, allowed }) => {
    const ours = (name: string): boolean => FOLDERS.some((top) => name.startsWith(`${top}/`)) || name.startsWith('..');
    const rule = (source: Source): readonly string[] =>
      source.imports.filter((name) => ours(name) && !allowed.test(name));
    expect(breaches(inFolder(sources, folder), rule)).toEqual([]);
  });

  it('keeps time, chance, timers, network and environment out of engine and billing', () => {
    const pure = inFolder(sources, 'engine', 'billing').filter(({ path }) => !path.includes('/adapters/'));
    const rule = (source: Source): readonly string[] => {
      const code = withoutComments(source.text);
      return AMBIENT.filter(({ pattern }) => pattern.test(code)).map(({ name }) => name);
    };
    expect(breaches(pure, rule)).toEqual([]);
  });

  it('catches an ambient call when there is one', () => {
    const code = withoutComments('const now = Date.now(); // Math.random\nlater.setTimeout(1);');
    expect(AMBIENT.filter(({ pattern }) => pattern.test(code)).map(({ name }) => name)).toEqual(['Date.now']);
  });

  it('reads the environment in one file only', () => {
    const readers = inFolder(sources, 'bot').filter(({ text }) => /\bprocess\.env\b/.test(withoutComments(text)));
    expect(readers.map((source) => source.path).filter((path) => path !== 'bot/config.ts')).toEqual([]);
  });

  it('has no enum, namespace, default export or any in product code', () => {
    const rule = (source: Source): readonly string[] => {
      const code = withoutComments(source.text);
      return [
        /^\s*(?:export\s+)?(?:const\s+)?enum\s/m,
        /^\s*(?:export\s+)?namespace\s/m,
        /^export default/m,
        /:\s*any\b/,
      ].flatMap((pattern) => {
        const hit = pattern.exec(code);
        return hit === null ? [] : [hit[0].trim()];
      });
    };
    const typed = product(sources).filter(({ path }) => path.endsWith('.ts'));
    expect(breaches(typed, rule)).toEqual([]);
  });

  it('has a README in every top folder', () => {
    for (const folder of [...FOLDERS, 'infra']) {
      expect(readFileSync(join(ROOT, folder, 'README.md'), 'utf8').length, folder).toBeGreaterThan(400);
    }
  });
});
