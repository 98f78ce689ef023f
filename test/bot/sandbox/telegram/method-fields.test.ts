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
