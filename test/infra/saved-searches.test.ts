import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BOT_TABLE } from '../../bot/observe/bot-table.ts';
import { ENGINE_TABLE } from '../../bot/observe/engine-table.ts';
import { PROCESS_TABLE } from '../../bot/observe/process-table.ts';
import { VENUE_TABLE } from '../../bot/observe/venue-table.ts';

const ELK = join(import.meta.dirname, '../../infra/elk');
const savedObject = z.object({
  type: z.enum(['index-pattern', 'search']),
  id: z.string(),
  attributes: z.looseObject({
    title: z.string(),
    kibanaSavedObjectMeta: z.object({ searchSourceJSON: z.string() }).optional(),
  }),
  references: z.array(z.object({ type: z.string(), id: z.string() })),
});
const source = z.object({ query: z.object({ language: z.literal('kuery'), query: z.string() }) });
const template = z.object({ index_patterns: z.tuple([z.string()]) });

describe("Kibana's saved searches", () => {
  const objects = readFileSync(join(ELK, 'saved-searches.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => savedObject.parse(JSON.parse(line)));
  const searches = objects.filter(({ type }) => type === 'search');
  const events = Object.keys({ ...ENGINE_TABLE, ...VENUE_TABLE, ...BOT_TABLE, ...PROCESS_TABLE });

  it('are there, each over the data view of our index template', () => {
    expect(searches.length).toBeGreaterThanOrEqual(6);
    const [pattern] = template.parse(JSON.parse(readFileSync(join(ELK, 'index-template.json'), 'utf8'))).index_patterns;
    const views = objects.filter(({ type }) => type === 'index-pattern');
    expect(views.map(({ attributes }) => attributes.title)).toEqual([pattern]);
    for (const { references } of searches) expect(references).toMatchObject([{ id: views[0]?.id }]);
  });

  it.each(
    searches.map(({ attributes, id }) => [id, attributes.kibanaSavedObjectMeta?.searchSourceJSON ?? ''] as const),
  )('%s asks for events that are logged', (_, json) => {
    const { query } = source.parse(JSON.parse(json)).query;
    const [, listed = ''] = /event\.action: \(([^)]*)\)/.exec(query) ?? [];
    const asked = listed.split(' or ').filter((name) => name !== '');
    expect(asked.filter((name) => !events.includes(name))).toEqual([]);
    expect(query).toMatch(/event\.action|log\.level/);
  });
});
