import { readFileSync } from 'node:fs';
import { type Config, ConfigError, missingSettings, readStartConfig } from '../config.ts';
import { DataDirInUse, DataDirUnusable } from '../database/data-dir.ts';
import { dutiesOf } from '../settings/role.ts';
import { errorOutput, standardOutput } from '../standard-output.ts';
import { ENGLISH } from '../texts/language.ts';
import { type Running, startAll } from './start.ts';
import type { StopSignals } from './stop-signals.ts';

const { plain } = ENGLISH;

const print = (line: string): void => standardOutput.write(`${line}\n`);

/**
 * The process from its first line to its last; resolves with the exit code: 0 after an orderly stop, 1 when it failed, 2 for
 * wrong use. Rejects never.
 */
export async function runProduct(args: readonly string[], stop: StopSignals): Promise<number> {
  if (args.includes('--help')) {
    print(plain('start-help'));
    return 0;
  }
  let running: Running | null = null;
  // Ours is a bug when it gets here: logged, and the process goes on.
  process.on('unhandledRejection', (error) => {
    if (running !== null) running.observe.log({ type: 'failure', where: 'unhandled-rejection', error });
    else if (!stop.signal.aborted) errorOutput.write(`${plain('start-unhandled', { error: String(error) })}\n`);
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
  const [problem = ''] = problems;
  if (problems.length < 2) return [plain('start-refused', { problem })];
  return [plain('start-refused-settings', { count: String(problems.length) }), ...problems.map((line) => `  ${line}`)];
}

function versionOf(): string {
  const parsed: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed ? String(parsed.version) : 'unknown';
}

function banner(running: Running, config: Config, startedMs: number): readonly string[] {
  const { environment, product, database } = running;
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  const facts: readonly (readonly [name: string, value: string])[] = [
    [plain('start-market'), environment.market(ENGLISH)],
    [plain('start-database'), database.describe],
    ...(config.metricsPort === null
      ? []
      : [[plain('start-metrics'), `http://${config.metricsHost}:${config.metricsPort}/metrics`] as const]),
  ];
  return [
    '',
    plain('start-ready', { mode: environment.mode, seconds }),
    ...inColumns(facts, 2),
    '',
    plain('start-open'),
    ...addresses(running),
    ...claim(running, config),
    ...(product.demoKeys.length === 0 ? [] : ['', plain('start-keys')]),
    ...product.demoKeys.map(({ tier, key }) => `  ${tier.padEnd(6)} ${key}`),
    '',
    plain('start-settings'),
    ...missingSettings(config).map(({ name, enables, example }) => {
      const text = plain(enables);
      return `  ${name.padEnd(20)} ${example === null ? text : plain('start-example', { enables: text, example })}`;
    }),
    '',
    plain('start-stop'),
  ];
}

/** The code that makes its sender the owner goes to the terminal alone, never into the log. */
function claim({ product }: Running, config: Config): readonly string[] {
  const code = dutiesOf(config.role).bot ? product.owners.code() : null;
  return code === null ? [] : ['', plain('start-claim'), `  /claim ${code}`];
}

function addresses({ url, environment }: Running): readonly string[] {
  const pages: readonly (readonly [address: string, text: string])[] = [
    [`${url}/`, plain('start-open-page')],
    [`${url}/docs`, plain('start-open-docs')],
  ];
  if (environment.mode === 'sandbox') return inColumns([[`${url}/chat`, plain('start-open-chat')], ...pages], 3);
  const name = environment.botUsername();
  return [`  ${name === null ? plain('start-no-bot-yet') : `https://t.me/${name}`}`, ...inColumns(pages, 3)];
}

function inColumns(rows: readonly (readonly [left: string, right: string])[], gap: number): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + gap;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
}
