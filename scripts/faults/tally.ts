import { z } from 'zod';
import { FAULT_KINDS } from './world/chance.ts';

const COUNTS = z.record(z.string(), z.number());
const BROKEN = z.object({ runs: z.number(), broken: z.number() });

/** What was found so far, added up over days, and over the processes that ran them. */
export const TALLY = z.object({
  ...{ killPoints: z.number(), runs: z.number(), lost: z.number(), silentDuplicates: z.number() },
  ...{ entitlementDrift: z.number(), lateAfterHealing: z.number() },
  /** Days by what they prove; `slowestMs`: from the healing until nothing was left undone. */
  modes: z.object({
    kills: BROKEN,
    safety: BROKEN,
    liveness: BROKEN.extend({ slowestMs: z.number() }),
    /** Two machines, and the longest time until a killed holder was replaced. */
    twoMachines: BROKEN.extend({ takeovers: z.number(), slowestTakeoverMs: z.number() }),
  }),
  seen: z.object({ faults: COUNTS, states: COUNTS, transitions: COUNTS }),
  /** What shows each planted defect; null where nothing did. */
  planted: z.record(z.string(), z.string().nullable()),
  /** `replay`: the words of the command that show it again. */
  failures: z.array(z.object({ replay: z.string(), seed: z.number(), what: z.string() })),
});
export type Tally = z.infer<typeof TALLY>;

export function emptyTally(): Tally {
  const none = { runs: 0, broken: 0 };
  return {
    ...{ killPoints: 0, runs: 0, lost: 0, silentDuplicates: 0, entitlementDrift: 0, lateAfterHealing: 0 },
    modes: {
      ...{ kills: { ...none }, safety: { ...none }, liveness: { ...none, slowestMs: 0 } },
      twoMachines: { ...none, takeovers: 0, slowestTakeoverMs: 0 },
    },
    ...{ seen: { faults: {}, states: {}, transitions: {} }, planted: {}, failures: [] },
  };
}

const FIGURES = ['killPoints', 'runs', 'lost', 'silentDuplicates', 'entitlementDrift', 'lateAfterHealing'] as const;
const MODES = ['kills', 'safety', 'liveness', 'twoMachines'] as const;

/** Adds what another process, or one more day, found. */
export function addTally(into: Tally, { modes, seen, planted, failures, ...figures }: Tally): void {
  for (const name of FIGURES) into[name] += figures[name];
  for (const name of MODES) {
    into.modes[name].runs += modes[name].runs;
    into.modes[name].broken += modes[name].broken;
  }
  into.modes.liveness.slowestMs = Math.max(into.modes.liveness.slowestMs, modes.liveness.slowestMs);
  const [ours, theirs] = [into.modes.twoMachines, modes.twoMachines];
  ours.takeovers += theirs.takeovers;
  ours.slowestTakeoverMs = Math.max(ours.slowestTakeoverMs, theirs.slowestTakeoverMs);
  for (const name of ['faults', 'states', 'transitions'] as const)
    for (const [what, times] of Object.entries(seen[name]))
      into.seen[name][what] = (into.seen[name][what] ?? 0) + times;
  Object.assign(into.planted, planted);
  into.failures.push(...failures);
}

/** States that a delivery or a lease can be in, and changes of a delivery that occur in days with faults. */
const STATES = [
  ...['claimed', 'pending', 'sent', 'dead', 'unknown', 'expired'],
  ...['lease taken', 'lease lost', 'lease waiting'],
] as const;
const TRANSITIONS = [
  ...['pending → claimed', 'claimed → sent', 'claimed → pending', 'claimed → dead', 'claimed → unknown'],
  ...['pending → expired', 'unknown → claimed', 'unknown → sent'],
] as const;

/** Kinds of faults, states and transitions that never occurred: a run that does not see them proves nothing about them. */
export function neverSeen({ seen: { faults, states, transitions } }: Tally): readonly string[] {
  return [
    ...FAULT_KINDS.filter((kind) => !(kind in faults)),
    ...STATES.filter((state) => !(state in states)),
    ...TRANSITIONS.filter((change) => !(change in transitions)),
  ];
}
