import { INPUT_TYPES, METHOD_FIELDS, UNION_TYPES } from './method-fields.ts';
import { badRequest } from './refusal.ts';

/** A field of a method or object: the types it may have, as Bot API 10.1 names them (`X[]` for an array of X). */
export interface FieldType {
  readonly name: string;
  readonly required: boolean;
  readonly types: readonly string[];
}

/** Reads the compact notation of api-fields.ts. */
export function parseFieldTypes(text: string): ReadonlyMap<string, FieldType> {
  const fields = new Map<string, FieldType>();
  for (const word of text.split(' ')) {
    const [head, types] = word.split(':');
    if (head === undefined || types === undefined || head === '') continue;
    const required = head.endsWith('!');
    const name = required ? head.slice(0, -1) : head;
    fields.set(name, { name, required, types: types.split('|') });
  }
  return fields;
}

/** Knows every method's fields; names are compared without case, as Telegram does. */
export interface FieldTable {
  /** The method's proper name and fields; null for a method the stand-in does not have. */
  method(name: string): { readonly name: string; readonly fields: ReadonlyMap<string, FieldType> } | null;
  /** A copy of `value` in the JSON types the field asks for; refuses unknown fields and wrong types. */
  coerce(field: FieldType, value: unknown): unknown;
}

/** Builds the table once. */
export function createFieldTable(): FieldTable {
  const methods = new Map(
    Object.entries(METHOD_FIELDS).map(([name, text]) => [name.toLowerCase(), { name, fields: parseFieldTypes(text) }]),
  );
  const objects = new Map(Object.entries(INPUT_TYPES).map(([name, text]) => [name, parseFieldTypes(text)]));
  const coerce = (field: FieldType, value: unknown): unknown => {
    const parsed = typeof value === 'string' && !isPlain(field) ? parseJson(field.name, value) : value;
    return coerceTo(objects, field, parsed);
  };
  return { method: (name) => methods.get(name.toLowerCase()) ?? null, coerce };
}

const PLAIN = new Set(['String', 'Integer', 'Boolean', 'InputFile', 'Float']);

function isPlain(field: FieldType): boolean {
  return field.types.every((type) => PLAIN.has(type));
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`can't parse ${name}: expected a JSON value, was "${text.slice(0, 40)}"`);
  }
}

type Objects = ReadonlyMap<string, ReadonlyMap<string, FieldType>>;

function coerceTo(objects: Objects, field: FieldType, value: unknown): unknown {
  const [first] = field.types;
  if (first?.endsWith('[]')) {
    const types = field.types.map((type) => type.slice(0, -2));
    return coerceArray(objects, { ...field, types }, value);
  }
  if (isPlain(field)) return coercePlain(field, value);
  // A button of a reply keyboard may be its bare text.
  if (first === 'KeyboardButton' && typeof value === 'string') return { text: value };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest(`can't parse ${field.name}: expected an Object`);
  }
  const candidates = field.types.flatMap((type) => UNION_TYPES[type] ?? [type]);
  return coerceObject(objects, { ...field, types: candidates }, value as Readonly<Record<string, unknown>>);
}

function coerceArray(objects: Objects, element: FieldType, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw badRequest(`can't parse ${element.name}: expected an Array`);
  return value.map((item) => coerceTo(objects, element, item));
}

function coercePlain(field: FieldType, value: unknown): unknown {
  const { types, name } = field;
  if (types.includes('Integer') && isIntegerText(value)) return Number(value);
  if (types.includes('String') || types.includes('InputFile')) {
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
  }
  if (types.includes('Boolean')) {
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'True' || value === '1' || value === 1) return true;
    if (value === 'false' || value === 'False' || value === '0' || value === 0 || value === '') return false;
  }
  throw badRequest(`field "${name}" must be of type ${types.join(' or ')}`);
}

function isIntegerText(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value);
}

function coerceObject(objects: Objects, field: FieldType, value: Readonly<Record<string, unknown>>): unknown {
  const known = field.types.filter((type) => objects.has(type));
  if (known.length === 0)
    throw badRequest(`the stand-in does not simulate ${field.name} (${field.types.join(' or ')})`);
  const type = known.find((name) => fits(objects, name, value)) ?? known[0] ?? '';
  const fields = objects.get(type) ?? new Map<string, FieldType>();
  const result: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    if (item === null || item === undefined) continue;
    const inner = fields.get(name);
    if (inner === undefined) {
      throw badRequest(`the stand-in refuses "${name}" in ${field.name}: ${type} of Bot API 10.1 has no such field`);
    }
    result[name] = coerceTo(objects, inner, item);
  }
  for (const inner of fields.values()) {
    if (inner.required && result[inner.name] === undefined) {
      throw badRequest(`can't parse ${field.name}: Can't find field "${inner.name}"`);
    }
  }
  return result;
}

/** Objects that share all fields are told apart by their `type`: commands scopes, menu buttons, media. */
function fits(objects: Objects, typeName: string, value: Readonly<Record<string, unknown>>): boolean {
  const fields = objects.get(typeName);
  if (fields === undefined) return false;
  if (typeof value.type === 'string' && fields.has('type')) {
    return typeName.toLowerCase().endsWith(value.type.replaceAll('_', ''));
  }
  return [...fields.values()].every((field) => !field.required || value[field.name] !== undefined);
}
