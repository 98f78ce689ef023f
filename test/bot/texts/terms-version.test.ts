import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { TERMS_VERSION } from '../../../billing/terms.ts';

const CATALOGUE = new URL('../../../bot/texts/', import.meta.url);

/** The terms of every language, from their key to the next one. */
const terms = (): string =>
  readdirSync(CATALOGUE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'keys')
    .map(({ name }) => name)
    .sort()
    .map((name) => readFileSync(new URL(`${name}/legal.ftl`, CATALOGUE), 'utf8'))
    .map((file) => /^terms =\n(?: {4}.*\n|\n)*/m.exec(file)?.[0] ?? '')
    .join('');

it('terms whose text changed have a new version, so that everybody is asked again', () => {
  expect(terms().length).toBeGreaterThan(5_000);
  expect({ version: TERMS_VERSION, text: createHash('sha256').update(terms()).digest('hex').slice(0, 12) }).toEqual({
    version: '2026-11-27c',
    text: '6429876a540b',
  });
});
