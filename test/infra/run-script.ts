import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../..');
export const SCRIPTS = join(ROOT, '.github/workflows/scripts');
export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
export const hasJq = spawnSync('sh', ['-c', 'command -v jq']).status === 0;

const step = z.object({ name: z.string().optional(), if: z.string().optional(), run: z.string().default('') });
const job = z.object({
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  steps: z.array(step).default([]),
});
const shape = z.object({
  on: z.record(z.string(), z.unknown()),
  env: z.record(z.string(), z.string()).default({}),
  concurrency: z.unknown().optional(),
  defaults: z.object({ run: z.object({ shell: z.string() }) }).optional(),
  jobs: z.record(z.string(), job),
});

/** A workflow of this repository, as far as tests look at it. */
export const workflowCalled = (name: string) => shape.parse(parse(read(`.github/workflows/${name}.yml`)));
export const deploy = workflowCalled('deploy');
export const steps = Object.values(deploy.jobs).flatMap((each) => each.steps);

export function stepCalled(name: string): string {
  const found = steps.find((each) => each.name === name);
  if (found === undefined) throw new Error(`deploy.yml has no step ${name}`);
  return found.run;
}

const ANSWER = `#!/usr/bin/env bash
echo "$(basename "$0") $*" >> "$CALLS"
`;
export const TOKEN = 'curl';

interface Ran {
  readonly status: number | null;
  readonly calls: readonly string[];
  readonly stderr: string;
}

/** A script of the workflow among stand-ins for the programs it calls: how it ended, and what it called in which order. */
export function runScript(
  script: string,
  programs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Ran {
  const place = mkdtempSync(join(tmpdir(), 'deploy-'));
  mkdirSync(join(place, 'bin'));
  const answers = { [TOKEN]: 'echo \'{"value":"token"}\'', sleep: '', ...programs };
  for (const [name, answer] of Object.entries(answers))
    writeFileSync(join(place, 'bin', name), `${ANSWER}${answer}\n`, { mode: 0o755 });
  const { status, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: place,
    encoding: 'utf8',
    env: {
      ...{ PATH: `${join(place, 'bin')}:${process.env.PATH}`, CALLS: join(place, 'calls'), RUNNER_TEMP: place },
      ...{ GITHUB_WORKSPACE: ROOT, GITHUB_STEP_SUMMARY: join(place, 'summary'), GITHUB_SHA: 'abc' },
      ...{ GITHUB_OUTPUT: join(place, 'output'), GITHUB_REPOSITORY: 'us/analyser', GITHUB_RUN_ID: '7' },
      ...{ ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x', ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:1/?a=b' },
      ...{ AWS_WEB_IDENTITY_TOKEN_FILE: join(place, 'token'), NAME: 'analyser', IMAGE: 'host/analyser' },
      DIGEST: 'sha256:index',
      ...env,
    },
  });
  const calls = existsSync(join(place, 'calls')) ? readFileSync(join(place, 'calls'), 'utf8').trim().split('\n') : [];
  rmSync(place, { recursive: true, force: true });
  return { status, calls: calls.filter((call) => !call.startsWith('sleep ')), stderr };
}
