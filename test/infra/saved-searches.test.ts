import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createObserve, type ObservedEvent } from '../../bot/observe/observe.ts';
import { EVENT_SAMPLES } from '../support/event-samples.ts';
import { type LogLine, parseKuery } from '../support/formats/kuery.ts';

const ELK = join(import.meta.dirname, '../../infra/elk');
const savedObject = z.object({
  type: z.enum(['index-pattern', 'search']),
  id: z.string(),
  attributes: z.looseObject({
    title: z.string(),
    columns: z.array(z.string()).default([]),
    kibanaSavedObjectMeta: z.object({ searchSourceJSON: z.string() }).optional(),
  }),
  references: z.array(z.object({ type: z.string(), id: z.string() })),
});
const source = z.object({ query: z.object({ language: z.literal('kuery'), query: z.string() }) });
const dynamicTemplate = z.object({
  match_mapping_type: z.string(),
  path_match: z.string().default('*'),
  mapping: z.looseObject({ type: z.string() }),
});
const template = z.object({
  index_patterns: z.tuple([z.string()]),
  template: z.object({
    settings: z.record(z.string(), z.unknown()),
    lifecycle: z.object({ data_retention: z.string() }),
    mappings: z.object({
      dynamic_templates: z.array(z.record(z.string(), dynamicTemplate)),
      properties: z.record(z.string(), z.object({ type: z.string() })),
    }),
  }),
});
const parsedTemplate = template.parse(JSON.parse(readFileSync(join(ELK, 'index-template.json'), 'utf8')));

const { delivery, summary, direct, webhook, 'delivery-edit': edit, 'http-request': request } = EVENT_SAMPLES;
/** What went wrong, of events whose samples went well. */
const FAILED: readonly ObservedEvent[] = [
  ...(['retry', 'dead', 'unknown', 'expired'] as const).map((outcome) => ({
    ...{ ...delivery, outcome, closeToPostMs: null, error: '502' },
  })),
  ...(['retry', 'dead'] as const).map((outcome) => ({ ...edit, outcome, error: '502' })),
  ...(['retry', 'dead', 'expired', 'unknown'] as const).map((outcome) => ({ ...direct, outcome, error: '502' })),
  ...(['dead', 'unknown'] as const).map((outcome) => ({ ...summary, outcome, error: '502' })),
];
const OTHERS: readonly ObservedEvent[] = [
  { ...webhook, outcome: 'bad-signature' },
  { ...webhook, outcome: 'failed' },
  { ...request, status: 503 },
];

/** The lines that a real installation writes, which logs from info on. */
function linesOf(events: readonly ObservedEvent[], level: 'info' | 'debug' = 'info'): readonly LogLine[] {
  const lines: LogLine[] = [];
  const observe = createObserve({
    ...{ level, clock: { nowMs: () => 0 } },
    stream: { write: (line) => lines.push(z.record(z.string(), z.unknown()).parse(JSON.parse(line))) },
  });
  for (const event of events) observe.log(event);
  return lines;
}
const logged = linesOf([...Object.values(EVENT_SAMPLES), ...FAILED, ...OTHERS]);

const objects = readFileSync(join(ELK, 'saved-searches.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => savedObject.parse(JSON.parse(line)));
const searches = objects.flatMap(({ type, id, attributes, references }) => {
  if (type !== 'search') return [];
  const text = source.parse(JSON.parse(attributes.kibanaSavedObjectMeta?.searchSourceJSON ?? '')).query.query;
  return [{ id, text, columns: attributes.columns, references, query: parseKuery(text) }];
});
const search = (id: string) => {
  const found = searches.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no search is called ${id}`);
  return found;
};
const found = (id: string) => logged.filter(search(id).query.matches);

describe("Kibana's saved searches", () => {
  it('are there, each over the data view of our index template', () => {
    expect(searches.length).toBeGreaterThanOrEqual(6);
    const views = objects.filter(({ type }) => type === 'index-pattern');
    expect(views.map(({ attributes }) => attributes.title)).toEqual(parsedTemplate.index_patterns);
    for (const { references } of searches) expect(references).toMatchObject([{ id: views[0]?.id }]);
  });

  it.each(searches.map((each) => [each.id, each] as const))(
    '%s finds a line of each event it names',
    (id, { text }) => {
      const [, listed = ''] = /event\.action: \(([^)]*)\)/.exec(text) ?? [];
      const asked = listed.split(' or ').filter((name) => name !== '');
      const actions = new Set(found(id).map((line) => line['event.action']));
      expect(asked.filter((name) => !actions.has(name))).toEqual([]);
      expect(actions.size).toBeGreaterThan(0);
    },
  );

  it.each(searches.map((each) => [each.id, each] as const))(
    '%s asks for and shows fields that its lines have',
    (id, { columns, query }) => {
      const fields = new Set(found(id).flatMap((line) => Object.keys(line)));
      expect([...query.fields, ...columns].filter((field) => !fields.has(field))).toEqual([]);
    },
  );

  it('find whatever was not sent, and nothing that was', () => {
    const failed = linesOf(FAILED);
    expect(failed).toHaveLength(FAILED.length);
    expect(failed.filter((line) => !search('analyser-not-sent').query.matches(line))).toEqual([]);
    const sent = linesOf([delivery, direct, edit, { ...summary, outcome: 'sent' }], 'debug');
    expect(sent).toHaveLength(4);
    expect(sent.filter(search('analyser-not-sent').query.matches)).toEqual([]);
  });

  it('find an exchange that is not asked, or whose clock is off', () => {
    const { paused, disabled, quarantined, 'clock-skew': skew } = EVENT_SAMPLES;
    const lines = linesOf([paused, disabled, quarantined, skew]);
    expect(lines.filter(search('analyser-venues').query.matches)).toHaveLength(4);
  });

  it('find every line of one signal', () => {
    const own = linesOf([...Object.values(EVENT_SAMPLES), ...FAILED]).filter((line) => 'analyser.signal_id' in line);
    expect(own.filter((line) => !search('analyser-one-signal').query.matches(line))).toEqual([]);
  });
});

describe('the index template', () => {
  const { mappings, lifecycle, settings } = parsedTemplate.template;
  const rules = mappings.dynamic_templates.flatMap((each) => Object.values(each));
  /** As Elasticsearch maps a number of an unknown field, the first that fits. */
  const typeOf = (path: string, value: number): string =>
    mappings.properties[path]?.type ??
    rules.find(
      ({ match_mapping_type: type, path_match: pattern }) =>
        type === (Number.isInteger(value) ? 'long' : 'double') &&
        new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(path),
    )?.mapping.type ??
    (Number.isInteger(value) ? 'long' : 'float');
  const numbersOf = (path: string, value: unknown): readonly (readonly [string, number])[] => {
    if (typeof value === 'number') return [[path, value]];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    return Object.entries(value).flatMap(([name, inner]) => numbersOf(`${path}.${name}`, inner));
  };

  it('keeps every figure of ours as a fraction, whatever the first line has', () => {
    const numbers = linesOf(Object.values(EVENT_SAMPLES), 'debug')
      .flatMap((line) => Object.entries(line))
      .flatMap(([name, value]) => numbersOf(name, value))
      .filter(([path]) => path.startsWith('analyser.'));
    expect(numbers.map(([path]) => path)).toEqual(
      expect.arrayContaining(['analyser.return_bps', 'analyser.candle.close', 'analyser.after.volume']),
    );
    for (const [path] of numbers) expect([typeOf(path, 12), typeOf(path, 12.5)], path).toEqual(['double', 'double']);
  });

  it('deletes lines after a stated time, by no policy that somebody else has to install', () => {
    expect(lifecycle.data_retention).toMatch(/^\d+d$/);
    expect(settings).not.toHaveProperty(['index.lifecycle.name']);
  });
});
