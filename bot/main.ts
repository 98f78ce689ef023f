import { readFileSync } from 'node:fs';
import { type Config, ConfigError, missingSettings, readConfig } from './config.ts';
import { type Running, startAll } from './run/start.ts';

/** How long an orderly stop may take before the process ends anyway: everything is safe against that (reliability.md). */
const STOP_LIMIT_MS = 20_000;

const HELP = `npm start: the whole product; sandbox mode when no bot token is set. All settings come from the environment:
see README.md, "Make it real".
npm start -- --fresh: begin a new sandbox; the people, chats and plans of the one before are moved aside.`;

function say(line: string): void {
  console.log(line);
}

function versionOf(): string {
  const parsed: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed ? String(parsed.version) : 'unknown';
}

function banner(running: Running, config: Config, startedMs: number): readonly string[] {
  const { url, surroundings, product, database } = running;
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  const addresses =
    surroundings.mode === 'sandbox'
      ? [
          `  ${url}/chat   the bot and its channels: press START`,
          `  ${url}/       what runs and how it is doing`,
          `  ${url}/docs   the API`,
        ]
      : [
          `  https://t.me/${surroundings.botUsername}`,
          `  ${url}/       what runs and how it is doing`,
          `  ${url}/docs   the API`,
        ];
  const keys = product.demoKeys.map(({ tier, key }) => `  ${tier.padEnd(6)} ${key}`);
  return [
    '',
    `Analyser runs ${surroundings.mode === 'sandbox' ? 'in sandbox mode' : 'for real'}, ready after ${seconds} s`,
    `  market    ${surroundings.market}`,
    `  database  ${database.describe}`,
    '',
    'Open',
    ...addresses,
    ...(keys.length === 0 ? [] : ['', 'Demo API keys (Authorization: Bearer …)', ...keys]),
    '',
    'Settings that would add something',
    ...missingSettings(config).map((line) => `  ${line}`),
    '',
    'Stop with Ctrl-C; everything is kept.',
  ];
}

function stopOnSignals(running: Running): void {
  let stopping = false;
  const stop = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    say(`\nstopping (${reason}) …`);
    const limit = setTimeout(() => process.exit(1), STOP_LIMIT_MS);
    limit.unref();
    running.stop(reason).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', () => stop('Ctrl-C'));
  process.on('SIGTERM', () => stop('SIGTERM'));
}

async function main(): Promise<void> {
  const startedMs = performance.now();
  const words = process.argv.slice(2);
  if (words.includes('--help')) return say(HELP);
  const unknown = words.find((word) => word !== '--fresh');
  if (unknown !== undefined) throw new ConfigError(`expected --fresh or --help, was "${unknown}"`);
  const fresh = words.includes('--fresh');
  const config = readConfig();
  if (fresh && config.telegram !== null)
    throw new ConfigError('--fresh begins a new sandbox, but TELEGRAM_BOT_TOKEN is set: nothing was changed');
  const running = await startAll({ config, version: versionOf(), fresh, say });
  stopOnSignals(running);
  // Ours is a bug when it gets here: told, and the process goes on (architecture.md, "Errors").
  process.on('unhandledRejection', (error) =>
    running.observe.log({ type: 'failure', where: 'unhandled rejection', error }),
  );
  for (const line of banner(running, config, startedMs)) say(line);
}

main().catch((error: unknown) => {
  const wrongUse = error instanceof ConfigError;
  console.error(`Analyser could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(wrongUse ? 2 : 1);
});
