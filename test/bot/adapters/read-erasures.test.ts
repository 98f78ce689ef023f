import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readErasures } from '../../../bot/adapters/mongo/backup/read-erasures.ts';
import { createObserve } from '../../../bot/observe/observe.ts';

const [ADA, BOB] = [-210_987_654_321_012, -7];
const AT = Date.UTC(2026, 10, 27, 9, 30, 1, 250);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'erasures-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The lines that the product logs of these events, among others. */
function logged(): readonly string[] {
  const lines: string[] = [];
  const stream = { write: (line: string) => lines.push(line.trim()) };
  const observe = createObserve({ level: 'info', clock: { nowMs: () => AT }, stream });
  observe.log({ type: 'update-failed', updateId: 1, error: 'expected } after { here, was "' });
  observe.log({ type: 'person-forgotten', pseudonym: ADA });
  observe.log({ type: 'person-forgotten', pseudonym: BOB });
  return lines.map((line) => line.replace(/"@timestamp":"[^"]+"/, `"@timestamp":"${new Date(AT).toISOString()}"`));
}

const STREAM = 'bot/product/0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const nested = (line: string): object => {
  const { '@timestamp': at, 'analyser.pseudonym': pseudonym, message } = JSON.parse(line);
  return { '@timestamp': at, message, ...(pseudonym === undefined ? {} : { analyser: { pseudonym } }) };
};

it.each<[string, (lines: readonly string[]) => string]>([
  ['docker compose logs', (lines) => lines.map((line) => `bot-1  | ${line}`).join('\n')],
  [
    'the files of Docker',
    (lines) => lines.map((log) => JSON.stringify({ log: `${log}\n`, stream: 'stdout' })).join('\n'),
  ],
  [
    'aws logs filter-log-events --output text',
    (lines) =>
      [
        ...lines.map((line, at) => `EVENTS\t3870${at}\t${AT + 900}\t${STREAM}\t${line}\t${AT}`),
        `SEARCHEDLOGSTREAMS\t${STREAM}\tTrue`,
        '',
      ].join('\n'),
  ],
  [
    'aws logs filter-log-events --output json',
    (lines) =>
      JSON.stringify(
        {
          events: lines.map((message) => ({ logStreamName: STREAM, timestamp: AT, message, ingestionTime: AT + 900 })),
          searchedLogStreams: [{ logStreamName: STREAM, searchedCompletely: true }],
        },
        null,
        4,
      ),
  ],
  ["aws … --query 'events[].message' | jq -r '.[]'", (lines) => `${lines.join('\n')}\n`],
  ["aws … --query 'events[].message'", (lines) => JSON.stringify(lines, null, 4)],
  ['Vector, a line each', (lines) => lines.map((line) => JSON.stringify(nested(line))).join('\n')],
  [
    'a search of Elasticsearch',
    (lines) =>
      JSON.stringify({
        hits: {
          total: { value: 3 },
          hits: lines.map((line) => ({ _index: '.ds-logs-analyser', _source: JSON.parse(line) })),
        },
      }),
  ],
  [
    'fields of Elasticsearch',
    (lines) =>
      lines
        .map((line) =>
          Object.fromEntries(Object.entries(JSON.parse(line)).map(([name, value]) => [name, [String(value)]])),
        )
        .map((fields) => JSON.stringify({ _index: 'logs', fields }))
        .join('\n'),
  ],
])('reads who was forgotten from %s', async (_, write) => {
  const path = join(folder, 'log');
  writeFileSync(path, write(logged()));
  expect(await readErasures(path)).toEqual([
    { pseudonym: ADA, atMs: AT },
    { pseudonym: BOB, atMs: AT },
  ]);
});

it.each<[string, (path: string) => void, RegExp]>([
  ['a file that is no log', (path) => writeFileSync(path, 'nothing\nof { use'), /expected lines of the log/],
  ['a path that is not there', () => {}, /ENOENT/],
])('%s is refused', async (_, make, reason) => {
  make(join(folder, 'given'));
  await expect(readErasures(join(folder, 'given'))).rejects.toThrow(reason);
});
