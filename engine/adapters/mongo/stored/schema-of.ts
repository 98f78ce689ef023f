import mongoose, { Schema, type SchemaDefinition } from 'mongoose';
import { z } from 'zod';

/** Options every document has, the nested ones too: a field that its shape does not name is refused, an empty object is stored. */
const STRICT = { id: false, strict: 'throw', minimize: false } as const;

/**
 * The mongoose schema of a collection, made from the zod shape of its documents, so that each is described once. Required is what
 * is not optional, nullable or given a default; a nullable field that is left out is stored as null, an optional one not at all.
 * mongoose takes an empty string for a missing one, so a string is required only with `min(1)`.
 */
export function schemaOf<T>(shape: z.ZodObject, collection: string): Schema<T> {
  return new Schema<T>(fieldsOf(shape), { ...STRICT, collection, strictQuery: 'throw', versionKey: false });
}

function fieldsOf(shape: z.ZodObject): SchemaDefinition {
  return Object.fromEntries(Object.entries(shape.shape).map(([name, type]) => [name, fieldOf(type)]));
}

interface Field {
  readonly type: unknown;
  readonly required?: boolean;
  readonly default?: unknown;
}

function fieldOf(type: z.core.$ZodType): Field {
  if (type instanceof z.ZodOptional) return { ...fieldOf(type.unwrap()), required: false, default: undefined };
  if (type instanceof z.ZodNullable) return { ...fieldOf(type.unwrap()), required: false, default: null };
  if (type instanceof z.ZodDefault)
    return { ...fieldOf(type.unwrap()), required: false, default: type.def.defaultValue };
  if (type instanceof z.ZodPipe) return fieldOf(type.in);
  if (type instanceof z.ZodReadonly) return fieldOf(type.unwrap());
  if (type instanceof z.ZodString) return { type: String, required: (type.minLength ?? 0) > 0 };
  if (type instanceof z.ZodEnum) return { type: String, required: true };
  if (type instanceof z.ZodLiteral)
    return { type: [...type.values].every((value) => typeof value === 'number') ? Number : String, required: true };
  if (type instanceof z.ZodUnion && type.options.every((option) => option instanceof z.ZodLiteral))
    return fieldOf(z.literal(type.options.flatMap((option) => [...option.values])));
  if (type instanceof z.ZodNumber) return { type: Number, required: true };
  if (type instanceof z.ZodBoolean) return { type: Boolean, required: true };
  if (type instanceof z.ZodArray) return { type: [fieldOf(type.element).type] };
  if (type instanceof z.ZodTuple) return { type: type.def.items.slice(0, 1).map((item) => fieldOf(item).type) };
  if (type instanceof z.ZodObject)
    return { type: new Schema(fieldsOf(type), { ...STRICT, _id: false }), required: true };
  return { type: mongoose.Schema.Types.Mixed };
}
