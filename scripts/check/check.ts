import { spawnSync } from 'node:child_process';

/** `npm run check`: types, format and lint, unused code, architecture rules; every step runs, the first failure decides the exit code. */
const STEPS: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'types', command: ['tsc', '-p', '.', '--noEmit'] },
  { name: 'types of the pages', command: ['tsc', '-p', 'tsconfig.browser.json', '--noEmit'] },
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'unused code', command: ['knip'] },
  {
    name: 'architecture',
    command: ['vitest', 'run', '--config', 'vitest.architecture.config.ts', '--reporter', 'dot'],
  },
];

if (process.argv.includes('--help')) {
  console.log('npm run check: types, format and lint, unused code, architecture rules. No options.');
  process.exit(0);
}
const failed = STEPS.filter(({ name, command: [program = '', ...args] }) => {
  console.log(`\n── ${name}`);
  return spawnSync('npx', ['--no-install', program, ...args], { stdio: 'inherit' }).status !== 0;
});
console.log(
  failed.length === 0 ? '\ncheck: clean' : `\ncheck: failed at ${failed.map((step) => step.name).join(', ')}`,
);
process.exit(failed.length === 0 ? 0 : 1);
