import { type Connection, Schema, type SchemaDefinition } from 'mongoose';
import { z } from 'zod';
import {
  isDuplicateKey,
  modelOf,
  parseDocument,
  SCHEMA_OPTIONS,
} from '../../../../billing/adapters/mongo/documents.ts';
import type { Division, DivisionStore } from '../../../division-store.ts';

const stored = z.looseObject({ _id: z.string(), revision: z.number().int() });
type StoredDivision = z.infer<typeof stored>;

export interface DivisionKind<T extends Division> {
  readonly collection: string;
  /** What is divided. */
  readonly id: string;
  readonly shape: z.ZodType<T>;
  /** The fields besides the revision. */
  readonly fields: SchemaDefinition;
  readonly empty: T;
}

/** A division in MongoDB: a document that is replaced by compare-and-set on its revision. */
export function createMongoDivision<T extends Division>(
  connection: Connection,
  { collection, id, shape, fields, empty }: DivisionKind<T>,
): DivisionStore<T> {
  const schema = new Schema<StoredDivision>(
    { ...fields, _id: { type: String, required: true }, revision: { type: Number, required: true } },
    SCHEMA_OPTIONS,
  );
  const divisions = modelOf(connection, schema, collection);
  return {
    async read() {
      const found = await divisions.findById(id).lean().exec();
      if (found === null) return empty;
      const { _id, ...division } = found;
      return parseDocument(shape, division, collection);
    },
    async replace(division) {
      const { revision } = division;
      const next = { ...division, revision: revision + 1 };
      if (revision > 0) {
        const { matchedCount } = await divisions.updateOne({ _id: id, revision }, { $set: next }).exec();
        return matchedCount === 1;
      }
      try {
        await divisions.create({ ...fieldsOf(next), _id: id });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}

const fieldsOf = (division: Division): Readonly<Record<string, unknown>> & Division => ({ ...division });
