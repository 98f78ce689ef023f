import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** What the peers' virtual environment holds. */
const PEER_PACKAGES = ['backtesting==0.6.6', 'vectorbt[rust]==1.2.0'] as const;

const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/backtest-peers/', import.meta.url));
/** Written last, so that half an installation does not count. */
const READY = `${FOLDER}ready`;
const PYTHON = `${FOLDER}bin/python`;
const SCRIPT = fileURLToPath(new URL('./backtest-peers.py', import.meta.url));
const INSTALL_MS = 900_000;
const RUN_MS = 300_000;

export type PeerPython =
  | { readonly type: 'python'; readonly path: string }
  | { readonly type: 'absent'; readonly reason: string };

/** The Python of the peers' own virtual environment, or why there is none. */
export function peerPython(): PeerPython {
  if (existsSync(READY)) return { type: 'python', path: PYTHON };
  return { type: 'absent', reason: 'no environment with the peers; npm run bench -- --only backtest makes one' };
}

/** As peerPython, making the environment first when there is none: minutes, and the network. */
export function installPeers(say: (line: string) => void): PeerPython {
  const found = peerPython();
  if (found.type === 'python') return found;
  mkdirSync(FOLDER, { recursive: true });
  say(`installing ${PEER_PACKAGES.join(' and ')} for comparison, once\n`);
  const run = (command: string, words: readonly string[]): string | null => {
    const { status, error, stderr } = spawnSync(command, words, { timeout: INSTALL_MS, encoding: 'utf8' });
    return status === 0 ? null : (error?.message ?? stderr.trim().split('\n').at(-1) ?? 'no reason given');
  };
  const failure =
    run('python3', ['-m', 'venv', FOLDER]) ??
    run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PEER_PACKAGES]) ??
    run(PYTHON, ['-c', 'import backtesting, vectorbt']);
  if (failure !== null) return { type: 'absent', reason: `the peers could not be installed: ${failure}` };
  writeFileSync(READY, PEER_PACKAGES.join('\n'));
  return peerPython();
}

/** Entries and exits for one peer; see backtest-peers.py. */
export interface PeerCase {
  readonly name: string;
  readonly peer: 'backtesting' | 'vectorbt';
  readonly file: string;
  readonly action: readonly number[];
  readonly stop: number | null;
  readonly target: number | null;
  readonly fee: number;
  readonly cash: number;
  readonly fraction: number;
}

const trade = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]);

const answer = z.object({
  versions: z.record(z.string(), z.string()),
  results: z.record(
    z.string(),
    z.object({
      /** Entry row, exit row, side, units, entry price, exit price, profit. */
      trades: z.array(trade),
      equity: z.array(z.number()),
      statistics: z.record(z.string(), z.number().nullable()),
    }),
  ),
});
export type PeerAnswer = z.infer<typeof answer>;

/** Runs cases through the peers. Throws with what Python said. */
export function askPeers(python: string, cases: readonly PeerCase[]): PeerAnswer {
  const run = spawnSync(python, [SCRIPT], {
    input: JSON.stringify({ cases }),
    timeout: RUN_MS,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (run.status !== 0)
    throw new Error(`expected an answer from the peers, was ${run.error?.message ?? run.stderr.slice(-2_000)}`);
  return answer.parse(JSON.parse(run.stdout));
}
