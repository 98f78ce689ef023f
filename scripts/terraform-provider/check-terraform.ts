import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defineCommand, runCommand } from '../terminal/arguments.ts';
import { makeMirror } from './make-mirror.ts';

const command = defineCommand({
  name: 'check-terraform',
  summary:
    'terraform init, validate and test of infra/terraform against the stand-in for the AWS provider, without a network.',
  options: {
    root: { value: 'DIR', fallback: '.', help: 'the project' },
    only: { value: 'FILE', help: 'one file of infra/terraform/tests' },
  },
});

const LIMIT_MS = 500_000;

await runCommand(command, ({ root, only }) => {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  try {
    const environment = { ...process.env, ...makeMirror(folder) };
    // Prometheus' rules are read by the module metrics.
    for (const part of ['terraform', 'prometheus'])
      cpSync(join(resolve(root), 'infra', part), join(folder, 'infra', part), { recursive: true });
    const run = (where: string, ...args: readonly string[]): void => {
      const { status, stdout, stderr, error } = spawnSync('terraform', [...args, '-no-color'], {
        ...{ cwd: join(folder, 'infra/terraform', where), env: environment, encoding: 'utf8', timeout: LIMIT_MS },
      });
      if (status === 0) return;
      const printed = `${error?.message ?? ''}${stdout}${stderr}`;
      process.stdout.write(printed);
      const [line = error?.message ?? 'no word why'] = printed
        .split('\n')
        .filter((each) => /Error|FAIL|fail/.test(each));
      throw new Error(`terraform ${args[0]}: ${line.trim()}`);
    };
    run('', 'fmt', '-check', '-recursive');
    for (const where of ['', 'bootstrap']) {
      run(where, 'init', '-backend=false', '-input=false');
      if (only === null) run(where, 'validate');
      const isHere = only === null || only.startsWith('bootstrap/') === (where === 'bootstrap');
      if (isHere) run(where, 'test', ...(only === null ? [] : [`-filter=tests/${only.replace('bootstrap/', '')}`]));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
