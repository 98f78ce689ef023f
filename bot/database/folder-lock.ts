import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface FolderLock {
  release(): Promise<void>;
}

/** Long enough for whoever looked at the same void claim to have removed it. */
const SETTLE_MS = 60;

/**
 * Claims a folder for this process, waiting at most `patienceMs` for another that has it; null when that keeps it.
 * The claim is a file that names a loopback port on which its holder answers: the kernel closes the port with the
 * process, so a claim whose holder was killed, or whose process id means somebody else after a restart of a container,
 * is seen to be void. It gives a clear message early; what protects the data is the database's own lock on its files.
 */
export async function lockFolder(folder: string, patienceMs: number): Promise<FolderLock | null> {
  const path = pathIn(folder);
  const token = randomUUID();
  const bell = await ring(token);
  const claim = JSON.stringify({ port: bell.port, token, pid: process.pid });
  const until = Date.now() + patienceMs;
  const isOurs = async (): Promise<boolean> => (await readFile(path, 'utf8').catch(() => null)) === claim;
  let sawVoid = false;
  try {
    for (;;) {
      if (await writeNew(path, claim)) {
        // Two processes that saw the same stale claim may both have removed it, the second one removing ours: the file decides.
        if (sawVoid) await sleep(SETTLE_MS);
        if (await isOurs()) break;
        continue;
      }
      if (!(await isHeld(path))) {
        sawVoid = true;
        await rm(path, { force: true });
      } else if (Date.now() >= until) {
        bell.server.close();
        return null;
      } else {
        await sleep(100);
      }
    }
  } catch (error) {
    bell.server.close();
    throw error;
  }
  return {
    release: async () => {
      if (await isOurs()) await rm(path, { force: true });
      await new Promise((resolve) => bell.server.close(resolve));
    },
  };
}

/** Process id of whoever has claimed a folder; null when the claim does not print. */
export async function holderOf(folder: string): Promise<number | null> {
  const text = await readFile(pathIn(folder), 'utf8').catch(() => '');
  const pid = /"pid":(\d+)\}$/.exec(text)?.[1];
  return pid === undefined ? null : Number(pid);
}

const pathIn = (folder: string): string => join(folder, 'in-use.json');

/** False when there is a claim already. A disk that takes the name but not the bytes leaves no claim. */
async function writeNew(path: string, claim: string): Promise<boolean> {
  try {
    await writeFile(path, claim, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    await rm(path, { force: true });
    throw error;
  }
}

async function ring(token: string): Promise<{ readonly server: Server; readonly port: number }> {
  // Destroyed once it is told: whoever writes to any port, as a scan does, or keeps the connection would hold the release up for ever.
  const server = createServer((socket) => socket.on('error', () => {}).end(token, () => socket.destroy()));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve());
  });
  server.unref();
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('expected a loopback port, got none');
  return { server, port: address.port };
}

async function isHeld(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return false;
  const match = /^\{"port":(\d+),"token":"([0-9a-f-]+)"/.exec(text);
  // An empty file is a claim being written this very moment, or one cut off by a crash: it is looked at once more.
  if (match === null) {
    await sleep(200);
    return (await readFile(path, 'utf8').catch(() => null)) !== text;
  }
  const answer = await claimAt(Number(match[1]));
  // A holder that is busy for seconds accepts the connection but does not answer yet: it counts as alive, unless its process is
  // gone and the port now belongs to a server that waits to be asked.
  return answer === match[2] || (answer === 'silent' && isAlive(Number(/"pid":(\d+)/.exec(text)?.[1])));
}

/** Our own number is somebody else's of before: we do answer. */
function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function claimAt(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 2_000 });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
    });
    socket.once('end', () => resolve(text));
    socket.once('error', () => resolve(null));
    socket.once('timeout', () => {
      socket.destroy();
      resolve('silent');
    });
  });
}
