import { randomUUID } from 'node:crypto';
import { type Config, readConfig } from '../../bot/config.ts';
import { LEASE_MS } from '../../bot/process/lease.ts';
import { USUAL_MARKETS } from '../../bot/process/live.ts';
import { askedGroups, forgetAsked } from '../../bot/process/product/create-controls.ts';
import { createStores, type Stores } from '../../bot/process/product/stores.ts';
import { openModels } from '../../bot/process/training/open-models.ts';
import { createTrainAlone } from '../../bot/process/training/train-alone.ts';
import { ENGLISH } from '../../bot/texts/language.ts';
import { reasonText } from '../../bot/texts/reason-text.ts';
import { createPublishedFiles } from '../../engine/adapters/files/published-files.ts';
import { createSystemClock } from '../../engine/adapters/system-clock.ts';
import type { EngineEvent } from '../../engine/events.ts';
import { type SeriesKey, seriesName } from '../../engine/market/series.ts';
import type { ChallengeOutcome } from '../../engine/serving/challenge-champion.ts';
import { modelGroupsOf } from '../../engine/serving/model-group.ts';
import { AT_ONCE, type ModelSelection } from '../../engine/serving/model-selection.ts';
import { retrainGroup, stopTraining } from '../../engine/serving/refresh-models.ts';
import { withDatabase } from '../market-files/open-candles.ts';
import { choiceOf, defineCommand, printJson, runCommand, UsageError } from '../terminal/arguments.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';

const command = defineCommand({
  name: 'retrain',
  summary: 'Trains challengers for the models that an installation serves, judges them and registers what passes.',
  options: {
    group: { value: 'G', help: 'only this group, such as crypto@1h; each of the followed markets unless given' },
    now: { help: 'also where none is due yet' },
    json: { help: 'print one JSON object: what became of each group' },
  },
  notes: [
    'Run it with the settings of the product (MONGODB_URI, MARKETS, CHALLENGER, INDICATORS, PUBLISHED, SEED): by hand beside a',
    'running engine, or on a schedule with RETRAINING=elsewhere at the engine. One process at a time trains a group. The engine',
    'serves what was promoted within a minute. It reads stored candles and asks no venue. Whatever ended a run, the next one goes',
    'on from its checkpoint. Exit code 1 when a group failed or the run was stopped; a challenger that lost is no failure.',
    'Example: npm run retrain -- --group crypto@1h --now',
  ],
});

/** A process that was killed holds the lease of its group to the end. */
const WAIT_MS = LEASE_MS + 5_000;

interface GroupOutcome {
  readonly group: string;
  readonly outcome: ChallengeOutcome;
}

const note = (line: string): void => void process.stderr.write(`${line}\n`);
const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Progress, and what the registry could not read; what became of a group is printed at its end. */
function showEvent(progress: Progress, event: EngineEvent): void {
  if (event.type === 'training') progress.step(`${event.group} ${event.kind}`, event.done, event.total);
  if (event.type === 'model-damaged')
    note(`${event.group}: ${event.champion} cannot be read, ${event.serving ?? 'none'} serves`);
}

function openSelection(
  { config, series }: { readonly config: Config; readonly series: readonly SeriesKey[] },
  stores: Stores,
  progress: Progress,
): ModelSelection {
  const onFailed = (error: unknown): void => note(`retrain: ${errorText(error)}`);
  return openModels({
    ...{ config, stores, series },
    published: createPublishedFiles(config.published, onFailed),
    alone: createTrainAlone({ store: stores.leases, holder: randomUUID(), waitMs: WAIT_MS, onFailed }),
    onEvent: (event) => showEvent(progress, event),
  });
}

/** What `--json` shows of a group. */
function outcomeBody({ group, outcome }: GroupOutcome) {
  switch (outcome.type) {
    case 'promoted':
    case 'refused': {
      const { type, version, champion, reason } = outcome;
      return { group, outcome: type, version, champion, reason: { ...reason, text: reasonText(reason, ENGLISH) } };
    }
    case 'not-due':
      return { group, outcome: outcome.type, due: new Date(outcome.dueMs).toISOString() };
    case 'failed':
      return { group, outcome: outcome.type, error: errorText(outcome.error) };
    case 'busy':
    case 'stopped':
      return { group, outcome: outcome.type };
  }
}

function outcomeText({ group, outcome }: GroupOutcome): string {
  switch (outcome.type) {
    case 'promoted':
    case 'refused': {
      const { type, version, champion, reason } = outcome;
      const before = champion === null ? 'nothing served before' : `champion before ${champion}`;
      return `${group}: ${version} ${type}, ${before}: ${reasonText(reason, ENGLISH)}`;
    }
    case 'not-due':
      return `${group}: none due before ${new Date(outcome.dueMs).toISOString()}`;
    case 'failed':
      return `${group}: failed: ${errorText(outcome.error)}`;
    case 'busy':
      return `${group}: another process trains it`;
    case 'stopped':
      return `${group}: stopped; the next run goes on where it stopped`;
  }
}

/** One group after the other; what an operator asked for is done whether due or not. */
async function retrain(
  selection: ModelSelection,
  stores: Stores,
  { wanted, now }: { readonly wanted: readonly string[]; readonly now: boolean },
): Promise<readonly GroupOutcome[]> {
  const clock = createSystemClock();
  const outcomes: GroupOutcome[] = [];
  for (const each of selection.groups.filter(({ name }) => wanted.includes(name))) {
    const isAsked = (await askedGroups(stores.setup)).includes(each.name);
    if (now || isAsked) selection.memory.dueMs.set(each.name, AT_ONCE);
    const outcome = await retrainGroup(selection, each, clock.nowMs());
    outcomes.push({ group: each.name, outcome });
    if (isAsked && (outcome.type === 'promoted' || outcome.type === 'refused'))
      await forgetAsked(stores.setup, [each.name]);
    if (outcome.type === 'stopped') break;
  }
  return outcomes;
}

await runCommand(command, async ({ group, now, json }) => {
  const config = readConfig();
  const series = (config.markets ?? USUAL_MARKETS).map((market) => market.series);
  const names = modelGroupsOf(series).map(({ name }) => name);
  const wanted = group === null ? names : [choiceOf('group', names, group)];
  if (config.mongodbUri === null)
    throw new UsageError(
      'expected MONGODB_URI, the database of the installation, was not set: a sandbox trains by itself',
    );
  const outcomes = await withDatabase(async (connection) => {
    const stores = createStores(connection, {
      clock: createSystemClock(),
      modelsDir: config.modelsDir,
      onUnclosed: (series, text) => note(`${seriesName(series)}: ${text}`),
      // It sends nothing.
      onSentTwice: () => {},
    });
    const progress = createProgress();
    const selection = openSelection({ config, series }, stores, progress);
    const stop = (): void => void stopTraining(selection);
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const found = await retrain(selection, stores, { wanted, now });
    progress.end();
    return found;
  });
  if (json) printJson({ groups: outcomes.map(outcomeBody) });
  else for (const each of outcomes) process.stdout.write(`${outcomeText(each)}\n`);
  const undone = outcomes.filter(({ outcome }) => outcome.type === 'failed' || outcome.type === 'stopped');
  if (undone.length > 0) throw new Error(undone.map(outcomeText).join('; '));
});
