import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tool } from './mongod.ts';
import { runCommand } from './run-command.ts';
import type { ServerProgram } from './supervised-server.ts';

const VERSION = '0.7.0b3';
const REQUIREMENT = `secantusdb==${VERSION}`;
const INSTALL_MS = 150_000;
const OLDEST_PYTHON = [3, 10] as const;
const PYTHONS = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'] as const;

/**
 * SecantusDB (MongoDB's wire protocol over WiredTiger, GPL-2.0, a process apart) in a virtual environment under
 * `toolsDir`, installed with pip on first use: about ten seconds. An environment that was not finished, moved, or made by
 * a Python that is gone is made again.
 */
export async function installedSecantus(toolsDir: string, say: (line: string) => void): Promise<Tool> {
  const folder = join(toolsDir, `secantusdb-${VERSION}`);
  const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  const command = join(bin, 'secantusd-py');
  const readyPath = join(folder, 'ready');
  // Scripts of a virtual environment name their interpreter by its full path, so the note says where it was made.
  const ready = await readFile(readyPath, 'utf8').catch(() => null);
  if (ready === folder && existsSync(join(bin, 'python'))) return { type: 'found', command, version: VERSION };
  const python = await findPython();
  if (python === null) return { type: 'absent', why: `no Python ≥ ${OLDEST_PYTHON.join('.')} on PATH` };
  await rm(folder, { recursive: true, force: true });
  await mkdir(toolsDir, { recursive: true });
  say(`installing SecantusDB ${VERSION} with ${python} and pip (once, about ten seconds) …`);
  const made = await runCommand(python, ['-m', 'venv', folder], { timeoutMs: 60_000 });
  if (made.type === 'failed') return { type: 'absent', why: `${python} -m venv: ${made.why}` };
  const pipArgs = [
    '--no-input',
    '--disable-pip-version-check',
    '--timeout',
    '10',
    '--retries',
    '1',
    '--only-binary',
    ':all:',
  ];
  const installed = await runCommand(join(bin, 'python'), ['-m', 'pip', 'install', ...pipArgs, REQUIREMENT], {
    timeoutMs: INSTALL_MS,
  });
  if (installed.type === 'failed') return { type: 'absent', why: `pip install ${REQUIREMENT}: ${installed.why}` };
  await writeFile(readyPath, folder);
  return { type: 'found', command, version: VERSION };
}

/** How to run it over `storageDir`. Without --sync-on-commit acknowledged writes are lost with the process. */
export function secantusProgram(
  tool: { readonly command: string; readonly version: string },
  storageDir: string,
): ServerProgram {
  const args = [
    '--host',
    '127.0.0.1',
    '--storage-path',
    storageDir,
    '--sync-on-commit',
    '--cache-size',
    '256M',
    '--log-level',
    'WARNING',
  ];
  return {
    name: `SecantusDB ${tool.version}`,
    command: tool.command,
    storageDir,
    argsFor: (port) => [...args, '--port', String(port)],
  };
}

async function findPython(): Promise<string | null> {
  for (const name of PYTHONS) {
    const asked = await runCommand(name, ['-c', 'import sys; print(*sys.version_info[:2])'], { timeoutMs: 5_000 });
    if (asked.type === 'failed') continue;
    const [major = 0, minor = 0] = asked.output.trim().split(' ').map(Number);
    if (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1]) return name;
  }
  return null;
}
