import { type SeriesKey, seriesName } from '../../../engine/market/series.ts';
import type { Clock, ModelRegistry } from '../../../engine/ports.ts';
import type { Reason } from '../../../engine/reason.ts';
import { followModels } from '../../../engine/serving/follow-models.ts';
import { modelGroupName } from '../../../engine/serving/model-group.ts';
import { AT_ONCE, type ModelSelection, servingModel } from '../../../engine/serving/model-selection.ts';
import type { Controls } from '../../telegram/operations.ts';
import type { TextStore } from '../../telegram/ports.ts';

const KEY = 'operator-controls';

/** What was asked for and is not done with. */
interface StoredControls {
  /** By the series' name: until when, null: until it is taken back. */
  readonly pauses: Readonly<Record<string, number | null>>;
  /** Groups of which a challenger is asked for. */
  readonly retrain: readonly string[];
}

type Setup = Pick<TextStore, 'read' | 'replace'>;

/** Attempts to change what others change at the same time: each of theirs that succeeds costs one of ours. */
const MOST_ATTEMPTS = 20;

export interface ControlsDeps {
  readonly setup: Setup;
  readonly registry: ModelRegistry;
  readonly series: readonly SeriesKey[];
  readonly clock: Clock;
}

/** What operators ask for, kept in the database: another process than the one that decides may hear it. */
export function createControls({ setup, registry, series, clock }: ControlsDeps): Controls {
  const change = async (edit: Edit): Promise<void> => await changeControls(setup, edit);
  const ofGroup = ({ symbol, timeframe }: SeriesKey): readonly SeriesKey[] =>
    series.filter((each) => modelGroupName(each.symbol, each.timeframe) === modelGroupName(symbol, timeframe));
  return {
    async pauses() {
      const { pauses } = await readControls(setup);
      return series.flatMap((each) => {
        const untilMs = pauses[seriesName(each)];
        return untilMs === undefined || (untilMs !== null && untilMs <= clock.nowMs())
          ? []
          : [{ series: each, untilMs }];
      });
    },
    pause: async ({ series: each, untilMs }) =>
      await change((before) => ({ ...before, pauses: { ...before.pauses, [seriesName(each)]: untilMs } })),
    resume: async (each) =>
      await change(({ pauses, ...rest }) => {
        const { [seriesName(each)]: _, ...others } = pauses;
        return { ...rest, pauses: others };
      }),
    retrain: async ({ symbol, timeframe }) =>
      await change(({ retrain, ...rest }) => ({
        ...rest,
        retrain: [...new Set([...retrain, modelGroupName(symbol, timeframe)])],
      })),
    async models(each, limit) {
      const [first = each] = ofGroup(each);
      const [champion, saved] = await Promise.all([registry.champion(first), registry.list(first)]);
      const known = saved.map((model) => ({ ...model, serves: model.version === champion }));
      return known.toSorted((a, b) => Number(b.serves) - Number(a.serves)).slice(0, limit);
    },
    async promote(each, version) {
      const [first = each, ...others] = ofGroup(each);
      if ((await registry.load(first, version)) === null) return false;
      for (const one of [first, ...others]) await registry.promote(one, version);
      return true;
    },
  };
}

/** What the process that decides does of it. */
export interface ControlledEngine {
  /** Why a market publishes nothing by an operator's word; as of the last look. */
  pausedReason(series: SeriesKey, nowMs: number): Reason | null;
  /** Looks at what was asked for; begins it where this process decides. */
  look(leads: boolean): Promise<void>;
}

/** Follows the operators' controls: pauses hold from the next look on, as do models that were let serve. */
export function followControls(setup: Setup, models: () => ModelSelection): ControlledEngine {
  let pauses: StoredControls['pauses'] = {};
  const tried = new Map<string, string>();
  return {
    pausedReason(series, nowMs) {
      const untilMs = pauses[seriesName(series)];
      return untilMs === undefined || (untilMs !== null && untilMs <= nowMs) ? null : { code: 'paused', params: {} };
    },
    async look(leads) {
      const { retrain, ...found } = await readControls(setup);
      ({ pauses } = found);
      if (!leads) return;
      const selection = models();
      await followPromoted(selection, tried);
      // Where another process trains, it finds what was asked for.
      if (retrain.length === 0 || selection.isTrainedElsewhere === true) return;
      for (const group of retrain) selection.memory.dueMs.set(group, AT_ONCE);
      // Loading models takes seconds: what was asked for meanwhile stays.
      await forgetAsked(setup, retrain);
    },
  };
}

/** The groups of which operators ask a challenger. */
export async function askedGroups(setup: Pick<TextStore, 'read'>): Promise<readonly string[]> {
  return (await readControls(setup)).retrain;
}

/** Of these groups a challenger is asked for no more. */
export async function forgetAsked(setup: Setup, groups: readonly string[]): Promise<void> {
  await changeControls(setup, ({ retrain, ...rest }) => ({
    ...rest,
    retrain: retrain.filter((group) => !groups.includes(group)),
  }));
}

/** Serves what an operator, or another process, promoted; each version is tried once, for it may turn out to be damaged. */
async function followPromoted(selection: ModelSelection, tried: Map<string, string>): Promise<void> {
  for (const { name, series } of selection.groups) {
    const champion = await selection.registry.champion(series[0]);
    if (champion === null || tried.get(name) === champion) continue;
    tried.set(name, champion);
    if (champion !== servingModel(selection, series[0])?.version) selection.memory.followed.delete(name);
  }
  await followModels(selection);
}

type Edit = (before: StoredControls) => StoredControls;

/** Changes what is asked for as it is stored now: operators and the process that decides may change it at the same moment. */
async function changeControls(setup: Setup, edit: Edit): Promise<void> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const before = await setup.read(KEY);
    if (await setup.replace(KEY, before, textOf(edit(controlsOf(before))))) return;
  }
  throw new Error(
    `expected to change the operators' controls in ${MOST_ATTEMPTS} attempts, was changed by others each time`,
  );
}

async function readControls(setup: Pick<TextStore, 'read'>): Promise<StoredControls> {
  return controlsOf(await setup.read(KEY));
}

/** Lines "pause binance:BTC/USDT@1h 1704067200000", "pause … -" and "retrain crypto@1h"; any other is of another version and left out. */
function controlsOf(text: string | null): StoredControls {
  const lines = (text ?? '').split('\n');
  const pauses = lines.flatMap((line) => {
    const [, name, until] = /^pause (\S+) (-|\d+)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, until === '-' ? null : Number(until)] as const];
  });
  const retrain = lines.flatMap((line) => /^retrain (\S+)$/.exec(line)?.[1] ?? []);
  return { pauses: Object.fromEntries(pauses), retrain };
}

function textOf({ pauses, retrain }: StoredControls): string {
  return [
    ...Object.entries(pauses).map(([name, untilMs]) => `pause ${name} ${untilMs ?? '-'}`),
    ...retrain.map((group) => `retrain ${group}`),
  ].join('\n');
}
