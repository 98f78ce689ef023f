import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseFieldTypes } from '../../../../bot/sandbox/telegram/protocol/field-types.ts';
import { INPUT_TYPES, METHOD_FIELDS, UNION_TYPES } from '../../../../bot/sandbox/telegram/protocol/method-fields.ts';
import { BOT_API, type Described } from '../../../support/formats/bot-api.ts';

const api = BOT_API ?? { methods: {}, types: {} };

function compact(type: string): string {
  return type.startsWith('Array of ') ? `${compact(type.slice('Array of '.length))}[]` : type;
}

function lines(described: Described | undefined): readonly string[] {
  return (described?.fields ?? []).map(
    ({ name, required, types }) => `${name}${required ? '!' : ''}:${types.map(compact).join('|')}`,
  );
}

describe.skipIf(BOT_API === null)(
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

    it('lists in the README every method that the stand-in refuses, and no other', () => {
      const readme = readFileSync(new URL('../../../../bot/sandbox/telegram/README.md', import.meta.url), 'utf8');
      const [, count = '', list = ''] = /- Methods \((\d+) of \d+\):\n\n(.+)\n$/.exec(readme) ?? [];
      const listed = [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name);
      expect(listed).toEqual(Object.keys(api.methods).filter((name) => METHOD_FIELDS[name] === undefined));
      expect(listed).toHaveLength(Number(count));
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
