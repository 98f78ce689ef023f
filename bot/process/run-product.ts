import { readFileSync } from 'node:fs';
import { type Config, ConfigError, missingSettings, readStartConfig } from '../config.ts';
import { DataDirInUse, DataDirUnusable } from '../database/data-dir.ts';
import { errorOutput, standardOutput } from '../standard-output.ts';
import { ENGLISH } from '../texts/language.ts';
import { type Running, startAll } from './start.ts';
import type { StopSignals } from './stop-signals.ts';

const HELP = `npm start: the whole product; sandbox mode when no bot token is set. All settings come from the environment:
see "Make it real" in the root README.
npm start -- --fresh: begin a new sandbox; the people, chats and plans of the one before are moved aside.`;

const print = (line: string): void => standardOutput.write(`${line}\n`);

/**
 * The process from its first line to its last; resolves with the exit code: 0 after an orderly stop, 1 when it failed, 2 for
 * wrong use. Rejects never.
 */
export async function runProduct(args: readonly string[], stop: StopSignals): Promise<number> {
  if (args.includes('--help')) {
    print(HELP);
    return 0;
  }
  let running: Running | null = null;
  // Ours is a bug when it gets here: logged, and the process goes on.
  process.on('unhandledRejection', (error) => {
    if (running !== null) running.observe.log({ type: 'failure', where: 'unhandled rejection', error });
    else if (!stop.signal.aborted) errorOutput.write(`unhandled rejection: ${String(error)}\n`);
  });
  try {
    const unknown = args.find((word) => word !== '--fresh');
    if (unknown !== undefined) throw new ConfigError(`expected --fresh or --help, was "${unknown}"`);
    const fresh = args.includes('--fresh');
    const startedMs = performance.now();
    const config = readStartConfig();
    if (fresh && config.telegram !== null)
      throw new ConfigError('--fresh begins a new sandbox, but TELEGRAM_BOT_TOKEN is set: nothing was changed');
    for (const note of config.notes) print(note);
    running = await startAll({ config, version: versionOf(), fresh, print, signal: stop.signal });
    for (const line of banner(running, config, startedMs)) print(line);
  } catch (error) {
    if (stop.signal.aborted) return 0;
    for (const line of refusal(error)) errorOutput.write(`${line}\n`);
    return isWrongUse(error) ? 2 : 1;
  }
  await running.stop(await stop.requested);
  return 0;
}

function isWrongUse(error: unknown): boolean {
  return error instanceof ConfigError || error instanceof DataDirInUse || error instanceof DataDirUnusable;
}

/** One line when there is one problem; else one for each. */
function refusal(error: unknown): readonly string[] {
  const problems =
    error instanceof ConfigError ? error.problems : [error instanceof Error ? error.message : String(error)];
  if (problems.length === 1) return [`Analyser could not start: ${problems[0]}`];
  return [`Analyser could not start, ${problems.length} settings are wrong:`, ...problems.map((line) => `  ${line}`)];
}

function versionOf(): string {
  const parsed: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed ? String(parsed.version) : 'unknown';
}

function banner(running: Running, config: Config, startedMs: number): readonly string[] {
  const { url, environment, product, database } = running;
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  const addresses =
    environment.mode === 'sandbox'
      ? [
          `  ${url}/chat   the bot and its channels: press START`,
          `  ${url}/       what runs and how it is doing`,
          `  ${url}/docs   the API`,
        ]
      : [
          environment.botUsername() === null
            ? '  the bot: Telegram has not answered yet (see the log)'
            : `  https://t.me/${environment.botUsername()}`,
          `  ${url}/       what runs and how it is doing`,
          `  ${url}/docs   the API`,
        ];
  const keys = product.demoKeys.map(({ tier, key }) => `  ${tier.padEnd(6)} ${key}`);
  return [
    '',
    `Analyser runs ${environment.mode === 'sandbox' ? 'in sandbox mode' : 'for real'}, ready after ${seconds} s`,
    `  market    ${environment.market(ENGLISH)}`,
    `  database  ${database.describe}`,
    ...(config.metricsPort === null ? [] : [`  metrics   http://127.0.0.1:${config.metricsPort}/metrics`]),
    '',
    'Open',
    ...addresses,
    ...(keys.length === 0 ? [] : ['', 'Demo API keys (Authorization: Bearer …)', ...keys]),
    '',
    'Settings that would add something',
    ...missingSettings(config).map(
      ({ name, enables, example }) =>
        `  ${name.padEnd(20)} ${ENGLISH.plain(enables)}${example === null ? '' : `, e.g. ${example}`}`,
    ),
    '',
    'Stop with Ctrl-C; everything is kept.',
  ];
}
