import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPackageDefinition, Server, ServerCredentials, type ServiceClientConstructor } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { AttributeType, BlockSchema, Use } from './provider-schema.ts';
import { readProviderSchema } from './read-provider-schema.ts';

// Stands in for the AWS provider where it cannot be downloaded: Terraform starts it through the shell script in the mirror
// (make-mirror.ts) and asks it for its schema. It plans and applies nothing: use it under mock_provider only.

const [, , FOLDER = ''] = process.argv;
/** Ends by itself when Terraform was killed and can no longer end it. */
const LONGEST_LIFE_MS = 10 * 60_000;

function attribute([name, [type, use]]: readonly [string, readonly [AttributeType, Use]]): object {
  return {
    name,
    type: Buffer.from(JSON.stringify(type)),
    required: use === 'required',
    optional: use === 'optional' || use === 'optional-computed' || use === 'write-only',
    computed: use === 'computed' || use === 'optional-computed',
    write_only: use === 'write-only',
  };
}

function block({ attributes, blocks }: BlockSchema): object {
  return {
    attributes: Object.entries(attributes).map(attribute),
    block_types: Object.entries(blocks).map(([name, nested]) => ({
      ...{ type_name: name, block: block(nested.block) },
      ...{ nesting: nested.nesting === 'set' ? 'SET' : 'LIST', min_items: nested.least, max_items: nested.most },
    })),
  };
}

const schemas = (blocks: Readonly<Record<string, BlockSchema>>): object =>
  Object.fromEntries(Object.entries(blocks).map(([type, each]) => [type, { block: block(each) }] as const));

function providerService(): ServiceClientConstructor['service'] {
  const loaded = loadPackageDefinition(loadSync(join(FOLDER, 'tfplugin5.proto'), { keepCase: true }));
  const { tfplugin5 } = loaded;
  if (tfplugin5 === undefined || !('Provider' in tfplugin5))
    throw new Error('expected a service Provider in tfplugin5.proto');
  const { Provider } = tfplugin5;
  if (typeof Provider !== 'function' || !('service' in Provider)) throw new Error('expected Provider to be a service');
  return Provider.service;
}

const { provider, resources, data } = readProviderSchema(readFileSync(join(FOLDER, 'schema.json'), 'utf8'));
const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
const nothing = (_: unknown, answer: (error: null, value: object) => void): void => answer(null, {});
server.addService(providerService(), {
  GetSchema: (_: unknown, answer: (error: null, value: object) => void) =>
    answer(null, {
      provider: { block: block(provider) },
      resource_schemas: schemas(resources),
      data_source_schemas: schemas(data),
    }),
  PrepareProviderConfig: (
    { request }: { readonly request: { readonly config: object } },
    answer: (error: null, value: object) => void,
  ) => answer(null, { prepared_config: request.config }),
  ValidateResourceTypeConfig: nothing,
  ValidateDataSourceConfig: nothing,
  Stop: nothing,
});
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  // The handshake of go-plugin: its version, the protocol's, where and how.
  process.stdout.write(`1|5|tcp|127.0.0.1:${port}|grpc\n`);
});
setTimeout(() => process.exit(0), LONGEST_LIFE_MS).unref();
