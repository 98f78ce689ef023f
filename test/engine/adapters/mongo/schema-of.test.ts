import { Mongoose } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { schemaOf } from '../../../../engine/adapters/mongo/stored/schema-of.ts';

const shape = z.object({
  _id: z.string().min(1),
  note: z.string(),
  kind: z.enum(['a', 'b']),
  count: z.number().int(),
  isDone: z.boolean(),
  sign: z.union([z.literal(-1), z.literal(1)]),
  error: z.string().nullable(),
  message: z.string().nullish(),
  rule: z.number().default(1),
  part: z.object({ price: z.number() }),
  parts: z.array(z.object({ price: z.number() })),
  interval: z.tuple([z.number(), z.number()]).nullish(),
  anything: z.custom<object>(),
});
const WHOLE = {
  ...{ _id: 'x', note: '', kind: 'a', count: 3, isDone: false, sign: -1, part: { price: 1 } },
  ...{ parts: [{ price: 2 }], anything: { code: 'x', params: {} } },
};

const Model = new Mongoose().model('rows', schemaOf<Record<string, unknown>>(shape, 'rows'));
const stored = (row: object): unknown => new Model(row).toObject();
const refusal = (row: object): string | undefined => new Model(row).validateSync()?.message;

describe('a mongoose schema made of a zod shape', () => {
  it('stores a document as it is, with defaults, null where a nullable field is left out, and no optional one', () => {
    expect(stored(WHOLE)).toEqual({ ...WHOLE, error: null, rule: 1 });
    expect(refusal(WHOLE)).toBeUndefined();
    expect(shape.parse(stored(WHOLE))).toEqual(stored(WHOLE));
  });

  it.each(['_id', 'kind', 'count', 'isDone', 'sign', 'part'])('refuses one without %s', (name) => {
    const { [name]: _left, ...rest } = { ...WHOLE } as Record<string, unknown>;
    expect(refusal(rest)).toContain(name);
  });

  it('refuses a name that is none of its own', () => {
    expect(() => new Model({ ...WHOLE, other: 1 })).toThrow('other');
  });

  it.each([
    ['such a name in a part', { ...WHOLE, part: { price: 1, other: 1 } }],
    ['such a name in a part of a list', { ...WHOLE, parts: [{ price: 1, other: 1 }] }],
    ['a word for a number', { ...WHOLE, count: 'many' }],
    ['a part without its price', { ...WHOLE, part: {} }],
    ['an empty string that must not be empty', { ...WHOLE, _id: '' }],
  ])('refuses %s', (_, row) => {
    expect(refusal(row)).toBeDefined();
  });
});
