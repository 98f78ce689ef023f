import { readdirSync, readFileSync } from 'node:fs';
import type { TextFile } from './generate-keys.ts';

/** The Fluent files of a language of the catalogue, by name. */
export function readTexts(language: string): readonly TextFile[] {
  const folder = new URL(`../../bot/texts/${language}/`, import.meta.url);
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({ name, source: readFileSync(new URL(name, folder), 'utf8') }));
}
