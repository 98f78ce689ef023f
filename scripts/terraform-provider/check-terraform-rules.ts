import { join } from 'node:path';
import { defineCommand, runCommand } from '../terminal/arguments.ts';
import { brokenTerraformRules } from './terraform-rules.ts';

const command = defineCommand({
  name: 'check-terraform-rules',
  summary: 'Promises of ours that hold in every file of infra/terraform.',
  options: { root: { value: 'DIR', fallback: '.', help: 'the project' } },
});

await runCommand(command, ({ root }) => {
  const broken = brokenTerraformRules(join(root, 'infra/terraform'));
  for (const line of broken) process.stdout.write(`${line}\n`);
  if (broken.length > 0) throw new Error(`${broken.length} rules are broken, the first: ${broken[0]}`);
});
