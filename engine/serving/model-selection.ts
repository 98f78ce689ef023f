import type { EngineListener } from '../events.ts';
import type { Timeframe } from '../market/timeframe.ts';
import type { ModelKind } from '../models/model.ts';
import type { TrainedModel } from '../models/trained.ts';
import type { ModelRegistry, PredictionStore } from '../ports.ts';
import type { Reason, ReasonOf } from '../reason.ts';
import { DAY_MS } from '../time.ts';
import type { RecentDecisions } from '../training/recent-decisions.ts';
import type { TrainingResult } from '../training/train.ts';
import type { PastDependencies } from './group-past.ts';
import { type ModelGroup, modelGroupName, modelGroupsOf } from './model-group.ts';
import { refitIntervalMs } from './refit-interval.ts';
import type { TrainAlone, Trainer, UnfinishedTrainings } from './trainer.ts';

/** A model older than so many refit intervals publishes nothing any more. */
const STALE_INTERVALS = 2;

/** The due time of a group of which somebody asked a challenger, or that has no model to serve. */
export const AT_ONCE = 0;

/** What choosing and training models works with. */
export interface ModelSelectionDependencies extends PastDependencies {
  readonly registry: ModelRegistry;
  readonly predictions: PredictionStore;
  readonly train: Trainer;
  /** Fitted where there is no model at all: a quick one, for the product waits for it. */
  readonly firstKind: ModelKind;
  /** Fitted on schedule while the champion serves, and promoted only through the gate. */
  readonly challengerKind: ModelKind;
  readonly seed: number;
  /** Indicators of the technicalindicators package that models shall read besides the table. */
  readonly indicators?: readonly string[];
  /** Default: no other process trains. */
  readonly alone?: TrainAlone;
  /** Default: a training that was interrupted begins anew once there is another candle. */
  readonly unfinished?: UnfinishedTrainings;
  /** Challengers are trained by another process: here only a first model is fitted, and what it promotes is followed. Default: false. */
  readonly isTrainedElsewhere?: boolean;
  readonly onEvent: EngineListener;
}

/** The model that decides for a group. */
export interface Serving {
  readonly trained: TrainedModel;
  /** Its out-of-sample decisions, where it was trained by this process. */
  readonly recent: RecentDecisions | null;
}

/** What is remembered of the groups, by group name. Lost with the process; the registry has what matters. */
export interface SelectionMemory {
  readonly serving: Map<string, Serving>;
  /** When the next challenger is due, epoch milliseconds; AT_ONCE: whatever the registry knows. */
  readonly dueMs: Map<string, number>;
  /** Champions that cannot be read and that no promoted model can stand in for. */
  readonly damaged: Map<string, string>;
  /** The champion that was last taken over from another process: a damaged one is tried once. */
  readonly followed: Map<string, string>;
  readonly stopping: AbortController;
  /** The training of a challenger under way; one at a time. */
  challenge: Promise<void> | null;
}

/** The models that serve, one per group of series that share an asset class and a timeframe. */
export interface ModelSelection extends ModelSelectionDependencies {
  readonly groups: readonly ModelGroup[];
  readonly memory: SelectionMemory;
}

/** A selection that has loaded nothing yet: `refreshModels` does. */
export function openModelSelection(deps: ModelSelectionDependencies): ModelSelection {
  return {
    ...deps,
    groups: modelGroupsOf(deps.series),
    memory: {
      serving: new Map(),
      dueMs: new Map(),
      damaged: new Map(),
      followed: new Map(),
      stopping: new AbortController(),
      challenge: null,
    },
  };
}

interface Market {
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

/**
 * The serving model of a market, also of one that is not followed but has a followed
 * one's asset class and timeframe; null when there is none.
 */
export function servingModel(
  { memory }: Pick<ModelSelection, 'memory'>,
  { symbol, timeframe }: Market,
): TrainedModel | null {
  return memory.serving.get(modelGroupName(symbol, timeframe))?.trained ?? null;
}

/** Why a market may publish nothing at nowMs, or null: its model is older than two refit intervals, or the one on record is damaged. */
export function staleReason(
  selection: Pick<ModelSelection, 'memory'>,
  market: Market,
  nowMs: number,
): ReasonOf<'model-damaged' | 'model-stale'> | null {
  const { symbol, timeframe } = market;
  const lost = selection.memory.damaged.get(modelGroupName(symbol, timeframe));
  if (lost !== undefined) return { code: 'model-damaged', params: { version: lost } };
  const trained = servingModel(selection, market);
  if (trained === null) return null;
  const ageMs = nowMs - trained.trainedUntilMs;
  if (ageMs <= STALE_INTERVALS * refitIntervalMs(timeframe)) return null;
  return { code: 'model-stale', params: { ageDays: Math.floor(ageMs / DAY_MS) } };
}

/** Lets a model decide for its group from now on. */
export function serveModel(
  { memory, onEvent }: ModelSelection,
  group: ModelGroup,
  { next, how }: { readonly next: Serving; readonly how: 'loaded' | 'trained' },
): void {
  memory.serving.set(group.name, next);
  memory.damaged.delete(group.name);
  const { version, trainedUntilMs, card } = next.trained;
  onEvent({ type: 'model-ready', group: group.name, version, how, rows: card.rows, trainedUntilMs });
}

/** Makes a trained model the champion. The change is reported, and stored, before the first decision is taken with it. */
export async function promoteModel(
  selection: ModelSelection,
  group: ModelGroup,
  { result, reason }: { readonly result: TrainingResult; readonly reason: Reason },
): Promise<void> {
  const { trained, recent } = result;
  const from = selection.memory.serving.get(group.name)?.trained.version ?? null;
  selection.onEvent({ type: 'model-change', group: group.name, from, to: trained.version, reason });
  for (const each of group.series) await selection.registry.promote(each, trained.version);
  serveModel(selection, group, { next: { trained, recent }, how: 'trained' });
}
