import { describe, expect, it } from 'vitest';
import { fileCircles, folderCircles } from './rules/circles.ts';
import { docstrings, fileNames } from './rules/exports.ts';
import { adapterImports, pureEngine, sandboxDoor, vendorFolders } from './rules/imports.ts';
import { checkedJavaScript } from './rules/javascript.ts';
import { fileLength, folderSize, functionLength, lineLength, parameterCount } from './rules/sizes.ts';
import { english, eventsAreMade, tierLiterals } from './rules/words.ts';
import { parseSource, type Rule } from './sources.ts';

/** Files by path, as one program; the paths and names that the rule finds in them. */
function judge(rule: Rule, files: Readonly<Record<string, string>>): readonly string[] {
  const sources = Object.entries(files).map(([path, text]) => parseSource(path, text));
  return rule(sources).map(({ path, name }) => (name === '' ? path : `${path}: ${name}`));
}

const lines = (count: number): string => 'x();\n'.repeat(count);

describe('rules of size', () => {
  it('measures functions by their lines, headings of tests left out', () => {
    const text = `const open = () => {\n${lines(70)}};\nfunction start() {\n${lines(68)}}\n`;
    expect(judge(functionLength, { 'bot/a.ts': text })).toEqual(['bot/a.ts: open']);
    expect(judge(functionLength, { 'test/a.test.ts': `describe('a', () => {\n${lines(80)}it('b', go);\n});` })).toEqual(
      [],
    );
  });

  it('counts positional parameters, those of a table of cases left out', () => {
    const text =
      'class A { add(a, b, c, d) {} }\nconst ok = (a, b, ...rest) => 0;\nit.each([[1]])("x", (a, b, c, d) => 0);';
    expect(judge(parameterCount, { 'bot/a.ts': text })).toEqual(['bot/a.ts: add']);
  });

  it('measures lines, files and folders', () => {
    expect(judge(lineLength, { 'bot/a.ts': `// ${'ab '.repeat(46)}` })).toHaveLength(1);
    expect(judge(lineLength, { 'bot/a.ts': `//${'a'.repeat(138)}` })).toEqual([]);
    expect(judge(fileLength, { 'bot/a.ts': lines(301), 'bot/b.ts': lines(300) })).toEqual(['bot/a.ts']);
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`bot/a/f${index}.ts`, '']));
    expect(judge(folderSize, many)).toEqual(['bot/a']);
  });
});

describe('rules of exports', () => {
  it('wants a docstring on each export of engine and billing', () => {
    const text = [
      '/** Price, in quote. */',
      'export const a = 1;',
      'export function b(): void {}',
      '/* no */',
      'export interface C {}',
      'export { d } from "./d.ts";',
    ].join('\n');
    expect(judge(docstrings, { 'engine/a.ts': text })).toEqual(['engine/a.ts: b', 'engine/a.ts: C']);
    expect(judge(docstrings, { 'bot/a.ts': text })).toEqual([]);
  });

  it('wants a file to bear the name of an export', () => {
    const files = {
      'bot/candle-store.ts': 'export const openCandleStores = 1;',
      'bot/other-store.ts': 'export const openCandleStores = 1;',
      'bot/candleStore.ts': 'export const candleStore = 1;',
      'bot/early-stop.ts': 'run();',
      'bot/time.ts': 'export const HOUR_MS = 1;',
    };
    expect(judge(fileNames, files)).toEqual(['bot/other-store.ts', 'bot/candleStore.ts']);
  });
});

describe('rules of imports', () => {
  it('keeps vendors in their folders', () => {
    const files = {
      'bot/http/a.ts': "import 'fastify';",
      'bot/telegram/a.ts': "import 'fastify';",
      'engine/signals/a.ts': "import { z } from 'zod';",
    };
    expect(judge(vendorFolders, files)).toEqual(['bot/telegram/a.ts: fastify', 'engine/signals/a.ts: zod']);
  });

  it('opens the sandbox and the adapters from the process alone', () => {
    const files = {
      'bot/process/open-environment.ts': "const { openSandbox } = await import('../sandbox/open-sandbox.ts');",
      'bot/http/a.ts': "void import('../sandbox/open-sandbox.ts');",
      'bot/process/product/stores.ts': "import '../../engine/adapters/files/a.ts';",
      'engine/models/a.ts': "import '../adapters/files/a.ts';",
    };
    expect(judge(sandboxDoor, files)).toEqual(['bot/http/a.ts: bot/sandbox/open-sandbox.ts']);
    const eager = { 'bot/process/open-environment.ts': "import { openSandbox } from '../sandbox/open-sandbox.ts';" };
    expect(judge(sandboxDoor, eager)).toEqual(['bot/process/open-environment.ts: bot/sandbox/open-sandbox.ts']);
    expect(judge(adapterImports, files)).toEqual(['engine/models/a.ts: engine/adapters/files/a.ts']);
  });

  it('keeps files and threads out of the pure engine', () => {
    const files = { 'engine/market/a.ts': "import 'node:fs';", 'engine/adapters/a.ts': "import 'node:fs';" };
    expect(judge(pureEngine, files)).toEqual(['engine/market/a.ts: node:fs']);
  });

  it('finds circles of files and of folders, along imports and exports', () => {
    const files = {
      'engine/a/one.ts': "import '../b/two.ts';",
      'engine/b/two.ts': "export { x } from '../c/three.ts';",
      'engine/c/three.ts': "import type { Y } from '../a/four.ts';",
      'engine/a/four.ts': "import './one.ts';",
      'engine/a/five.ts': "import '../b/two.ts';",
    };
    expect(judge(fileCircles, files)).toHaveLength(4);
    expect(judge(folderCircles, files)).toEqual(['engine/a: engine/b', 'engine/b: engine/c', 'engine/c: engine/a']);
    expect(judge(fileCircles, { ...files, 'engine/c/three.ts': '' })).toEqual([]);
    expect(judge(folderCircles, { ...files, 'engine/c/three.ts': '' })).toEqual([]);
  });
});

describe('rules of words', () => {
  it('finds tiers by name', () => {
    const files = { 'bot/a.ts': "const x = tier === 'pro';", 'billing/plans.ts': "const x = 'pro';" };
    expect(judge(tierLiterals, files)).toEqual(["bot/a.ts: 'pro'"]);
  });

  it('finds sentences in engine and billing, those of errors left out', () => {
    const text = `
      // a sentence in a comment
      const key = 'candle-late', unit = 'bps', list = 'USD EUR';
      const said = \`the newest candle is \${age} older\`;
      if (!ok) throw new RangeError('expected a number, was text');
      const late = new VenueError('the venue did not answer');`;
    expect(judge(english, { 'engine/a.ts': text, 'bot/a.ts': text })).toEqual([
      'engine/a.ts: the newest candle is … older',
    ]);
  });

  it('finds kinds of events that nobody makes', () => {
    const files = {
      'bot/event.ts': "export type BotEvent = { readonly type: 'sent' } | { readonly type: 'lost' | 'late' };",
      'bot/send.ts': "onEvent({ type: 'sent' }); onEvent({ type: ok ? 'late' : 'sent' });",
    };
    expect(judge(eventsAreMade, files)).toEqual(['bot/event.ts: BotEvent: lost']);
  });

  it('wants JavaScript checked by the compiler', () => {
    expect(judge(checkedJavaScript, { 'bot/web/a.js': 'go();', 'bot/web/b.ts': 'go();' })).toEqual(['bot/web/a.js']);
  });
});
