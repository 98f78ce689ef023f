import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { INFRA_CHECKS } from '../../scripts/check-infra/infra-checks.ts';

const ROOT = join(import.meta.dirname, '../..');
const isThere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'terraform-mistakes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RULES = 'Terraform: promises of ours';
const TESTS = 'Terraform: form, references, tests';

interface Mistake {
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  readonly foundBy: typeof RULES | typeof TESTS;
  /** The one file of tests that finds it, so that the others need not run. */
  readonly only?: string;
  readonly says: RegExp;
}

const MISTAKES: Readonly<Record<string, Mistake>> = {
  'a public port': {
    ...{ file: 'modules/edge/main.tf', right: 'from_port         = 443', wrong: 'from_port         = 22' },
    ...{ foundBy: TESTS, only: 'edge.tftest.hcl', says: /Nothing may be public but 443/ },
  },
  'a second public rule': {
    file: 'modules/api/security-group.tf',
    right: 'referenced_security_group_id = var.load_balancer_security_group_id',
    wrong: 'cidr_ipv4                    = "0.0.0.0/0"',
    ...{ foundBy: RULES, says: /only the load balancer is called/ },
  },
  'a listener without TLS': {
    ...{ file: 'modules/edge/main.tf', right: 'port              = 443', wrong: 'port              = 80' },
    ...{ foundBy: RULES, says: /one listener, on 443/ },
  },
  'a load balancer that cuts streams': {
    ...{ file: 'modules/edge/main.tf', right: 'idle_timeout = 120', wrong: 'idle_timeout = 60' },
    ...{ foundBy: TESTS, only: 'edge.tftest.hcl', says: /cuts streams/ },
  },
  'a firewall that blocks candles': {
    ...{ file: 'modules/edge/firewall.tf', right: '"SizeRestrictions_BODY"', wrong: '"SizeRestrictions_QUERYSTRING"' },
    ...{ foundBy: TESTS, only: 'edge.tftest.hcl', says: /bodies above 8 KB/ },
  },
  'a right to everything of a service': {
    ...{ file: 'modules/task/roles.tf', right: '["s3:GetObject", "s3:PutObject"]', wrong: '["s3:Get*"]' },
    ...{ foundBy: RULES, says: /no right to everything/ },
  },
  'a right on every resource': {
    file: 'modules/task/roles.tf',
    ...{ right: 'Resource = values(var.secret_arns)', wrong: 'Resource = ["*"]' },
    ...{ foundBy: TESTS, only: 'services.tftest.hcl', says: /may be for all/ },
  },
  'a secret in plain text': {
    ...{ file: 'modules/secrets/main.tf', right: 'secret_string_wo         =', wrong: 'secret_string            =' },
    ...{ foundBy: RULES, says: /a secret is write-only/ },
  },
  'a secret in the environment': {
    file: 'services.tf',
    right: 'settings             = local.settings',
    wrong: 'settings             = merge(local.settings, { TELEGRAM_BOT_TOKEN = var.secrets["TELEGRAM_BOT_TOKEN"] })',
    ...{ foundBy: TESTS, only: 'whole.tftest.hcl', says: /ephemeral/i },
  },
  'a service without an alarm': {
    ...{ file: 'modules/alarms/main.tf', right: 'for_each            = merge(local.services, local.memory)' },
    ...{ wrong: 'for_each            = local.memory' },
    ...{ foundBy: TESTS, only: 'watch.tftest.hcl', says: /Each service must have an alarm/ },
  },
  'silence that counts as well': {
    ...{ file: 'modules/alarms/main.tf', right: 'missing = "breaching"', wrong: 'missing = "notBreaching"' },
    ...{ foundBy: TESTS, only: 'watch.tftest.hcl', says: /reports nothing is down/ },
  },
  'an alarm on a number that AWS does not count': {
    file: 'modules/alarms/main.tf',
    right: 'can(each.value.target_group) ? { TargetGroup = each.value.target_group } : {}',
    wrong: '{}',
    ...{ foundBy: TESTS, only: 'watch.tftest.hcl', says: /Ill hosts are counted by target group/ },
  },
  'a topic that Managed Prometheus may not write to': {
    ...{ file: 'modules/alarms/main.tf', right: '["sns:GetTopicAttributes", "sns:Publish"]' },
    ...{ wrong: '["sns:GetTopicAttributes"]' },
    ...{ foundBy: TESTS, only: 'watch.tftest.hcl', says: /must be able to write to the topic/ },
  },
  'a key that Managed Prometheus may not use': {
    ...{ file: 'modules/key/main.tf', right: '"aps.amazonaws.com"', wrong: '"events.amazonaws.com"' },
    ...{ foundBy: TESTS, only: 'foundations.tftest.hcl', says: /must be able to write to the encrypted topic/ },
  },
  'a key whose alias cannot be made': {
    ...{ file: 'modules/key/main.tf', right: '"kms:CreateAlias", ', wrong: '' },
    ...{ foundBy: TESTS, only: 'foundations.tftest.hcl', says: /must be allowed by the key itself/ },
  },
  'backups that stay as old versions': {
    ...{ file: 'modules/storage/main.tf', right: '      noncurrent_days = 1\n', wrong: '      noncurrent_days = 30\n' },
    ...{ foundBy: TESTS, only: 'foundations.tftest.hcl', says: /gone after 35 days, in all their versions/ },
  },
  'metrics on every address': {
    ...{ file: 'modules/task/main.tf', right: 'merge(var.settings, {' },
    ...{ wrong: 'merge(var.settings, { METRICS_HOST = "0.0.0.0" }, {' },
    ...{ foundBy: TESTS, only: 'services.tftest.hcl', says: /read over the loopback/ },
  },
  'a scan that nobody may read': {
    ...{ file: 'bootstrap/roles.tf', right: '"ecr:DescribeImageScanFindings", ', wrong: '' },
    ...{ foundBy: TESTS, only: 'bootstrap/bootstrap.tftest.hcl', says: /read what the scan found/ },
  },
  'a pull request that writes': {
    ...{ file: 'bootstrap/roles.tf', right: 'Action = ["kms:Decrypt"], Resource = module.key.arn' },
    ...{ wrong: 'Action = ["kms:Decrypt", "s3:PutObject"], Resource = module.key.arn' },
    ...{ foundBy: TESTS, only: 'bootstrap/bootstrap.tftest.hcl', says: /may write nothing/ },
  },
  'a second engine': {
    file: 'modules/worker/main.tf',
    right: 'desired_count                      = var.running ? var.tasks : 0',
    wrong: 'desired_count                      = 2',
    ...{ foundBy: RULES, says: /one engine and one bot/ },
  },
  'two engines that nobody asked for': {
    ...{ file: 'modules/worker/variables.tf', right: 'default     = 1', wrong: 'default     = 2' },
    ...{ foundBy: TESTS, only: 'whole.tftest.hcl', says: /One engine unless/ },
  },
  'a second poller': {
    file: 'services.tf',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own form.
    ...{ right: '"${var.name}-bot"', wrong: '"${var.name}-bot"\n  tasks = 2' },
    ...{ foundBy: RULES, says: /one bot: two that poll/ },
  },
  'two pollers during a deployment': {
    file: 'modules/worker/main.tf',
    right: 'deployment_maximum_percent         = 100',
    wrong: 'deployment_maximum_percent         = 200',
    ...{ foundBy: TESTS, only: 'services.tftest.hcl', says: /There must never be two/ },
  },
  'a drift of the owner of the image': {
    ...{ file: 'modules/api/main.tf', right: '[desired_count]', wrong: '[desired_count, task_definition]' },
    ...{ foundBy: RULES, says: /one owner of the image/ },
  },
  'an image by tag': {
    file: 'main.tf',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own form.
    ...{ right: '"${var.image_repository}@${var.image_digest}"', wrong: '"${var.image_repository}:latest"' },
    ...{ foundBy: TESTS, only: 'whole.tftest.hcl', says: /Expected an image by digest/ },
  },
  'no canary': {
    ...{ file: 'modules/api/main.tf', right: '"CANARY"', wrong: '"ROLLING"' },
    ...{ foundBy: TESTS, only: 'services.tftest.hcl', says: /replaced by a canary/ },
  },
  'a deployment that no alarm takes back': {
    file: 'modules/api/main.tf',
    ...{ right: '    rollback    = true', wrong: '    rollback    = false' },
    ...{ foundBy: TESTS, only: 'services.tftest.hcl', says: /An alarm must take a deployment back/ },
  },
  'a log that is not encrypted': {
    ...{ file: 'modules/task/main.tf', right: '  kms_key_id        = var.key_arn\n', wrong: '' },
    ...{ foundBy: RULES, says: /logs are encrypted/ },
  },
  'a state without a lock': {
    ...{ file: 'versions.tf', right: 'use_lockfile = true', wrong: 'use_lockfile = false' },
    ...{ foundBy: RULES, says: /locked and encrypted/ },
  },
  'tags that move': {
    ...{ file: 'bootstrap/main.tf', right: '"IMMUTABLE"', wrong: '"MUTABLE"' },
    ...{ foundBy: TESTS, only: 'bootstrap/bootstrap.tftest.hcl', says: /A tag must never move/ },
  },
  'a firewall that shuts Telegram out': {
    ...{ file: 'modules/edge/firewall.tf', right: '"/telegram/webhook"', wrong: '"/telegram"' },
    ...{ foundBy: TESTS, only: 'edge.tftest.hcl', says: /would shut it out/ },
  },
  'a secret in the log of the firewall': {
    ...{ file: 'modules/edge/firewall.tf', right: ', "x-telegram-bot-api-secret-token"', wrong: '' },
    ...{ foundBy: TESTS, only: 'edge.tftest.hcl', says: /must hold no secret/ },
  },
  'a canary that nobody sees fail': {
    ...{ file: 'modules/alarms/main.tf', right: ', TargetGroup = metric_query.value.target_group', wrong: '' },
    ...{ foundBy: TESTS, only: 'watch.tftest.hcl', says: /seen by its own target group/ },
  },
  'a state that is not encrypted': {
    ...{ file: 'versions.tf', right: 'encrypt      = true', wrong: 'encrypt      = false' },
    ...{ foundBy: RULES, says: /locked and encrypted/ },
  },
  'a misspelt argument': {
    ...{ file: 'modules/edge/main.tf', right: 'drop_invalid_header_fields =', wrong: 'drop_invalid_headers_field =' },
    ...{ foundBy: TESTS, only: 'edge.tftest.hcl', says: /drop_invalid_headers_field/ },
  },
  'a missing argument': {
    ...{ file: 'modules/schedule/main.tf', right: '    mode                      = "FLEXIBLE"\n', wrong: '' },
    ...{ foundBy: TESTS, only: 'services.tftest.hcl', says: /"mode" is required/ },
  },
};

/** What `npm run check:infra` finds in a copy of `infra` with this mistake in it. */
function find({ file, right, wrong, foundBy, only }: Mistake): {
  readonly status: number | null;
  readonly text: string;
} {
  const copy = mkdtempSync(join(folder, 'copy-'));
  cpSync(join(ROOT, 'infra'), join(copy, 'infra'), { recursive: true });
  const path = join(copy, 'infra/terraform', file);
  const before = readFileSync(path, 'utf8');
  if (before.split(right).length < 2) throw new Error(`expected ${file} to hold ${right}`);
  writeFileSync(path, before.replace(right, wrong));
  const check = INFRA_CHECKS.find(({ name }) => name === foundBy);
  if (check?.script === undefined) throw new Error(`expected ${foundBy} to be a script of ours`);
  const args = ['--import', 'tsx', check.script, '--root', copy, ...(only === undefined ? [] : ['--only', only])];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  return { status, text: stdout + stderr };
}

const LIMIT_MS = 240_000;
/** Found by different files of tests. */
const IN_EVERY_BUILD = ['a public port', 'a right on every resource'];

describe('mistakes that check:infra finds', () => {
  it('are at least twenty, and as many as the README says', () => {
    const planted = Object.keys(MISTAKES).length;
    expect(planted).toBeGreaterThanOrEqual(20);
    expect(readFileSync(join(ROOT, 'infra/README.md'), 'utf8')).toContain(`plants ${planted} mistakes`);
  });

  const listed = Object.entries(MISTAKES);
  it.each(listed.filter(([, { foundBy }]) => foundBy === RULES))('%s', (_, mistake) => {
    const { status, text } = find(mistake);
    expect(text).toMatch(mistake.says);
    expect(status).toBe(1);
  });

  // Each is some twenty seconds of Terraform: every build takes a few, the nightly job all (MISTAKES=all).
  const byTests = listed.filter(([, { foundBy }]) => foundBy === TESTS);
  const chosen = process.env.MISTAKES === 'all' ? byTests : byTests.filter(([name]) => IN_EVERY_BUILD.includes(name));
  describe.skipIf(!isThere('terraform'))('by Terraform (skipped: no terraform)', () => {
    it.each(chosen)(
      '%s',
      (_, mistake) => {
        const { status, text } = find(mistake);
        expect(text).toMatch(mistake.says);
        expect(status).toBe(1);
      },
      LIMIT_MS,
    );
  });
});
