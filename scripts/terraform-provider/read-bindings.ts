import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttributeType, BlockSchema, NestedSchema, Use } from './provider-schema.ts';
import { WAF_STATEMENT } from './waf-statement.ts';

/** Types as the bindings of CDK for Terraform name them. */
const SIMPLE_TYPES: Readonly<Record<string, AttributeType>> = {
  string: 'string',
  number: 'number',
  boolean: 'bool',
  stringMap: ['map', 'string'],
  numberMap: ['map', 'number'],
};

const GETTERS: Readonly<Record<string, AttributeType>> = {
  String: 'string',
  Number: 'number',
  Boolean: 'bool',
  List: ['list', 'string'],
  NumberList: ['list', 'number'],
  StringMap: ['map', 'string'],
};

interface Entry {
  readonly name: string;
  readonly value: string;
  readonly isBlock: boolean;
  readonly type: string;
  readonly storage: string;
}

/** The entries of `const attrs = { name: { value, isBlock, type, storageClassType }, … }` in a piece of a binding. */
function entriesOf(text: string): readonly Entry[] {
  const shape =
    /^ +(\w+): \{\n +value: (.*),\n +isBlock: (true|false),\n +type: "(\w+)",\n +storageClassType: "(\w+)",/gm;
  return [...text.matchAll(shape)].map(([, name = '', value = '', isBlock, type = '', storage = '']) => ({
    ...{ name, value, type, storage },
    isBlock: isBlock === 'true',
  }));
}

/** Arguments that the provider fills in where they are not given; the bindings do not tell these from optional ones. */
const FILLED_IN: ReadonlySet<string> = new Set(['id', 'region', 'tags_all']);

/** A member that can be reset may be left out; what is written only is named so. */
function useOf({ name, value }: Entry, body: string): Use {
  const [, member = ''] = /(?:this\._|struct\.)(\w+)/.exec(value) ?? [];
  const isRequired = !body.includes(` reset${member.charAt(0).toUpperCase()}${member.slice(1)}() {`);
  if (isRequired) return 'required';
  if (name.endsWith('_wo')) return 'write-only';
  return FILLED_IN.has(name) ? 'optional-computed' : 'optional';
}

function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  if (from < 0) throw new Error(`expected "${start}" in the binding, was not there`);
  const to = text.indexOf(end, from + start.length);
  return text.slice(from, to < 0 ? undefined : to);
}

const classBody = (text: string, name: string): string => between(text, `class ${name} extends`, '\n}\n');

function typeOf({ type, storage }: Entry): AttributeType {
  const known = SIMPLE_TYPES[storage];
  if (known !== undefined) return known;
  if (storage === 'stringList') return [type === 'set' ? 'set' : 'list', 'string'];
  if (storage === 'numberList') return [type === 'set' ? 'set' : 'list', 'number'];
  throw new Error(`expected a type of the bindings that is known, was "${storage}"`);
}

/** Members that a class only reads: computed strings, numbers and lists, and lists of objects. */
function computedOf(text: string, body: string): Readonly<Record<string, readonly [AttributeType, Use]>> {
  const simple = [...body.matchAll(/this\.get(\w+)Attribute\('(\w+)'\)/g)].flatMap(([, getter = '', name = '']) => {
    const type = GETTERS[getter];
    return type === undefined ? [] : [[name, [type, 'computed']] as const];
  });
  const objects = [...body.matchAll(/new (\w+)List\(this, "(\w+)", (true|false)\)/g)].map(
    ([, name = '', key = '', isSet]) => {
      const members = [...classBody(text, `${name}OutputReference`).matchAll(/this\.get(\w+)Attribute\('(\w+)'\)/g)];
      const fields = members.map(([, getter = '', field = '']) => [field, GETTERS[getter] ?? 'string'] as const);
      const object: AttributeType = ['object', Object.fromEntries(fields)];
      return [key, [[isSet === 'true' ? 'set' : 'list', object], 'computed']] as const;
    },
  );
  return Object.fromEntries([...simple, ...objects]);
}

/** A block as the bindings describe it; the recursive statement of a web ACL is cut off where we do not use it. */
function blockOf(text: string, attrs: string, body: string): BlockSchema {
  const entries = entriesOf(attrs).filter(({ type, storage }) => type !== 'struct' && storage !== 'any');
  const blocks = entries.filter(({ isBlock }) => isBlock);
  const given = entries.filter(({ isBlock }) => !isBlock);
  const names = new Set(entries.map(({ name }) => name));
  const computed = Object.entries(computedOf(text, body)).filter(([name]) => !names.has(name));
  const nested = blocks.map((entry) => [entry.name, nestedOf(text, entry, useOf(entry, body) === 'required')] as const);
  const all = entriesOf(attrs);
  const hasStatement = all.some(({ name, storage }) => name === 'statement' && storage === 'any');
  const timeouts = all.find(({ name, type }) => name === 'timeouts' && type === 'struct');
  return {
    attributes: Object.fromEntries([
      ...given.map((entry) => [entry.name, [typeOf(entry), useOf(entry, body)]] as const),
      ...computed,
    ]),
    blocks: {
      ...Object.fromEntries(nested),
      ...(hasStatement ? { statement: WAF_STATEMENT } : {}),
      ...(timeouts === undefined ? {} : { timeouts: nestedOf(text, timeouts, false) }),
    },
  };
}

function nestedOf(text: string, { value, type, storage }: Entry, isRequired: boolean): NestedSchema {
  const [, name = ''] = /(\w+)ToHclTerraform/.exec(value) ?? [];
  const most = value.includes('listMapperHcl') ? 0 : 1;
  const attrs = between(text, `function ${name}ToHclTerraform(`, '\n}\n');
  const body = classBody(text, `${storage.replace(/List$/, '')}OutputReference`);
  return {
    nesting: type === 'set' ? 'set' : 'list',
    least: isRequired ? 1 : 0,
    most,
    block: blockOf(text, attrs, body),
  };
}

/** The schema of a resource, or with the prefix `data_` of a data source, from an unpacked @cdktf/provider-aws. */
export function readBinding(folder: string, type: string): BlockSchema {
  const text = readFileSync(
    join(
      folder,
      'lib',
      type
        .replace(/^aws_/, '')
        .replace(/^data_/, 'data_')
        .replaceAll('_', '-'),
      'index.js',
    ),
    'utf8',
  );
  const [, name = ''] = /class (\w+) extends cdktf\.Terraform(?:Resource|DataSource|Provider)/.exec(text) ?? [];
  const body = classBody(text, name);
  return blockOf(text, between(body, 'synthesizeHclAttributes()', '\n    }\n'), body);
}
