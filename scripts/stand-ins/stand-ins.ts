import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineCommand, numberOf, printJson, runCommand } from '../terminal/arguments.ts';
import { openStandIns, type RunningStandIns } from './open-stand-ins.ts';

const PORTS = { min: 0, max: 65_535, whole: true } as const;

const command = defineCommand({
  name: 'stand-ins',
  summary:
    "Starts the sandbox's exchange, Stripe and Telegram with its chat page as a process of their own: for drills with several processes.",
  options: {
    port: {
      value: 'N',
      fallback: '8090',
      help: 'first of four ports in a row: chat page, Telegram, exchange, Stripe (0: any)',
    },
    'chat-port': { value: 'N', help: 'instead, port of the chat page and of /clock' },
    'telegram-port': { value: 'N', help: 'instead, port of the Bot API' },
    'exchange-port': { value: 'N', help: 'instead, port of the exchange, which speaks as Binance does' },
    'stripe-port': { value: 'N', help: 'instead, port of Stripe with its checkout and portal pages' },
    'stripe-webhook': {
      value: 'URL',
      help: 'where Stripe sends its events: http://127.0.0.1:PORT/stripe/webhook of the product',
    },
    market: {
      value: 'M',
      fallback: 'recorded',
      help: 'recorded, simulated, or files of candles as MARKET_DATA takes them',
    },
    seed: { value: 'N', fallback: '1', help: 'seed of the simulated market' },
    'data-dir': { value: 'DIR', help: 'keeps people, chats and dates there; without it a new world at each start' },
    speed: { value: 'N', fallback: '1', help: 'how much faster than real time the clock runs' },
    json: { help: 'print one JSON object with the addresses' },
  },
  notes: [
    'Ctrl-C stops it. Candles are moved by whole weeks, so that the recording goes on from now. A product process in live mode follows',
    'the clock of its machine: leave --speed at 1 for it. GET /clock on the port of the chat page gives the time: {nowMs, speed}.',
  ],
});

await runCommand(command, async (values) => {
  const base = numberOf('port', values.port, PORTS);
  const portOf = (option: 'chat-port' | 'telegram-port' | 'exchange-port' | 'stripe-port', offset: number): number => {
    const given = values[option];
    return given === null ? (base === 0 ? 0 : base + offset) : numberOf(option, given, PORTS);
  };
  const folder = values['data-dir'];
  const dataDir = folder ?? mkdtempSync(join(tmpdir(), 'stand-ins-'));
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  try {
    const running = await openStandIns({
      ports: {
        chat: portOf('chat-port', 0),
        telegram: portOf('telegram-port', 1),
        exchange: portOf('exchange-port', 2),
        stripe: portOf('stripe-port', 3),
      },
      stripeWebhook: values['stripe-webhook'],
      marketData: values.market,
      seed: numberOf('seed', values.seed, { min: 0, max: 2 ** 32 - 1, whole: true }),
      speed: numberOf('speed', values.speed, { min: 0.001, max: 100_000 }),
      dataDir,
      log: (line) => process.stderr.write(`${line}\n`),
    });
    if (values.json) printJson(running.addresses);
    else process.stdout.write(`${addressText(running)}\n`);
    if (!stop.signal.aborted) await once(stop.signal, 'abort');
    await running.close();
  } finally {
    if (folder === null) rmSync(dataDir, { recursive: true, force: true });
  }
});

function addressText({ addresses, market }: RunningStandIns): string {
  const { chat, telegram, exchange, stripe, clock, environment } = addresses;
  return [
    market,
    '',
    `  chat page  ${chat}`,
    `  Telegram   ${telegram}`,
    `  exchange   ${exchange}`,
    `  Stripe     ${stripe}`,
    `  clock      ${clock}`,
    '',
    'A product process that uses them:',
    ...Object.entries(environment).map(([name, value]) => `  ${name}=${value} \\`),
    '  MONGODB_URI=mongodb://… DATA_DIR=… PORT=… METRICS_PORT=… npm start',
    '',
    'Stop with Ctrl-C.',
  ].join('\n');
}
