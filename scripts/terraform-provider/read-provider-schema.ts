import { z } from 'zod';
import type { AttributeType, BlockSchema, ProviderSchema } from './provider-schema.ts';

const attributeType: z.ZodType<AttributeType> = z.lazy(() =>
  z.union([z.string(), z.tuple([z.string(), z.union([attributeType, z.record(z.string(), attributeType)])])]),
);

const use = z.enum(['required', 'optional', 'optional-computed', 'computed', 'write-only']);

const blockSchema: z.ZodType<BlockSchema> = z.lazy(() =>
  z.strictObject({
    attributes: z.record(z.string(), z.tuple([attributeType, use])),
    blocks: z.record(
      z.string(),
      z.strictObject({
        nesting: z.enum(['list', 'set']),
        least: z.union([z.literal(0), z.literal(1)]),
        most: z.union([z.literal(0), z.literal(1)]),
        block: blockSchema,
      }),
    ),
  }),
);

const providerSchema: z.ZodType<ProviderSchema> = z.strictObject({
  source: z.string(),
  version: z.string(),
  provider: blockSchema,
  resources: z.record(z.string(), blockSchema),
  data: z.record(z.string(), blockSchema),
});

/** The committed schema of the stand-in, from its JSON. Throws on another shape. */
export function readProviderSchema(text: string): ProviderSchema {
  return providerSchema.parse(JSON.parse(text));
}
