import { z } from 'zod';

/** The part of a JSON schema the docs page shows. */
export interface SchemaNode {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly properties?: Readonly<Record<string, SchemaNode>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: SchemaNode | undefined;
  readonly anyOf?: readonly SchemaNode[] | undefined;
}

export const schemaNode: z.ZodType<SchemaNode> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    properties: z.record(z.string(), schemaNode).optional(),
    required: z.array(z.string()).optional(),
    items: schemaNode.optional(),
    anyOf: z.array(schemaNode).optional(),
  }),
);

type Schemas = Readonly<Record<string, SchemaNode>>;

export interface PropertyRow {
  /** "outcome.type", "signals[].id". */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

const MAX_DEPTH = 4;

/** The fields of an object, those of nested objects and of array items below their parent. */
export function propertyRows(schema: SchemaNode, schemas: Schemas, prefix = ''): readonly PropertyRow[] {
  const node = partWithFields(schema, schemas);
  if (prefix.split(/[.[]/).length > MAX_DEPTH) return [];
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const name = `${prefix}${key}`;
    const resolved = resolve(child, schemas);
    const row = {
      name,
      type: describeType(child, schemas),
      required: node.required?.includes(key) ?? false,
      description: child.description ?? resolved.description ?? '',
    };
    const items = partWithFields(child, schemas).items;
    const below =
      items === undefined ? propertyRows(child, schemas, `${name}.`) : propertyRows(items, schemas, `${name}[].`);
    return [row, ...below];
  });
}

/** "string", "BUY | SELL", "number or null", "array of Signal". */
export function describeType(schema: SchemaNode, schemas: Schemas): string {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.enum !== undefined) return schema.enum.map(String).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map((part) => describeType(part, schemas)).join(' or ');
  if (schema.items !== undefined) return `array of ${describeType(schema.items, schemas)}`;
  return typeof schema.type === 'string' ? schema.type : (schema.type?.join(' or ') ?? 'any');
}

function partWithFields(schema: SchemaNode, schemas: Schemas): SchemaNode {
  const node = resolve(schema, schemas);
  const parts = node.anyOf?.map((part) => resolve(part, schemas)) ?? [];
  return parts.find((part) => part.properties !== undefined || part.items !== undefined) ?? node;
}

function resolve(schema: SchemaNode, schemas: Schemas): SchemaNode {
  return schema.$ref === undefined ? schema : (schemas[nameOf(schema.$ref)] ?? schema);
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
