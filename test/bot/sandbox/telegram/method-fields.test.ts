import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseFieldTypes } from '../../../../bot/sandbox/telegram/protocol/field-types.ts';
import { INPUT_TYPES, METHOD_FIELDS, UNION_TYPES } from '../../../../bot/sandbox/telegram/protocol/method-fields.ts';
import { sharedPath } from '../../../support/shared.ts';

interface Described {
  readonly fields?: readonly { readonly name: string; readonly types: readonly string[]; readonly required: boolean }[];
  readonly subtypes?: readonly string[];
}

const path = sharedPath('telegram/bot-api-10.1.json');
const api: {
  readonly methods: Readonly<Record<string, Described>>;
  readonly types: Readonly<Record<string, Described>>;
} = path === null ? { methods: {}, types: {} } : JSON.parse(readFileSync(path, 'utf8'));

function compact(type: string): string {
  return type.startsWith('Array of ') ? `${compact(type.slice('Array of '.length))}[]` : type;
}

function lines(described: Described | undefined): readonly string[] {
  return (described?.fields ?? []).map(
    ({ name, required, types }) => `${name}${required ? '!' : ''}:${types.map(compact).join('|')}`,
  );
}

describe.skipIf(path === null)(
  "the field table says what Telegram's description says (skipped without ../shared)",
  () => {
    it.each(Object.keys(METHOD_FIELDS))('%s', (method) => {
      expect(api.methods[method]).toBeDefined();
      expect((METHOD_FIELDS[method] ?? '').split(' ').filter(Boolean)).toEqual(lines(api.methods[method]));
    });

    it.each(Object.keys(INPUT_TYPES))('%s', (type) => {
      expect(api.types[type]).toBeDefined();
      expect((INPUT_TYPES[type] ?? '').split(' ').filter(Boolean)).toEqual(lines(api.types[type]));
    });

    it('names only members of each union', () => {
      for (const [union, members] of Object.entries(UNION_TYPES)) {
        expect(api.types[union]?.subtypes).toEqual(expect.arrayContaining([...members]));
      }
    });
  },
);

describe('the field table', () => {
  it('describes every field once, with a type', () => {
    for (const text of [...Object.values(METHOD_FIELDS), ...Object.values(INPUT_TYPES)]) {
      const words = text.split(' ').filter(Boolean);
      expect(parseFieldTypes(text).size).toBe(words.length);
    }
  });
});
