/** Counts the side effects of a real process, seen between it and the outside, and kills it at chosen ones. */
export interface EffectGate {
  /** Effects so far. */
  count(): number;
  /** An effect has taken place and its answer is on the way. False: the answer is dropped, because the process dies of this one. */
  pass(): boolean;
  /** Nothing is counted before, nor between a kill and the next call: what a dead process left on its way is no moment to kill it. */
  open(): void;
}

/** `killAt` ascending; `onKill` ends the process. */
export function createEffectGate(killAt: readonly number[], onKill: () => void): EffectGate {
  const left = [...killAt];
  let effects = 0;
  let isOpen = false;
  return {
    count: () => effects,
    open() {
      isOpen = true;
    },
    pass() {
      if (!isOpen) return true;
      effects += 1;
      if (effects < (left[0] ?? Number.POSITIVE_INFINITY)) return true;
      left.shift();
      isOpen = false;
      onKill();
      return false;
    },
  };
}
