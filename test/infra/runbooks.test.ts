import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { BOT_TABLE } from '../../bot/observe/bot-table.ts';
import { ENGINE_TABLE } from '../../bot/observe/engine-table.ts';
import { createMetrics } from '../../bot/observe/metrics.ts';
import { PROCESS_TABLE } from '../../bot/observe/process-table.ts';
import { VENUE_TABLE } from '../../bot/observe/venue-table.ts';
import { SETTING_NAMES } from '../../bot/settings/schema.ts';
import { OPERATOR_COMMANDS, READER_COMMANDS } from '../../bot/telegram/commands.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import { type Known, saysWhatToType, saysWhereToLook, unknownWords } from './runbook-words.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const sourcesBelow = (folder: string): string =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(join(folder, path)))
    .join('\n');
/** Every first group of a pattern. */
const foundIn = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? '')),
];

const workflow = read('.github/workflows/deploy.yml');
const { services: compose } = z
  .object({ services: z.record(z.string(), z.unknown()) })
  .parse(parse(read('infra/docker-compose.yml'), { merge: true }));
const { on } = z
  .object({
    on: z.object({
      workflow_dispatch: z.object({ inputs: z.record(z.string(), z.unknown()).optional() }).nullish(),
    }),
  })
  .parse(parse(workflow));
const services = foundIn(
  /services\s*=\s*toset\(\[([^\]]+)/.exec(read('infra/terraform/main.tf'))?.[1] ?? '',
  /"(\w+)"/g,
);
/** Commands that no menu lists: of the start, of a new owner, of a channel. */
const UNLISTED = ['start', 'claim', 'chatid'];
/** Options of commands over candles and the terminal lie beside what reads them. */
const SHARED_OPTIONS = ['scripts/terminal', 'scripts/market-files'].map(sourcesBelow).join('\n');
/** Of Node. */
const FOREIGN = ['NODE_OPTIONS'];

const known: Known = {
  events: Object.keys({ ...ENGINE_TABLE, ...VENUE_TABLE, ...BOT_TABLE, ...PROCESS_TABLE }),
  jobs: foundIn(sourcesBelow('bot/process/product'), /name: '([a-z-]+)',\s*everyMs/g),
  metrics: createMetrics(createSystemClock())
    .registry.getMetricsAsArray()
    .map(({ name }) => name),
  routes: foundIn(sourcesBelow('bot/http'), /['"](\/[\w/:.-]*)['"]/g),
  commands: [...[...READER_COMMANDS, ...OPERATOR_COMMANDS].map(({ command }) => command), ...UNLISTED],
  adminWords: foundIn(sourcesBelow('bot/telegram/operator'), /ctx\.match === '(\w+)'/g),
  settings: [...SETTING_NAMES, ...foundIn(workflow, /\b([A-Z][A-Z0-9_]{2,})\b/g), ...FOREIGN],
  alerts: readdirSync(join(ROOT, 'infra/prometheus/rules')).flatMap((name) =>
    foundIn(read(`infra/prometheus/rules/${name}`), /- alert: (\w+)/g),
  ),
  npmScripts: Object.keys(
    z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json'))).scripts,
  ),
  optionsOf: (script) => {
    const folder = `scripts/${script.replace(':', '-')}`;
    if (!existsSync(join(ROOT, folder))) return null;
    return [...foundIn(sourcesBelow(folder) + SHARED_OPTIONS, /^\s+'?([a-z][a-z-]*)'?: \{/gm)];
  },
  composeServices: Object.keys(compose),
  ecsServices: services.map((service) => `analyser-${service}`),
  workflowVariables: foundIn(workflow, /\bvars\.([A-Z_]+)/g),
  workflowInputs: Object.keys(on.workflow_dispatch?.inputs ?? {}),
  bootstrapVariables: foundIn(read('infra/terraform/bootstrap/main.tf'), /^variable "(\w+)"/gm),
};

const runbooks = readdirSync(join(ROOT, 'infra/runbooks')).filter((name) => name !== 'README.md');
const pages = [
  ...readdirSync(join(ROOT, 'infra/runbooks')).map((name) => `infra/runbooks/${name}`),
  ...['infra/handbook.md', 'infra/architecture.md'].filter((path) => existsSync(join(ROOT, path))),
];

describe('what pages for operators may name', () => {
  it('is read from the code', () => {
    for (const [name, least] of [
      ['events', 80],
      ['jobs', 20],
      ['metrics', 55],
      ['routes', 20],
      ['alerts', 35],
    ] as const)
      expect(known[name].length, name).toBeGreaterThan(least);
    expect(known.adminWords).toEqual(expect.arrayContaining(['close', 'commissions', 'revenue', 'partners']));
    expect(known.ecsServices).toEqual(['analyser-engine', 'analyser-bot', 'analyser-api']);
    expect(known.composeServices).toEqual(expect.arrayContaining(['engine', 'bot', 'api', 'mongo', 'alertmanager']));
    expect(known.optionsOf('restore')).toContain('nothing-sent-since');
  });

  it.each(pages)('%s names nothing that is not there', (path) => {
    expect(unknownWords(read(path), known)).toEqual([]);
  });
});

describe('a runbook', () => {
  it.each(runbooks)('%s says what to type, and where to look afterwards', (name) => {
    const page = read(`infra/runbooks/${name}`);
    expect(saysWhatToType(page, known)).toBe(true);
    expect(saysWhereToLook(page, known)).toBe(true);
  });

  it.each(known.jobs)('job-failing.md says what is missing while %s fails', (job) => {
    expect(read('infra/runbooks/job-failing.md')).toContain(`\`${job}\``);
  });
});

describe('the test of pages', () => {
  it.each([
    '`challenge-failed`',
    'The log has `refused`',
    '`/health`',
    '`GET /v1/nothing`',
    '`/persons 1`',
    '`/admin money`',
    '`analyser_database_is_up`',
    '`NO_SUCH_SETTING=1`',
    '`NothingIsDecided`',
    '`npm run send-again`',
    '`npm run restore -- --from DIR --twice`',
    '`docker compose -f infra/docker-compose.yml restart worker`',
    '`docker compose restart engine`',
    '`docker compose -f infra/docker-compose.yml run --rm engine npm run send-again`',
    '`aws ecs update-service --cluster analyser --service analyser-worker --force-new-deployment`',
    '`aws ecs update-service --cluster other --service analyser-bot`',
    '`aws ecs restart-service --cluster analyser`',
    '`gh variable set NO_SUCH --body 1`',
    '`gh workflow run deploy -f image=x`',
    '`terraform init && terraform apply -var regions=x`',
    '`cd infra/terraform/bootstrap && terraform apply -var regions=x`',
  ])('finds %s', (planted) => {
    expect(unknownWords(`1. ${planted}.`, known)).toHaveLength(1);
  });

  it.each([
    'The log: `data-late`, `paused`, with `error.code`',
    '`GET /health/ready` and `/stripe/webhook`, `/postback/SLUG`',
    '`/person 123456789`, `/admin revenue`, `/claim CODE`',
    '`analyser_close_to_post_seconds_bucket{le="30"}`, `analyser_data_late`',
    '`MARKETS`, `STATE_BUCKET`, `SUMMARY=off`, `DeliveryUnknown`',
    '`npm run restore -- --from DIR --nothing-sent-since`',
    '`docker compose -f infra/docker-compose.yml logs --since 1h prometheus alertmanager`',
    '`docker compose -f infra/docker-compose.yml run --rm engine npm run doctor`',
    '`aws logs tail /analyser-bot --since 1h`',
  ])('lets %s pass', (text) => {
    expect(unknownWords(text, known)).toEqual([]);
  });

  it('wants a command in Do and something to look at in Afterwards', () => {
    const page = (act: string, then: string): string => `# A\n\n**Do.**\n1. ${act}\n\n**Afterwards.** ${then}\n`;
    expect(saysWhatToType(page('Restart it.', '`npm run doctor`.'), known)).toBe(false);
    expect(saysWhatToType(page('`/refund CHARGE`.', 'x'), known)).toBe(true);
    expect(saysWhereToLook(page('`npm run doctor`.', 'All is well.'), known)).toBe(false);
    expect(saysWhereToLook(page('x', '`analyser_outbox_age_seconds` falls.'), known)).toBe(true);
  });
});
