import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deploy, hasJq, runScript, SCRIPTS, stepCalled, steps } from './run-script.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const script = (name: string): string => `bash ${join(SCRIPTS, name)}`;

describe.skipIf(!hasJq)('the approval (skipped: no jq)', () => {
  const asked = (rules: string, env: Readonly<Record<string, string>> = {}) =>
    runScript(stepCalled('Somebody had to approve'), { gh: rules }, env);
  const answer = (...types: readonly string[]): string =>
    `echo '${JSON.stringify({ protection_rules: types.map((type) => ({ type })) })}'`;

  it('is asked for before anything else, with the right to read it', () => {
    expect(deploy.jobs.apply?.steps[0]?.name).toBe('Somebody had to approve');
    expect(deploy.jobs.apply?.permissions).toMatchObject({ actions: 'read' });
  });

  it('is missing where the environment has no reviewers, is not there, or cannot be read', () => {
    expect(asked(answer('required_reviewers', 'branch_policy')).status).toBe(0);
    expect(asked(answer('branch_policy')).status).toBe(1);
    expect(asked(answer()).status).toBe(1);
    expect(asked(`echo '{"message":"Not Found"}'; exit 1`).status).toBe(1);
  });

  it('may be done without by those who say so', () => {
    expect(asked(answer(), { ACCEPTED: 'true' }).status).toBe(0);
    expect(asked(answer(), { ACCEPTED: '' }).status).toBe(1);
  });
});

describe.skipIf(!hasJq)('the turn (skipped: no jq)', () => {
  const job = (startedAt: string, id: number, status = 'in_progress') => ({
    jobs: [
      { name: 'image', status: 'completed', started_at: '2026-01-01T00:00:00Z', id: 1 },
      { name: 'apply', status, started_at: startedAt, id },
    ],
  });
  /** `gh` for this run, 7, and another, 8, which ends after `rounds` looks at it. */
  const turn = (other: ReturnType<typeof job>, rounds = 1000) =>
    runScript(script('wait-turn.sh'), {
      gh: [
        'case "$*" in',
        `*deploy.yml/runs*) echo '{"workflow_runs":[{"id":7},{"id":8}]}';;`,
        `*runs/7/jobs*) echo '${JSON.stringify(job('2026-01-01T10:00:00Z', 70))}';;`,
        '*runs/8/jobs*) echo x >> looks',
        `if [ "$(wc -l < looks)" -le ${rounds} ]; then echo '${JSON.stringify(other)}'; else echo '{"jobs":[]}'; fi;;`,
        'esac',
      ].join('\n'),
    });

  it('comes when the deployment that started earlier has ended', () => {
    const { status, calls } = turn(job('2026-01-01T09:00:00Z', 80), 3);
    expect(status).toBe(0);
    expect(calls.filter((call) => call.includes('deploy.yml/runs'))).toHaveLength(4);
  });

  it('comes at once before a later one, and before one that waits for its approval', () => {
    for (const other of [job('2026-01-01T11:00:00Z', 80), job('2026-01-01T09:00:00Z', 80, 'waiting')]) {
      const { status, calls } = turn(other);
      expect(status).toBe(0);
      expect(calls.filter((call) => call.includes('deploy.yml/runs'))).toHaveLength(1);
    }
  });

  it('comes to one of two that started in the same second', () => {
    expect(
      turn(job('2026-01-01T10:00:00Z', 80), 1).calls.filter((call) => call.includes('deploy.yml/runs')),
    ).toHaveLength(1);
    expect(
      turn(job('2026-01-01T10:00:00Z', 60), 1).calls.filter((call) => call.includes('deploy.yml/runs')),
    ).toHaveLength(2);
  });

  it('never comes by an answer that is none', () => {
    expect(runScript(script('wait-turn.sh'), { gh: 'exit 1' }).status).not.toBe(0);
    const mine = `*runs/7/jobs*) echo '${JSON.stringify(job('2026-01-01T10:00:00Z', 70))}';;`;
    const gh = (...cases: readonly string[]): string => ['case "$*" in', ...cases, 'esac'].join('\n');
    expect(runScript(script('wait-turn.sh'), { gh: gh(mine, '*) exit 1;;') }).status).not.toBe(0);
    const unlisted = `*runs/7/jobs*) echo '{"jobs":[]}';;`;
    expect(runScript(script('wait-turn.sh'), { gh: gh(unlisted, `*) echo '{"workflow_runs":[]}';;`) }).status).toBe(1);
  });
});

interface Service {
  readonly digest?: string;
  readonly status?: string;
  readonly counts?: string;
  readonly tasks?: string;
}

describe.skipIf(!hasJq)('what runs (skipped: no jq)', () => {
  const right: Service = { digest: DIGEST };
  const services = (given: Readonly<Record<string, Service>>): string =>
    Object.entries({ engine: right, bot: right, api: right, ...given })
      .map(([name, { digest = DIGEST, status = 'RUNNING', counts = '[1,1]', tasks = `arn:${name}` }]) => {
        const task = JSON.stringify([{ status, image: `host/analyser@${digest}` }]);
        return [
          `*describe-services*analyser-${name}*) echo '${counts}';;`,
          `*list-tasks*analyser-${name}*) echo '${tasks}';;`,
          `*describe-tasks*arn:${name}*) echo '${task}';;`,
        ].join('\n');
      })
      .join('\n');
  const look = (given: Readonly<Record<string, Service>> = {}, running = 'true') =>
    runScript(
      stepCalled('Every service runs what was signed').replace('.github/workflows/scripts', SCRIPTS),
      { aws: `case "$*" in\n${services(given)}\n*) exit 2;;\nesac` },
      { TF_VAR_image_digest: DIGEST, TF_VAR_running: running },
    );

  it('is asked of ECS for each service', () => {
    const { status, calls } = look();
    expect(status).toBe(0);
    expect(calls.filter((call) => call.startsWith('aws ecs describe-tasks'))).toHaveLength(3);
    expect(calls.filter((call) => call.startsWith('terraform'))).toEqual([]);
    expect(calls[0]).toMatch(/^curl /);
  });

  it.each(['engine', 'bot', 'api'])('is wrong where %s still has another image, as after a rollback', (name) => {
    const { status, stderr } = look({ [name]: { digest: `sha256:${'b'.repeat(64)}` } });
    expect(status).toBe(1);
    expect(stderr).toContain(`These do not run ${DIGEST}: ${name}`);
  });

  it('is the API alone where RUNNING=false stops engine and bot for a restore', () => {
    const stopped = { engine: { tasks: 'None' }, bot: { tasks: 'None' } };
    expect(look(stopped, 'false').status).toBe(0);
    expect(look({ ...stopped, api: { tasks: 'None' } }, 'false').status).toBe(1);
  });

  it('is wrong without a task, with too few, and with one that is not running yet', () => {
    expect(look({ bot: { tasks: 'None' } }).status).toBe(1);
    expect(look({ bot: { tasks: '' } }).status).toBe(1);
    expect(look({ api: { counts: '[1,2]' } }).status).toBe(1);
    expect(look({ engine: { status: 'PENDING' } }).status).toBe(1);
  });
});

describe.skipIf(!hasJq)('after apply (skipped: no jq)', () => {
  it('a canary that is under way is taken back when apply has failed or was cancelled, not when it had not begun', () => {
    const step = steps.find((each) => each.name === 'Take a canary back that is under way');
    expect(step?.if).toBe(
      "(failure() || cancelled()) && (steps.apply.outcome == 'failure' || steps.apply.outcome == 'cancelled')",
    );
    expect(deploy.jobs.apply?.steps.at(-1)).toBe(step);
    const stop = (listed: string) =>
      runScript(script('stop-canary.sh'), { aws: `case "$*" in *list-service-deployments*) echo '${listed}';; esac` });
    const { status, calls } = stop('arn:one\tarn:two');
    expect(status).toBe(0);
    expect(calls[0]).toMatch(/^curl /);
    expect(calls.filter((call) => call.startsWith('aws')).slice(1)).toEqual([
      'aws ecs stop-service-deployment --service-deployment-arn arn:one --stop-type ROLLBACK',
      'aws ecs stop-service-deployment --service-deployment-arn arn:two --stop-type ROLLBACK',
    ]);
    for (const none of ['None', ''])
      expect(stop(none).calls.filter((call) => call.includes('stop-service'))).toEqual([]);
  });

  it('what runs gets a tag that the repository keeps, and so does its signature', () => {
    const image = (digest: string): string =>
      JSON.stringify({
        images: [{ imageId: { imageDigest: digest }, imageManifest: '{"a": 1}', imageManifestMediaType: 'index' }],
      });
    const keep = (signature: string) =>
      runScript(
        script('keep-image.sh'),
        {
          aws: [
            'case "$*" in',
            `*batch-get-image*imageDigest=${DIGEST}*) echo '${image(DIGEST)}';;`,
            `*batch-get-image*imageTag=${DIGEST.replace(':', '-')}.sig*) echo '${signature}';;`,
            'esac',
          ].join('\n'),
        },
        { TF_VAR_image_digest: DIGEST },
      );
    const { status, calls } = keep(image('sha256:signature'));
    expect(status).toBe(0);
    expect(calls[0]).toMatch(/^curl /);
    const [kept = '', signature = ''] = calls.filter((call) => call.startsWith('aws ecr put-image'));
    expect(kept).toMatch(/--image-tag live-\d{8}T\d{6}Z /);
    expect(kept).toContain(`--image-digest ${DIGEST} --image-manifest {"a": 1} --image-manifest-media-type index`);
    expect(signature).toMatch(/--image-tag live-\d{8}T\d{6}Z-signature --image-digest sha256:signature /);
    expect(keep('{"images":[]}').status).not.toBe(0);
  });
});
