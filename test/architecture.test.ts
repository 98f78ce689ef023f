import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = ['bot', 'engine', 'billing', 'scripts', 'test'] as const;
const MAX_LINES = 400;

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

/** All our TypeScript files, with what each imports: packages by name, our own files by path from the root. */
const sources: readonly Source[] = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.m?[tj]s$/.test(name))
    .map((name) => join(folder, name))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    }),
);

function importsOf(path: string, text: string): readonly string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .map((name) => (name.startsWith('.') ? relative(root, resolve(root, dirname(path), name)) : name));
}

const inFolder = (folder: string): readonly Source[] =>
  sources.filter((source) => source.path.startsWith(`${folder}/`));
const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

/** Where each vendor package may be met; test and scripts may import anything. */
const VENDOR_ROOMS: Readonly<Record<string, RegExp>> = {
  mongoose: /\/adapters\//,
  ccxt: /\/adapters\//,
  stripe: /\/adapters\//,
  'node-cron': /\/adapters\//,
  '@tensorflow/tfjs-core': /^engine\/adapters\/tensorflow\//,
  '@tensorflow/tfjs-layers': /^engine\/adapters\/tensorflow\//,
  '@tensorflow/tfjs-backend-wasm': /^engine\/adapters\/tensorflow\//,
  '@tensorflow/tfjs-backend-cpu': /^engine\/adapters\/tensorflow\//,
  '@tensorflow/tfjs-node': /^engine\/adapters\/tensorflow\//,
  grammy: /^bot\/telegram\//,
  '@grammyjs/conversations': /^bot\/telegram\//,
  '@grammyjs/ratelimiter': /^bot\/telegram\//,
  '@grammyjs/auto-retry': /^bot\/telegram\//,
  fastify: /^bot\/http\//,
  'mongodb-memory-server-core': /^bot\/database\//,
  echarts: /^bot\/telegram\/charts\//,
};

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
    for (const folder of FOLDERS) expect(inFolder(folder).length, folder).toBeGreaterThan(2);
    expect(sources.some((source) => source.imports.length > 3)).toBe(true);
  });

  it.each([
    { folder: 'engine', allowed: /^engine\// },
    { folder: 'billing', allowed: /^billing\// },
    { folder: 'bot', allowed: /^(?:bot|engine|billing)\// },
    { folder: 'scripts', allowed: /^(?:bot|engine|billing|scripts|test)\// },
  ])('$folder imports only what lies inward', ({ folder, allowed }) => {
    const ours = (name: string): boolean => FOLDERS.some((top) => name.startsWith(`${top}/`)) || name.startsWith('..');
    expect(
      breaches(inFolder(folder), (source) => source.imports.filter((name) => ours(name) && !allowed.test(name))),
    ).toEqual([]);
  });

  it('meets each vendor package in its own room', () => {
    const product = [...inFolder('bot'), ...inFolder('engine'), ...inFolder('billing')];
    const rule = (source: Source): readonly string[] =>
      source.imports.filter((name) => {
        const rooms = VENDOR_ROOMS[packageOf(name)];
        return rooms !== undefined && !rooms.test(source.path);
      });
    expect(breaches(product, rule)).toEqual([]);
  });

  it('keeps time, chance, timers, network and environment out of engine and billing', () => {
    const pure = [...inFolder('engine'), ...inFolder('billing')].filter(
      (source) => !source.path.includes('/adapters/'),
    );
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
    const readers = inFolder('bot').filter((source) => /\bprocess\.env\b/.test(withoutComments(source.text)));
    expect(readers.map((source) => source.path).filter((path) => path !== 'bot/config.ts')).toEqual([]);
  });

  it(`keeps every file below ${MAX_LINES} lines`, () => {
    const long = sources
      .map((source) => `${source.path} ${source.text.split('\n').length}`)
      .filter((line) => Number(line.split(' ')[1]) > MAX_LINES);
    expect(long).toEqual([]);
  });

  it('has no enum, namespace, default export or any in product code', () => {
    const product = [...inFolder('bot'), ...inFolder('engine'), ...inFolder('billing')].filter((source) =>
      source.path.endsWith('.ts'),
    );
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
    expect(breaches(product, rule)).toEqual([]);
  });

  it('has a README in every top folder', () => {
    for (const folder of [...FOLDERS, 'infra']) {
      expect(readFileSync(join(root, folder, 'README.md'), 'utf8').length, folder).toBeGreaterThan(400);
    }
  });
});
