import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { TELEGRAM_LIMITS } from '../../bot/telegram/sending/send-budget.ts';
import { DAY_MS, HOUR_MS } from '../../engine/time.ts';
import { commitNow } from '../results/record-result.ts';
import type { loadFigures } from './load-figures.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const [START, END] = ['<!-- load: written by npm run load -- --record -->', '<!-- end of load -->'];

const figure = z.number().nullable();
const roles = z.object({ engine: z.number(), bot: z.number(), api: z.number() });
const quantiles = z.object({ p50: figure, p99: figure, last: figure });

/** Figures of one run as infra/load.json keeps them; units as loadFigures has them. */
const loadRow = z.object({
  day: z.string(),
  commit: z.string(),
  cores: z.number(),
  /** Such as "SecantusDB 0.7.0b3". */
  database: z.string(),
  ...{ subscribers: z.number(), hours: z.number(), wallSeconds: z.number(), signals: z.number() },
  ...{ directs: z.number(), directsNotSent: z.number(), duplicates: z.number(), tooManyRequests: z.number() },
  ...{ peakRssMbByRole: roles, cpuSecondsByRole: roles, databaseCpuSeconds: figure, databaseMb: z.number() },
  ...{ p50CloseToPostMs: figure, delivery: quantiles, limitFilledWhileSending: figure },
  /** Absent: recorded before it was measured. */
  permittedWhileSending: figure.optional(),
  delaysAreValid: z.boolean().nullable(),
  bottleneck: z.string().nullable(),
  messagesPerSecond: z.record(z.string(), z.number()),
});
const loadFile = z.array(loadRow);
type LoadRow = z.infer<typeof loadRow>;

/** Runs that were recorded; none where there is no file. Throws when it is damaged. */
export function readLoadRows(root: string = ROOT): readonly LoadRow[] {
  const path = join(root, 'infra/load.json');
  return existsSync(path) ? loadFile.parse(JSON.parse(readFileSync(path, 'utf8'))) : [];
}

/** Puts a run into infra/load.json, in place of the one of that size, and writes the table of infra/README.md anew. */
export function recordLoad(
  figures: ReturnType<typeof loadFigures>,
  {
    database,
    root = ROOT,
    nowMs = Date.now(),
  }: { readonly database: string; readonly root?: string; readonly nowMs?: number },
): void {
  const about = {
    day: new Date(nowMs).toISOString().slice(0, 10),
    commit: commitNow(),
    cores: cpus().length,
    database,
  };
  const own = loadRow.parse({ ...figures, ...about });
  const others = readLoadRows(root).filter((row) => row.subscribers !== own.subscribers || row.hours !== own.hours);
  const rows = [...others, own].toSorted((a, b) => a.subscribers - b.subscribers || a.hours - b.hours);
  writeFileSync(join(root, 'infra/load.json'), `${JSON.stringify(rows, null, 2)}\n`);
  const page = join(root, 'infra/README.md');
  writeFileSync(page, withLoadTable(readFileSync(page, 'utf8'), rows));
}

/** A page with the table between its markers written anew; other text stays. Throws where the markers are missing. */
export function withLoadTable(page: string, rows: readonly LoadRow[]): string {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`expected the markers "${START}" and "${END}"`);
  return `${page.slice(0, start + START.length)}\n${loadTable(rows)}\n${page.slice(end)}`;
}

const HEAD = [
  ...['subscribers', 'hours', 'signals', 'messages to persons', 'engine · bot · api, highest memory'],
  ...['processor of the product · database', 'database grows', 'close → first post p50', 'a message p50 · last'],
  ...[
    "a second while sending, of the engine's part of 30",
    'first to end',
    'signals that one token carries beside the answers, an hour · a day',
    'measured',
  ],
] as const;

function loadTable(rows: readonly LoadRow[]): string {
  const lines = [HEAD, HEAD.map(() => '---'), ...rows.map(cellsOf)].map((cells) => `| ${cells.join(' | ')} |`);
  return [...lines, ...rows.flatMap(beyondOneToken)].join('\n');
}

function cellsOf(row: LoadRow): readonly string[] {
  const { peakRssMbByRole: memory, cpuSecondsByRole: cpu, delivery, delaysAreValid } = row;
  const missing = row.directsNotSent === 0 ? 'none missing' : `${count(row.directsNotSent)} missing`;
  const twice = row.duplicates === 0 ? 'none twice' : `${count(row.duplicates)} twice`;
  const product = (cpu.engine + cpu.bot + cpu.api).toFixed(0);
  const database =
    row.databaseCpuSeconds === null ? 'not seen' : `${row.databaseCpuSeconds.toFixed(0)} s (${row.database})`;
  const delay = delaysAreValid === false ? ' (not valid: the machine did not keep up)' : '';
  const [first = '', second = ''] = Object.entries(row.messagesPerSecond)
    .toSorted(([, a], [, b]) => a - b)
    .map(([name, perSecond]) => `${name} at ${perSecond}/s`);
  return [
    ...[count(row.subscribers), String(row.hours), String(row.signals), `${count(row.directs)}, ${twice}, ${missing}`],
    `${[memory.engine, memory.bot, memory.api].map((mb) => mb.toFixed(0)).join(' · ')} MB`,
    ...[`${product} · ${database}`, `${row.databaseMb} MB`, seconds(row.p50CloseToPostMs)],
    `${seconds(delivery.p50)} · ${seconds(delivery.last)}${delay}`,
    ...[rateOf(row), `${first}, then ${second}`],
    `${count(carried(row, HOUR_MS))} · ${count(carried(row, DAY_MS))}`,
    `${row.day}, \`${row.commit}\`, ${row.cores} cores, ${(row.wallSeconds / 60).toFixed(0)} min`,
  ];
}

function rateOf({ limitFilledWhileSending: filled, permittedWhileSending: permitted }: LoadRow): string {
  if (filled === null) return 'too few';
  const rate = (filled * TELEGRAM_LIMITS.bot.count).toFixed(1);
  return permitted === undefined || permitted === null ? rate : `${rate} of ${permitted.toFixed(1)}`;
}

/** Of one token, whatever the hardware, without the part that answers to people take. */
const carried = ({ subscribers, permittedWhileSending: permitted }: LoadRow, spanMs: number): number =>
  Math.floor(((spanMs / 1_000) * (permitted ?? TELEGRAM_LIMITS.bot.count)) / subscribers);

function beyondOneToken(row: LoadRow): readonly string[] {
  const [anHour, aDay] = [carried(row, HOUR_MS), carried(row, DAY_MS)];
  if (anHour >= 2) return [];
  return [
    '',
    `**${count(row.subscribers)} exceed one token**: beside the answers it carries ${aDay} signals a day to each of them, ` +
      `${anHour === 0 ? 'less than one' : 'one'} an hour. ` +
      'What more signals would be is not sent late but expires, and is reported; channels reach everybody with one message.',
  ];
}

const count = (value: number): string => value.toLocaleString('en');
const seconds = (ms: number | null): string => (ms === null ? '–' : `${(ms / 1_000).toFixed(1)} s`);
