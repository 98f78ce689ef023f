import type { Scenario } from '../world/scenario.ts';
import type { World } from '../world/world.ts';
import { compareDays } from './compare-days.ts';
import { lateWork } from './liveness.ts';
import { doubleEffects, entitlementDrift, falseRights, lostThings } from './safety.ts';

/** What was broken, each kind with what shows it. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly silentDuplicates: readonly string[];
  readonly entitlementDrift: readonly string[];
  readonly lateAfterHealing: readonly string[];
}

/**
 * Judges the end of a day: safety whatever happened, and liveness where everything has been well for a while. `quiet`: the same day
 * undisturbed, where only a kill disturbed this one.
 */
export function judge(world: World, scenario: Scenario, quiet: World | null): Verdict {
  const isWell = scenario.mode !== 'safety';
  return {
    lost: [...lostThings(world), ...(quiet === null ? [] : compareDays(world, quiet))],
    silentDuplicates: doubleEffects(world),
    entitlementDrift: [...falseRights(world), ...(isWell ? entitlementDrift(world) : [])],
    lateAfterHealing: isWell ? lateWork(world, scenario) : [],
  };
}

export function isClean(verdict: Verdict): boolean {
  return Object.values(verdict).every((found: readonly string[]) => found.length === 0);
}
