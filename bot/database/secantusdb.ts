import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENGLISH } from '../texts/language.ts';
import type { Tool, ToolPlace } from './mongod.ts';
import { runCommand } from './run-command.ts';
import type { ServerProgram } from './supervised-server.ts';

const VERSION = '0.7.0b3';
const FOLDER_PREFIX = `secantusdb-${VERSION}-`;
const VENV_MS = 60_000;
const INSTALL_MS = 150_000;
/** One retry and short waits: an index that is not there must be seen within seconds. Nothing is ever compiled. */
const PIP_OPTIONS = [
  '--no-input',
  '--disable-pip-version-check',
  '--timeout',
  '10',
  '--retries',
  '1',
  '--only-binary',
  ':all:',
] as const;
const OLDEST_PYTHON = [3, 10] as const;
const PYTHONS = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'] as const;

/**
 * SecantusDB (MongoDB's wire protocol over WiredTiger, GPL-2.0, a process apart) in a virtual environment under
 * `toolsDir`, installed with pip on first use: about ten seconds. An environment that was not finished, moved, or made by
 * a Python that is gone is made again.
 */
export async function installedSecantus({ toolsDir, print, signal }: ToolPlace): Promise<Tool> {
  const notePath = join(toolsDir, `secantusdb-${VERSION}.txt`);
  const kept = (await readFile(notePath, 'utf8').catch(() => '')).trim();
  // Scripts in a virtual environment name their interpreter by its full path, so one that was moved is of no use.
  if (kept.startsWith(toolsDir) && existsSync(programOf(kept, 'python'))) return found(kept);
  const python = await findPython(signal);
  if (python === null) return { type: 'absent', why: `no Python ≥ ${OLDEST_PYTHON.join('.')} on PATH` };
  await mkdir(toolsDir, { recursive: true });
  for (const name of await readdir(toolsDir)) {
    if (name.startsWith(FOLDER_PREFIX)) await rm(join(toolsDir, name), { recursive: true, force: true });
  }
  // A name of its own: pip of a start that was killed may still be writing into the folder of that one.
  const folder = join(toolsDir, `${FOLDER_PREFIX}${Date.now().toString(36)}`);
  print(ENGLISH.plain('database-install', { version: VERSION, python }));
  const made = await runCommand(python, ['-m', 'venv', folder], { timeoutMs: VENV_MS, signal });
  if (made.type === 'failed') return { type: 'absent', why: `${python} -m venv: ${made.why}` };
  const pip = ['-m', 'pip', 'install', ...PIP_OPTIONS, `secantusdb==${VERSION}`];
  const installed = await runCommand(programOf(folder, 'python'), pip, { timeoutMs: INSTALL_MS, signal });
  if (installed.type === 'failed') return { type: 'absent', why: `pip install secantusdb: ${installed.why}` };
  await writeFile(notePath, folder);
  return found(folder);
}

function found(folder: string): Tool {
  return { type: 'found', command: programOf(folder, 'secantusd-py'), version: VERSION };
}

function programOf(folder: string, name: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', `${name}.exe`) : join(folder, 'bin', name);
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

async function findPython(signal: AbortSignal | undefined): Promise<string | null> {
  for (const name of PYTHONS) {
    const asked = await runCommand(name, ['-c', 'import sys; print(*sys.version_info[:2])'], {
      timeoutMs: 5_000,
      signal,
    });
    if (asked.type === 'failed') continue;
    const [major = 0, minor = 0] = asked.output.trim().split(' ').map(Number);
    if (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1]) return name;
  }
  return null;
}
