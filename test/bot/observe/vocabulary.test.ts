import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BOT_TABLE } from '../../../bot/observe/bot-table.ts';
import { ENGINE_TABLE } from '../../../bot/observe/engine-table.ts';
import { createMetrics } from '../../../bot/observe/metrics.ts';
import { PROCESS_TABLE } from '../../../bot/observe/process-table.ts';
import { VENUE_TABLE } from '../../../bot/observe/venue-table.ts';
import { TROUBLE_TABLE } from '../../../bot/troubles/trouble-table.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Where events are only described, counted or read. */
const READERS = /^bot\/(observe|troubles)\//;

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`);
}

/** What may construct an event: neither the declaration of a type nor a comparison. */
const constructing = ['bot', 'engine']
  .flatMap(filesBelow)
  .filter((path) => !READERS.test(path))
  .flatMap((path) => readFileSync(join(ROOT, path), 'utf8').split('\n'))
  .filter((line) => !/readonly \w+\??: |\| '/.test(line))
  .map((line) => line.replace(/(?:case|[!=]==) '[^']*'/g, ''))
  .join('\n');

const tables = { ...ENGINE_TABLE, ...VENUE_TABLE, ...BOT_TABLE, ...PROCESS_TABLE };

describe('the vocabulary of events', () => {
  it('reads the product', () => {
    expect(constructing.length).toBeGreaterThan(300_000);
  });

  it.each(Object.keys(tables))('has "%s" because something constructs it', (type) => {
    expect(constructing.includes(`'${type}'`)).toBe(true);
  });

  it.each(Object.keys(TROUBLE_TABLE))('has the trouble of "%s" beside its line of log', (type) => {
    expect(Object.keys(tables)).toContain(type);
  });
});

describe('the vocabulary of metrics', () => {
  const written = filesBelow('bot/observe')
    .concat(filesBelow('bot/troubles'))
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .join('\n');
  // The registry holds them; the serving model's gauge is asked for at each reading.
  const names = Object.keys(createMetrics({ nowMs: () => 0 })).filter(
    (name) => name !== 'registry' && name !== 'modelInfo',
  );

  it.each(names)('has %s because an event or a trouble sets it', (name) => {
    const isSet = new RegExp(`metrics\\.${name}(\\.\\w+)?\\(|metrics\\.${name}\\.|gauge: \\{ name: '${name}'`);
    expect(isSet.test(written)).toBe(true);
  });
});
