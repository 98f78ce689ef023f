import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../..');
const SCRIPTS = join(ROOT, '.github/workflows/scripts');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const hasJq = spawnSync('sh', ['-c', 'command -v jq']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const step = z.object({ name: z.string().optional(), run: z.string().default('') });
const workflow = z
  .object({
    env: z.record(z.string(), z.string()),
    defaults: z.object({ run: z.object({ shell: z.string() }) }),
    jobs: z.record(z.string(), z.object({ steps: z.array(step) })),
  })
  .parse(parse(read('.github/workflows/deploy.yml')));
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

function stepCalled(name: string): string {
  const found = steps.find((each) => each.name === name);
  if (found === undefined) throw new Error(`deploy.yml has no step ${name}`);
  return found.run;
}

const ANSWER = `#!/usr/bin/env bash
echo "$(basename "$0") $*" >> "$CALLS"
`;
const TOKEN = 'curl';

/** A script of the workflow among stand-ins for the programs it calls: how it ended, and what it called in which order. */
function run(script: string, programs: Readonly<Record<string, string>>): { status: number | null; calls: string[] } {
  const place = mkdtempSync(join(folder, 'run-'));
  mkdirSync(join(place, 'bin'));
  const answers = { [TOKEN]: 'echo \'{"value":"token"}\'', ...programs };
  for (const [name, answer] of Object.entries(answers))
    writeFileSync(join(place, 'bin', name), `${ANSWER}${answer}\n`, { mode: 0o755 });
  const { status } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: place,
    encoding: 'utf8',
    env: {
      ...{ PATH: `${join(place, 'bin')}:${process.env.PATH}`, CALLS: join(place, 'calls') },
      ...{ GITHUB_WORKSPACE: ROOT, GITHUB_STEP_SUMMARY: join(place, 'summary'), GITHUB_SHA: 'abc' },
      ...{ ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x', ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:1/?a=b' },
      ...{ AWS_WEB_IDENTITY_TOKEN_FILE: join(place, 'token'), NAME: 'analyser', IMAGE: 'host/analyser' },
      DIGEST: 'sha256:index',
    },
  });
  const calls = existsSync(join(place, 'calls')) ? readFileSync(join(place, 'calls'), 'utf8').trim().split('\n') : [];
  return { status, calls };
}

describe('deploy.yml', () => {
  const terraform = read('infra/terraform/variables.tf');
  const variables = [...terraform.matchAll(/^variable "(\w+)" \{\n([\s\S]*?)^\}/gm)].map(
    ([, name = '', body = '']) => [name, /^ {2}default\s+= (.+)$/m.exec(body)?.[1]] as const,
  );

  it('passes every variable of Terraform but the two that a step gives', () => {
    expect(variables.length).toBeGreaterThan(15);
    const missing = variables.map(([name]) => name).filter((name) => !(`TF_VAR_${name}` in workflow.env));
    expect(missing).toEqual(['image_digest', 'secrets']);
  });

  it.each(variables)('leaves %s at the default of Terraform where the repository sets nothing', (name, given) => {
    const [, fallback] = /^\$\{\{ vars\.\w+ \|\| '(.*)' \}\}$/.exec(workflow.env[`TF_VAR_${name}`] ?? '') ?? [];
    if (fallback === undefined) return expect([undefined, '""', '"eu-central-1"']).toContain(given);
    const isText = given?.startsWith('"') ?? false;
    expect(JSON.parse(isText ? `"${fallback}"` : fallback)).toEqual(JSON.parse(given ?? '""'));
  });

  it('takes another token before the first call of AWS in each step, because one lives for minutes', () => {
    const callsAws = /\baws [a-z]|\bterraform (?:output|plan|apply|init)|open-state\.sh|migrate\.sh/;
    const found = steps.filter((each) => callsAws.test(each.run));
    expect(found.length).toBeGreaterThanOrEqual(7);
    for (const each of found) expect(each.run.split(callsAws)[0], each.name).toContain('take-token.sh');
  });

  it('fails with the first program of a pipe', () => {
    expect(workflow.defaults.run.shell).toBe('bash');
  });

  it('plans without a lock, which its role may not write, and keeps the state with our key', () => {
    expect(stepCalled('Plan')).toContain('terraform plan -lock=false');
    expect(steps.filter((each) => each.run.includes('terraform init'))).toEqual([]);
    expect(read('.github/workflows/scripts/open-state.sh')).toContain('-backend-config="kms_key_id=$STATE_KEY"');
  });

  it('migrates after the signature and before the services change', () => {
    const names = workflow.jobs.apply?.steps.map((each) => each.name) ?? [];
    const at = (part: string): number => names.findIndex((name) => name?.startsWith(part));
    expect(at('Only what this workflow signed')).toBeGreaterThan(0);
    expect(at('Migrate')).toBeGreaterThan(at('Only what this workflow signed'));
    expect(at('Apply')).toBeGreaterThan(at('Migrate'));
  });
});

describe.skipIf(!hasJq)('the scan (skipped: no jq)', () => {
  const index = JSON.stringify({
    manifests: [
      { digest: 'sha256:image', platform: { architecture: 'arm64', os: 'linux' } },
      { digest: 'sha256:parts', platform: { architecture: 'unknown', os: 'unknown' } },
    ],
  });
  const scan = (findings: string) =>
    run(stepCalled('Scan'), { docker: `echo '${index}'`, aws: `case "$*" in *describe*) echo '${findings}';; esac` });

  it('asks for the image within the index that was pushed', () => {
    const { status, calls } = scan('{"HIGH":1}');
    expect(status).toBe(0);
    expect(calls).toContain('docker buildx imagetools inspect --raw host/analyser@sha256:index');
    const asked = calls.filter((call) => call.startsWith('aws'));
    expect(asked).toHaveLength(2);
    for (const call of asked) expect(call).toContain('--image-id imageDigest=sha256:image');
  });

  it('stops at a critical finding, and at an index without an image for ARM', () => {
    expect(scan('{"CRITICAL":1}').status).not.toBe(0);
    expect(run(stepCalled('Scan'), { docker: `echo '{"manifests":[]}'`, aws: 'echo null' }).status).not.toBe(0);
  });
});

describe.skipIf(!hasJq)('the migration (skipped: no jq)', () => {
  const deployed = JSON.stringify({
    migration: { value: { cluster: 'analyser', family: 'analyser-migration', network: { awsvpcConfiguration: {} } } },
  });
  const migrate = (output: string, { task = 'arn:task', code = '0' } = {}) =>
    run(`bash ${join(SCRIPTS, 'migrate.sh')}`, {
      terraform: `case "$1" in output) echo '${output}';; esac`,
      aws: `case "$*" in *run-task*) echo '${task}';; *describe*) echo '${code}';; esac`,
    });

  it('registers the task with the new image, runs it, and waits for its end', () => {
    const { status, calls } = migrate(deployed);
    expect(status).toBe(0);
    expect(
      calls.filter((call) => !call.startsWith(TOKEN)).map((call) => call.split(' ').slice(0, 3).join(' ')),
    ).toEqual([
      ...['terraform output -json', 'terraform apply -input=false', 'aws ecs run-task', 'aws ecs wait'],
      'aws ecs describe-tasks',
    ]);
    expect(calls[2]).toContain('-target=module.migration_task');
    expect(calls[3]).toContain('--task-definition analyser-migration');
  });

  it('stops the deployment when it fails or does not start', () => {
    expect(migrate(deployed, { code: '1' }).status).toBe(1);
    expect(migrate(deployed, { code: 'None' }).status).toBe(1);
    expect(migrate(deployed, { task: 'None' }).status).toBe(1);
  });

  it('has nothing to do before the first deployment', () => {
    const { status, calls } = migrate('{}');
    expect(status).toBe(0);
    expect(calls.filter((call) => call.startsWith('aws') || call.includes('apply'))).toEqual([]);
  });
});
