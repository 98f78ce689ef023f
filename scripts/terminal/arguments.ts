import { parseArgs } from 'node:util';
import { printable } from '../../engine/market/printable.ts';

/** Characters of an error's line: a path and a sentence. */
const MOST_MESSAGE = 1_000;

/** Wrong usage: one line on standard error, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** One option of a command. `value` is its placeholder in --help; without it the option is a switch. */
export interface OptionSpec {
  readonly value?: string;
  /** May be given several times, and takes the words that follow it. */
  readonly many?: true;
  readonly required?: true;
  readonly fallback?: string;
  readonly help: string;
}

type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type ValueOf<S extends OptionSpec> = S extends { readonly value: string }
  ? S extends { readonly many: true }
    ? readonly string[]
    : S extends { readonly required: true } | { readonly fallback: string }
      ? string
      : string | null
  : boolean;

/** Values of the options, by name: a switch is a boolean, a repeated option a list, an absent one null. */
export type OptionValues<O extends OptionSpecs> = { readonly [K in keyof O]: ValueOf<O[K]> };

/** A command of package.json: what it is called, does, and takes. */
export interface CommandSpec<O extends OptionSpecs> {
  readonly name: string;
  readonly summary: string;
  readonly options: O;
  /** Lines shown under --help, such as an example. */
  readonly notes?: readonly string[];
}

/** Options with these names and shapes keep their literal types, so that the values are typed. */
export function defineCommand<const O extends OptionSpecs>(spec: CommandSpec<O>): CommandSpec<O> {
  return spec;
}

/** Text of --help. */
export function helpText({ name, summary, options, notes = [] }: CommandSpec<OptionSpecs>): string {
  const entries: readonly (readonly [string, OptionSpec])[] = [
    ...Object.entries(options),
    ['help', { help: 'show this text' }],
  ];
  const shape = ([key, { value, many }]: readonly [string, OptionSpec]): string =>
    `--${key}${value === undefined ? '' : ` ${value}`}${many ? '…' : ''}`;
  const width = Math.max(...entries.map((entry) => shape(entry).length));
  const lines = entries.map((entry) => {
    const [, { help, required, fallback }] = entry;
    const extra = required ? ' (needed)' : fallback === undefined ? '' : ` (default ${fallback})`;
    return `  ${shape(entry).padEnd(width)}  ${help}${extra}`;
  });
  return [`npm run ${name} -- [options]`, '', summary, '', ...lines, ...(notes.length > 0 ? ['', ...notes] : [])].join(
    '\n',
  );
}

/**
 * Words after a repeated option belong to it: `--data a b` reads as `--data a --data b`. A value may begin with a minus and a digit
 * (`--utc-offset -05:00`), which parseArgs takes for an option of its own.
 */
function spread(options: OptionSpecs, words: readonly string[]): readonly string[] {
  let open: string | null = null;
  const joined: string[] = [];
  words.forEach((word, at) => {
    const before = words[at - 1] ?? '';
    if (/^-[\d.]/.test(word) && takesValue(options, before)) joined[joined.length - 1] = `${before}=${word}`;
    else if (!word.startsWith('--')) joined.push(open === null ? word : `--${open}=${word}`);
    else {
      const [key = ''] = word.slice(2).split('=', 1);
      open = options[key]?.many === true && !word.includes('=') ? key : null;
      if (open === null) joined.push(word);
    }
  });
  return joined;
}

/** Whether a word is an option that wants one value and has none in itself. */
function takesValue(options: OptionSpecs, word: string): boolean {
  const key = word.slice(2);
  return (
    word.startsWith('--') &&
    Object.hasOwn(options, key) &&
    options[key]?.value !== undefined &&
    options[key].many !== true
  );
}

/** The values in the words of a command line, or 'help'. Throws UsageError: expected what, was what. */
export function parseOptions<O extends OptionSpecs>(
  spec: CommandSpec<O>,
  words: readonly string[],
): OptionValues<O> | 'help' {
  const { options } = spec;
  const config = Object.fromEntries(
    Object.entries(options).map(([key, { value, many }]) => [
      key,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: many === true },
    ]),
  );
  const args = [...spread(options, words)];
  let found: Readonly<Record<string, unknown>>;
  try {
    found = parseArgs({
      args,
      options: { ...config, help: { type: 'boolean' } },
      strict: true,
      allowPositionals: false,
    }).values;
  } catch (cause) {
    const [line = ''] = (cause instanceof Error ? cause.message : String(cause)).split(/\.\s|\n/);
    throw new UsageError(`expected options as in --help: ${line}`, { cause });
  }
  if (found.help === true) return 'help';
  const values = Object.entries(options).map(([key, option]) => {
    const given = found[key] ?? option.fallback;
    if (option.required && given === undefined)
      throw new UsageError(`expected --${key} ${option.value ?? ''}, was not given`);
    return [key, given ?? (option.value === undefined ? false : option.many ? [] : null)] as const;
  });
  // The shape follows the specification entry by entry, which the type of Object.fromEntries cannot express.
  return Object.fromEntries(values) as OptionValues<O>;
}

/** One of `choices`, or a UsageError that names them. */
export function choiceOf<T extends string>(option: string, choices: readonly T[], given: string): T {
  const choice = choices.find((candidate) => candidate === given);
  if (choice === undefined)
    throw new UsageError(`expected --${option} to be one of ${choices.join(' ')}, was "${given}"`);
  return choice;
}

/** A number within bounds, or a UsageError. */
export function numberOf(
  option: string,
  given: string,
  bounds: { readonly min: number; readonly max: number; readonly whole?: true },
): number {
  const number = given.trim() === '' ? Number.NaN : Number(given);
  const sound = number >= bounds.min && number <= bounds.max && (bounds.whole !== true || Number.isInteger(number));
  if (sound) return number;
  const kind = bounds.whole === true ? 'a whole number' : 'a number';
  throw new UsageError(`expected --${option} to be ${kind} from ${bounds.min} to ${bounds.max}, was "${given}"`);
}

/** Epoch milliseconds of a date such as 2021-01-01, or a UsageError. One copied from a message has U+2011 for its hyphens. */
export function dateOf(option: string, given: string): number {
  const plain = given.replaceAll('\u2011', '-');
  const timeMs = /^\d{4}-\d\d-\d\d/.test(plain) ? Date.parse(plain) : Number.NaN;
  if (Number.isNaN(timeMs))
    throw new UsageError(`expected --${option} to be a date such as 2021-01-01, was "${given}"`);
  return timeMs;
}

/** Control characters, direction marks and the like, which JSON.stringify leaves as they are. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Prints one JSON value on one line of standard output; what a terminal would obey is escaped. */
export function printJson(value: unknown): void {
  const escaped = JSON.stringify(value).replace(UNPRINTABLE, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
  process.stdout.write(`${escaped}\n`);
}

/** Runs a command on process.argv: --help on standard output, one line per error on standard error, exit code 0, 1 or 2. */
export async function runCommand<O extends OptionSpecs>(
  spec: CommandSpec<O>,
  run: (values: OptionValues<O>) => Promise<void> | void,
): Promise<void> {
  try {
    const values = parseOptions(spec, process.argv.slice(2));
    if (values === 'help') process.stdout.write(`${helpText(spec)}\n`);
    else await run(values);
  } catch (error) {
    const line = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    process.stderr.write(`${spec.name}: ${printable(line, MOST_MESSAGE)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
