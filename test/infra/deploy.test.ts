import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deploy, hasJq, read, runScript, SCRIPTS, stepCalled, steps, TOKEN, workflowCalled } from './run-script.ts';

describe('deploy.yml', () => {
  const terraform = read('infra/terraform/variables.tf');
  const variables = [...terraform.matchAll(/^variable "(\w+)" \{\n([\s\S]*?)^\}/gm)].map(
    ([, name = '', body = '']) => [name, /^ {2}default\s+= (.+)$/m.exec(body)?.[1]] as const,
  );

  it('passes every variable of Terraform but the two that a step gives', () => {
    expect(variables.length).toBeGreaterThan(15);
    const missing = variables.map(([name]) => name).filter((name) => !(`TF_VAR_${name}` in deploy.env));
    expect(missing).toEqual(['image_digest', 'secrets']);
  });

  it.each(variables)('leaves %s at the default of Terraform where the repository sets nothing', (name, given) => {
    const [, fallback] = /^\$\{\{ vars\.\w+ \|\| '(.*)' \}\}$/.exec(deploy.env[`TF_VAR_${name}`] ?? '') ?? [];
    if (fallback === undefined) return expect([undefined, '""', '"eu-central-1"']).toContain(given);
    const isText = given?.startsWith('"') ?? false;
    // An object of Terraform's language on one line, in JSON: { schedule = "…" }.
    const inJson = (given ?? '""').replace(/([{,]\s*)(\w+)\s*=\s*/g, '$1"$2": ');
    expect(JSON.parse(isText ? `"${fallback}"` : fallback)).toEqual(JSON.parse(inJson));
  });

  it('takes another token before the first call of AWS in each step, because one lives for minutes', () => {
    const callsAws = /\baws [a-z]|\bterraform (?:output|plan|apply|init)|open-state\.sh|migrate\.sh/;
    const found = steps.filter((each) => callsAws.test(each.run));
    const scripts = readdirSync(SCRIPTS).filter((name) => callsAws.test(read(`.github/workflows/scripts/${name}`)));
    expect(scripts).toEqual(['check-running.sh', 'keep-image.sh', 'migrate.sh', 'open-state.sh', 'stop-canary.sh']);
    expect(found.length).toBeGreaterThanOrEqual(6);
    for (const each of found) expect(each.run.split(callsAws)[0], each.name).toContain('take-token.sh');
    // That of the step is enough for open-state.sh; what takes longer, or is a step of its own, takes its own.
    for (const name of scripts.filter((each) => each !== 'open-state.sh'))
      expect(read(`.github/workflows/scripts/${name}`), name).toContain('bash "$scripts/take-token.sh"');
  });

  it('builds, signs and applies only what has passed ci.yml, which runs once on a push to main', () => {
    expect(deploy.jobs.ci?.uses).toBe('./.github/workflows/ci.yml');
    expect(deploy.jobs.ci?.if).toBe("github.event_name == 'push'");
    expect(deploy.jobs.image?.needs).toBe('ci');
    // A job that has no status function in its condition is skipped when one that it needs has failed.
    expect(deploy.jobs.image?.if).not.toMatch(/always|failure|cancelled/);
    expect(deploy.jobs.apply?.needs).toContain('image');
    expect(deploy.jobs.apply?.if).toContain("needs.image.result == 'success'");
    expect(Object.keys(workflowCalled('ci').on)).toEqual(['pull_request', 'workflow_call']);
  });

  it('applies from main alone, and by hand only with a digest, which is verified as any other', () => {
    expect(deploy.jobs.apply?.if).toContain("github.ref == 'refs/heads/main' &&");
    expect(deploy.on.workflow_dispatch).toMatchObject({ inputs: { digest: { required: true } } });
    expect(read('.github/workflows/deploy.yml')).toContain('inputs.digest || needs.image.outputs.digest');
    const verify = steps.find((each) => each.name === 'Only what this workflow signed');
    expect(verify?.run).toContain('cosign" verify');
    expect(verify).not.toHaveProperty('if');
  });

  it('lets no run wait for another that waits for its approval', () => {
    expect(deploy.concurrency).toBeUndefined();
    expect(read('.github/workflows/deploy.yml')).not.toMatch(/^\s*concurrency:/m);
  });

  it('fails with the first program of a pipe', () => {
    expect(deploy.defaults?.run.shell).toBe('bash');
  });

  it('plans without a lock, which its role may not write, and keeps the state with our key', () => {
    expect(stepCalled('Plan')).toContain('terraform plan -lock=false');
    expect(steps.filter((each) => each.run.includes('terraform init'))).toEqual([]);
    expect(read('.github/workflows/scripts/open-state.sh')).toContain('-backend-config="kms_key_id=$STATE_KEY"');
  });

  it('migrates after the signature and before the services change', () => {
    const names = deploy.jobs.apply?.steps.map((each) => each.name) ?? [];
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
  const scan = (counts: string, { status = 'COMPLETE', wait = '' } = {}) =>
    runScript(stepCalled('Scan'), {
      docker: `echo '${index}'`,
      aws: `case "$*" in *describe*) echo '{"status":"${status}","counts":${counts}}';; *) ${wait};; esac`,
    });

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
    expect(scan('{}').status).toBe(0);
    expect(runScript(stepCalled('Scan'), { docker: `echo '{"manifests":[]}'`, aws: 'echo null' }).status).not.toBe(0);
  });

  it('asks again where ECR knows of no scan yet, and passes nothing whose scan has no end', () => {
    const once = 'if [ ! -e waited ]; then touch waited; exit 255; fi';
    const { status, calls } = scan('{}', { wait: once });
    expect(status).toBe(0);
    expect(calls.filter((call) => call.startsWith('aws ecr wait'))).toHaveLength(2);
    expect(scan('null', { status: 'IN_PROGRESS', wait: 'exit 255' }).status).not.toBe(0);
    expect(scan('null', { status: 'FAILED' }).status).not.toBe(0);
  });
});

describe.skipIf(!hasJq)('the migration (skipped: no jq)', () => {
  const deployed = JSON.stringify({
    migration: { value: { cluster: 'analyser', family: 'analyser-migration', network: { awsvpcConfiguration: {} } } },
  });
  const migrate = (output: string, { task = 'arn:task', code = '0' } = {}) =>
    runScript(`bash ${join(SCRIPTS, 'migrate.sh')}`, {
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

describe.skipIf(!hasJq)('the plan (skipped: no jq)', () => {
  const plan = (output: string, ending = '0') =>
    runScript(
      stepCalled('Plan'),
      { terraform: `case "$1" in output) echo '${output}';; plan) exit ${ending};; esac` },
      { TF_VAR_secret_names: '["MONGODB_URI"]', STATE_BUCKET: 'state', STATE_KEY: 'key', AWS_REGION: 'eu' },
    );

  it('is made for the image that runs, and before the first deployment for none', () => {
    const digest = `sha256:${'b'.repeat(64)}`;
    const later = plan(JSON.stringify({ images: { value: { engine: `host/analyser@${digest}` } } }));
    expect(later.status).toBe(0);
    expect(later.calls.at(-1)).toMatch(new RegExp(`^terraform plan .*-refresh=false .*-var image_digest=${digest}$`));
    const first = plan('{}');
    expect(first.status).toBe(0);
    expect(first.calls.at(-1)).toContain(`-var image_digest=sha256:${'0'.repeat(64)}`);
  });

  it('fails where Terraform does, although its words are copied into the summary', () => {
    expect(plan('{}', '1').status).toBe(1);
  });
});

describe.skipIf(!hasJq)('the image (skipped: no jq)', () => {
  it('gets another tag at a second attempt, because tags cannot be moved', () => {
    const built = `case "$*" in login*) cat > /dev/null;; *build*) echo '{"containerimage.digest":"sha256:index"}' > built.json;; esac`;
    const tags = ['1', '2'].map((attempt) => {
      const { status, calls } = runScript(
        stepCalled('Build once, with its list of parts, and push'),
        { docker: built, aws: 'echo password' },
        { GITHUB_RUN_ATTEMPT: attempt },
      );
      expect(status).toBe(0);
      return /--tag (\S+)/.exec(calls.find((call) => call.includes('buildx build')) ?? '')?.[1];
    });
    expect(tags).toEqual(['host/analyser:abc-1', 'host/analyser:abc-2']);
  });
});
