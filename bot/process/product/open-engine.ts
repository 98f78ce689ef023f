import { setTimeout as wait } from 'node:timers/promises';
import { createPublishedFiles } from '../../../engine/adapters/files/published-files.ts';
import type { EngineEvent } from '../../../engine/events.ts';
import { createEvidence, type Evidence } from '../../../engine/monitoring/create-evidence.ts';
import { type ModelSelection, servingModel, staleReason } from '../../../engine/serving/model-selection.ts';
import type { Venue } from '../../../engine/venue/venue.ts';
import { newestWindow } from '../../../engine/walk/feed.ts';
import { feedFacts } from '../../../engine/walk/feed-facts.ts';
import { openWalk, type Walk } from '../../../engine/walk/walk.ts';
import { planDeliveries } from '../../broadcast/plan.ts';
import type { Config } from '../../config.ts';
import type { Observe } from '../../observe/observe.ts';
import type { TelegramSetup } from '../../telegram/prepare.ts';
import type { Environment } from '../environment.ts';
import { createMarketBoard, type MarketBoard } from '../market-board.ts';
import { openModels } from '../training/open-models.ts';
import { createTrainAlone } from '../training/train-alone.ts';
import { type ControlledEngine, followControls } from './create-controls.ts';
import type { Stores } from './stores.ts';

/** Wall time for which a decision waits for other markets' newest candles, which a model may read. */
const CONTEXT_WAIT_MS = 1_000;
/** Outcomes wait for the decisions of other series: about as long as venues take to answer for all of a close. */
const DECISIONS_WAIT_MS = 3_000;
/** And so long after the last of them: the database is the posts' own meanwhile, which are claimed, written and settled in it. */
const POSTS_MS = 800;

export interface EngineParts {
  readonly config: Config;
  readonly environment: Environment;
  readonly stores: Stores;
  readonly venue: Venue;
  readonly channels: TelegramSetup['channels'];
  readonly observe: Observe;
  /** Under which this installation trains. */
  readonly installationId: string;
  readonly onEvent: (event: EngineEvent) => void;
}

/** The engine over its stores: models, their evidence, the walk, and what the surfaces show of each market. */
export interface Engine {
  readonly models: ModelSelection;
  readonly evidence: Evidence;
  readonly walk: Walk;
  readonly board: MarketBoard;
  readonly published: ReturnType<typeof createPublishedFiles>;
  /** What operators asked for. */
  readonly controlled: ControlledEngine;
  /** Why a market publishes nothing, null where it does: an operator's word, else the evidence. */
  readonly mutedReason: Evidence['mutedReason'];
}

/** Opens the engine; nothing is fetched, fitted or decided yet. */
export function openEngine(parts: EngineParts): Engine {
  const published = createPublishedFiles(parts.config.published, (error) =>
    parts.observe.log({ type: 'failure', where: 'published-figures', error }),
  );
  const { series } = parts.environment;
  const { predictions, candles } = parts.stores;
  const models = openEngineModels(parts, published);
  const evidence = createEvidence({
    series,
    predictions,
    candles,
    modelFor: (each) => servingModel(models, each),
    staleReason: (each, nowMs) => staleReason(models, each, nowMs),
    onEvent: parts.onEvent,
  });
  const controlled = followControls(parts.stores.setup, () => models);
  const mutedReason: Evidence['mutedReason'] = (each, nowMs) =>
    controlled.pausedReason(each, nowMs) ?? evidence.mutedReason(each, nowMs);
  const walk = openMarketWalk(parts, { models, mutedReason, published });
  const board = openBoard(parts, { models, mutedReason, walk });
  return { models, evidence, walk, board, published, controlled, mutedReason };
}

function openEngineModels(
  { config, environment, stores, observe, installationId, onEvent }: EngineParts,
  published: Engine['published'],
): ModelSelection {
  const alone = createTrainAlone({
    ...{ store: stores.leases, holder: installationId, waitMs: 0 },
    onFailed: (error) => observe.log({ type: 'failure', where: 'training-lease', error }),
  });
  return openModels({
    ...{ config, stores, published, onEvent, series: environment.series },
    // The replay and its folder are this process's alone.
    ...(environment.mode === 'live' ? { alone, isTrainedElsewhere: config.retraining === 'elsewhere' } : {}),
  });
}

function openMarketWalk(
  { config, environment, stores, venue, channels, onEvent }: EngineParts,
  { models, mutedReason, published }: Pick<Engine, 'models' | 'mutedReason' | 'published'>,
): Walk {
  const { clock, series, swing, marketSource, historyCandles, mode } = environment;
  const { candles, revisions, signals, predictions, watermarks } = stores;
  return openWalk({
    ...{ venue, candles, revisions, predictions, watermarks, clock, marketSource, historyCandles, series },
    ...{ swing, published },
    ledger: signals,
    modelFor: (each) => servingModel(models, each),
    mutedReason,
    planDeliveries: (signal) => planDeliveries(signal, { channels, informed: config.informed }),
    onEvent,
    ...(mode === 'live'
      ? {
          waitForContext: (work) => within(work, CONTEXT_WAIT_MS),
          async waitForDecisions(work) {
            await within(work, DECISIONS_WAIT_MS);
            await wait(POSTS_MS);
          },
        }
      : {}),
  });
}

function openBoard(
  { environment, stores }: EngineParts,
  { models, mutedReason, walk }: Pick<Engine, 'models' | 'mutedReason' | 'walk'>,
): MarketBoard {
  return createMarketBoard({
    series: environment.series,
    marketSource: environment.marketSource,
    candles: stores.candles,
    revisions: stores.revisions,
    clock: environment.clock,
    modelFor: (each) => servingModel(models, each),
    recent: (each) => newestWindow(walk.feed, each),
    feedFacts: (each) => feedFacts(walk, each),
    mutedReason,
  });
}

/** Resolves when the work is done or its time is over, whichever comes first. */
async function within(work: Promise<unknown>, limitMs: number): Promise<void> {
  const limit = new AbortController();
  await Promise.race([work, wait(limitMs, undefined, limit).catch(() => {})]);
  limit.abort();
}
