import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { readProviderSchema } from './read-provider-schema.ts';

const PROVIDER = join(import.meta.dirname, '../../infra/terraform/provider');

/** Terraform's name of this machine's kind. */
function platform(): string {
  const system = { linux: 'linux', darwin: 'darwin' }[process.platform as string];
  const machine = { x64: 'amd64', arm64: 'arm64' }[process.arch as string];
  if (system === undefined || machine === undefined)
    throw new Error(`expected Linux or macOS on amd64 or arm64, was ${process.platform} on ${process.arch}`);
  return `${system}_${machine}`;
}

/**
 * Puts the stand-in for the AWS provider where Terraform looks for the real one: a folder as a filesystem mirror has it, in which the
 * provider is a shell script that starts node. Returns the environment that makes Terraform take it, and no other.
 */
export function makeMirror(folder: string): Readonly<Record<string, string>> {
  const { source, version } = readProviderSchema(readFileSync(join(PROVIDER, 'schema.json'), 'utf8'));
  const place = join(folder, 'mirror', source, version, platform());
  mkdirSync(place, { recursive: true });
  const program = join(place, `terraform-provider-aws_v${version}`);
  const bundle = join(folder, 'serve-provider.cjs');
  // Terraform starts it many times for each run: a bundle starts in a fifth of the time that the sources take.
  buildSync({
    ...{ entryPoints: [join(import.meta.dirname, 'serve-provider.ts')], outfile: bundle },
    ...{ bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' },
  });
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${bundle}' '${PROVIDER}'\n`);
  chmodSync(program, 0o755);
  const settings = join(folder, 'terraform.rc');
  writeFileSync(
    settings,
    `provider_installation {\n  filesystem_mirror {\n    path = "${join(folder, 'mirror')}"\n  }\n}\n`,
  );
  return { TF_CLI_CONFIG_FILE: settings, TF_DISABLE_PLUGIN_TLS: '1', CHECKPOINT_DISABLE: '1' };
}
