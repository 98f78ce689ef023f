import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDeadManPing } from '../../../bot/adapters/alertmanager/create-dead-man-ping.ts';
import { createDeadMan } from '../../../bot/alerts/dead-man.ts';
import { openDeadMan } from '../../../bot/process/product/open-alerts.ts';
import { readSettings } from '../../../bot/settings/schema.ts';
import { createTelegramApi } from '../../../bot/telegram/create-bot.ts';
import { startRealTimer } from '../../../bot/telegram/deadline.ts';
import { createSendBudget } from '../../../bot/telegram/sending/send-budget.ts';

describe('the service outside', () => {
  let server: Server;
  let url = '';
  let calls: string[] = [];
  let failures: string[] = [];
  const onFailed = (error: unknown): void => void failures.push(String(error));
  beforeAll(async () => {
    server = createServer((request, response) => {
      calls.push(`${request.method} ${request.url}`);
      if (request.url?.startsWith('/gone')) response.writeHead(404).end('{}');
      else if (request.url?.endsWith('/getMe')) response.end('{"ok":true,"result":{}}');
      else if (request.url === '/moved') response.writeHead(302, { location: '/ping' }).end();
      else response.end('OK');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    calls = [];
    failures = [];
  });
  afterAll(() => server.close());

  it('is called when the watchdog has come and Telegram answers, never by itself', async () => {
    const deadMan = createDeadMan({ askTelegram: async () => {}, ping: createDeadManPing(`${url}/ping`), onFailed });
    await deadMan.idle();
    expect(calls).toEqual([]);
    deadMan.watchdogCalled();
    await deadMan.idle();
    expect(calls).toEqual(['GET /ping']);
    deadMan.watchdogCalled();
    await deadMan.idle();
    expect(calls).toHaveLength(2);
    expect(failures).toEqual([]);
  });

  it('is not called while Telegram does not answer, and is again once it does', async () => {
    let isAway = true;
    const deadMan = createDeadMan({
      askTelegram: async () => {
        if (isAway) throw new TypeError('fetch failed');
      },
      ...{ ping: createDeadManPing(`${url}/ping`), onFailed },
    });
    deadMan.watchdogCalled();
    await deadMan.idle();
    expect({ calls, failures }).toEqual({ calls: [], failures: ['TypeError: fetch failed'] });
    isAway = false;
    deadMan.watchdogCalled();
    await deadMan.idle();
    expect(calls).toEqual(['GET /ping']);
  });

  it('is called once at a time, so that a Telegram that hangs piles up nothing', async () => {
    let answer = (): void => {};
    let asked = 0;
    const deadMan = createDeadMan({
      askTelegram: () => {
        asked += 1;
        return new Promise<void>((resolve) => {
          answer = resolve;
        });
      },
      ...{ ping: createDeadManPing(`${url}/ping`), onFailed },
    });
    for (let at = 0; at < 3; at += 1) deadMan.watchdogCalled();
    answer();
    await deadMan.idle();
    expect({ asked, calls }).toEqual({ asked: 1, calls: ['GET /ping'] });
  });

  it.each([
    ['/gone', /was 404/],
    ['/moved', /./],
  ])('at %s takes nothing, which is reported without its address, and no redirect is followed', async (path, says) => {
    const deadMan = createDeadMan({ askTelegram: async () => {}, ping: createDeadManPing(url + path), onFailed });
    deadMan.watchdogCalled();
    await deadMan.idle();
    expect(calls).toEqual([`GET ${path}`]);
    expect(failures).toEqual([expect.stringMatching(says)]);
    expect(failures[0]).not.toContain(url);
  });

  it('is nobody without the setting: Telegram is not asked either', async () => {
    let asked = 0;
    const askTelegram = async (): Promise<void> => {
      asked += 1;
    };
    createDeadMan({ askTelegram, ping: null, onFailed }).watchdogCalled();
    expect(asked).toBe(0);
  });

  it('is called by the product as the API of its bot answers, and the log says where that fails', async () => {
    const timing = { budget: createSendBudget(), clock: { nowMs: () => 0 }, startTimer: startRealTimer };
    const open = (apiRoot: string) =>
      openDeadMan({
        config: { deadManUrl: `${url}/ping`, alertmanagerUrl: null },
        observe: { log: (event) => void failures.push('where' in event ? event.where : event.type) },
        api: createTelegramApi({ token: '123456:planted', apiRoot }, timing),
      });
    for (const [apiRoot, expected] of [
      [url, { calls: ['POST /bot123456:planted/getMe', 'GET /ping'], failures: [] }],
      [`${url}/gone`, { calls: ['POST /gone/bot123456:planted/getMe'], failures: ['dead-man'] }],
    ] as const) {
      [calls, failures] = [[], []];
      const deadMan = open(apiRoot);
      deadMan.watchdogCalled();
      await deadMan.idle();
      expect({ calls, failures }).toEqual(expected);
    }
  });
});

describe('DEAD_MAN_URL', () => {
  it.each(['http://dead-man.example.org/ping', 'dead-man.example.org', 'https://me:word@example.org'])(
    'is not %s, which is not repeated',
    (given) => {
      const { problems } = readSettings({ DEAD_MAN_URL: given });
      expect(problems).toEqual([expect.stringMatching(/^DEAD_MAN_URL: expected an https address/)]);
      expect(problems[0]).not.toContain(given);
    },
  );

  it('is an https address', () => {
    expect(readSettings({ DEAD_MAN_URL: 'https://hc-ping.com/abc' }).settings.DEAD_MAN_URL).toBe(
      'https://hc-ping.com/abc',
    );
  });
});
