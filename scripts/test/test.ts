import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { summarise } from './test-summary.ts';

const HELP = `npm test [-- PATH… | any option of vitest run]
Runs the tests and prints "N passed, N failed" (", N skipped") as the last line. Exit code 0 when none failed, else 1.
  npm test -- test/engine            only tests below this path
  npm test -- -t "keeps the first"   only tests whose name matches`;
const MAX_REASONS = 15;

const root = fileURLToPath(new URL('../..', import.meta.url));
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

/** Runs vitest with its own output visible; the JSON report goes to a file. Null when it was ended by a signal. */
function runVitest(args: readonly string[], reportPath: string): Promise<number | null> {
  const options = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`, ...args];
  const child = spawn(process.execPath, [vitest, ...options], { cwd: root, stdio: 'inherit' });
  // Ctrl-C reaches vitest too, which stops what it started; we stay to say how it ended.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  });
}

async function readReport(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(HELP);
} else {
  const folder = await mkdtemp(join(tmpdir(), 'analyser-test-'));
  const reportPath = join(folder, 'report.json');
  const exitCode = await runVitest(args, reportPath);
  const summary = summarise(await readReport(reportPath), exitCode);
  await rm(folder, { recursive: true, force: true });
  for (const name of summary.skipped.slice(0, MAX_REASONS)) console.log(`skipped: ${name}`);
  if (summary.skipped.length > MAX_REASONS) console.log(`skipped: … and ${summary.skipped.length - MAX_REASONS} more`);
  console.log(summary.line);
  process.exitCode = summary.exitCode;
}
