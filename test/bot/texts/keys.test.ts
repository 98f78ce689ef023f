import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateKeys } from '../../../scripts/texts/generate-keys.ts';
import { readTexts } from '../../../scripts/texts/read-texts.ts';

describe('the keys of the catalogue', () => {
  it('are those of the English files: `npm run texts` was run', () => {
    const folder = new URL('../../../bot/texts/keys/', import.meta.url);
    const written = [...readdirSync(folder), '../text-arguments.ts'].map((name) => ({
      name,
      source: readFileSync(new URL(name, folder), 'utf8'),
    }));
    const byName = (a: { readonly name: string }, b: { readonly name: string }) => a.name.localeCompare(b.name);
    expect(written.toSorted(byName)).toEqual([...generateKeys(readTexts('en'))].sort(byName));
  });

  it.each([
    ['a = Open', 'a: null'],
    ['a = { $name } opened', 'a: { readonly name: string }'],
    ['a = { NUMBER($stars) } Stars', 'a: { readonly stars: number }'],
    ['a = { $n ->\n    [one] a day\n   *[other] { $n } days\n}', 'a: { readonly n: number }'],
    ['a = { $side ->\n    [BUY] up\n   *[SELL] down\n}', "a: { readonly side: 'BUY' | 'SELL' }"],
    ['a-b = { $side ->\n    [x] { $who }\n   *[y] y\n}', "'a-b': { readonly side: 'x' | 'y'; readonly who: string }"],
  ])('of %j are typed %s', (source, line) => {
    expect(generateKeys([{ name: 'x.ftl', source: `${source}\n` }])[0]?.source).toContain(`  readonly ${line};`);
  });

  it.each([
    ['no Fluent', 'a = { $x'],
    ['a term', '-brand = Analyser'],
    ['a reference to another text', 'a = { b }'],
    ['a call that is not NUMBER', 'a = { DATETIME($x) }'],
    ['a text without a sentence', 'a =\n    .title = x'],
  ])('refuse %s', (_, source) => {
    expect(() => generateKeys([{ name: 'x.ftl', source: `${source}\n` }])).toThrow(/^expected /);
  });

  it('refuse a text that is in two files', () => {
    const file = { name: 'x.ftl', source: 'a = b\n' };
    expect(() => generateKeys([file, file])).toThrow('expected the text "a" once');
  });
});
