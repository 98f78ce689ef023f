import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { candleAt } from '../engine/market/candle.ts';
import { FIRST_MS, someCandles } from './support/candles/sandbox-candles.ts';
import { openTestDatabase } from './support/database/database.ts';
import { freePort } from './support/process/free-port.ts';
import { firstPerson, type ProductProcess, startProduct, until } from './support/process/product-process.ts';

const CANDLE_MS = 4 * 3_600_000;
const CANDLES = 905 + 60;
const FRESH = 'npm start -- --fresh';
const root = fileURLToPath(new URL('..', import.meta.url));

/** A recording whose replay is the first ten days and no more. */
function recording(folder: string): string {
  const columns = someCandles({ count: CANDLES, candleMs: CANDLE_MS });
  const lines = Array.from({ length: columns.length }, (_, row) => {
    const { openTimeMs, open, high, low, close, volume } = candleAt(columns, row);
    return [openTimeMs, open, high, low, close, volume].join(',');
  });
  const path = join(folder, 'BTCUSDT_binance_4h.csv');
  writeFileSync(path, `time,open,high,low,close,volume\n${lines.join('\n')}\n`);
  return path;
}

interface Notice {
  readonly notice: { readonly market: string; readonly ended: string | null };
}

describe("a sandbox's life, in the real process", { timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-life-'));
  const dataDir = join(folder, 'data');
  let environment: Record<string, string> = {};
  let database: Awaited<ReturnType<typeof openTestDatabase>>;
  let product: ProductProcess | null = null;

  const worldFolder = (): string => {
    const [name = ''] = readdirSync(join(dataDir, 'sandbox')).filter((each) => /^[0-9a-f]{12}$/.test(each));
    return join(dataDir, 'sandbox', name);
  };
  /** Starts the process, which is expected to refuse, and gives what it says on one line. */
  const refusal = async (
    words: readonly string[] = [],
    more: Readonly<Record<string, string>> = {},
  ): Promise<string> => {
    const port = String(await freePort());
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bot/main.ts', ...words], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: port, ...environment, ...more },
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(status).not.toBe(0);
    const lines = stderr.trim().split('\n');
    expect(lines).toHaveLength(1);
    return lines[0] ?? '';
  };

  beforeAll(async () => {
    database = await openTestDatabase();
    environment = {
      MONGODB_URI: database.uri,
      DATA_DIR: dataDir,
      MARKET_DATA: recording(folder),
      SANDBOX: '1',
      SANDBOX_SPEED: '6000',
    };
    product = await startProduct(environment);
  });
  afterAll(async () => {
    await product?.end('SIGKILL');
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('refuses a second process in its DATA_DIR in one line that names the first, whatever the database', async () => {
    const first = JSON.parse(readFileSync(join(dataDir, 'in-use.json'), 'utf8'));
    expect(await refusal()).toContain(`another process of this product (pid ${first.pid})`);
  });

  it('says on the chat page, the start page and in /status that the recording has ended and how to start over', async () => {
    const running = product;
    if (running === null) throw new Error('expected a product');
    const person = await firstPerson(running);
    const noticeOf = async (): Promise<Notice['notice']> =>
      ((await running.get(`/chat/api/snapshot?person=${person.id}`)).body as Notice).notice;
    await until('the end of the recording', async () => (await noticeOf()).ended !== null, {
      limitMs: 120_000,
      output: running.output,
    });
    const day = new Date(FIRST_MS + CANDLES * CANDLE_MS).getUTCFullYear();
    const told = (await noticeOf()).ended ?? '';
    expect(told).toMatch(new RegExp(`The recording ended on \\d+ \\w+ ${day}.*${FRESH}$`));
    expect(running.output()).toContain(told);
    expect((await running.get('/')).body).toContain(told);
    const bot = await person.chat('Analyser');
    await person.answered(
      () => person.act({ type: 'write', chatId: bot.id, text: '/start' }),
      (message) => message.text.includes(FRESH),
    );
    const status = await person.answered(
      () => person.act({ type: 'write', chatId: bot.id, text: '/status' }),
      (message) => message.text.includes('BTC/USDT'),
    );
    expect(status.text).toContain(FRESH);
  });

  it('shows no configuration string and no path of this machine to visitors', async () => {
    for (const path of ['/', '/chat', '/dashboard/live']) {
      const { body } = (await product?.get(path)) ?? { body: '' };
      for (const hidden of ['binance:BTC/USDT@4h', 'mongodb://', folder, root])
        expect(String(body)).not.toContain(hidden);
    }
    const output = product?.output() ?? '';
    expect(output).toContain('Recorded candles of BTC/USDT (Binance, 4h), replayed from');
    expect(output).not.toContain('binance:BTC/USDT@4h');
    expect(output).not.toContain(folder);
  });

  it('goes on after a torn last line of its Telegram, and tells', async () => {
    await product?.end('SIGKILL');
    const journal = join(worldFolder(), 'telegram.jsonl');
    writeFileSync(journal, '[{"e":"sequence","value":1},{"e":"pers', { flag: 'a' });
    product = await startProduct(environment);
    expect(product.output()).toContain("left out a line that was cut off in the sandbox's Telegram journal");
    const person = await firstPerson(product);
    const bot = await person.chat('Analyser');
    expect(bot.messages.some(({ text }) => text.includes(FRESH))).toBe(true);
    await person.answered(
      () => person.act({ type: 'write', chatId: bot.id, text: '/help' }),
      (message) => message.text.length > 0,
    );
    expect(await product.end('SIGTERM')).toBe(0);
    product = null;
  });

  it.each([
    ['world.txt', '', 'world.txt) is damaged'],
    ['clock.json', '{"marketId":"', 'clock.json) is damaged'],
    ['telegram.jsonl', '[{"e":"sequence","value":1}]\n\0\0\0\n[]\n', 'telegram.jsonl) is damaged in line 2'],
  ])('refuses a damaged %s in one line that says what to do', async (name, text, said) => {
    const path = join(worldFolder(), name);
    const whole = readFileSync(path);
    writeFileSync(path, text);
    const line = await refusal();
    writeFileSync(path, whole);
    expect(line).toContain(said);
    expect(line).toContain(FRESH);
  });

  it('never starts a live installation over, nor takes a mistyped word for nothing', async () => {
    const token = { SANDBOX: '', TELEGRAM_BOT_TOKEN: `123456:${'a'.repeat(35)}` };
    expect(await refusal(['--fresh'], token)).toContain('TELEGRAM_BOT_TOKEN is set: nothing was changed');
    expect(await refusal(['--frehs'])).toContain('expected --fresh or --help, was "--frehs"');
    expect(readdirSync(worldFolder())).toContain('telegram.jsonl');
  });

  it('starts over with --fresh even when damaged: a new world whose bot answers, the old one beside it', async () => {
    const old = worldFolder();
    writeFileSync(join(old, 'telegram.jsonl'), '\0\0\0\n[]\n');
    product = await startProduct(environment, ['--fresh']);
    expect(product.output()).toMatch(/moved to the folder sandbox\/before-[\d-]+ of DATA_DIR, nothing was deleted/);
    const person = await firstPerson(product);
    const bot = await person.chat('Analyser');
    expect(bot.messages).toEqual([]);
    await person.answered(
      () => person.act({ type: 'write', chatId: bot.id, text: '/start' }),
      (message) => message.keyboard.length > 0,
    );
    const [moved = ''] = readdirSync(join(dataDir, 'sandbox')).filter((name) => name.startsWith('before-'));
    expect(readdirSync(join(dataDir, 'sandbox', moved))).toContain(old.split('/').at(-1));
  });
});
