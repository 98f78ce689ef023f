import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSilencer } from '../../../bot/adapters/alertmanager/create-silencer.ts';
import { type AlertmanagerStandIn, openAlertmanager } from '../../support/process/alertmanager-stand-in.ts';
import { freePort } from '../../support/process/free-port.ts';
import { until } from '../../support/process/product-process.ts';

const FROM_MS = Date.UTC(2030, 0, 1, 12);
const ASKED = {
  labels: { alertname: 'OutboxOld', severity: 'page', instance: 'bot:9464' },
  ...{ fromMs: FROM_MS, untilMs: FROM_MS + 14_400_000, by: 'Ada "the" Boss' },
};

describe('a silence at Alertmanager', () => {
  let alertmanager: AlertmanagerStandIn;
  beforeEach(async () => {
    alertmanager = await openAlertmanager();
  });
  afterEach(async () => {
    await alertmanager.close();
  });

  it('is asked for by every label of the alert, for its time, in the name of who pressed', async () => {
    await createSilencer(`${alertmanager.url}/`).silence(ASKED);
    expect(alertmanager.silences).toEqual([
      {
        matchers: Object.entries(ASKED.labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true })),
        startsAt: '2030-01-01T12:00:00.000Z',
        endsAt: '2030-01-01T16:00:00.000Z',
        ...{ createdBy: 'Ada "the" Boss', comment: 'Silenced in the chat' },
      },
    ]);
  });

  it('is asked for once more after an error of the server, and no more', async () => {
    const silencer = createSilencer(alertmanager.url);
    alertmanager.failWith(503);
    await silencer.silence(ASKED);
    expect(alertmanager.silences).toHaveLength(1);
    alertmanager.failWith(503, 502);
    await expect(silencer.silence(ASKED)).rejects.toThrow(/expected a silence of Alertmanager, was 502/);
    alertmanager.failWith(400);
    await expect(silencer.silence(ASKED)).rejects.toThrow(/was 400/);
    expect(alertmanager.silences).toHaveLength(1);
  });
});

const PROGRAM = ['prometheus-alertmanager', 'alertmanager'].find(
  (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0,
);
const TOOL = 'amtool';
const isThere = PROGRAM !== undefined && spawnSync('sh', ['-c', `command -v ${TOOL}`]).status === 0;

describe.skipIf(!isThere)('the real Alertmanager (skipped: not on the PATH)', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'alertmanager-'));
  let child: ChildProcess;
  let url = '';
  beforeAll(async () => {
    writeFileSync(join(folder, 'alertmanager.yml'), 'route: {receiver: nobody}\nreceivers: [{name: nobody}]\n');
    url = `http://127.0.0.1:${await freePort()}`;
    const words = ['--config.file', join(folder, 'alertmanager.yml'), '--storage.path', join(folder, 'data')];
    child = spawn(PROGRAM ?? '', [...words, '--web.listen-address', new URL(url).host, '--cluster.listen-address='], {
      stdio: 'ignore',
    });
    await until('Alertmanager', async () => (await fetch(`${url}/-/ready`).catch(() => null))?.status === 200);
  }, 60_000);
  afterAll(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes it, and amtool shows it', async () => {
    const fromMs = Date.now();
    await createSilencer(url).silence({ ...ASKED, fromMs, untilMs: fromMs + 3_600_000 });
    const shown = spawnSync(
      TOOL,
      ['silence', 'query', '--alertmanager.url', url, '-o', 'json', 'alertname=OutboxOld'],
      {
        encoding: 'utf8',
      },
    );
    expect(JSON.parse(shown.stdout)).toMatchObject([
      { createdBy: 'Ada "the" Boss', comment: 'Silenced in the chat', status: { state: 'active' } },
    ]);
  });
});
