import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineCommand, runCommand } from '../terminal/arguments.ts';

const command = defineCommand({
  name: 'check-compose',
  summary: 'docker-compose config of infra/docker-compose.yml with the settings of env.example.',
  options: { root: { value: 'DIR', fallback: '.', help: 'the project' } },
});

await runCommand(command, ({ root }) => {
  const folder = mkdtempSync(join(tmpdir(), 'compose-'));
  try {
    cpSync(join(root, 'infra/docker-compose.yml'), join(folder, 'docker-compose.yml'));
    cpSync(join(root, 'infra/env.example'), join(folder, '.env'));
    const args = ['--project-directory', folder, '--profile', '*', 'config', '--format', 'json'];
    const { stdout, stderr, error } = spawnSync('docker-compose', args, {
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000,
    });
    // Not by its exit code: the one that pip installs answers 0 to everything. What it refuses is never printed as JSON.
    if (error !== undefined || !stdout.startsWith('{'))
      throw new Error(`${error?.message ?? ''}${stdout}${stderr}`.trim());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
