import { seriesName } from '../market/series.ts';
import { writeArtefact } from '../models/artefact.ts';
import type { ModelKind } from '../models/model.ts';
import type { TrainedModel } from '../models/trained.ts';
import type { TrainingResult } from '../training/train.ts';
import type { SeriesCandles } from '../walk/context-series.ts';
import { groupPast } from './group-past.ts';
import type { ModelGroup } from './model-group.ts';
import type { ModelSelection } from './model-selection.ts';
import { refitIntervalMs } from './refit-interval.ts';
import type { NewestCandles, TrainingProgress } from './trainer.ts';

/** An unfinished training goes on with its own candles for this share of the refit interval; then it begins anew on newer ones. */
const GOES_ON_FOR = 0.25;

/**
 * Fits a model of a kind on the past of a group; it is neither saved nor serves yet. Goes on with the candles of an unfinished training
 * where there is one. Rejects when training fails or is stopped.
 */
export async function trainGroup(
  selection: ModelSelection,
  group: ModelGroup,
  { kind, nowMs }: { readonly kind: ModelKind; readonly nowMs: number },
): Promise<TrainingResult> {
  const { memory, indicators, unfinished, onEvent } = selection;
  const training = `${group.name} ${kind}`;
  const unfinishedOn = await findUnfinished(selection, group, { training, nowMs });
  const past = await groupPast(selection, group, unfinishedOn === null ? null : { newest: unfinishedOn, nowMs });
  memory.stopping.signal.throwIfAborted();
  let begun: Promise<void> | undefined;
  const result = await selection.train({
    series: past.map((each) => ({ name: seriesName(each.series), columns: each.candles })),
    timeframe: group.timeframe,
    kind,
    seed: selection.seed,
    ...(indicators === undefined ? {} : { indicators }),
    onProgress: (progress: TrainingProgress) => {
      // Before a first fold there is nothing to go on from, and what fails for want of candles shall see newer ones.
      begun ??= unfinished?.begin(training, newestOf(past));
      onEvent({ type: 'training', group: group.name, kind, ...progress });
    },
    signal: memory.stopping.signal,
  });
  await begun;
  await unfinished?.end(training);
  return result;
}

/** Saves a trained model for each series of its group. */
export async function saveModel(
  { registry }: Pick<ModelSelection, 'registry'>,
  { series }: ModelGroup,
  trained: TrainedModel,
): Promise<void> {
  const artefact = writeArtefact(trained);
  for (const each of series) await registry.save(each, trained.version, artefact);
}

function newestOf(past: readonly SeriesCandles[]): NewestCandles {
  return new Map(past.map(({ series, candles }) => [seriesName(series), candles.openTimeMs.at(-1) ?? 0]));
}

/** The candles of an unfinished training, null where there is none to go on with. */
async function findUnfinished(
  { unfinished }: ModelSelection,
  { timeframe }: ModelGroup,
  { training, nowMs }: { readonly training: string; readonly nowMs: number },
): Promise<NewestCandles | null> {
  const newest = (await unfinished?.read(training)) ?? null;
  if (newest === null) return null;
  const ageMs = nowMs - Math.max(...newest.values());
  if (ageMs >= 0 && ageMs < GOES_ON_FOR * refitIntervalMs(timeframe)) return newest;
  await unfinished?.end(training);
  return null;
}
