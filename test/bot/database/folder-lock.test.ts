import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimDataDir } from '../../../bot/database/data-dir.ts';
import { holderOf, lockFolder } from '../../../bot/database/folder-lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const claimPath = (): string => join(folder, 'in-use.json');
/** The number of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

/** A server that waits to be asked, as an HTTP server does. */
async function silentServer(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => void sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { port: (server.address() as AddressInfo).port, close };
}

describe('DATA_DIR', () => {
  it('belongs to one process at a time; the other is told its number in one line', async () => {
    const module = fileURLToPath(new URL('../../../bot/database/data-dir.ts', import.meta.url));
    const script = `import { claimDataDir } from ${JSON.stringify(module)};
      await claimDataDir(${JSON.stringify(folder)}); console.log('claimed'); setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: 'pipe' });
    await new Promise((resolve) => other.stdout.once('data', resolve));
    const refusal = await claimDataDir(folder, 200).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'database/data-dir-in-use' });
    expect(String(refusal)).toContain(`another process of this product (pid ${other.pid})`);
    expect(String(refusal)).not.toContain('\n');
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('exit', resolve));
    const lock = await claimDataDir(folder, 0);
    await lock.release();
    expect(existsSync(claimPath())).toBe(false);
  });

  it.each([
    ['nobody', () => ({ port: 1, pid: deadPid() })],
    ['a process with our number, before a restart of the container', () => ({ port: 1, pid: process.pid })],
  ])('is free when the claim is of %s', async (_who, claim) => {
    writeFileSync(claimPath(), JSON.stringify({ port: claim().port, token: 'abc-def', pid: claim().pid }));
    await (await claimDataDir(folder, 0)).release();
  });

  it.each(['', '{"port":1', '\0\0\0\0'])('is free when the claim is torn as "%s"', async (text) => {
    writeFileSync(claimPath(), text);
    await (await claimDataDir(folder, 0)).release();
  });

  it('is free when the port of a dead holder now belongs to a server that waits to be asked', async () => {
    const server = await silentServer();
    writeFileSync(claimPath(), JSON.stringify({ port: server.port, token: 'abc-def', pid: deadPid() }));
    await (await claimDataDir(folder, 0)).release();
    await server.close();
  });

  it('is not free while its holder lives but is too busy to answer', async () => {
    const server = await silentServer();
    const busy = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(claimPath(), JSON.stringify({ port: server.port, token: 'abc-def', pid: busy.pid }));
    await expect(claimDataDir(folder, 0)).rejects.toThrow(`pid ${busy.pid}`);
    busy.kill();
    await server.close();
  });
});

describe('a release', () => {
  it.each([
    ['writes to the port, as a scan does', true],
    ['keeps the connection', false],
  ])('is not held up by somebody who %s', async (_who, writes) => {
    const lock = await lockFolder(folder, 0);
    const { port } = JSON.parse(readFileSync(claimPath(), 'utf8')) as { readonly port: number };
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {});
    const heard = new Promise((resolve) => socket.once('data', resolve));
    if (writes) socket.end('GET /metrics HTTP/1.1\r\n\r\n');
    await heard;
    await lock?.release();
    socket.destroy();
  });
});

describe('a void claim seen by many at once', () => {
  it('is taken by one of them', async () => {
    writeFileSync(claimPath(), JSON.stringify({ port: 1, token: 'abc-def', pid: deadPid() }));
    const locks = await Promise.all(Array.from({ length: 8 }, () => lockFolder(folder, 500)));
    const held = locks.filter((lock) => lock !== null);
    expect(held).toHaveLength(1);
    expect(await holderOf(folder)).toBe(process.pid);
    const claim = readFileSync(claimPath(), 'utf8');
    await held[0]?.release();
    expect(claim).toContain(`"pid":${process.pid}`);
  });

  it('is not removed by a holder that has lost it', async () => {
    const lock = await lockFolder(folder, 0);
    writeFileSync(claimPath(), 'of somebody else');
    await lock?.release();
    expect(readFileSync(claimPath(), 'utf8')).toBe('of somebody else');
  });
});
