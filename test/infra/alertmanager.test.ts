import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { freePort } from '../support/process/free-port.ts';
import { until } from '../support/process/product-process.ts';

const TOOL = 'amtool';
const INFRA = join(import.meta.dirname, '../../infra');
const FILE = join(INFRA, 'alertmanager/alertmanager.yml');
const read = (path: string): unknown => parse(readFileSync(join(INFRA, path), 'utf8'), { merge: true });

const webhook = z.looseObject({ url: z.string(), send_resolved: z.boolean(), max_alerts: z.number().optional() });
const route = z.looseObject({ matchers: z.array(z.string()), receiver: z.string() });
const settings = z
  .object({
    route: z.looseObject({ routes: z.array(route) }),
    inhibit_rules: z.array(
      z.strictObject({
        source_matchers: z.array(z.string()),
        target_matchers: z.array(z.string()),
        equal: z.array(z.string()).default([]),
      }),
    ),
    receivers: z.array(z.strictObject({ name: z.string(), webhook_configs: z.array(webhook).optional() })),
  })
  .parse({ ...z.looseObject({}).parse(read('alertmanager/alertmanager.yml')) });

type Labels = Readonly<Record<string, string>>;

/** As Alertmanager reads a matcher: a label that is absent is an empty text, and an expression fits the whole. */
function fits(matcher: string, labels: Labels): boolean {
  const [, name = '', how = '', value = ''] = /^(\w+)(=~|!~|!=|=)"([^"]*)"$/.exec(matcher) ?? [];
  if (how === '') throw new Error(`expected a matcher, was ${matcher}`);
  const given = labels[name] ?? '';
  const isEqual = how.endsWith('~') ? new RegExp(`^(?:${value})$`).test(given) : given === value;
  return how.startsWith('!') ? !isEqual : isEqual;
}

/** Whether an alert is muted while the other one fires. */
const mutes = (source: Labels, target: Labels): boolean =>
  settings.inhibit_rules.some(
    (rule) =>
      rule.source_matchers.every((each) => fits(each, source)) &&
      rule.target_matchers.every((each) => fits(each, target)) &&
      rule.equal.every((label) => (source[label] ?? '') === (target[label] ?? '')),
  );

const named = (alertname: string, labels: Labels = {}): Labels => ({ alertname, ...labels });
const down = (role: string): Labels => named('AnalyserDown', { role, instance: `${role}:9464` });

describe('an alert that explains others', () => {
  it.each([
    ...['OutboxOld', 'DataLate', 'AllDataLate', 'NothingDecided'].map((name) => [down('engine'), named(name)]),
    ...['OutboxOld', 'TelegramDeaf'].map((name) => [down('all'), named(name)]),
    [down('bot'), named('TelegramDeaf')],
    ...['OutboxOld', 'NothingDecided', 'WalkFailing', 'FactsWaiting', 'JobOverdue', 'PreCheckoutSlow'].map((name) => [
      ...[named('DatabaseDown'), named(name)],
    ]),
    [named('AllDataLate'), named('DataLate', { series: 'a' })],
    [named('VenueBlocked', { exchange: 'binance' }), named('VenueDown', { exchange: 'binance' })],
  ])('%o mutes %o', (source = {}, target = {}) => {
    expect(mutes(source, target)).toBe(true);
  });

  it.each([
    ...['OutboxOld', 'DataLate', 'AllDataLate', 'NothingDecided'].flatMap((name) =>
      ['api', 'bot', ''].map((role) => [down(role), named(name)]),
    ),
    ...['engine', 'api', ''].map((role) => [down(role), named('TelegramDeaf')]),
    ...['engine', 'bot', 'api', 'all'].flatMap((role) =>
      ['AnalyserDown', 'DatabaseDown', 'WalkFailing', 'DeliveryRefused', 'PaymentUnmatched', 'HttpErrors'].map(
        (name) => [down(role), named(name, { role: 'other' })],
      ),
    ),
    ...['AnalyserDown', 'TelegramDeaf', 'DataLate', 'PaymentUnmatched', 'DeliveryRefused'].map((name) => [
      ...[named('DatabaseDown'), named(name)],
    ]),
    [named('VenueBlocked', { exchange: 'binance' }), named('VenueDown', { exchange: 'kraken' })],
  ])('%o does not mute %o', (source = {}, target = {}) => {
    expect(mutes(source, target)).toBe(false);
  });

  it('is an alert that there is, as are those it explains and those told outside', () => {
    const text = readdirSync(join(INFRA, 'prometheus/rules'))
      .map((name) => readFileSync(join(INFRA, 'prometheus/rules', name), 'utf8'))
      .join('\n');
    const known = new Set([...text.matchAll(/^\s*- alert: (\w+)/gm)].map(([, name]) => name));
    const matchers = [
      ...settings.inhibit_rules.flatMap((rule) => [...rule.source_matchers, ...rule.target_matchers]),
      ...settings.route.routes.flatMap((each) => each.matchers),
    ].filter((matcher) => matcher.startsWith('alertname'));
    const names = matchers.flatMap((matcher) => (/"(.*)"/.exec(matcher)?.[1] ?? '').split('|'));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe("Alertmanager's receivers", () => {
  const BOT = 'http://bot:8080/ops/alerts';
  const called = (name: string) => settings.receivers.find((each) => each.name === name)?.webhook_configs ?? [];

  it('tell the bot of the watchdog too, and nobody past it', () => {
    expect(settings.receivers.flatMap((each) => each.webhook_configs ?? []).map(({ url }) => url)).toEqual([
      ...[BOT, BOT, BOT],
    ]);
    expect(called('watchdog')).toMatchObject([{ url: BOT, send_resolved: false }]);
  });

  it('send no more alerts a call than the bot takes, which refuses the whole call else', () => {
    const source = readFileSync(join(INFRA, '../bot/http/webhooks/alert-webhook.ts'), 'utf8');
    const most = Number(/MOST_ALERTS = (\d+)/.exec(source)?.[1]);
    for (const name of ['operators-now', 'operators']) {
      expect(called(name)[0]?.max_alerts).toBeGreaterThan(0);
      expect(called(name)[0]?.max_alerts).toBeLessThanOrEqual(most);
    }
  });
});

describe('the receiver outside', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outside-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const hasTool = spawnSync('sh', ['-c', `command -v ${TOOL}`]).status === 0;

  /** start.sh with a program in Alertmanager's place that keeps the settings it was given, and its other words. */
  function start(outside: string | null) {
    const place = mkdtempSync(join(folder, 'start-'));
    mkdirSync(join(place, 'bin'));
    const program = '#!/bin/sh\necho "$@" > "$WORDS"\n';
    writeFileSync(join(place, 'bin/alertmanager'), program, { mode: 0o755 });
    const added = join(place, 'outside.yml');
    if (outside !== null) writeFileSync(added, outside);
    const whole = join(place, 'whole.yml');
    const { status } = spawnSync(
      'sh',
      [join(INFRA, 'alertmanager/start.sh'), FILE, added, whole, '--storage.path=/x'],
      {
        env: { PATH: `${join(place, 'bin')}:${process.env.PATH}`, WORDS: join(place, 'words') },
      },
    );
    const parsed = z
      .looseObject({ receivers: z.array(z.looseObject({ name: z.string() })) })
      .parse(parse(readFileSync(whole, 'utf8'), { merge: true }));
    const isTaken = hasTool ? spawnSync(TOOL, ['check-config', whole]).status === 0 : null;
    return { status, words: readFileSync(join(place, 'words'), 'utf8').trim(), whole, parsed, isTaken };
  }

  it('is nobody without a file of the installation', () => {
    const { status, words, whole, parsed, isTaken } = start(null);
    expect({ status, words }).toEqual({ status: 0, words: `--config.file=${whole} --storage.path=/x` });
    expect(parsed.receivers.at(-1)).toEqual({ name: 'outside' });
    expect(isTaken).not.toBe(false);
  });

  it('is what README says to write into that file', () => {
    const readme = readFileSync(join(INFRA, 'README.md'), 'utf8');
    const [, example = ''] = /```yaml\n(# secrets\/alertmanager\/outside\.yml\n[\s\S]*?)```/.exec(readme) ?? [];
    const { parsed, isTaken } = start(example);
    expect(parsed.receivers.map(({ name }) => name)).toEqual(['operators-now', 'operators', 'watchdog', 'outside']);
    expect(parsed.receivers.at(-1)).toMatchObject({
      email_configs: [{ to: expect.any(String), smarthost: expect.any(String) }],
      webhook_configs: [{ url: expect.stringMatching(/^https:/) }],
    });
    expect(isTaken).not.toBe(false);
  });

  it('is mounted by compose where start.sh looks for it, with the settings', () => {
    const { services } = z
      .object({ services: z.record(z.string(), z.looseObject({})) })
      .parse(read('docker-compose.yml'));
    expect(services.alertmanager).toMatchObject({
      entrypoint: ['/bin/sh', '/etc/alertmanager/analyser/start.sh'],
      command: expect.arrayContaining(['/etc/alertmanager/outside/outside.yml', '/tmp/alertmanager.yml']),
      volumes: expect.arrayContaining(['./secrets/alertmanager:/etc/alertmanager/outside:ro']),
      tmpfs: ['/tmp'],
    });
  });
});

const PROGRAM = ['prometheus-alertmanager', 'alertmanager']
  .map((name) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim())
  .find((path) => path !== '');

describe.skipIf(PROGRAM === undefined)('the real Alertmanager (skipped: not on the PATH)', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'real-alertmanager-'));
  const call = z.object({
    receiver: z.string(),
    alerts: z.array(z.object({ labels: z.looseObject({ alertname: z.string() }) })),
  });
  const calls: string[] = [];
  let bot: Server;
  let child: ChildProcess;
  let url = '';
  beforeAll(async () => {
    bot = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      request.on('end', () => {
        const { receiver, alerts } = call.parse(JSON.parse(body));
        const secret = request.headers.authorization === 'Bearer planted' ? ' with the secret' : '';
        for (const { labels } of alerts) calls.push(`${labels.alertname} to ${receiver}${secret}`);
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(bot.address() as AddressInfo).port}`;
    const at = (name: string): string => join(folder, name);
    mkdirSync(at('bin'));
    symlinkSync(PROGRAM ?? '', at('bin/alertmanager'));
    writeFileSync(at('secret'), 'planted');
    writeFileSync(at('outside.yml'), `    webhook_configs: [{url: '${address}/outside'}]\n`);
    const text = readFileSync(FILE, 'utf8')
      .replaceAll('http://bot:8080', address)
      .replace('/etc/alertmanager/secrets/alert-secret', at('secret'))
      .replace('group_wait: 20s', 'group_wait: 1s');
    writeFileSync(at('alertmanager.yml'), text);
    url = `http://127.0.0.1:${await freePort()}`;
    const files = ['alertmanager.yml', 'outside.yml', 'whole.yml'].map(at);
    const words = [`--storage.path=${at('data')}`, `--web.listen-address=${new URL(url).host}`];
    child = spawn('sh', [join(INFRA, 'alertmanager/start.sh'), ...files, ...words, '--cluster.listen-address='], {
      ...{ stdio: 'ignore', env: { PATH: `${at('bin')}:${process.env.PATH}` } },
    });
    await until('Alertmanager', async () => (await fetch(`${url}/-/ready`).catch(() => null))?.status === 200);
  }, 60_000);
  afterAll(() => {
    child?.kill('SIGKILL');
    bot.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells who has to know while the bot is away, and mutes what that explains alone', async () => {
    const page = { severity: 'page' };
    const alerts = [
      named('Watchdog', { severity: 'none' }),
      { ...down('bot'), ...page },
      ...['TelegramDeaf', 'OutboxOld'].map((name) => named(name, page)),
      named('DataLate', { severity: 'ticket' }),
    ].map((labels) => ({ labels, startsAt: new Date().toISOString() }));
    const body = JSON.stringify(alerts);
    await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await until('five calls', async () => calls.length >= 5);
    const states = z.array(
      z.object({ labels: z.looseObject({ alertname: z.string() }), status: z.object({ state: z.string() }) }),
    );
    const shown = states.parse(await (await fetch(`${url}/api/v2/alerts`)).json());
    expect(shown.filter(({ status }) => status.state === 'suppressed').map(({ labels }) => labels.alertname)).toEqual([
      'TelegramDeaf',
    ]);
    expect(calls.toSorted()).toEqual([
      'AnalyserDown to operators-now with the secret',
      'AnalyserDown to outside',
      'DataLate to operators with the secret',
      'OutboxOld to operators-now with the secret',
      'Watchdog to watchdog with the secret',
    ]);
  });
});
