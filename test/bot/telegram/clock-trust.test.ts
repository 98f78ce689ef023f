import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegramSandbox, type TelegramSandbox } from '../../../bot/sandbox/telegram/create-telegram-sandbox.ts';
import {
  type ClockEvent,
  type ClockTrust,
  createClockTrust,
  WrongClockError,
} from '../../../bot/telegram/clock-trust.ts';
import { fetchTelegramTime } from '../../../bot/telegram/telegram-time.ts';
import { DAY_MS } from '../../../engine/time.ts';

let sandbox: TelegramSandbox;
let server: { readonly apiRoot: string; close(): Promise<void> };
let events: ClockEvent[];
/** What this machine's clock says beyond the truth. */
let aheadMs: number;
let trust: ClockTrust;

beforeEach(async () => {
  sandbox = createTelegramSandbox({
    ...{ botToken: '1:clock', botName: 'Analyser', botUsername: 'analyser_bot', channels: [], journalPath: null },
    clock: { nowMs: Date.now },
  });
  server = await sandbox.listen();
  events = [];
  aheadMs = 0;
  trust = createClockTrust({
    clock: { nowMs: () => Date.now() + aheadMs },
    askTelegram: () => fetchTelegramTime(server.apiRoot),
    onEvent: (event) => events.push(event),
  });
});
afterEach(async () => {
  await server.close();
  sandbox.close();
});

describe('the clock', () => {
  it('is trusted once Telegram’s own agrees, which no token is needed for', async () => {
    expect(await trust.check()).toBe(true);
    await expect(trust.require()).resolves.toBeUndefined();
    expect(events).toEqual([]);
  });

  it.each([40 * DAY_MS, -40 * DAY_MS, 120_000])(
    'is not while it is %i ms off: said once, and once when it is right again',
    async (ms) => {
      aheadMs = ms;
      expect(await trust.check()).toBe(false);
      expect(await trust.check()).toBe(false);
      await expect(trust.require()).rejects.toThrow(WrongClockError);
      expect(events).toMatchObject([{ type: 'clock-distrusted', source: 'Telegram' }]);
      aheadMs = 0;
      expect(await trust.check()).toBe(true);
      expect(events.at(-1)).toEqual({ type: 'clock-trusted', source: 'Telegram' });
    },
  );

  it('is asked for anew when it jumps after it was confirmed', async () => {
    expect(await trust.check()).toBe(true);
    aheadMs = 40 * DAY_MS;
    expect(await trust.check()).toBe(false);
    aheadMs = 0;
    expect(await trust.check()).toBe(true);
    aheadMs = -DAY_MS;
    expect(await trust.check()).toBe(false);
  });

  it('is not trusted while nobody has confirmed it, which is no alarm', async () => {
    await server.close();
    expect(await trust.check()).toBe(false);
    await expect(trust.require()).rejects.toThrow(/confirmed/);
    expect(events).toEqual([]);
    server = await sandbox.listen();
    expect(await trust.check()).toBe(true);
  });

  it('that nobody can confirm is told to the operator after an hour, once, and when somebody can', async () => {
    await server.close();
    for (const minutes of [0, 30, 61, 90]) {
      aheadMs = minutes * 60_000;
      await trust.check();
    }
    expect(events).toMatchObject([{ type: 'clock-unconfirmed' }]);
    aheadMs = 0;
    server = await sandbox.listen();
    expect(await trust.check()).toBe(true);
    expect(events.at(-1)).toEqual({ type: 'clock-trusted', source: 'Telegram' });
    expect(events).toHaveLength(2);
  });

  it('is not trusted while a venue contradicts it, whatever Telegram says', async () => {
    trust.noteVenue('binance', true, -9_000);
    trust.noteVenue('binance', true, -9_500);
    trust.noteVenue('kraken', false, 0);
    expect(await trust.check()).toBe(false);
    await expect(trust.require()).rejects.toThrow(/binance/);
    expect(events).toEqual([{ type: 'clock-distrusted', source: 'binance', skewMs: -9_000 }]);
    trust.noteVenue('binance', false, 0);
    expect(await trust.check()).toBe(true);
    expect(events).toHaveLength(2);
  });

  it('of a replay is believed, as long as its venue agrees', async () => {
    const replay = createClockTrust({ clock: { nowMs: () => 0 }, askTelegram: null, onEvent: () => {} });
    expect(await replay.check()).toBe(true);
    replay.noteVenue('binance', true, 6_000);
    expect(await replay.check()).toBe(false);
  });

  it('is not confirmed by an answer without a date', async () => {
    const dateless = createServer((_request, response) => {
      response.sendDate = false;
      response.end();
    });
    await new Promise<void>((resolve) => dateless.listen(0, '127.0.0.1', resolve));
    const address = dateless.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(fetchTelegramTime(`http://127.0.0.1:${port}`)).rejects.toThrow(/Date header/);
    await new Promise((resolve) => dateless.close(resolve));
  });
});
