import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Block {
  readonly file: string;
  /** Its first line, such as `resource "aws_lb" "this"`. */
  readonly head: string;
  readonly body: string;
}

/** The outermost blocks of all files below a folder, as `terraform fmt` writes them. */
function blocksOf(folder: string): readonly Block[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tf'));
  return files.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^(\w[^\n]*?) \{(?:\n([\s\S]*?)^\}| ([^\n]*)\})/gm)].map(
      ([, head = '', body, line]) => ({ file, head, body: withoutComments(body ?? line ?? '') }),
    ),
  );
}

const withoutComments = (text: string): string => text.replace(/^\s*#.*$/gm, '');

/** What no tool knows, because it is a promise of ours: what must stay true of every block, and why. */
const RULES: readonly { readonly why: string; readonly breaks: (block: Block) => boolean }[] = [
  {
    why: 'one owner of the image: Terraform may ignore the number of tasks and the weights of a canary only',
    breaks: ({ body }) =>
      [...body.matchAll(/ignore_changes\s*=\s*(\[[^\]]*\]|\w+)/g)].some(
        ([, what = '']) => what !== '[desired_count]' && what !== '[action]',
      ),
  },
  {
    why: 'one owner of the image: the digest is read in one place',
    breaks: ({ file, head, body }) =>
      body.includes('var.image_digest') &&
      head !== 'variable "image_digest"' &&
      !(file === 'main.tf' && head === 'locals'),
  },
  {
    why: 'only the load balancer is called from everywhere',
    breaks: ({ file, head, body }) =>
      /"aws_vpc_security_group_ingress_rule"/.test(head) &&
      /cidr_ipv[46]/.test(body) &&
      !(file === 'modules/edge/main.tf' && head.endsWith('"https"')),
  },
  {
    why: 'a port is opened by a rule of its own, and the default security group is closed',
    breaks: ({ head, body }) => /security_group"/.test(head) && /(?:in|e)gress/.test(body),
  },
  {
    why: 'there is one listener, on 443',
    breaks: ({ head, body }) => head.includes('"aws_lb_listener"') && !/port\s*=\s*443\b/.test(body),
  },
  {
    why: 'a secret is write-only',
    breaks: ({ body }) => /^\s*(?:secret_string|master_password|secret_binary)\s*=/m.test(body),
  },
  {
    why: 'no right to everything of a service',
    breaks: ({ body }) =>
      body.split(/\{(?=[^{}]*Effect)/).some((part) => /"Allow"/.test(part) && /"[^"]*\*[^"]*"/.test(actionsOf(part))),
  },
  { why: 'nobody logs in with a kept key', breaks: ({ head }) => /"aws_iam_(?:access_key|user)"/.test(head) },
  {
    why: 'one engine and one bot, unless engines are asked for: a worker runs what it is told to',
    breaks: ({ file, body }) =>
      file.startsWith('modules/worker/') && /desired_count\s*=(?!\s*var\.running \? var\.tasks : 0\s)/.test(body),
  },
  {
    why: 'one bot: two that poll one token get 409',
    breaks: ({ head, body }) => head.includes('module "bot"') && /^\s*tasks\s*=/m.test(body),
  },
  {
    why: 'the state is locked and encrypted',
    breaks: ({ file, head, body }) =>
      file === 'versions.tf' &&
      head === 'terraform' &&
      !(/use_lockfile = true/.test(body.replaceAll(/ +/g, ' ')) && /encrypt = true/.test(body.replaceAll(/ +/g, ' '))),
  },
  {
    why: 'logs are encrypted with our key',
    breaks: ({ head, body }) => head.includes('"aws_cloudwatch_log_group"') && !/kms_key_id\s*=/.test(body),
  },
];

/** The value of Action in a statement of a policy. */
function actionsOf(statement: string): string {
  const [, actions = ''] = /Action\s*=\s*(\[[^\]]*\]|"[^"]*"[,\s])/.exec(statement) ?? [];
  return actions;
}

/** Which of our rules the Terraform files below a folder break: a line each. */
export function brokenTerraformRules(folder: string): readonly string[] {
  const blocks = blocksOf(folder);
  if (blocks.length === 0) throw new Error(`expected Terraform files in ${folder}, found none`);
  return blocks.flatMap((block) =>
    RULES.filter(({ breaks }) => breaks(block)).map(({ why }) => `${block.file}: ${block.head}: ${why}`),
  );
}
