import { writeFileSync } from 'node:fs';
import { defineCommand, printJson, runCommand } from '../terminal/arguments.ts';
import { generateKeys } from './generate-keys.ts';
import { readTexts } from './read-texts.ts';

const KEYS = new URL('../../bot/texts/keys/', import.meta.url);

const command = defineCommand({
  name: 'texts',
  summary: 'Writes bot/texts/keys: every text of the catalogue with the types of its arguments.',
  options: { json: { help: 'print one JSON object' } },
  notes: ['Run it after a change in bot/texts/en.'],
});

await runCommand(command, async ({ json }) => {
  const files = generateKeys(readTexts('en'));
  for (const { name, source } of files) writeFileSync(new URL(name, KEYS), source);
  const texts = files.flatMap(({ source }) => source.match(/^ {2}readonly /gm) ?? []).length;
  if (json) printJson({ texts });
  else console.log(`${texts} texts`);
});
