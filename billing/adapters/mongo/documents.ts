import type { Connection, Model, Schema } from 'mongoose';
import type { z } from 'zod';

/** Options every collection shares: nothing unknown is stored, no index is built behind our back. */
export const SCHEMA_OPTIONS = {
  strict: 'throw',
  strictQuery: 'throw',
  versionKey: false,
  autoIndex: false,
  autoCreate: false,
} as const;

/** The model of a collection on a connection; asking twice gives the same one. */
export function modelOf<T>(connection: Connection, schema: Schema<T>, collection: string): Model<T> {
  return connection.model<T>(collection, schema, collection);
}

/** A document as its domain type. Throws an error that names the collection when it does not have the expected form. */
export function parseDocument<T>(parser: z.ZodType<T>, document: unknown, collection: string): T {
  const parsed = parser.safeParse(document);
  if (parsed.success) return parsed.data;
  const found = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Error(`expected a document of "${collection}" in its form, was: ${found}`);
}

/** Whether a write failed because its unique key is already there. */
export function isDuplicateKey(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000;
}
