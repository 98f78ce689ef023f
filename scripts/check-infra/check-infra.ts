import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { defineCommand, printJson, runCommand } from '../terminal/arguments.ts';
import { INFRA_CHECKS, type InfraCheck } from './infra-checks.ts';

const LIMIT_MS = 600_000;

const command = defineCommand({
  name: 'check:infra',
  summary:
    'Checks Terraform, alerts, compose, Dockerfile and workflows with whatever programs are there, without a network.',
  options: {
    strict: { help: 'a program that is not there is a failure' },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Programs are looked for on PATH and in the folders that INFRA_TOOLS lists; one that is missing is named with how to get it.',
  ],
});

interface Checked {
  readonly name: string;
  readonly outcome: 'ok' | 'failed' | 'missing';
  /** What the program printed, or how to get it. */
  readonly say: string;
}

function folders(): readonly string[] {
  const { PATH = '', INFRA_TOOLS = '' } = process.env;
  return [...INFRA_TOOLS.split(delimiter), ...PATH.split(delimiter)].filter((folder) => folder !== '');
}

function check({ name, program, args, script, get }: InfraCheck): Checked {
  const found = folders()
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
  if (found === undefined) return { name, outcome: 'missing', say: `${program} is not there: ${get}` };
  const [file, words] = script === undefined ? [found, args] : [process.execPath, ['--import', 'tsx', script, ...args]];
  const env = { ...process.env, PATH: [dirname(found), process.env.PATH ?? ''].join(delimiter) };
  const { status, stdout, stderr, error } = spawnSync(file, [...words], { encoding: 'utf8', timeout: LIMIT_MS, env });
  if (status === 0) return { name, outcome: 'ok', say: '' };
  return { name, outcome: 'failed', say: `${error?.message ?? ''}${stdout}${stderr}`.trim() };
}

const MARKS: Readonly<Record<Checked['outcome'], string>> = { ok: '✓', failed: '✗', missing: '–' };

await runCommand(command, async ({ strict, json }) => {
  const checks: Checked[] = [];
  for (const one of INFRA_CHECKS) {
    const checked = check(one);
    checks.push(checked);
    if (json) continue;
    process.stdout.write(`${MARKS[checked.outcome]} ${checked.name}${checked.say === '' ? '' : `: ${checked.say}`}\n`);
  }
  const failed = checks.filter(({ outcome }) => outcome === 'failed' || (strict && outcome === 'missing'));
  if (json) printJson({ checks });
  if (failed.length > 0) throw new Error(`failed: ${failed.map(({ name }) => name).join('; ')}`);
});
