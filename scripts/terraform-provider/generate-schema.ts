import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineCommand, runCommand } from '../terminal/arguments.ts';
import type { BlockSchema, ProviderSchema } from './provider-schema.ts';
import { readBinding } from './read-bindings.ts';

const TERRAFORM = 'infra/terraform';
const SCHEMA = 'infra/terraform/provider/schema.json';

const command = defineCommand({
  name: 'terraform-schema',
  summary:
    'Writes what the stand-in for the AWS provider knows, after a resource or a block was used that was not used before.',
  options: { from: { value: 'DIR', required: true, help: 'the unpacked npm package @cdktf/provider-aws 21.22.1' } },
  notes: [`Kept in ${SCHEMA} are the resources and blocks that occur in ${TERRAFORM}, with all their arguments.`],
});

function terraformText(): string {
  const names = readdirSync(TERRAFORM, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tf'));
  return names.map((name) => readFileSync(join(TERRAFORM, name), 'utf8')).join('\n');
}

/** Without nested blocks that nothing opens: most of the size of the schema. */
function pruned({ attributes, blocks }: BlockSchema, opened: ReadonlySet<string>): BlockSchema {
  const kept = Object.entries(blocks).filter(([name, { least }]) => least === 1 || opened.has(name));
  return {
    attributes,
    blocks: Object.fromEntries(
      kept.map(([name, nested]) => [name, { ...nested, block: pruned(nested.block, opened) }] as const),
    ),
  };
}

/** Of the provider itself only what we set, from its documentation: the bindings describe it in a form of its own. */
const PROVIDER: BlockSchema = {
  attributes: { region: ['string', 'optional'], allowed_account_ids: [['set', 'string'], 'optional'] },
  blocks: {
    default_tags: {
      ...{ nesting: 'list', least: 0, most: 1 },
      block: { attributes: { tags: [['map', 'string'], 'optional'] }, blocks: {} },
    },
  },
};

await runCommand(command, ({ from }) => {
  const text = terraformText();
  const opened = new Set([...text.matchAll(/^\s*(?:dynamic ")?(\w+)"? \{/gm)].map(([, name = '']) => name));
  const used = (kind: string): readonly string[] =>
    [...new Set([...text.matchAll(new RegExp(`^${kind} "(aws_\\w+)"`, 'gm'))].map(([, type = '']) => type))].sort();
  const schemas = (types: readonly string[], prefix: string): Readonly<Record<string, BlockSchema>> =>
    Object.fromEntries(types.map((type) => [type, pruned(readBinding(from, `${prefix}${type}`), opened)] as const));
  const schema: ProviderSchema = {
    source: 'registry.terraform.io/hashicorp/aws',
    version: '6.25.0',
    provider: PROVIDER,
    resources: schemas(used('resource'), ''),
    data: schemas(used('data'), 'data_'),
  };
  // A line for each resource, so that a change of one is a change of one line.
  const lines = (blocks: Readonly<Record<string, BlockSchema>>): string =>
    Object.entries(blocks)
      .map(([type, block]) => `    ${JSON.stringify(type)}: ${JSON.stringify(block)}`)
      .join(',\n');
  const { source, version } = schema;
  writeFileSync(
    SCHEMA,
    `{\n  "source": "${source}",\n  "version": "${version}",\n  "provider": ${JSON.stringify(schema.provider)},\n` +
      `  "resources": {\n${lines(schema.resources)}\n  },\n  "data": {\n${lines(schema.data)}\n  }\n}\n`,
  );
});
