import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { PROBLEM_TYPE } from './problem.ts';

/** Collects the routes added after it into an OpenAPI 3.1 document, from the schemas that check the requests. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  const options: FastifyDynamicSwaggerOptions = {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Analyser API',
        version,
        description:
          'Honest trading signals from market candles. Without a key a caller has the free quota by address; a key goes into ' +
          `Authorization: Bearer. Errors are ${PROBLEM_TYPE} with a stable code. Model output, not advice.`,
      },
      tags: [
        { name: 'prediction', description: 'Ask about the next candle' },
        { name: 'signals', description: 'What was published' },
        { name: 'record', description: 'How it did' },
        { name: 'markets', description: 'What is followed' },
        { name: 'health', description: 'For load balancers' },
      ],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key, an_…' } } },
      security: [{}, { key: [] }],
    },
    // A route without a schema is not part of the API: webhooks, pages, what others mount.
    transform: (route) =>
      route.schema === undefined ? { schema: { hide: true }, url: route.url } : jsonSchemaTransform(route),
    transformObject: (document) => withoutUnused(jsonSchemaTransformObject(document)),
  };
  await app.register(swagger, options);
}

/** The type provider lists each schema as input and as output; only what the addresses lead to stays. */
function withoutUnused<D extends object>(document: D): D {
  if (!('components' in document && 'paths' in document)) return document;
  const { components, paths } = document;
  if (typeof components !== 'object' || components === null || !('schemas' in components)) return document;
  const all: readonly [string, unknown][] = Object.entries(components.schemas ?? {});
  const reached = new Set<string>();
  const reach = (from: unknown): void => {
    const text = JSON.stringify(from);
    for (const [name, schema] of all) {
      if (reached.has(name) || !text.includes(`"#/components/schemas/${name}"`)) continue;
      reached.add(name);
      reach(schema);
    }
  };
  reach(paths);
  return {
    ...document,
    components: { ...components, schemas: Object.fromEntries(all.filter(([name]) => reached.has(name))) },
  };
}
