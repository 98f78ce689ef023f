import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineCommand, printJson, runCommand } from '../terminal/arguments.ts';
import { promiseRules } from './promise-rules.ts';

const FOLDER = 'infra/prometheus';
const FILE = join(FOLDER, 'rules/slo.yml');
const LIMIT_MS = 60_000;

const command = defineCommand({
  name: 'slo',
  summary:
    'Writes the rules of what is promised anew: sloth reads infra/prometheus/slo/analyser.yml, ours are in by-hand.yml beside it.',
  options: {
    sloth: { value: 'FILE', fallback: 'sloth', help: 'the program, version 0.12.0' },
    check: { help: 'change nothing; fail where the file is not what would be written' },
    json: { help: 'print one JSON object' },
  },
  notes: ['sloth: go install github.com/slok/sloth/cmd/sloth@v0.12.0'],
});

await runCommand(command, async ({ sloth, check, json }) => {
  const input = join(FOLDER, 'slo/analyser.yml');
  const { status, stdout, stderr, error } = spawnSync(sloth, ['generate', '--no-log', '--input', input], {
    ...{ encoding: 'utf8', timeout: LIMIT_MS },
  });
  if (status !== 0) throw new Error(`expected rules from ${sloth}, was "${error?.message ?? stderr.trim()}"`);
  const read = (path: string): string => readFileSync(path, 'utf8');
  const byHand = read(join(FOLDER, 'slo/by-hand.yml'));
  const text = promiseRules({ spec: read(input), generated: stdout, byHand });
  const isSame = read(FILE) === text;
  if (check && !isSame) throw new Error(`expected ${FILE} as npm run slo writes it, was another`);
  if (!check) writeFileSync(FILE, text);
  if (json) printJson({ file: FILE, isSame });
  else process.stdout.write(`${FILE} ${isSame ? 'is as it was' : 'written'}\n`);
});
